"""Key press to next example painted, in the real window, beside what decoding alone costs.

Run: ``python -m pytest tests/bench/bench_review_window.py -o python_files='bench_*.py' -s``; a display makes it real,
``LABELER_BENCH_EXAMPLES`` (1,000,000) says how large the projects are.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import labeler
from labeler.gui.jobs import ThreadJobs
from labeler.gui.pages.review import ReviewPage
from labeler.gui.preferences import Listening, Preferences
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.window import Window
from labeler.media.images import load_image
from labeler.media.sounds import read_sound

pytestmark = pytest.mark.bench

EXAMPLES = int(os.environ.get("LABELER_BENCH_EXAMPLES", "1000000"))
FILES, STEPS = 60, 120
PACE_MS = 250
"""A fast reviewer: four decisions a second. Decoding ahead happens in between, as it does for a person."""
RATE, SECONDS = 44_100, 10


@pytest.mark.parametrize("kind", ["32x32", "3000x2000", "sound"])
def test_key_press_to_next_example_painted(kind: str, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    paths = WRITERS[kind](tmp_path)
    project = made(tmp_path, paths)
    window = Window(
        jobs=ThreadJobs(qapp),
        saved=Preferences(theme="light", reviewer="ann", listening=Listening(autoplay=False)),
    )
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_project(project)
    page = window.findChild(ReviewPage)
    assert page is not None
    page.open_queue(QueueChoice(size=STEPS + 5, split="dev", categories=False))
    qtbot.wait(2000)
    times = [pressed(page, project, qtbot) for _ in range(STEPS)]
    window.close()
    decode = [timed(path) for path in paths[:12]]
    print(f"\n  {EXAMPLES:,} examples, {kind}: the key records, and the next example is painted")
    report("key → painted, durable", times)
    report("decode alone", decode)
    print(f"  ratio of the medians: {np.median(times) / np.median(decode):.2f}")


def pressed(page: ReviewPage, project: Path, qtbot: QtBot) -> float:
    """Milliseconds from the key to the first paint of the next example; the decision is read back from the file."""
    painted: list[float] = []
    page.example_painted.connect(lambda: painted.append(time.perf_counter()))
    before = recorded(project)
    focused = QApplication.focusWidget()
    assert focused is not None
    start = time.perf_counter()
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(painted))
    assert recorded(project) == before + 1
    page.example_painted.disconnect()
    qtbot.wait(PACE_MS)
    return 1000 * (painted[0] - start)


def recorded(project: Path) -> int:
    """What another process would read at this moment."""
    with closing(sqlite3.connect(f"file:{project}?mode=ro", uri=True)) as connection:
        count: int = connection.execute("SELECT count(*) FROM events WHERE kind = 'decision'").fetchone()[0]
        return count


def report(what: str, milliseconds: Sequence[float]) -> None:
    p50, p90, p99 = np.percentile(milliseconds, [50, 90, 99])
    print(f"  {what:24} p50 {p50:6.1f} ms   p90 {p90:6.1f} ms   p99 {p99:6.1f} ms   max {max(milliseconds):6.1f} ms")


def timed(path: Path) -> float:
    start = time.perf_counter()
    if path.suffix == ".jpg":
        load_image(path)
    else:
        read_sound(path)
    return 1000 * (time.perf_counter() - start)


def made(folder: Path, paths: Sequence[Path]) -> Path:
    """A project of a million examples, all misclassified; they share the files."""
    names = [str(path.relative_to(folder)) for path in paths]
    with (folder / "examples.csv").open("w") as examples, (folder / "model.csv").open("w") as model:
        examples.write("example_id,split,file,label\n")
        model.write("example_id,predicted,probability\n")
        for number in range(EXAMPLES):
            examples.write(f"e{number},dev,{names[number % len(names)]},cat\n")
            model.write(f"e{number},dog,0.9\n")
    with labeler.new(
        folder / "p", examples=folder / "examples.csv", predictions={"m": folder / "model.csv"}
    ) as session:
        return session.path


def write_images(folder: Path, size: tuple[int, int]) -> list[Path]:
    rng = np.random.default_rng(0)
    (folder / "media").mkdir()
    paths = [folder / "media" / f"{number}.jpg" for number in range(FILES)]
    for path in paths:
        coarse = rng.integers(0, 255, (25, 38, 3), dtype=np.uint8)
        Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC).save(path, quality=90)
    return paths


def write_sounds(folder: Path) -> list[Path]:
    rng = np.random.default_rng(0)
    (folder / "media").mkdir()
    paths = [folder / "media" / f"{number}.wav" for number in range(FILES)]
    for path in paths:
        soundfile.write(path, rng.normal(0, 0.1, RATE * SECONDS), RATE, subtype="PCM_16")
    return paths


WRITERS: dict[str, Callable[[Path], list[Path]]] = {
    "32x32": lambda folder: write_images(folder, (32, 32)),
    "3000x2000": lambda folder: write_images(folder, (3000, 2000)),
    "sound": write_sounds,
}
