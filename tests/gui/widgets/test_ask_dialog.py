from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.ask_dialog import AskDialog


def opened(qtbot: QtBot) -> AskDialog:
    dialog = AskDialog("Ask", question="How many?", verb="Go", width=300, parent=None)
    dialog.body.addWidget(QLineEdit())
    dialog.lay_out()
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_the_line_has_the_keyboard_and_the_buttons_come_after_it(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    seen = []
    for _ in range(3):
        seen.append(QApplication.focusWidget())
        QTest.keyClick(dialog, Qt.Key.Key_Tab)
    assert isinstance(seen[0], QLineEdit)
    assert isinstance(seen[1], ActionButton)
    assert seen[2] is dialog.agree


def test_one_button_agrees_and_escape_leaves(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.agree.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    dialog = opened(qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected
