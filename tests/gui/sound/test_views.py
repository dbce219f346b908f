from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtGui import QColor

from labeler.gui.sound import views
from labeler.gui.sound.views import Clip, Look, View, draw
from labeler.gui.sound_colors import spectrogram_colors, wave_colors
from labeler.media.sounds import SoundInfo
from labeler.media.waveform import peaks

RATE = 8000
LOOK = Look(120, 40, 50)


class Unwanted(Exception):
    pass


@pytest.fixture(params=["wav", "ogg"])
def clip(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clip:
    """Too long to be held: silence, then a pitch of 1 kHz from its middle on."""
    monkeypatch.setattr(views, "_IN_ONE_GO", RATE)
    wave = 0.8 * np.sin(2 * np.pi * 1000 * np.arange(10 * RATE) / RATE)
    wave[: 5 * RATE] = 0
    path = tmp_path / f"long.{request.param}"
    soundfile.write(path, wave, RATE)
    return Clip(path, SoundInfo(len(wave), RATE, 1, "PCM_16"), peaks=peaks(path))


def loudest_row(view: View, column: int) -> int:
    assert view.spectrogram is not None
    levels = [view.spectrogram.pixelIndex(column, row) for row in range(view.spectrogram.height())]
    return levels.index(max(levels))


def test_a_long_recording_is_drawn_whole(clip: Clip) -> None:
    view = draw(clip, LOOK, 0, clip.info.frames, lambda: None)
    assert view.wave is not None
    assert view.spectrogram is not None
    assert (view.spectrogram.width(), view.spectrogram.height()) == (120, 50)
    assert loudest_row(view, 100) == pytest.approx(50 * 0.75, abs=1)
    assert view.wave.pixelIndex(100, 8) > 0
    assert view.wave.pixelIndex(20, 8) == 0


def test_a_short_stretch_of_it_is_read_from_the_file(clip: Clip) -> None:
    view = draw(clip, LOOK, 6 * RATE, 6 * RATE + 2000, lambda: None)
    assert loudest_row(view, 60) == pytest.approx(50 * 0.75, abs=1)


def test_frequencies_above_the_highest_asked_for_are_left_out(clip: Clip) -> None:
    view = draw(clip, replace(LOOK, high_hz=2000), 6 * RATE, 6 * RATE + 2000, lambda: None)
    assert loudest_row(view, 60) == pytest.approx(50 * 0.5, abs=1)


def test_before_it_was_read_through_it_has_no_wave(clip: Clip) -> None:
    view = draw(replace(clip, peaks=None), LOOK, 0, clip.info.frames, lambda: None)
    assert view.wave is None
    assert view.spectrogram is not None


def test_what_is_lacking_at_the_end_is_silence(clip: Clip) -> None:
    promised = replace(clip, info=replace(clip.info, frames=2 * clip.info.frames))
    view = draw(promised, LOOK, 0, promised.info.frames, lambda: None)
    assert view.spectrogram is not None
    assert view.spectrogram.width() == 120
    assert view.spectrogram.pixelIndex(100, 38) == 0
    assert loudest_row(view, 50) == pytest.approx(50 * 0.75, abs=1)


def test_a_drawing_nobody_wants_is_given_up(clip: Clip) -> None:
    def unwanted() -> None:
        raise Unwanted

    with pytest.raises(Unwanted):
        draw(clip, LOOK, 0, clip.info.frames, unwanted)


@pytest.mark.parametrize("name", ["sea", "ember", "ink", "grey"])
def test_a_wider_range_shows_what_is_quieter(name: str) -> None:
    narrow, wide = spectrogram_colors(name, 40.0), spectrogram_colors(name, 100.0)
    assert narrow[100] == narrow[0]
    assert wide[100] != wide[0]
    assert narrow[255] == wide[255]


def test_a_pixel_outside_the_outline_has_the_colour_of_the_ground() -> None:
    ground, soft, strong = QColor("white"), QColor("blue"), QColor("black")
    table = wave_colors(ground, soft, strong)
    assert (table[0], table[240], table[255]) == (ground.rgba(), soft.rgba(), strong.rgba())
