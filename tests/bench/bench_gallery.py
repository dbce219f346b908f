"""The gallery over a million examples: first paint, scrolled frames, filters and sorts (DESIGN 7).

The bars: first paint 100 ms, a frame 16 ms without thumbnails waiting, a filter or sort 200 ms. Each stands beside
what the same takes without the product: as many plain boxes painted, numpy alone on the same arrays.

Run: ``python -m pytest tests/bench/bench_gallery.py -o python_files='bench_*.py' -s``; a display makes it real,
``LABELER_BENCH_EXAMPLES`` (1,000,000) says how large the project is.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest
from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import labeler
from labeler.gui.jobs import ThreadJobs
from labeler.gui.pages.gallery import GalleryPage
from labeler.gui.project import Project
from labeler.gui.theme import apply_theme, current_theme
from labeler.gui.thumbnails import Thumbnails
from labeler.gui.widgets.example_grid import ExampleGrid
from labeler.gui.widgets.painting import paint_box
from labeler.session.session import Session
from labeler.session.views import View

pytestmark = pytest.mark.bench

EXAMPLES = int(os.environ.get("LABELER_BENCH_EXAMPLES", "1000000"))
MODELS, CLASSES, FILES, FRAMES = 3, 100, 200, 150
SIZE = (1368, 880)
VIEWS = (
    View(where=("label=class 07",)),
    View(where=("split=dev",)),
    View(where=("wrong=yes",), model="model-0"),
    View(where=("status=undecided",)),
    View(where=("wrong=yes", "split=test", "label!=class 07"), model="model-0"),
    View(sort="id"),
    View(sort="label"),
    View(sort="probability", model="model-0", descending=True),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Examples that share some hundred small pictures."""
    folder, rng = tmp_path_factory.mktemp("gallery"), np.random.default_rng(0)
    (folder / "media").mkdir()
    for number in range(FILES):
        pixels = rng.integers(0, 255, (32, 32, 3), dtype=np.uint8)
        Image.fromarray(pixels).save(folder / "media" / f"{number}.png")
    names = pa.array([f"class {code:02}" for code in range(CLASSES)])
    ids, truth = pa.array([f"e{number:07}" for number in range(EXAMPLES)]), rng.integers(CLASSES, size=EXAMPLES)
    files = pa.array([f"media/{number}.png" for number in range(FILES)])
    columns = {
        "example_id": ids,
        "split": pa.array(np.where(rng.random(EXAMPLES) < 0.5, "dev", "test")),
        "file": files.take(pa.array(np.arange(EXAMPLES) % FILES)),
        "label": names.take(pa.array(truth)),
    }
    pa.csv.write_csv(pa.table(columns), folder / "examples.csv")
    predictions = {}
    for model in range(MODELS):
        wrong = rng.random(EXAMPLES) < 0.05 + 0.03 * model
        predicted = np.where(wrong, rng.integers(CLASSES, size=EXAMPLES), truth)
        said = {
            "example_id": ids,
            "predicted": names.take(pa.array(predicted)),
            "probability": pa.array(rng.random(EXAMPLES).round(6)),
        }
        predictions[f"model-{model}"] = folder / f"model-{model}.csv"
        pa.csv.write_csv(pa.table(said), predictions[f"model-{model}"])
    with labeler.new(folder / "p", examples=folder / "examples.csv", predictions=predictions) as session:
        return session.path


@pytest.fixture
def project(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Project]:
    """As when the page is first gone to: the project is open, an example of it was shown."""
    monkeypatch.setenv("LABELER_HOME", str(tmp_path))
    opened = Project(labeler.open(path), "ann")
    opened.session.review.decided(0)
    yield opened
    opened.close()


