"""Matrices of any size: walked by keyboard, chosen by click or Enter, legible in both themes."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from labeler.gui.theme import Theme, contrast, load_palette
from labeler.gui.widgets.matrix_cell import AA, MatrixCell, ground, ink
from labeler.gui.widgets.matrix_view import MatrixView

NAMES = [f"class {number}" for number in range(1000)]
KEYS = Qt.Key


@pytest.fixture
def asked():
    return []


@pytest.fixture
def matrix(shown, asked):
    def cell(row, column):
        asked.append((row, column))
        return MatrixCell(f"{row}", said=f"row {row} column {column}")

    view = MatrixView("Confusion matrix")
    view.set_matrix(NAMES, NAMES, cell, row_title="true", column_title="predicted", widest="999")
    shown(view)
    view.setFocus()
    return view


def press(view, *keys, control=False):
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    for key in keys:
        QTest.keyClick(view, key, held)


def test_only_cells_in_sight_are_asked_for(matrix, asked, painted):
    asked.clear()
    painted(matrix)
    assert 0 < len(set(asked)) < 500
    assert all(row < 40 and column < 40 for row, column in asked)


def test_arrows_and_jumps_move_the_cursor_within_the_matrix(matrix):
    moved = []
    matrix.cursor_moved.connect(lambda row, column: moved.append((row, column)))
    press(matrix, KEYS.Key_Down, KEYS.Key_Right, KEYS.Key_Right, KEYS.Key_Up, KEYS.Key_Up)
    assert moved == [(1, 0), (1, 1), (1, 2), (0, 2), (0, 2)]
    press(matrix, KEYS.Key_End)
    assert matrix.cursor_cell() == (0, 999)
    press(matrix, KEYS.Key_End, control=True)
    assert matrix.cursor_cell() == (999, 999)
    press(matrix, KEYS.Key_PageUp)
    assert 900 < matrix.cursor_cell()[0] < 999
    press(matrix, KEYS.Key_Home)
    assert matrix.cursor_cell()[1] == 0
    press(matrix, KEYS.Key_Home, control=True)
    assert matrix.cursor_cell() == (0, 0)


def test_the_cursor_is_scrolled_into_sight_and_described(matrix, asked, painted):
    press(matrix, KEYS.Key_End, control=True)
    assert matrix.accessibleDescription() == "row 999 column 999"
    asked.clear()
    painted(matrix)
    assert (999, 999) in asked
    assert (0, 0) not in asked


def test_enter_and_a_click_choose_a_cell(matrix, qtbot):
    press(matrix, KEYS.Key_Down)
    with qtbot.waitSignal(matrix.cell_chosen) as chosen:
        press(matrix, KEYS.Key_Return)
    assert chosen.args == [1, 0]
    with qtbot.waitSignal(matrix.cell_chosen) as chosen:
        at = matrix.viewport().rect().center()
        QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert tuple(chosen.args) == matrix.cursor_cell()


def test_headers_are_no_cells(matrix, qtbot):
    with qtbot.assertNotEmitted(matrix.cell_chosen):
        QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def test_the_place_stays_while_the_names_are_the_same(matrix):
    press(matrix, KEYS.Key_End, control=True)
    scrolled = matrix.verticalScrollBar().value()
    matrix.set_matrix(NAMES, NAMES, lambda _row, _column: MatrixCell("7"), widest="999")
    assert (matrix.cursor_cell(), matrix.verticalScrollBar().value()) == ((999, 999), scrolled)
    matrix.set_matrix(NAMES[:3], NAMES[:3], lambda _row, _column: MatrixCell("7"))
    assert matrix.cursor_cell() is None
    assert matrix.verticalScrollBar().value() == 0


def test_a_matrix_without_cells_takes_keys_and_paints(shown, painted):
    view = shown(MatrixView("Nothing"))
    view.setFocus()
    press(view, KEYS.Key_Down, KEYS.Key_Return, KEYS.Key_End)
    assert view.cursor_cell() is None
    painted(view)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_figures_are_legible_on_every_ground(name):
    theme = Theme(name, load_palette(name))
    tones = ("wrong", "right", "accent", "conflict", "excluded", "unsure", "bar")
    cells = [
        MatrixCell("1", tone, strength / 50, quiet=quiet)
        for tone, strength, quiet in product(tones, range(51), (False, True))
    ]
    for cell in cells:
        assert contrast(ink(cell, theme), ground(cell, theme)) >= AA, cell
