from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.typed_line import TypedLine

Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def typed(qtbot: QtBot, shown: Shown) -> TypedLine:
    made = TypedLine(ActionButton("comment", variant="quiet"), placeholder="Comment")
    shown(made)
    qtbot.waitUntil(made.isActiveWindow)
    made.show_text("before")
    made.open()
    return made


def _line(typed: TypedLine) -> QLineEdit:
    line = typed.currentWidget()
    assert isinstance(line, QLineEdit)
    return line


def test_enter_keeps_what_was_typed_and_gives_the_keyboard_back(qtbot: QtBot, typed: TypedLine) -> None:
    QTest.keyClicks(_line(typed), "after")
    with qtbot.waitSignal(typed.entered) as signal, qtbot.waitSignal(typed.left):
        QTest.keyClick(_line(typed), Qt.Key.Key_Return)
    assert signal.args == ["after"]
    assert not typed.is_typing()


def test_escape_drops_it(qtbot: QtBot, typed: TypedLine) -> None:
    QTest.keyClicks(_line(typed), "after")
    with qtbot.waitSignal(typed.left), qtbot.assertNotEmitted(typed.entered):
        QTest.keyClick(_line(typed), Qt.Key.Key_Escape)


def test_what_was_not_changed_is_not_told(qtbot: QtBot, typed: TypedLine) -> None:
    with qtbot.waitSignal(typed.left), qtbot.assertNotEmitted(typed.entered):
        QTest.keyClick(_line(typed), Qt.Key.Key_Return)


def test_going_elsewhere_keeps_it(qtbot: QtBot, typed: TypedLine) -> None:
    QTest.keyClicks(_line(typed), "after")
    with qtbot.waitSignal(typed.entered):
        _line(typed).clearFocus()


def test_keys_of_the_line_are_no_shortcuts_meanwhile(qtbot: QtBot, typed: TypedLine) -> None:
    for key in ("X", "Return", "Esc", "Left"):
        action = QAction(typed)
        action.setShortcut(key)
        typed.addAction(action)
        action.triggered.connect(lambda key=key: pytest.fail(f"{key} is a shortcut of the page"))
    QTest.keyClicks(_line(typed), "x")
    QTest.keyClick(_line(typed), Qt.Key.Key_Left)
    assert _line(typed).text() == "x"
    QTest.keyClick(_line(typed), Qt.Key.Key_Return)
    assert not typed.is_typing()
