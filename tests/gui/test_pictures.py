from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from labeler.gui import loading
from labeler.gui.jobs import InlineJobs, Report, Urgency
from labeler.gui.pictures import BUDGET, THUMBNAILS_AWAITED, Pictures

AREA = QSize(60, 60)


class HeldJobs:
    """Jobs that start when the test says so."""

    def __init__(self) -> None:
        self.started: list[Held] = []

    def run(
        self,
        work: Callable[[Report], Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Report | None = None,
        urgency: Urgency = Urgency.NOW,
    ) -> Held:
        del failed, progress
        self.started.append(Held(work, done, urgency))
        return self.started[-1]

    def wait(self) -> None:
        return

    @property
    def awaited(self) -> list[Held]:
        return [job for job in self.started if not job.cancelled and not job.over]


class Held:
    def __init__(self, work: Callable[[Report], Any], done: Callable[[Any], None], urgency: Urgency) -> None:
        self._work, self._done = work, done
        self.urgency = urgency
        self.cancelled = self.over = False

    def cancel(self) -> None:
        self.cancelled = True

    def hurry(self) -> None:
        self.urgency = Urgency.NOW

    def finish(self) -> None:
        self.over = True
        self._done(self._work(lambda _message, _fraction: None))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(12):
        Image.new("RGB", (120, 80), (20 * number, 0, 0)).save(tmp_path / f"{number}.png")
    return tmp_path


def _pictures(folder: Path, jobs: HeldJobs | InlineJobs, *, budget: int = BUDGET) -> Pictures:
    pictures = Pictures(lambda ordinal: folder / f"{ordinal}.png", jobs, budget=budget)
    pictures.area = AREA
    return pictures


def test_the_one_in_view_is_urgent_and_its_neighbours_are_not(qtbot: QtBot, folder: Path) -> None:
    del qtbot
    jobs = HeldJobs()
    _pictures(folder, jobs).want([3, 4, 2])
    assert [job.urgency for job in jobs.started] == [Urgency.NOW, Urgency.SOON, Urgency.SOON]


def test_reading_ahead_can_wait_until_the_one_in_view_is_painted(qtbot: QtBot, folder: Path) -> None:
    del qtbot
    jobs = HeldJobs()
    pictures = _pictures(folder, jobs)
    pictures.want([3, 4, 2], ahead=False)
    assert len(jobs.started) == 1
    pictures.want([4, 5, 3], ahead=False)
    assert [job.cancelled for job in jobs.started] == [False, False]
    pictures.want([4, 5, 3])
    assert len(jobs.awaited) == 3


def test_a_jump_gives_up_what_was_under_way_and_hurries_what_comes_into_view(qtbot: QtBot, folder: Path) -> None:
    del qtbot
    jobs = HeldJobs()
    pictures = _pictures(folder, jobs)
    pictures.want([3, 4, 5])
    pictures.want([5, 6])
    first, second, third, fourth = jobs.started
    assert (first.cancelled, second.cancelled, third.cancelled, fourth.cancelled) == (True, True, False, False)
    assert third.urgency is Urgency.NOW


def test_what_is_decoded_is_fitted_and_kept(qtbot: QtBot, folder: Path) -> None:
    pictures = _pictures(folder, InlineJobs())
    with qtbot.waitSignal(pictures.ready) as heard:
        pictures.want([3])
    assert heard.args == [3]
    loaded = pictures.get(3)
    assert loaded is not None
    assert loaded.image is not None
    assert loaded.reduced is not None
    assert (loaded.image.size(), loaded.reduced.size()) == (QSize(120, 80), QSize(60, 40))


def test_another_canvas_is_fitted_anew_without_decoding(qtbot: QtBot, folder: Path) -> None:
    del qtbot
    pictures = _pictures(folder, InlineJobs())
    pictures.want([3])
    (folder / "3.png").unlink()
    pictures.area = QSize(30, 30)
    pictures.want([3])
    loaded = pictures.get(3)
    assert loaded is not None
    assert loaded.reduced is not None
    assert loaded.reduced.size() == QSize(30, 20)


def test_memory_is_kept_for_what_is_wanted_first(qtbot: QtBot, folder: Path) -> None:
    del qtbot
    each = 4 * (120 * 80 + 60 * 40)
    pictures = _pictures(folder, InlineJobs(), budget=3 * each)
    pictures.want([0, 1])
    pictures.want([5, 6, 7, 8])
    assert [ordinal for ordinal in range(12) if pictures.get(ordinal) is not None] == [5, 6, 7]


def test_one_picture_larger_than_the_budget_is_shown_all_the_same(qtbot: QtBot, folder: Path) -> None:
    del qtbot
    pictures = _pictures(folder, InlineJobs(), budget=10)
    pictures.want([2, 3])
    assert pictures.get(2) is not None
    assert pictures.get(3) is None


def test_what_is_wrong_is_a_message_and_a_missing_file_is_told(qtbot: QtBot, folder: Path) -> None:
    del qtbot
    (folder / "4.png").write_bytes(b"")
    pictures = _pictures(folder, InlineJobs())
    pictures.want([4, 99])
    empty, missing = pictures.get(4), pictures.get(99)
    assert empty is not None
    assert missing is not None
    assert "is empty" in empty.message
    assert not empty.missing
    assert missing.missing


def test_very_many_pixels_come_when_asked_and_go_with_the_example(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qtbot
    monkeypatch.setattr(loading, "WHOLE_PIXELS", 5000)
    pictures = _pictures(folder, InlineJobs())
    pictures.want([3, 4])
    _assert_width(pictures, 3, 60)
    pictures.sharpen(3)
    _assert_width(pictures, 3, 120)
    pictures.want([4, 3])
    _assert_width(pictures, 3, 60)


def test_beyond_the_memory_for_one_picture_the_note_says_at_what_size_it_is_shown(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qtbot
    monkeypatch.setattr(loading, "WHOLE_PIXELS", 2000)
    monkeypatch.setattr(loading, "SHARPEST_PIXELS", 5000)
    Image.fromarray(np.zeros((800, 1200, 3), np.uint8)).save(folder / "3.png")
    pictures = _pictures(folder, InlineJobs())
    pictures.want([3])
    pictures.sharpen(3)
    loaded = pictures.get(3)
    assert loaded is not None
    assert loaded.note == "shown at 75×50"
    assert loaded.size == (1200, 800)


def test_thumbnails_wait_for_everything_else_and_are_forgotten_when_long_out_of_sight(
    qtbot: QtBot, folder: Path
) -> None:
    jobs = HeldJobs()
    pictures = _pictures(folder, jobs)
    for ordinal in range(THUMBNAILS_AWAITED + 5):
        assert pictures.thumbnail(ordinal, 56) is None
    qtbot.waitUntil(lambda: len(jobs.started) == THUMBNAILS_AWAITED)
    assert {job.urgency for job in jobs.started} == {Urgency.IDLE}
    assert len(jobs.awaited) == THUMBNAILS_AWAITED
    jobs.awaited[0].finish()
    assert pictures.thumbnail(5, 56) is not None


def test_a_thumbnail_is_made_anew_where_a_larger_one_is_asked_for(qtbot: QtBot, folder: Path) -> None:
    pictures = _pictures(folder, InlineJobs())

    def asked(size: int) -> QImage | None:
        with qtbot.waitSignal(pictures.thumbnail_ready):
            pictures.thumbnail(3, size)
        return pictures.thumbnail(3, size)

    small, large = asked(4), asked(8)
    assert small is not None
    assert large is not None
    assert (small.width(), large.width()) == (4, 8)
    assert pictures.thumbnail(3, 6) is large


def test_closing_gives_everything_up(qtbot: QtBot, folder: Path) -> None:
    del qtbot
    jobs = HeldJobs()
    pictures = _pictures(folder, jobs)
    pictures.want([1, 2])
    pictures.thumbnail(3, 56)
    pictures.close()
    assert jobs.awaited == []


def _assert_width(pictures: Pictures, ordinal: int, width: int) -> None:
    loaded = pictures.get(ordinal)
    assert loaded is not None
    assert loaded.image is not None
    assert loaded.image.width() == width
