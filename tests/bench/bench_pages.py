"""How long the window holds still while a lead goes through its pages, beside a window that does nothing.

Run: ``python -m pytest tests/bench/bench_pages.py -o python_files='bench_*.py' -s``; a display makes it real.
``LABELER_BENCH_SIZES`` names the projects, "50000x34 1000000x10" examples × models unless told.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import labeler
from labeler.core.decisions import Decision, Verdict
from labeler.gui.jobs import ThreadJobs
from labeler.gui.preferences import Preferences
from labeler.gui.window import Window
from labeler.session.installation import now

pytestmark = pytest.mark.bench

SIZES = os.environ.get("LABELER_BENCH_SIZES", "50000x34 1000000x10").split()
PAGES = ("overview", "gallery", "errors", "corrections", "ranking", "diagnosis")
CLASSES, DECIDED = 10, 200
MOST_SECONDS = 120


@dataclass(frozen=True)
class Held:
    """The longest time, in milliseconds, in which no event was served, and seconds until the page was complete."""

    longest: float
    complete: float


@pytest.mark.parametrize("size", SIZES)
def test_no_page_holds_the_window_still(size: str, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    examples, models = map(int, size.split("x"))
    window = Window(jobs=ThreadJobs(qapp), saved=Preferences(theme="light", reviewer="ann"))
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.open_project(made(tmp_path, examples, models))
    served(window, 2.0)
    idle = served(window, 2.0)
    print(f"\n  {examples:,} examples, {models} models; longest time without an event, seconds until complete")
    print(f"  {'nothing happens':38} {idle.longest:8.1f} ms")
    for page in PAGES:
        window.show_page("review")
        served(window, 0.5)
        told(f"{page}, shown first", entered(window, page), idle)
        told(f"{page}, a decision is taken", decided(window), idle)
    window.close()


def entered(window: Window, page: str) -> Held:
    start = time.perf_counter()
    window.show_page(page)
    return served(window, since=start)


def decided(window: Window) -> Held:
    """By the reviewer, as on any page."""
    assert window.project is not None
    session = window.project.session
    ordinal = next(o for o in session.examples.by_ticket.tolist() if not session.review.decided(o))
    start = time.perf_counter()
    window.project.record(ordinal, Decision(Verdict.CORRECT, "ann", now()))
    return served(window, since=start)


def served(window: Window, least: float = 0.6, *, since: float | None = None) -> Held:
    """Serve events until the page is complete, and for ``least`` seconds."""
    start = last = time.perf_counter() if since is None else since
    longest = complete = 0.0
    loop, tick = QEventLoop(), QTimer()

    def look() -> None:
        nonlocal last, longest, complete
        present = time.perf_counter()
        longest, last = max(longest, present - last), present
        if window.busy():
            complete = present - start
        if (present - start > least and not window.busy()) or present - start > MOST_SECONDS:
            loop.quit()

    tick.timeout.connect(look)
    tick.start(0)
    loop.exec()
    tick.stop()
    return Held(1000 * longest, complete)


def told(what: str, held: Held, idle: Held) -> None:
    ratio = held.longest / idle.longest
    print(f"  {what:38} {held.longest:8.1f} ms  ({ratio:5.1f} × idle)   complete after {held.complete:6.2f} s")


def made(folder: Path, examples: int, models: int) -> Path:
    """Half dev, half test, models that err on 5 % and more, and the first of the errors decided."""
    rng = np.random.default_rng(0)
    names = pa.array([f"class {code}" for code in range(CLASSES)])
    ids = pa.array([f"e{number:07}" for number in range(examples)])
    truth = rng.integers(CLASSES, size=examples)
    split = pa.array(np.where(rng.random(examples) < 0.5, "dev", "test"))
    table = pa.table({"example_id": ids, "split": split, "label": names.take(pa.array(truth))})
    pyarrow.csv.write_csv(table, folder / "examples.csv")
    for model in range(models):
        wrong = rng.random(examples) < 0.05 + 0.004 * model
        predicted = np.where(wrong, rng.integers(CLASSES, size=examples), truth)
        columns = {"example_id": ids, "predicted": names.take(pa.array(predicted))}
        columns["probability"] = pa.array(np.round(rng.random(examples), 4))
        pyarrow.csv.write_csv(pa.table(columns), folder / f"{model}.csv")
    predictions = {f"model-{model:02}": folder / f"{model}.csv" for model in range(models)}
    with labeler.new(folder / "p", examples=folder / "examples.csv", predictions=predictions) as session:
        for item in session.queue("errors", size=DECIDED // 2).items:
            session.record(item.example_id, "correct", reviewer="bob")
        return session.path
