"""The stage of images alone, with pictures of every awkward kind."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import labeler
from labeler.gui import loading
from labeler.gui.jobs import InlineJobs
from labeler.gui.pages.review.hints import ActionHint
from labeler.gui.pages.review.image_bar import ImageBar
from labeler.gui.pages.review.image_stage import ImageStage
from labeler.gui.project import Project
from labeler.gui.widgets.exposure import NEUTRAL, Exposure
from labeler.gui.widgets.image_canvas import ImageCanvas

Shown = Callable[[QWidget], QWidget]

STILL, OTHER, MOVING, LARGE, BROKEN, GONE = range(6)
NAMES = ("still.png", "other.png", "moving.gif", "large.png", "broken.png", "gone.png")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Project]:
    Image.new("RGB", (300, 200), "red").save(tmp_path / "still.png")
    Image.new("RGB", (60, 40), "blue").save(tmp_path / "other.png")
    frames = [Image.new("RGB", (30, 20), color) for color in ("red", "lime", "blue")]
    frames[0].save(tmp_path / "moving.gif", save_all=True, append_images=frames[1:], duration=20)
    Image.new("RGB", (4000, 3000), "green").save(tmp_path / "large.png")
    (tmp_path / "broken.png").write_bytes(b"")
    rows = [["example_id", "split", "file", "label"]]
    rows += [[name.partition(".")[0], "dev", name, "cat"] for name in NAMES]
    with (tmp_path / "examples.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    Image.new("RGB", (8, 8)).save(tmp_path / "gone.png")
    with labeler.new(tmp_path / "p", examples=tmp_path / "examples.csv") as session:
        path = session.path
    (tmp_path / "gone.png").unlink()
    project = Project(labeler.open(path), "ann")
    yield project
    project.close()


class Bench(QWidget):
    """Stands for the page: it takes the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = ImageStage(InlineJobs())
        QVBoxLayout(self).addWidget(self.stage)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


@pytest.fixture
def bench(shown: Shown, opened: Project) -> Iterator[Bench]:
    bench = Bench()
    shown(bench)
    assert QTest.qWaitForWindowActive(bench)
    bench.stage.set_project(opened)
    bench.setFocus()
    yield bench
    bench.stage.set_project(None)


@pytest.fixture
def stage(bench: Bench) -> ImageStage:
    return bench.stage


def _canvas(stage: ImageStage) -> ImageCanvas:
    canvas = stage.findChild(ImageCanvas)
    assert canvas is not None
    return canvas


def _said(stage: ImageStage) -> str:
    bar = stage.findChild(ImageBar)
    assert bar is not None
    return bar.said()


def _do(stage: ImageStage, action_id: str) -> Any:
    return stage.handlers()[action_id]()


def _hints(stage: ImageStage) -> set[str]:
    return {hint.accessibleName() for hint in stage.findChildren(ActionHint) if hint.isVisible()}


def _press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def test_an_image_says_its_size_and_how_it_is_shown(stage: ImageStage) -> None:
    stage.show_example(STILL, [STILL])
    assert _said(stage) == "still · 300×200 · fit 3×"
    _do(stage, "actual-size")
    assert _said(stage) == "still · 300×200 · 1:1"


def test_neighbours_are_read_once_the_example_is_painted(stage: ImageStage, qtbot: QtBot) -> None:
    pictures = stage.pictures
    assert pictures is not None
    stage.show_example(STILL, [STILL, OTHER])
    assert pictures.get(OTHER) is None
    with qtbot.waitSignal(pictures.ready) as heard:
        pass
    assert heard.args == [OTHER]


def test_painted_comes_for_a_picture_and_for_a_message(stage: ImageStage, qtbot: QtBot) -> None:
    for ordinal in (STILL, BROKEN, GONE, STILL):
        with qtbot.waitSignal(stage.painted):
            stage.show_example(ordinal, [ordinal])


def test_never_the_image_before_while_the_next_is_decoded(stage: ImageStage) -> None:
    stage.show_example(STILL, [STILL])
    stage.show_example(OTHER, [])  # nothing is decoded
    assert _canvas(stage).image() is None
    assert _said(stage) == "other"
    assert stage.handlers().keys() >= {"fit"}


