from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from labeler.gui.widgets.grid_places import GridPlaces

places = st.builds(
    GridPlaces,
    count=st.integers(0, 300),
    width=st.integers(50, 1500),
    cell_width=st.integers(20, 300),
    cell_height=st.integers(20, 300),
    gap=st.integers(0, 20),
    margin=st.integers(0, 24),
)


@given(places)
def test_every_cell_is_found_where_it_lies(grid: GridPlaces) -> None:
    for place in range(grid.count):
        rect = grid.rect(place)
        assert grid.at(rect.left(), rect.top()) == place
        assert grid.at(rect.center().x(), rect.center().y()) == place
        assert place in grid.between(rect.top(), rect.top())


@given(places)
def test_cells_do_not_overlap_and_all_have_room(grid: GridPlaces) -> None:
    rects = [grid.rect(place) for place in range(grid.count)]
    for one, next_one in pairwise(rects):
        assert not one.intersects(next_one)
    if rects and grid.columns > 1:
        assert max(rect.right() for rect in rects) < grid.width
    assert all(rect.bottom() < grid.height for rect in rects)


@given(places, st.integers(-100, 5000), st.integers(0, 900))
def test_what_reaches_into_the_view_is_between_its_edges(grid: GridPlaces, top: int, height: int) -> None:
    inside = grid.between(top, top + height)
    seen = [p for p in range(grid.count) if grid.rect(p).top() <= top + height and grid.rect(p).bottom() >= top]
    assert set(seen) <= set(inside)


@given(places)
def test_stretched_cells_leave_no_room_for_one_more(grid: GridPlaces) -> None:
    wide = grid.stretched()
    if grid.columns > 1:
        assert wide.cell_width >= grid.cell_width
        assert wide.columns == grid.columns
        assert 0 <= wide.width - wide.margin - wide.rect(wide.columns - 1).right() - 1 < wide.columns


def test_a_frame_takes_the_cells_it_touches() -> None:
    grid = GridPlaces(count=10, width=340, cell_width=100, cell_height=100, gap=10, margin=10)
    assert grid.columns == 3
    assert grid.within(QRect(0, 0, 20, 20)) == [0]
    assert grid.within(QRect(grid.rect(0).center(), grid.rect(4).center())) == [0, 1, 3, 4]


@pytest.mark.parametrize("count", [1, 100_000_000])
def test_so_many_cells_are_no_trouble(count: int) -> None:
    grid = GridPlaces(count=count, width=400, cell_width=300, cell_height=300, gap=8, margin=16)
    top = grid.top_of(count - 1)
    assert grid.rect(count - 1, top=top).top() == 0
    assert grid.at(grid.margin, top) == count - 1
    assert grid.within(QRect(0, 0, 400, 100), top=top) == [count - 1]
