from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.theme import apply_theme

W = TypeVar("W", bound=QWidget)


@pytest.fixture(autouse=True)
def _light_theme(qapp: QApplication) -> None:
    apply_theme(qapp, "light")


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