def test_exposure_is_kept_from_image_to_image_and_the_caption_says_so(stage: ImageStage) -> None:
    stage.show_example(STILL, [STILL, OTHER])
    assert "reset-adjustments" not in stage.handlers()
    for action_id in ("brighter", "brighter", "less-contrast"):
        _do(stage, action_id)
    stage.show_example(OTHER, [OTHER])
    assert _said(stage).endswith("brightness +20 %, contrast \N{MINUS SIGN}10 %")
    _do(stage, "reset-adjustments")
    assert _canvas(stage).exposure() == NEUTRAL
    assert "brightness" not in _said(stage)


def test_the_row_of_sliders_takes_the_keyboard_and_esc_gives_it_back(bench: Bench) -> None:
    bench.stage.show_example(STILL, [STILL])
    _do(bench.stage, "adjust")
    _press(Qt.Key.Key_Right)
    assert _canvas(bench.stage).exposure() == Exposure(0.05)
    _press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is bench


def test_frames_are_stepped_and_played_and_the_caption_counts_them(stage: ImageStage, qtbot: QtBot) -> None:
    stage.show_example(STILL, [STILL])
    assert "play" not in stage.handlers()
    stage.show_example(MOVING, [MOVING])
    assert "frame 1 of 3" in _said(stage)
    assert {"frame back", "play", "frame on"} <= _hints(stage)
    _do(stage, "next-frame")
    assert "frame 2 of 3" in _said(stage)
    _do(stage, "previous-frame")
    _do(stage, "previous-frame")
    assert "frame 3 of 3" in _said(stage)
    _do(stage, "play")
    assert "pause" in _hints(stage)
    qtbot.waitUntil(lambda: "frame 2 of 3" in _said(stage))


def test_an_animation_stands_still_when_the_stage_is_left(stage: ImageStage) -> None:
    stage.show_example(MOVING, [MOVING])
    _do(stage, "play")
    stage.leave()
    assert "play" in _hints(stage)


def test_an_animation_waits_while_something_lies_before_it(stage: ImageStage) -> None:
    stage.show_example(MOVING, [MOVING])
    _do(stage, "play")
    for _ in range(2):
        stage.hold()
        assert "play" in _hints(stage)
    stage.go_on()
    assert "pause" in _hints(stage)
    stage.hold()
    stage.leave()
    stage.go_on()
    assert "play" in _hints(stage)


def test_frames_start_anew_with_each_example(stage: ImageStage) -> None:
    stage.show_example(MOVING, [MOVING])
    _do(stage, "next-frame")
    stage.show_example(STILL, [STILL])
    assert "frame" not in _said(stage)
    stage.show_example(MOVING, [MOVING])
    assert "frame 1 of 3" in _said(stage)


def test_a_frame_stays_when_its_example_is_shown_again(stage: ImageStage) -> None:
    stage.show_example(MOVING, [MOVING])
    _do(stage, "next-frame")
    stage.show_example(MOVING, [MOVING])
    canvas = _canvas(stage)
    image = canvas.image()
    assert image is not None
    assert "frame 2 of 3" in _said(stage)
    assert image.pixelColor(5, 5).green() == 255


def test_zooming_into_very_many_pixels_sharpens_them_where_they_are(
    stage: ImageStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "WHOLE_PIXELS", 1_000_000)
    stage.show_example(LARGE, [LARGE])
    canvas = _canvas(stage)
    coarse = canvas.image()
    assert coarse is not None
    assert coarse.width() < 4000
    assert "4,000×3,000" in _said(stage)
    _do(stage, "actual-size")
    sharp = canvas.image()
    assert sharp is not None
    assert sharp.width() == 4000
    assert _said(stage) == "large · 4,000×3,000 · 1:1"


def test_what_is_wrong_is_said_and_only_a_missing_file_can_be_located(stage: ImageStage, qtbot: QtBot) -> None:
    stage.show_example(BROKEN, [BROKEN])
    assert "is empty" in _canvas(stage).message()
    assert (stage.handlers(), _hints(stage)) == ({}, set())
    stage.show_example(GONE, [GONE])
    assert "gone.png is not in" in _canvas(stage).message().replace("\u200b", "")
    assert _hints(stage) == {"locate the media folder"}
    hint = next(hint for hint in stage.findChildren(ActionHint) if hint.isVisible())
    with qtbot.waitSignal(stage.requested) as heard:
        QTest.mouseClick(hint, Qt.MouseButton.LeftButton)
    assert heard.args == ["relocate"]
