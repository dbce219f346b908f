"""Where the parts of the error-analysis sheet lie."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF

from labeler.gui.pages.errors.sheet_layout import SheetLayout, Wishes
from labeler.gui.theme import Theme, load_palette

LAYOUT = SheetLayout(Theme("light", load_palette("light")), width=1000, height=700, categories=4, rows=1000, sample=100)


def test_columns_follow_one_another_up_to_the_right_edge() -> None:
    spans = [LAYOUT.column_span(column) for column in range(LAYOUT.columns)]
    assert spans[0][0] == LAYOUT.example
    assert all(left + width <= right for (left, width), (right, _) in pairwise(spans))
    assert sum(spans[-1]) == LAYOUT.full_width == LAYOUT.width


@pytest.mark.parametrize("categories", [0, 1, 4, 30])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [400, 1000, 2000])
def test_every_cell_can_be_brought_into_sight(categories: int, scale: float, width: int) -> None:
    theme = Theme("light", load_palette("light"), scale)
    layout = replace(LAYOUT, categories=categories, theme=theme, width=width)
    for row in (0, 99, 100, 999):
        for column in range(layout.columns):
            across, down = layout.to_show(row, column)
            cell = replace(layout, across=across, down=down).cell(row, column)
            assert cell.left() >= layout.example
            assert cell.right() <= layout.width or cell.left() == layout.example
            assert cell.top() >= layout.body.top()
            assert cell.bottom() <= layout.body.bottom()


def test_the_band_parts_the_sample_from_the_rest() -> None:
    assert LAYOUT.row_rect(99).bottom() == LAYOUT.band_rect().top()
    assert LAYOUT.band_rect().bottom() == LAYOUT.row_rect(100).top()
    assert replace(LAYOUT, sample=0).band == replace(LAYOUT, sample=1000).band == 0
    assert LAYOUT.full_height == LAYOUT.top(999) + LAYOUT.row_height


@pytest.mark.parametrize("down", [0, 4790, 4800, 4815, 20000])
def test_a_place_and_its_row_agree(down: int) -> None:
    layout = replace(LAYOUT, down=down)
    visible = layout.visible_rows()
    for row in visible:
        middle = layout.row_rect(row).center()
        if layout.body.contains(middle):
            assert layout.row_at(middle) == row
    assert layout.row_rect(visible[0]).top() <= layout.body.top()
    assert layout.row_rect(visible[-1]).bottom() >= layout.body.bottom()
    assert len(visible) < 16


def test_an_example_has_what_it_wishes_of_what_the_others_leave() -> None:
    wishes = Wishes(example=330, category=60, label=110)
    roomy = replace(LAYOUT, categories=0, wishes=wishes)
    assert (roomy.example, roomy.label) == (330, 110)
    full = replace(roomy, width=840, categories=6)
    assert LAYOUT.example <= full.example < 220
    assert full.full_width == full.width
    assert full.column_width(7) >= 100
    assert replace(roomy, wishes=replace(wishes, example=9999)).example <= roomy.width // 2


def test_nothing_is_under_the_header_the_foot_and_the_band() -> None:
    layout = replace(LAYOUT, down=4700)
    assert layout.row_at(QPointF(300, 10)) is None
    assert layout.row_at(QPointF(300, 690)) is None
    assert layout.row_at(layout.band_rect().center()) is None
    assert layout.column_at(10) is None


def test_one_to_read_has_no_place_to_add() -> None:
    assert replace(LAYOUT, adding=False).add_cell().width() == 0
    assert LAYOUT.column_at(LAYOUT.add_cell().center().x()) is None
