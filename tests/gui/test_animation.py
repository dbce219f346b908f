from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from labeler.gui import animation as module
from labeler.gui.animation import Animation
from labeler.gui.jobs import InlineJobs, ThreadJobs

Made = Callable[[str, int], Animation]


def _level(index: int) -> int:
    return 5 * (index % 50)


def _write(path: Path, count: int) -> Path:
    frames = [Image.new("RGB", (16, 16), (_level(index), 255 - _level(index), 0)) for index in range(count)]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=20)
    return path


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path) -> Iterator[Made]:
    del qtbot
    opened: list[Animation] = []

    def make(name: str, count: int) -> Animation:
        animation = Animation(_write(tmp_path / name, count), count, InlineJobs())
        animation.area = QSize(100, 100)
        opened.append(animation)
        return animation

    yield make
    for animation in opened:
        animation.close()


def _red(animation: Animation) -> int:
    assert animation.loaded is not None
    assert animation.loaded.image is not None
    return QColor(animation.loaded.image.pixelColor(8, 8)).red()


def test_frames_are_stepped_both_ways_and_around(made: Made) -> None:
    animation = made("a.png", 5)
    seen = []
    for by in (1, 1, -1, -1, -1, 1):
        animation.step(by)
        seen.append((animation.index, _red(animation)))
    assert seen == [(index, _level(index)) for index in (1, 2, 1, 0, 4, 0)]


def test_playing_shows_every_frame_in_order_and_around(made: Made, qtbot: QtBot) -> None:
    animation = made("a.png", 3)
    seen: list[int] = []
    animation.frame_shown.connect(lambda: seen.append(animation.index))
    animation.play()
    qtbot.waitUntil(lambda: len(seen) >= 7)
    animation.pause()
    assert seen[:7] == [0, 1, 2, 0, 1, 2, 0]
    assert not animation.playing


def test_frames_decoded_in_threads_come_in_order(qtbot: QtBot, tmp_path: Path) -> None:
    jobs = ThreadJobs()
    animation = Animation(_write(tmp_path / "a.gif", 40), 40, jobs)
    seen: list[int] = []
    animation.frame_shown.connect(lambda: seen.append(animation.index))
    animation.play()
    qtbot.waitUntil(lambda: len(seen) >= 45)
    animation.close()
    jobs.wait()
    assert seen[:45] == [index % 40 for index in range(45)]


def test_a_step_stops_playing(made: Made) -> None:
    animation = made("a.png", 4)
    animation.play()
    animation.step(1)
    assert not animation.playing
    assert animation.index == 1


def test_memory_is_bounded_however_many_frames_there_are(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUDGET", 20 * 16 * 16 * 4)
    animation = made("a.png", 300)
    for _ in range(150):
        animation.step(1)
    assert _red(animation) == _level(150)
    assert animation.held() <= 20 * 16 * 16 * 4
    for _ in range(60):
        animation.step(-1)
    assert (animation.index, _red(animation)) == (90, _level(90))


def test_a_frame_that_cannot_be_read_is_said_and_the_one_before_stays(made: Made, tmp_path: Path) -> None:
    animation = made("a.png", 4)
    animation.step(1)
    data = (tmp_path / "a.png").read_bytes()
    animation.close()
    (tmp_path / "cut.png").write_bytes(data[: len(data) - 40])
    cut = Animation(tmp_path / "cut.png", 4, InlineJobs())
    cut.step(-1)
    assert cut.failure.startswith("frame 4 can't be shown: cut.png is")
    assert cut.index == 0
    cut.step(1)
    assert (cut.index, cut.failure) == (1, "")
    cut.close()
