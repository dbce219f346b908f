from __future__ import annotations

from collections.abc import Container, Sequence

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from labeler.gui.theme import apply_theme, current_theme
from labeler.gui.widgets.example_cell import CellLook, ExampleCell, tick_rect
from labeler.gui.widgets.example_grid import SIDES, ExampleGrid
from labeler.gui.widgets.example_list import ExampleList

Key, Button = Qt.Key, Qt.MouseButton
Shift, Control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class Source:
    """Remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: set[int] = set()
        self.wanted: Container[int] = ()

    def cells(self, ordinals: Sequence[int]) -> Sequence[ExampleCell]:
        self.asked.update(ordinals)
        return [ExampleCell(f"e{ordinal}", "cat", "dog", "owl", ("wrong",), "wrong") for ordinal in ordinals]

    def thumbnail(self, ordinal: int, side: int) -> QImage | None:
        if ordinal % 2:
            return None
        image = QImage(side, side, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.darkGreen)
        return image

    def only(self, ordinals: Container[int]) -> None:
        self.wanted = ordinals

    def tooltip(self, ordinal: int) -> str:
        return f"e{ordinal}"


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def examples() -> ExampleList:
    return ExampleList()


@pytest.fixture
def grid(qtbot: QtBot, examples: ExampleList, source: Source) -> ExampleGrid:
    """A hundred examples backwards, in rows of four."""
    made = ExampleGrid(examples, source)
    qtbot.addWidget(made)
    made.resize(620, 500)
    show(examples, 100)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    assert made._places().columns == 4
    return made


def show(examples: ExampleList, count: int) -> None:
    examples.reset(count)
    examples.show(np.arange(count)[::-1], np.ones(count, np.bool_))


def middle(grid: ExampleGrid, place: int) -> QPoint:
    return grid._rect(place).center()


def click(grid: ExampleGrid, at: QPoint, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(grid.viewport(), Button.LeftButton, modifier, at)


def selected(examples: ExampleList) -> list[int]:
    return sorted(99 - ordinal for ordinal in np.flatnonzero(examples.selected).tolist())


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ([Key.Key_Right], 1),
        ([Key.Key_Left], 0),
        ([Key.Key_Down, Key.Key_Right], 5),
        ([Key.Key_Down, Key.Key_Up], 0),
        ([Key.Key_Up], 0),
        ([Key.Key_End], 99),
        ([Key.Key_End, Key.Key_Down], 99),
        ([Key.Key_End, Key.Key_Home], 0),
        ([Key.Key_Right, Key.Key_PageDown, Key.Key_PageUp], 1),
        ([Key.Key_Right, *[Key.Key_PageDown] * 50], 97),
    ],
)
def test_keys_move_the_cursor_into_view(grid: ExampleGrid, examples: ExampleList, keys: list[Key], place: int) -> None:
    for key in keys:
        QTest.keyClick(grid, key)
    assert examples.cursor == place
    assert place in grid.in_sight()
    assert grid._rect(place).top() >= 0
    assert grid._rect(place).bottom() <= grid.viewport().height()
    assert examples.count == 0


def test_space_selects_and_shift_extends_from_there(grid: ExampleGrid, examples: ExampleList) -> None:
    QTest.keyClick(grid, Key.Key_Space)
    QTest.keyClick(grid, Key.Key_Down)
    QTest.keyClick(grid, Key.Key_Right, Shift)
    QTest.keyClick(grid, Key.Key_Down, Shift)
    assert selected(examples) == [0, 4, 5, 6, 7, 8, 9]
    QTest.keyClick(grid, Key.Key_Up, Shift)
    assert selected(examples) == [0, 4, 5]
    QTest.keyClick(grid, Key.Key_Escape)
    assert selected(examples) == []


def test_enter_and_double_click_open_the_example(grid: ExampleGrid, qtbot: QtBot) -> None:
    opened: list[int] = []
    grid.activated.connect(opened.append)
    QTest.keyClick(grid, Key.Key_Right)
    QTest.keyClick(grid, Key.Key_Return)
    QTest.mouseDClick(grid.viewport(), Button.LeftButton, pos=middle(grid, 5))
    assert opened[0] == 98
    click(grid, middle(grid, 5))
    QTest.mouseDClick(grid.viewport(), Button.LeftButton, pos=middle(grid, 5))
    assert opened[-1] == 94


def test_a_click_moves_the_cursor_and_selects_nothing(grid: ExampleGrid, examples: ExampleList) -> None:
    QTest.keyClick(grid, Key.Key_Space)
    click(grid, middle(grid, 6))
    assert (examples.cursor, selected(examples)) == (6, [0])


def test_control_toggles_shift_extends_and_the_ring_selects(grid: ExampleGrid, examples: ExampleList) -> None:
    click(grid, middle(grid, 1), Control)
    click(grid, middle(grid, 3), Shift)
    assert selected(examples) == [1, 2, 3]
    click(grid, middle(grid, 2), Control)
    click(grid, tick_rect(grid._rect(8), current_theme()).center().toPoint())
    assert selected(examples) == [1, 3, 8]


def test_a_frame_selects_what_it_touches_and_lets_go_what_it_leaves(grid: ExampleGrid, examples: ExampleList) -> None:
    click(grid, middle(grid, 3), Control)
    view = grid.viewport()
    QTest.mousePress(view, Button.LeftButton, pos=middle(grid, 0))
    move(grid, middle(grid, 6))
    assert selected(examples) == [0, 1, 2, 3, 4, 5, 6]
    move(grid, middle(grid, 5))
    assert selected(examples) == [0, 1, 3, 4, 5]
    QTest.mouseRelease(view, Button.LeftButton, pos=middle(grid, 5))
    move(grid, middle(grid, 2), buttons=Button.NoButton)
    assert selected(examples) == [0, 1, 3, 4, 5]


def test_a_frame_drawn_past_the_edge_scrolls_on(grid: ExampleGrid, examples: ExampleList) -> None:
    QTest.mousePress(grid.viewport(), Button.LeftButton, pos=middle(grid, 0))
    for _ in range(30):
        move(grid, QPoint(600, grid.viewport().height() + 80))
    assert grid.verticalScrollBar().value() > 1000
    assert selected(examples)[:8] == list(range(8))
    assert len(selected(examples)) > 40


def move(grid: ExampleGrid, at: QPoint, *, buttons: Button = Button.LeftButton) -> None:
    """QTest moves the mouse without its buttons."""
    there = QPointF(grid.viewport().mapToGlobal(at))
    none = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), there, Button.NoButton, buttons, none)
    QApplication.sendEvent(grid.viewport(), event)


def test_only_what_is_in_sight_is_asked_for(grid: ExampleGrid, examples: ExampleList, source: Source) -> None:
    show(examples, 1_000_000)
    source.asked.clear()
    grid.viewport().repaint()
    assert 0 < len(source.asked) <= 20
    QTest.keyClick(grid, Key.Key_End)
    source.asked.clear()
    grid.viewport().repaint()
    assert source.asked <= set(range(20))
    assert 0 in source.wanted
    assert 999_999 not in source.wanted


def test_what_lies_beyond_the_pixels_of_a_scroll_bar_is_reached(
    grid: ExampleGrid, examples: ExampleList, source: Source
) -> None:
    grid.set_side(SIDES[-1])
    count = 8_000_000  # of 430 pixels: 3.4 thousand million
    show(examples, count)
    assert grid._places().height > 2**31
    QTest.keyClick(grid, Key.Key_End)
    grid.viewport().repaint()
    assert count - 1 in grid.in_sight()
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum() // 2)
    assert abs(grid.in_sight().start - count // 2) < 10
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    assert grid._rect(count - 1).bottom() < grid.viewport().height()


def test_the_first_in_sight_stays_where_it_is_when_the_same_is_shown_anew(
    grid: ExampleGrid, examples: ExampleList
) -> None:
    grid.verticalScrollBar().setValue(1000)
    first = grid.first_in_sight()
    ordinal, top = int(examples.ordinals[first]), grid._rect(first).top()
    left = examples.ordinals[examples.ordinals < 97]  # what stood before it is gone
    mask = np.zeros(100, np.bool_)
    mask[left] = True
    examples.show(left, mask, same=True)
    place = examples.place_of(ordinal)
    assert place is not None
    assert grid._rect(place).top() == top


def test_another_view_begins_at_the_top(grid: ExampleGrid, examples: ExampleList) -> None:
    QTest.keyClick(grid, Key.Key_End)
    examples.show(np.arange(100), np.ones(100, np.bool_))
    assert (grid.verticalScrollBar().value(), examples.cursor) == (0, 0)


def test_larger_cells_keep_the_first_in_sight(grid: ExampleGrid) -> None:
    grid.verticalScrollBar().setValue(1500)
    first = grid.first_in_sight()
    columns = grid._places().columns
    grid.resized(1)
    assert grid._places().columns == columns - 1
    assert first in grid.in_sight()
    for _ in SIDES:
        grid.resized(-1)
    assert grid.look().side == SIDES[0]


def test_control_and_wheel_resize(grid: ExampleGrid) -> None:
    before = grid.look().side
    at = QPointF(50, 50)
    event = QWheelEvent(at, at, QPoint(), QPoint(0, 120), Button.NoButton, Control, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(grid.viewport(), event)
    assert grid.look().side > before


def test_a_cell_that_changed_is_painted_again_and_no_other(grid: ExampleGrid, source: Source, qtbot: QtBot) -> None:
    qtbot.wait(50)
    source.asked.clear()
    grid.refresh([98])
    qtbot.waitUntil(lambda: bool(source.asked))
    assert source.asked <= {99, 98, 97, 95, 94, 93}
    assert 98 in source.asked


def test_text_takes_wide_cells_and_pictures_need_not_be_there(grid: ExampleGrid) -> None:
    grid.set_look(CellLook(120, texts=True, pictures=False, predictions=False))
    assert grid._places().columns == 2
    assert not grid.viewport().grab().isNull()


def test_a_screen_reader_hears_the_example_its_place_and_whether_it_is_selected(grid: ExampleGrid) -> None:
    QTest.keyClick(grid, Key.Key_Right)
    assert grid.accessibleDescription() == "e98. 2 of 100"
    QTest.keyClick(grid, Key.Key_Space)
    assert grid.accessibleDescription() == "e98, selected. 2 of 100"


def test_cells_grow_with_the_text(grid: ExampleGrid, qapp: QApplication) -> None:
    before = grid._rect(0).height()
    apply_theme(qapp, "light", scale=2.0)
    assert grid._rect(0).height() > 1.7 * before


def test_nothing_to_show_is_no_trouble(grid: ExampleGrid, examples: ExampleList) -> None:
    examples.show(np.zeros(0, np.intp), np.zeros(100, np.bool_))
    for key in (Key.Key_Down, Key.Key_End, Key.Key_Space, Key.Key_Return, Key.Key_PageDown):
        QTest.keyClick(grid, key)
    grid.viewport().repaint()
    assert grid.accessibleDescription() == "no examples"
    assert grid.place_at(QPoint(30, 30)) == -1
