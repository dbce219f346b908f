"""PySide6 6.12.0 on Python 3.11 loses a reference to None per void call, and so aborts the process after a while.

The pin in pyproject.toml keeps such a version out; should it ever be widened, these tests say whether that is safe.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import requires, version

import pytest
from packaging.requirements import Requirement

CALLS = 20_000
STRAY = 100  # references that come and go with an interpreter's own work

# None is held more often than there are calls, so that a loss is measured and doesn't abort.
PROGRAM = f"""
import sys
from PySide6.QtCore import QObject
held = [None] * {5 * CALLS}
subject = QObject()
before = sys.getrefcount(None)
for _ in range({CALLS}):
    subject.setObjectName("")
print(before - sys.getrefcount(None), flush=True)
import os; os._exit(0)
"""


def pin() -> Requirement:
    return next(r for r in map(Requirement, requires("labeler") or []) if r.name.lower() == "pyside6")


def test_the_installed_pyside_is_within_the_pin() -> None:
    assert version("PySide6") in pin().specifier


@pytest.mark.parametrize(
    ("release", "let_in"), [("6.7.3", False), ("6.8.0", True), ("6.11.3", True), ("6.12.0", False)]
)
def test_the_pin_keeps_versions_out_that_lose_references(release: str, let_in: bool) -> None:
    assert pin().specifier.contains(release) is let_in


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on, its count says nothing")
def test_void_calls_keep_their_references_to_none() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < STRAY
