from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from pytestqt.qtbot import QtBot

from labeler.gui import recordings as module
from labeler.gui.jobs import InlineJobs, ThreadJobs
from labeler.gui.recordings import Recordings, sound_thumbnail
from labeler.gui.sound.views import Look

RATE = 8000
LOOK = Look(300, 80, 60)


@pytest.fixture
def sound(tmp_path: Path) -> Callable[..., Path]:
    def make(name: str = "a.wav", *, seconds: float = 1.0, channels: int = 1, level: float = 0.8) -> Path:
        wave = level * np.sin(2 * np.pi * 1000 * np.arange(round(seconds * RATE)) / RATE)
        soundfile.write(tmp_path / name, np.repeat(wave[:, None], channels, axis=1), RATE)
        return tmp_path / name

    return make


def made(*paths: Path | None) -> Recordings:
    recordings = Recordings(lambda ordinal: paths[ordinal], InlineJobs())
    recordings.look = LOOK
    return recordings


def test_the_first_comes_now_and_its_neighbours_once_it_is_painted(sound: Callable[..., Path]) -> None:
    recordings = made(sound("a.wav"), sound("b.wav"))
    recordings.want([0, 1])
    assert recordings.get(0) is not None
    assert recordings.get(1) is None
    recordings.read_ahead()
    assert recordings.get(1) is not None


def test_a_short_one_is_ready_to_paint_at_the_size_of_the_window(sound: Callable[..., Path]) -> None:
    recordings = made(sound())
    recordings.want([0])
    heard = recordings.get(0)
    assert heard is not None
    assert heard.view is not None
    assert heard.view.wave is not None
    assert heard.view.spectrogram is not None
    assert (heard.view.wave.width(), heard.view.wave.height()) == (300, 80)
    assert (heard.view.spectrogram.width(), heard.view.spectrogram.height()) == (300, 60)
    assert not heard.reading


def test_the_spectrogram_shows_the_pitch_where_it_is(sound: Callable[..., Path]) -> None:
    recordings = made(sound())
    recordings.want([0])
    heard = recordings.get(0)
    assert heard is not None
    assert heard.view is not None
    image = heard.view.spectrogram
    assert image is not None
    column = [image.pixelIndex(150, row) for row in range(60)]
    assert column.index(max(column)) == pytest.approx(60 * (1 - 1000 / 4000), abs=1)


def test_a_clip_of_a_few_frames_fills_the_width_too(sound: Callable[..., Path]) -> None:
    recordings = made(sound(seconds=0.005))
    recordings.want([0])
    heard = recordings.get(0)
    assert heard is not None
    assert heard.view is not None
    assert heard.view.wave is not None
    assert heard.view.wave.width() == 300


def test_what_is_quiet_is_drawn_taller_and_says_so(sound: Callable[..., Path]) -> None:
    recordings = made(sound(level=0.05))
    recordings.want([0])
    heard = recordings.get(0)
    assert heard is not None
    assert heard.note == "drawn 16× taller"


@pytest.mark.parametrize("level", [0.0, 2.0**-17])
def test_silence_is_not_drawn_taller_and_says_so(tmp_path: Path, level: float) -> None:
    soundfile.write(tmp_path / "a.wav", np.full(RATE, level), RATE, subtype="FLOAT")
    recordings = made(tmp_path / "a.wav")
    recordings.want([0])
    heard = recordings.get(0)
    assert heard is not None
    assert heard.view is not None
    assert (heard.note, heard.view.gain) == ("silent", 1)


def test_a_damaged_one_is_shown_as_far_as_it_goes(sound: Callable[..., Path]) -> None:
    path = sound(seconds=4.0)
    path.write_bytes(path.read_bytes()[: 44 + 2 * RATE])
    recordings = made(path)
    recordings.want([0])
    heard = recordings.get(0)
    assert heard is not None
    assert heard.info is not None
    assert heard.view is not None
    assert heard.info.frames == RATE
    assert heard.note == "cut short: 1 of 4 s can be read"
    assert sound_thumbnail(path, 96) is not None


