"""What every test gets: an installation of its own, one computing thread, and a failure for what went wrong unseen."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

for _library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent.parent
REVIEWER = "reviewer"


def pytest_sessionstart() -> None:
    """Without a display, and without Xvfb to make one, Qt draws into memory."""
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform == "linux" and not display:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the data packs, ``LABELER_TEST_DATA`` or ``../shared/data`` beside the checkout."""
    folder = Path(os.environ.get("LABELER_TEST_DATA") or ROOT.parent / "shared" / "data").resolve()
    if not folder.is_dir():
        pytest.skip(f"no data packs in {folder}; set LABELER_TEST_DATA to their folder")
    return folder


@pytest.fixture(autouse=True)
def installation(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home folder of an installation nobody used before; decisions are ``REVIEWER``'s."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("LABELER_HOME", str(home))
    monkeypatch.setenv("LABELER_REVIEWER", REVIEWER)
    return home


@pytest.fixture(autouse=True)
def _quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test that logged a warning or worse. A test that means to: assert on ``caplog``, then ``clear()`` it."""
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    said = [f"{r.name}, {r.levelname}: {r.getMessage()}" for r in records if r.levelno >= logging.WARNING]
    if said:
        pytest.fail("logged unexpectedly:\n  " + "\n  ".join(said), pytrace=False)


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fails a test that leaves a thread running; those that Qt started show up here as dummies, and stay."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    left = [thread for thread in left if not isinstance(thread, threading._DummyThread)]
    for thread in left:
        thread.join(timeout=2)
    names = [thread.name for thread in left if thread.is_alive()]
    if names:
        pytest.fail(f"threads still running: {', '.join(names)}", pytrace=False)
