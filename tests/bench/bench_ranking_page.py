"""The ranking page after a decision, at 34 models × 50,000 examples: what the window's own thread spends (DESIGN 7).

The bars: ranking refreshed in 20 ms and audit in 10 ms, nothing over 50 ms in that thread. Beside it stands what the
same figures cost afresh. Run: ``python -m pytest tests/bench/bench_ranking_page.py -o python_files='bench_*.py' -s``;
``LABELER_BENCH_RANKED`` (50,000) says how many examples.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import labeler
from labeler.core.decisions import Decision, Verdict
from labeler.gui.jobs import ThreadJobs
from labeler.gui.pages.ranking import RankingPage
from labeler.gui.project import Project
from labeler.session.results import Changes

pytestmark = pytest.mark.bench

MODELS, EXAMPLES, CLASSES = 34, int(os.environ.get("LABELER_BENCH_RANKED", "50000")), 1_000
DECISIONS, MANY = 40, 200
MINUTES = 120_000


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Models of 20 to 30 % error that err on the same hard examples."""
    rng = np.random.default_rng(0)
    ids, given = [f"e{number:06}" for number in range(EXAMPLES)], rng.integers(0, CLASSES, EXAMPLES)
    splits = np.where(np.arange(EXAMPLES) % 2, "dev", "test")
    pd.DataFrame({"example_id": ids, "split": splits, "label": given}).to_csv(tmp_path / "examples.csv", index=False)
    hard, tables = rng.beta(0.4, 1.2, EXAMPLES), {}
    for model, skill in enumerate(np.linspace(0.9, 1.1, MODELS)):
        wrong = rng.random(EXAMPLES) < np.clip(hard * skill, 0, 1)
        predicted = np.where(wrong, rng.integers(0, CLASSES, EXAMPLES), given)
        tables[f"model-{model:02}"] = path = tmp_path / f"{model}.csv"
        pd.DataFrame({"example_id": ids, "predicted": predicted}).to_csv(path, index=False)
    session = labeler.new(tmp_path / "ranked", examples=tmp_path / "examples.csv", predictions=tables)
    return Project(session, "ann")


def test_page_after_a_decision(
    project: Project, qtbot: QtBot, qapp: QApplication, show: Callable[[str, Sequence[tuple[str, str]]], None]
) -> None:
    page = RankingPage(ThreadJobs(qapp))
    qtbot.addWidget(page)
    page.resize(1350, 850)
    page.show()
    start = time.perf_counter()
    page.set_project(project)
    page.entered()
    seen = spent_until(page.handlers, start, qtbot)
    drawn = spent_until(lambda: not page.busy(), start, qtbot)
    at_once, whole = zip(*(decided(project, page, number) for number in range(DECISIONS)), strict=True)
    spent_until(lambda: not page.busy(), start, qtbot)
    ids = [project.session.examples.ids[number] for number in range(DECISIONS, DECISIONS + MANY)]
    for example_id in ids:
        project.session.record(example_id, "correct", reviewer="ann")
    start, began = time.perf_counter(), time.thread_time()
    project.changed.emit(Changes(tuple(ids)))
    many = time.thread_time() - began
    settled = spent_until(lambda: not page.busy(), start, qtbot)
    afresh = fresh(project)
    show(
        f"Ranking page, {MODELS} models x {EXAMPLES:,} examples",
        [
            ("first figures", f"{seen:.2f} s"),
            ("with resamples", f"{drawn:.2f} s"),
            ("a decision recorded and shown, p50", ms(at_once, 0.5)),
            ("a decision recorded and shown, p95", ms(at_once, 0.95)),
            ("and the whole page painted, p50", ms(whole, 0.5)),
            (f"{MANY} decisions told at once", f"{1000 * many:.0f} ms"),
            ("their figures there after", f"{settled:.2f} s"),
            ("ranking and audit afresh", f"{afresh:.2f} s"),
            ("afresh / a decision", f"{afresh / float(np.median(at_once)):.0f} x"),
        ],
    )
    page.set_project(None)
    project.close()


def decided(project: Project, page: RankingPage, number: int) -> tuple[float, float]:
    """By the clock of this thread: what others do on the machine doesn't count."""
    start = time.thread_time()
    project.record(number, Decision(Verdict.EXCLUDED if number % 4 == 0 else Verdict.CORRECT, "ann", ""))
    shown = time.thread_time() - start
    page.repaint()
    QApplication.processEvents()
    return shown, time.thread_time() - start


def spent_until(ready: Callable[[], object], start: float, qtbot: QtBot) -> float:
    qtbot.waitUntil(lambda: bool(ready()), timeout=MINUTES)
    return time.perf_counter() - start


def fresh(project: Project) -> float:
    start = time.thread_time()
    project.session.rank(split=["dev+test"])
    project.session.audit(split=["dev+test"])
    return time.thread_time() - start


def ms(times: Sequence[float], share: float) -> str:
    return f"{1000 * float(np.quantile(times, share)):.1f} ms"