def test_a_long_damaged_one_is_read_as_far_as_it_goes(
    sound: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SHORT", RATE)
    path = sound("a.flac", seconds=10.0)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    recordings = made(path)
    recordings.want([0])
    heard = recordings.get(0)
    assert heard is not None
    assert heard.message == ""
    assert not heard.reading
    assert "of 10 s can be read" in heard.note


def test_a_channel_that_it_lacks_is_all_of_them(sound: Callable[..., Path]) -> None:
    recordings = made(sound())
    recordings.look = Look(300, 80, 60, channel=1)
    recordings.want([0])
    heard = recordings.get(0)
    assert heard is not None
    assert heard.view is not None
    assert heard.view.look.channel is None


def test_many_channels_are_told(sound: Callable[..., Path]) -> None:
    recordings = made(sound(channels=5))
    recordings.want([0])
    heard = recordings.get(0)
    assert heard is not None
    assert heard.note == "the first two drawn, all heard"


def test_a_long_one_is_there_at_once_and_read_through_after(
    sound: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SHORT", RATE)
    recordings = made(sound(seconds=3.0))
    seen: list[bool] = []
    shares: list[float] = []

    def note(ordinal: int) -> None:
        heard = recordings.get(ordinal)
        assert heard is not None
        seen.append(heard.reading)

    recordings.ready.connect(note)
    recordings.progressed.connect(lambda _ordinal, share: shares.append(share))
    recordings.want([0])
    assert seen == [True, False]
    assert shares[-1] == 1.0
    heard = recordings.get(0)
    assert heard is not None
    assert heard.clip is not None
    assert heard.clip.peaks is not None
    assert heard.clip.peaks.frames == 3 * RATE


def test_a_missing_file_says_so_and_can_be_located(tmp_path: Path) -> None:
    recordings = made(tmp_path / "gone.wav")
    recordings.want([0])
    heard = recordings.get(0)
    assert heard is not None
    assert heard.missing
    assert "gone.wav is not in" in heard.message


def test_a_broken_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "broken.wav").write_bytes(b"RIFF" + bytes(40))
    recordings = made(tmp_path / "broken.wav", None)
    recordings.want([0])
    recordings.read_ahead()
    recordings.want([1])
    broken, none = recordings.get(0), recordings.get(1)
    assert broken is not None
    assert none is not None
    assert broken.message.startswith("broken.wav")
    assert not broken.missing
    assert none.message == "This example has no file"


def test_memory_is_kept_within_the_budget(sound: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [sound(f"{place}.wav") for place in range(6)]
    recordings = made(*paths)
    recordings.want([0])
    first = recordings.get(0)
    assert first is not None
    monkeypatch.setattr(module, "BUDGET", 3 * first.bytes)
    for place in range(6):
        recordings.want([place])
    assert [recordings.get(place) is not None for place in range(6)] == [False, False, False, True, True, True]


def test_whoever_jumps_is_not_told_of_what_was_given_up(qtbot: QtBot, sound: Callable[..., Path]) -> None:
    paths = [sound(f"{place}.wav") for place in range(9)]
    jobs = ThreadJobs()
    recordings = Recordings(lambda ordinal: paths[ordinal], jobs)
    told: list[int] = []
    recordings.ready.connect(told.append)
    recordings.want([0, 1, 2, 3])
    recordings.read_ahead()
    with qtbot.waitSignal(recordings.ready, check_params_cb=lambda ordinal: ordinal == 8):
        recordings.want([8])
    jobs.wait()
    assert told == [8]


def test_a_thumbnail_shows_the_outline(sound: Callable[..., Path]) -> None:
    image = sound_thumbnail(sound(), 96)
    assert image is not None
    assert (image.width(), image.height()) == (96, 96)
    assert image.pixelColor(48, 48) != image.pixelColor(48, 2)


def test_what_cannot_be_read_has_no_thumbnail(tmp_path: Path) -> None:
    assert sound_thumbnail(tmp_path / "gone.wav", 96) is None
    assert sound_thumbnail(None, 96) is None
