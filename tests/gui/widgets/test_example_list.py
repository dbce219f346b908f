from __future__ import annotations

import numpy as np
import pytest

from labeler.gui.widgets.example_list import ExampleList


def mask_of(*ordinals: int, total: int = 10) -> np.ndarray:
    mask = np.zeros(total, np.bool_)
    mask[list(ordinals)] = True
    return mask


@pytest.fixture
def examples() -> ExampleList:
    """Ten, all of them shown backwards."""
    made = ExampleList()
    made.reset(10)
    made.show(np.arange(10)[::-1], np.ones(10, np.bool_))
    return made


def selected(examples: ExampleList) -> list[int]:
    return np.flatnonzero(examples.selected).tolist()


def test_the_cursor_begins_at_the_top(examples: ExampleList) -> None:
    assert (examples.cursor, examples.current()) == (0, 9)


def test_the_cursor_stays_within_what_is_shown(examples: ExampleList) -> None:
    examples.move(99)
    assert examples.current() == 0
    examples.move(-5)
    assert examples.current() == 9


def test_moving_selects_nothing(examples: ExampleList) -> None:
    examples.move(4)
    assert selected(examples) == []


def test_extending_selects_what_lies_between_and_gives_back_what_it_leaves(examples: ExampleList) -> None:
    examples.toggle(0)
    examples.move(3)
    examples.move(6, extend=True)
    assert selected(examples) == [3, 4, 5, 6, 9]
    examples.move(4, extend=True)
    assert selected(examples) == [5, 6, 9]
    examples.move(2, extend=True)
    assert selected(examples) == [6, 7, 9]


def test_the_selection_outlives_filter_and_order(examples: ExampleList) -> None:
    examples.toggle(0)
    examples.toggle(9)
    examples.show(np.array([9, 3]), mask_of(9, 3))
    assert (examples.count, examples.out_of_sight, selected(examples)) == (2, 1, [0, 9])
    examples.show(np.array([4]), mask_of(4))
    assert examples.out_of_sight == 2
    examples.add_all()
    assert selected(examples) == [0, 4, 9]


def test_none_selected_is_the_one_under_the_cursor(examples: ExampleList) -> None:
    assert examples.chosen() == [9]
    examples.toggle(2)
    examples.toggle(3)
    assert examples.chosen() == [6, 7]
    examples.clear()
    assert examples.chosen() == [9]


def test_a_frame_selects_beside_what_was_selected_before_it(examples: ExampleList) -> None:
    examples.toggle(0)
    before = examples.selected.copy()
    examples.add([1, 2, 3], to=before)
    examples.add([1], to=before)
    assert selected(examples) == [8, 9]


def test_the_cursor_stays_on_its_example_where_the_same_is_shown_anew(examples: ExampleList) -> None:
    examples.move(4)
    examples.show(np.array([7, 5, 1]), mask_of(7, 5, 1), same=True)
    assert examples.current() == 5
    examples.show(np.array([7, 1]), mask_of(7, 1), same=True)
    assert examples.current() == 1  # its place
    examples.show(np.array([7, 1]), mask_of(7, 1))
    assert examples.current() == 7


def test_nothing_shown_has_no_cursor(examples: ExampleList) -> None:
    examples.show(np.zeros(0, np.intp), mask_of())
    assert (examples.cursor, examples.current(), examples.chosen()) == (-1, None, [])
    examples.toggle()
    examples.move(3, extend=True)
    assert examples.count == 0
    examples.show(np.arange(10), np.ones(10, np.bool_), same=True)
    assert examples.current() == 0


def test_another_project_has_no_selection(examples: ExampleList) -> None:
    examples.add_all()
    examples.reset(4)
    assert (examples.count, len(examples), len(examples.selected)) == (0, 0, 4)
