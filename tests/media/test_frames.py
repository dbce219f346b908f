from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from labeler.media.errors import MediaError
from labeler.media.frames import USUAL_SECONDS, FrameReader

COLOURS = ("red", "lime", "blue", "yellow")
LEVELS = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0))


@contextmanager
def _reader(path: Path, *, pixels: int = 10_000) -> Iterator[FrameReader]:
    reader = FrameReader(path, pixels=pixels)
    try:
        yield reader
    finally:
        reader.close()


def _animation(path: Path, **options: Any) -> Path:
    frames = [Image.new("RGB", (8, 6), color) for color in COLOURS]
    frames[0].save(path, save_all=True, append_images=frames[1:], **options)
    return path


def _colour(reader: FrameReader, index: int) -> tuple[int, ...]:
    return tuple(int(level) for level in reader.read(index).picture.pixels[2, 2, :3])


@pytest.mark.parametrize("suffix", ["gif", "png", "webp", "tif"])
def test_frames_are_read_in_any_order(tmp_path: Path, suffix: str) -> None:
    path = _animation(tmp_path / f"a.{suffix}", **({"lossless": True} if suffix == "webp" else {}))
    with _reader(path) as reader:
        assert reader.count == 4
        for index in (0, 1, 3, 2, 0, 3):
            assert _colour(reader, index) == LEVELS[index]


@pytest.mark.parametrize("suffix", ["gif", "png", "webp"])
def test_each_frame_stays_as_long_as_the_file_says(tmp_path: Path, suffix: str) -> None:
    path = _animation(tmp_path / f"a.{suffix}", duration=[40, 250, 70, 1000])
    with _reader(path) as reader:
        assert [reader.read(index).seconds for index in range(4)] == [0.04, 0.25, 0.07, 1.0]


def test_a_frame_without_a_duration_stays_as_long_as_in_a_browser(tmp_path: Path) -> None:
    with _reader(_animation(tmp_path / "a.gif", duration=0)) as reader:
        assert reader.read(1).seconds == USUAL_SECONDS
    with _reader(_animation(tmp_path / "a.tif")) as reader:
        assert reader.read(1).seconds == USUAL_SECONDS


def test_what_a_frame_leaves_alone_shows_the_one_before(tmp_path: Path) -> None:
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "red")
    second.putpixel((0, 0), (0, 0, 255))
    first.save(tmp_path / "a.gif", save_all=True, append_images=[second])
    with _reader(tmp_path / "a.gif") as reader:
        pixels = reader.read(1).picture.pixels
    assert tuple(pixels[0, 0, :3]) == (0, 0, 255)
    assert tuple(pixels[5, 5, :3]) == (255, 0, 0)


def test_pages_may_differ_in_size_and_depth(tmp_path: Path) -> None:
    pages = [Image.new("RGB", (8, 6), "red"), Image.new("I;16", (5, 9), 7), Image.new("L", (90, 50), 200)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    with _reader(tmp_path / "a.tif", pixels=2000) as reader:
        pictures = [reader.read(index).picture for index in range(3)]
    assert [(picture.width, picture.height) for picture in pictures] == [(8, 6), (5, 9), (90, 50)]
    assert pictures[2].pixels.shape == (25, 45, 3)
    assert pictures[1].note is not None


def test_a_frame_cut_short_is_said_to_be_and_the_others_stay(tmp_path: Path) -> None:
    path = _animation(tmp_path / "whole.png")
    (tmp_path / "cut.png").write_bytes(path.read_bytes()[:-40])
    with _reader(tmp_path / "cut.png") as reader:
        assert _colour(reader, 0) == LEVELS[0]
        with pytest.raises(MediaError, match=r"cut\.png is"):
            reader.read(3)
        assert _colour(reader, 1) == LEVELS[1]


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="is not in"):
        FrameReader(tmp_path / "a.gif", pixels=10)
