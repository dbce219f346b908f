from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
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
