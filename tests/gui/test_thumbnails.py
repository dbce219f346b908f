from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

import labeler
from labeler.gui.jobs import InlineJobs, Job, ThreadJobs, Urgency
from labeler.gui.project import Project
from labeler.gui.small_pictures import small_picture
from labeler.gui.thumbnails import Thumbnails
from labeler.media import thumbnail_cache

SIDE = 100


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LABELER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A wide picture, a broken one, one that isn't there, and one that has no file."""
    Image.effect_noise((600, 300), 90).convert("RGB").save(tmp_path / "wide.png")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    rows = [
        "example_id,split,file,label",
        "a,dev,wide.png,cat",
        "b,dev,broken.png,cat",
        "c,dev,gone.png,dog",
        "d,dev,,dog",
    ]
    (tmp_path / "examples.csv").write_text("\n".join(rows), encoding="utf-8")
    return Project(labeler.new(tmp_path / "p", examples=tmp_path / "examples.csv"), "ann")


class Waiting:
    """Jobs that run when they are told to."""

    def __init__(self) -> None:
        self.given: list[_Held] = []

    def run(self, work, *, done, failed, progress=None, urgency=Urgency.NOW) -> Job:
        held = _Held(lambda: done(work(lambda _message, _share: None)))
        self.given.append(held)
        return held

    def wait(self) -> None: ...


class _Held:
    def __init__(self, act: Callable[[], None]) -> None:
        self.act, self.cancelled = act, False

    def cancel(self) -> None:
        self.cancelled = True

    def hurry(self) -> None: ...


def come(thumbnails: Thumbnails, ordinal: int, qtbot: QtBot, side: int = SIDE) -> QImage:
    assert thumbnails.get(ordinal, side) is None
    with qtbot.waitSignal(thumbnails.ready):
        pass
    image = thumbnails.get(ordinal, side)
    assert image is not None
    return image


def test_a_picture_comes_with_its_longer_side_as_asked(project: Project, qtbot: QtBot) -> None:
    thumbnails = Thumbnails(project, InlineJobs())
    image = come(thumbnails, 0, qtbot)
    assert (image.width(), image.height()) == (SIDE, SIDE // 2)
    assert not thumbnails.busy()


@pytest.mark.parametrize("ordinal", [1, 2, 3])
def test_a_mark_stands_for_what_cannot_be_shown(project: Project, qtbot: QtBot, ordinal: int) -> None:
    image = come(Thumbnails(project, InlineJobs()), ordinal, qtbot)
    assert (image.width(), image.height()) == (SIDE, SIDE)
    assert any(image.pixelColor(x, y).alpha() for x in range(SIDE) for y in range(0, SIDE, 5))


def test_the_one_there_serves_until_the_other_size_is_there(project: Project, qtbot: QtBot) -> None:
    thumbnails = Thumbnails(project, InlineJobs())
    come(thumbnails, 0, qtbot)
    meanwhile = thumbnails.get(0, 300)
    assert meanwhile is not None
    assert meanwhile.width() == SIDE
    with qtbot.waitSignal(thumbnails.ready):
        pass
    larger = thumbnails.get(0, 300)
    assert larger is not None
    assert larger.width() == 300


def test_what_scrolled_away_is_given_up(project: Project, qtbot: QtBot) -> None:
    jobs = Waiting()
    thumbnails = Thumbnails(project, jobs)
    for ordinal in range(3):
        thumbnails.get(ordinal, SIDE)
    qtbot.waitUntil(lambda: len(jobs.given) == 3)
    thumbnails.only([2])
    assert [job.cancelled for job in jobs.given] == [True, True, False]
    thumbnails.get(1, SIDE)
    thumbnails.only([])
    qtbot.wait(50)
    assert len(jobs.given) == 3
    assert not thumbnails.busy()


def test_memory_is_bounded_and_what_was_seen_last_stays(project: Project, qtbot: QtBot, tmp_path: Path) -> None:
    Image.effect_noise((600, 300), 90).convert("RGB").save(tmp_path / "broken.png")
    thumbnails = Thumbnails(project, InlineJobs(), budget=SIDE * SIDE * 4 // 2)
    for ordinal in (0, 1):
        come(thumbnails, ordinal, qtbot)
    assert thumbnails.get(1, SIDE) is not None
    assert thumbnails.get(0, SIDE) is None


def test_marks_take_no_room_from_pictures(project: Project, qtbot: QtBot) -> None:
    thumbnails = Thumbnails(project, InlineJobs(), budget=SIDE * SIDE * 4 // 2)
    for ordinal in (0, 1, 2, 3):
        come(thumbnails, ordinal, qtbot)
    assert thumbnails.get(0, SIDE) is not None


def test_media_found_elsewhere_are_looked_at_anew(project: Project, qtbot: QtBot, tmp_path: Path) -> None:
    thumbnails = Thumbnails(project, InlineJobs())
    come(thumbnails, 2, qtbot)
    shutil.copytree(tmp_path, tmp_path / "other", ignore=lambda *_: ["other", "home"])
    Image.new("RGB", (50, 50), (200, 0, 0)).save(tmp_path / "other" / "gone.png")
    with qtbot.waitSignal(thumbnails.forgotten):
        project.relocate(tmp_path / "other")
    image = come(thumbnails, 2, qtbot)
    assert image.pixelColor(SIDE // 2, SIDE // 2).red() == 200


def test_nothing_is_heard_after_close(project: Project, qtbot: QtBot) -> None:
    thumbnails = Thumbnails(project, InlineJobs())
    thumbnails.get(0, SIDE)
    thumbnails.close()
    with qtbot.assertNotEmitted(thumbnails.ready, wait=50):
        pass


def test_workers_make_them_too(project: Project, qtbot: QtBot, qapp) -> None:
    jobs = ThreadJobs(qapp)
    thumbnails = Thumbnails(project, jobs)
    for ordinal in range(4):
        thumbnails.get(ordinal, SIDE)
    qtbot.waitUntil(lambda: not thumbnails.busy())
    assert all(thumbnails.get(ordinal, SIDE) is not None for ordinal in range(4))
    jobs.wait()


def test_a_large_file_is_kept_for_the_next_day(project: Project, tmp_path: Path) -> None:
    picture, cache = tmp_path / "wide.png", tmp_path / "cache"
    first = small_picture(picture, SIDE, cache)
    name = thumbnail_cache.name_for(picture, 128)
    assert thumbnail_cache.kept(cache, name) is not None
    whole = picture.read_bytes()
    seen = picture.stat()
    picture.write_bytes(b"x" * len(whole))  # only the cache can answer now

    os.utime(picture, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    again = small_picture(picture, SIDE, cache)
    assert first is not None
    assert again is not None
    assert again.size() == first.size()


def test_what_is_no_picture_in_the_cache_is_made_anew(project: Project, tmp_path: Path) -> None:
    picture, cache = tmp_path / "wide.png", tmp_path / "cache"
    thumbnail_cache.keep(cache, thumbnail_cache.name_for(picture, 128), b"no picture")
    assert small_picture(picture, SIDE, cache) is not None


def test_a_small_file_is_not_kept(tmp_path: Path) -> None:
    Image.new("RGB", (32, 32), (200, 0, 0)).save(tmp_path / "small.png")
    image = small_picture(tmp_path / "small.png", SIDE, tmp_path / "cache")
    assert image is not None
    assert image.width() == SIDE
    assert not (tmp_path / "cache").exists()


def test_a_path_that_no_file_system_takes_is_no_picture(tmp_path: Path) -> None:
    assert small_picture(tmp_path / "a\0b.png", SIDE, tmp_path / "cache") is None
