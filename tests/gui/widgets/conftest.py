from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtGui import QAction, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[W], W]:
    """Shows a widget of 480 × 320, active, and closes it after the test."""

    def show(widget: W) -> W:
        qtbot.addWidget(widget)
        widget.resize(480, 320)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        return widget

    return show


@pytest.fixture
def painted() -> Callable[[QWidget], QImage]:
    """What a widget paints, in true colours whatever the depth of the screen."""

    def paint(widget: QWidget) -> QImage:
        image = QImage(widget.size(), QImage.Format.Format_RGB32)
        widget.render(image)
        return image

    return paint


@pytest.fixture
def triggers() -> Callable[[QWidget, str], bool]:
    """Whether keys, pressed where the keyboard is, trigger an action of the window that has them as its shortcut."""

    def press(widget: QWidget, keys: str) -> bool:
        triggered: list[str] = []
        action = QAction(keys, widget.window())
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: triggered.append(keys))
        widget.window().addAction(action)
        chord = QKeySequence(keys)[0]
        QTest.keyClick(QApplication.focusWidget() or widget, chord.key(), chord.keyboardModifiers())
        widget.window().removeAction(action)
        return bool(triggered)

    return press
