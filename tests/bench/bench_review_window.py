"""Key press to next image painted, in the real window, beside what decoding alone costs.

Run: ``python -m pytest tests/bench/bench_review_window.py -o python_files='bench_*.py' -s``
"""

from __future__ import annotations

import csv
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import labeler
from labeler.gui.jobs import ThreadJobs
from labeler.gui.pages.review import ReviewPage
from labeler.gui.preferences import Preferences
from labeler.gui.widgets.image_canvas import ImageCanvas
from labeler.gui.window import Window
from labeler.media.images import load_image

pytestmark = pytest.mark.bench

STEPS = 60
PACE_MS = 250
"""A fast reviewer: four decisions a second. Decoding ahead happens in between, as it does for a person."""


@pytest.mark.parametrize("size", [(32, 32), (3000, 2000)], ids=["32x32", "3000x2000"])
def test_key_press_to_next_image_painted(
    size: tuple[int, int], tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    project = made(tmp_path, size)
    window = Window(jobs=ThreadJobs(qapp), saved=Preferences(theme="light", reviewer="ann"))
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_project(project)
    qtbot.wait(1000)
    page, canvas = window.findChild(ReviewPage), window.findChild(ImageCanvas)
    assert page is not None
    assert canvas is not None
    painted: list[float] = []
    page.example_painted.connect(lambda: painted.append(time.perf_counter()) if canvas.image() is not None else None)
    times = []
    for step in range(STEPS):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        painted.clear()
        start = time.perf_counter()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(painted))
        times.append(1000 * (painted[0] - start))
        qtbot.wait(PACE_MS)
        del step
    window.close()
    decode = [timed(tmp_path / "images" / f"{number}.jpg") for number in range(12)]
    print()
    report(f"{size[0]}×{size[1]} key → painted", times)
    report(f"{size[0]}×{size[1]} decode alone", decode)
    print(f"  ratio of the medians: {np.median(times) / np.median(decode):.2f}")
    with labeler.open(project) as session:
        assert session.info().decisions == STEPS


def report(what: str, milliseconds: Sequence[float]) -> None:
    p50, p90, p99 = np.percentile(milliseconds, [50, 90, 99])
    print(f"  {what:28} p50 {p50:6.1f} ms   p90 {p90:6.1f} ms   p99 {p99:6.1f} ms   max {max(milliseconds):6.1f} ms")


def timed(path: Path) -> float:
    start = time.perf_counter()
    load_image(path)
    return 1000 * (time.perf_counter() - start)


def made(folder: Path, size: tuple[int, int]) -> Path:
    """A project of as many pictures as there are steps, all misclassified."""
    (folder / "images").mkdir()
    rng = np.random.default_rng(0)
    coarse = rng.integers(0, 255, (STEPS + 5, 25, 38, 3), dtype=np.uint8)
    rows, guesses = [["example_id", "split", "file", "label"]], [["example_id", "predicted"]]
    for number, pixels in enumerate(coarse):
        picture = Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC)
        picture.save(folder / "images" / f"{number}.jpg", quality=90)
        rows.append([f"e{number}", "dev", f"images/{number}.jpg", "cat"])
        guesses.append([f"e{number}", "dog"])
    for name, table in (("examples", rows), ("model", guesses)):
        with (folder / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows(table)
    with labeler.new(
        folder / "p", examples=folder / "examples.csv", predictions={"m": folder / "model.csv"}
    ) as session:
        return session.path
