"""Tests of the window get the light theme at normal size, and settings of Qt's own that nobody else reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from labeler.gui.keymap import IN_FORCE, Keymap
from labeler.gui.theme import apply_theme

WINDOW = (1440, 900)

W = TypeVar("W", bound=QWidget)


@pytest.fixture(scope="session", autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Qt's file dialog keeps its history and its places there."""
    folder = str(tmp_path_factory.mktemp("qt-settings"))
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, folder)


@pytest.fixture(autouse=True)
def _light_theme(qapp: QApplication) -> None:
    apply_theme(qapp, "light")


@pytest.fixture(autouse=True)
def _standard_keys() -> None:
    IN_FORCE.use(Keymap())


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[W], W]:
    """Shows a widget at the size of the window, active, and closes it after the test."""

    def show(widget: W) -> W:
        qtbot.addWidget(widget)
        widget.resize(*WINDOW)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        return widget

    return show