def test_painting(project: Project, qtbot: QtBot, qapp: QApplication, show: Callable[..., None]) -> None:
    apply_theme(qapp, "light")
    page = GalleryPage(ThreadJobs(qapp))
    qtbot.addWidget(page)
    page.resize(*SIZE)
    with qtbot.waitExposed(page):
        page.show()
    grid = page.findChild(ExampleGrid)
    assert grid is not None
    painted = painting_of(grid)
    start = time.perf_counter()
    page.set_project(project)
    while not painted:
        qapp.processEvents()
    first = 1000 * (painted[-1] - start)
    qtbot.waitUntil(lambda: not page.busy(), timeout=20_000)
    settled = 1000 * (time.perf_counter() - start)
    qtbot.wait(1500)  # the thumbnails of the first page
    cells = len(grid.in_sight())
    rows = [("first paint", f"{first:.1f} ms"), ("whose predictions are told", f"{settled:.0f} ms")]
    for what, step in (("wheel", 60), ("page", grid.viewport().height()), ("far", 700_001)):
        rows.append((f"frame, {what}: p50, p99", told(frames(grid, step, qapp))))
    plain = [boxes(cells) for _ in range(FRAMES)]
    rows.append((f"{cells} plain boxes: p50, p99", told(plain)))
    paged = np.median(frames(grid, grid.viewport().height(), qapp))
    rows.append(("ratio of a page to plain boxes", f"{paged / np.median(plain):.1f} ×"))
    for _ in range(3):
        grid.resized(-1)
    small = frames(grid, grid.viewport().height(), qapp)
    rows.append((f"frame, page of {len(grid.in_sight())}: p50, p99", told(small)))
    show(f"gallery of {EXAMPLES:,} examples, {cells} cells in sight (bars: 100 ms, 16 ms)", rows)


def test_filters_and_sorts(project: Project, path: Path, show: Callable[..., None]) -> None:
    session, rows = project.session, []
    for view in VIEWS:
        again = [taken(lambda view=view: session.matching(view)) for _ in range(3)]
        with Session(path, read_only=True) as fresh:
            len(fresh.examples)
            cold = taken(lambda view=view, fresh=fresh: fresh.matching(view))
        rows.append((words(view), f"{min(again):6.1f} ms, the first time {cold:6.1f} ms"))
    codes, probability = session.examples.given.codes, session.model("model-0").columns["probability"]  # type: ignore[attr-defined]
    rows.append(("numpy alone: which have a label", f"{taken(lambda: np.flatnonzero(codes == 7)):6.1f} ms"))
    rows.append(("numpy alone: a stable sort", f"{taken(lambda: np.argsort(probability, kind='stable')):6.1f} ms"))
    show(f"filters and sorts of {EXAMPLES:,} examples (bar: 200 ms)", rows)


def painting_of(grid: ExampleGrid) -> list[float]:
    """When each paint of it ended."""
    ended: list[float] = []
    paint = grid.paintEvent

    def timed(event: object) -> None:
        paint(event)  # type: ignore[arg-type]
        ended.append(time.perf_counter())

    grid.paintEvent = timed  # type: ignore[assignment, method-assign]
    return ended


def frames(grid: ExampleGrid, step: int, app: QApplication) -> list[float]:
    """Milliseconds from a step of the scroll bar to the end of its painting, with no thumbnail waiting.

    Of the thread that paints: what other processes take meanwhile is not counted.
    """
    bar, times, thumbnails = grid.verticalScrollBar(), [], grid.parent().findChild(Thumbnails)
    for _ in range(FRAMES):
        app.processEvents()
        while thumbnails.busy():
            app.processEvents()
        start = time.thread_time()
        bar.setValue((bar.value() + step) % bar.maximum())
        app.sendPostedEvents()
        times.append(1000 * (time.thread_time() - start))
    return times


def boxes(count: int) -> float:
    """Milliseconds that as many rounded boxes take, with nothing in them."""
    pixmap, fill = QPixmap(*SIZE), current_theme().palette.canvas
    start = time.thread_time()
    painter = QPainter(pixmap)
    for place in range(count):
        paint_box(painter, QRectF(place % 9 * 150, place // 9 * 150, 120, 120), fill=fill)
    painter.end()
    return 1000 * (time.thread_time() - start)


def taken(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - start)


def told(milliseconds: Sequence[float]) -> str:
    p50, p99 = np.percentile(milliseconds, [50, 99])
    return f"{p50:.1f} ms, {p99:.1f} ms"


def words(view: View) -> str:
    return " and ".join(view.where) or f"sort by {view.sort}"
