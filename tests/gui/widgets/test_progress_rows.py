from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.theme import apply_theme, current_theme
from labeler.gui.widgets.progress_rows import ROW, ProgressRow, ProgressRows

ROWS = (
    ProgressRow("Errors", "3 of 4 decided", 0.75, quiet="  ann"),
    ProgressRow("Right ones", "…", None),
    ProgressRow("Conflicts", "none open", 1.0, tone="right"),
)


@pytest.fixture
def rows(shown: Callable[[ProgressRows], ProgressRows]) -> ProgressRows:
    made = ProgressRows("Queues")
    made.set_rows(ROWS)
    shown(made)
    made.setFocus()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_arrows_choose_a_row_and_a_key_asks_for_it(rows: ProgressRows, qtbot: QtBot, key: Qt.Key) -> None:
    QTest.keyClick(rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(rows.activated) as asked:
        QTest.keyClick(rows, key)
    assert asked.args == [1]


def asked_for(rows: ProgressRows, qtbot: QtBot) -> int:
    """By Enter: the row that has the keyboard."""
    with qtbot.waitSignal(rows.activated) as asked:
        QTest.keyClick(rows, Qt.Key.Key_Return)
    (row,) = asked.args
    return int(row)


def test_the_cursor_stays_within_the_rows(rows: ProgressRows, qtbot: QtBot) -> None:
    QTest.keyClick(rows, Qt.Key.Key_Up)
    assert asked_for(rows, qtbot) == 0
    QTest.keyClick(rows, Qt.Key.Key_End)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert asked_for(rows, qtbot) == 2
    QTest.keyClick(rows, Qt.Key.Key_Home)
    assert asked_for(rows, qtbot) == 0


def test_a_click_asks_for_the_row_under_it(rows: ProgressRows, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rows.activated) as asked:
        QTest.mouseClick(rows, Qt.MouseButton.LeftButton, pos=QPoint(20, 2 * ROW + 5))
    assert asked.args == [2]


def test_rows_that_are_only_read_ask_for_nothing(shown: Callable[[ProgressRows], ProgressRows], qtbot: QtBot) -> None:
    made = ProgressRows("Reviewers", active=False)
    made.set_rows(ROWS)
    shown(made)
    with qtbot.assertNotEmitted(made.activated):
        QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(20, 5))
    assert made.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_the_cursor_stays_at_its_row_when_others_come(rows: ProgressRows, qtbot: QtBot) -> None:
    QTest.keyClick(rows, Qt.Key.Key_End)
    rows.set_rows((ProgressRow("Audit", "…", None), *ROWS))
    assert rows.rows()[asked_for(rows, qtbot)].name == "Conflicts"


def test_who_can_t_see_them_hears_the_figures(rows: ProgressRows) -> None:
    assert rows.accessibleDescription() == "Errors  ann: 3 of 4 decided; Right ones: …; Conflicts: none open"


def test_the_height_follows_the_text(rows: ProgressRows, qapp: QApplication) -> None:
    before = rows.sizeHint().height()
    apply_theme(qapp, "light", scale=2.0)
    assert rows.sizeHint().height() == 2 * before


def test_a_bar_is_as_long_as_the_share_that_is_done(rows: ProgressRows, painted: Callable[[QWidget], QImage]) -> None:
    rows.clearFocus()  # its ring has the colour of a bar
    image, accent = painted(rows), current_theme().palette.accent

    def filled(row: int) -> int:
        y = (row + 1) * ROW - 6
        return sum(image.pixelColor(x, y) == accent for x in range(image.width()))

    assert filled(0) == pytest.approx(0.75 * (rows.width() - 16), abs=2)
    assert filled(1) == 0
