"""The real window as a person has it in front of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from labeler.gui.jobs import InlineJobs
from labeler.gui.preferences import Preferences
from labeler.gui.window import Window


@contextmanager
def window_on(project: Path, qtbot: QtBot, *, reviewer: str) -> Iterator[Window]:
    """Open, active, and closed afterwards; work is done at once."""
    window = Window(jobs=InlineJobs(), saved=Preferences(theme="light", reviewer=reviewer))
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_project(project)
    yield window
    window.close()
