from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from labeler.gui.sound.course import Course
from labeler.gui.sound.feed import Feed, Program, as_int16

RATE = 8000


@pytest.fixture
def samples() -> NDArray[np.int16]:
    return np.random.default_rng(0).integers(-32768, 32767, (3 * RATE, 2), np.int16)


@pytest.fixture
def path(tmp_path: Path, samples: NDArray[np.int16]) -> Path:
    soundfile.write(tmp_path / "sound.wav", samples, RATE)
    return tmp_path / "sound.wav"


@contextmanager
def feeding(program: Program) -> Iterator[Feed]:
    with closing(Feed(program)) as feed:
        yield feed


def taken(feed: Feed, most: int = 1 << 30) -> bytes:
    """All there is, or as much as is asked for, as its reader brings it."""
    data = bytearray()
    while len(data) < most and not feed.exhausted:
        data += feed.take(min(most - len(data), 3001))
    return bytes(data)


def test_frames_come_bit_for_bit_as_they_are_in_the_file(path: Path, samples: NDArray[np.int16]) -> None:
    with feeding(Program(path, Course(100, len(samples)), RATE, 2)) as feed:
        assert taken(feed) == samples[100:].tobytes()
        assert feed.error == ""


def test_a_loop_comes_again_and_again_without_a_seam(path: Path, samples: NDArray[np.int16]) -> None:
    with feeding(Program(path, Course(0, len(samples), (50, 5000)), RATE, 2)) as feed:
        expected = np.concatenate([samples[:5000], samples[50:5000], samples[50:5000]])
        assert taken(feed, expected.nbytes) == expected.tobytes()


def test_one_channel_is_taken_alone(path: Path, samples: NDArray[np.int16]) -> None:
    with feeding(Program(path, Course(0, len(samples)), RATE, 2, channel=1)) as feed:
        assert taken(feed) == samples[:, 1].tobytes()


def test_of_many_channels_the_mean_is_heard(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "four.wav", np.tile(np.array([0, 4, 8, 12], np.int16), (100, 1)), RATE)
    with feeding(Program(tmp_path / "four.wav", Course(0, 100), RATE, 4)) as feed:
        assert np.frombuffer(taken(feed), np.int16).tolist() == [6] * 100


def test_half_speed_takes_twice_as_long(path: Path, samples: NDArray[np.int16]) -> None:
    with feeding(Program(path, Course(0, len(samples)), RATE, 2, speed=0.5)) as feed:
        assert len(taken(feed)) == pytest.approx(2 * samples.nbytes, rel=0.01)


def test_no_more_than_a_few_seconds_are_read_ahead(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "long.wav", np.zeros((60 * RATE, 1), np.int16), RATE)
    with feeding(Program(tmp_path / "long.wav", Course(0, 60 * RATE), RATE, 1)) as feed:
        taken(feed, 2 * RATE)
        assert len(feed.take(1 << 30)) < 5 * 2 * RATE


def test_a_header_that_promised_more_is_played_as_far_as_it_goes(path: Path, samples: NDArray[np.int16]) -> None:
    with feeding(Program(path, Course(0, 1 << 20), RATE, 2)) as feed:
        assert taken(feed) == samples.tobytes()


def test_a_file_that_is_gone_ends_the_feed_and_is_told(tmp_path: Path) -> None:
    with feeding(Program(tmp_path / "gone.wav", Course(0, 100), RATE, 2)) as feed:
        assert taken(feed) == b""
        assert "gone.wav is not in" in feed.error


def test_beyond_full_scale_is_clipped_and_never_wraps() -> None:
    loud = np.array([[1.5], [-1.5], [1.0], [-1.0], [0.5]], np.float32)
    assert as_int16(loud)[:, 0].tolist() == [32767, -32768, 32767, -32768, 16384]
