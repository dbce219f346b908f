"""Every decision made by a key press is in the file, whatever happens to the process a moment later."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import labeler

CHILD = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from labeler.gui.app import application
from labeler.gui.jobs import ThreadJobs
from labeler.gui.preferences import Preferences
from labeler.gui.window import Window

app = application()
window = Window(jobs=ThreadJobs(app), saved=Preferences(theme="light", reviewer="ann"))
window.show()
window.activateWindow()
QTest.qWaitForWindowActive(window)
window.open_project(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    keys = (Qt.Key.Key_Space, Qt.Key.Key_X, Qt.Key.Key_U)
    QTest.keyClick(QApplication.focusWidget(), keys[number % 3])
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on this system")
def test_decisions_by_key_press_survive_a_kill(path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", CHILD, str(path), "7"], env=environment, timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL
    with labeler.open(path) as session:
        assert session.read_only is None
        decided = [item for item in session.queue("errors").items if item.decided]
        verdicts = [session.decisions(item.example_id)["ann"].verdict for item in decided]
        assert verdicts == ["correct", "excluded", "unsure", "correct", "excluded", "unsure", "correct", "correct"]
        assert session.verify().ok
