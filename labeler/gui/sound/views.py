"""What is painted of one stretch of a recording, made in a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage

from labeler.gui.sound.drawing import (
    draw_spectrogram,
    draw_wave,
    gain_for,
    is_silent,
    outline_of,
    spectrogram_image,
)
from labeler.gui.sound.feed import chosen
from labeler.gui.sound_colors import FLOOR_DB
from labeler.media.damage import Damage
from labeler.media.sounds import Samples, SoundInfo, blocks, read_sound
from labeler.media.spectrogram import spectrogram, window_for
from labeler.media.waveform import Peaks

SHOWN_CHANNELS = 2

# Files in which any frame is found at once; in the others everything before it is decoded.
_SEEKABLE = frozenset({".wav", ".wave", ".flac", ".aiff", ".aif", ".aifc", ".au", ".snd", ".caf", ".w64", ".rf64"})
_IN_ONE_GO = 1 << 21  # samples


@dataclass(frozen=True, slots=True)
class Look:
    """At which size in device pixels, up to which frequency (0: all) and of which channel (None: all)."""

    width: int
    wave_height: int
    spectrogram_height: int
    high_hz: float = 0.0
    channel: int | None = None


@dataclass(frozen=True, eq=False)
class View:
    """Of the frames from ``start`` to ``stop``; ``gain`` is how many times taller than it is the wave is drawn.

    ``silent`` is the recording as a whole.
    """

    look: Look
    start: int
    stop: int
    wave: QImage | None = None
    spectrogram: QImage | None = None
    gain: int = 1
    silent: bool = False

    @property
    def bytes(self) -> int:
        return sum(image.sizeInBytes() for image in (self.wave, self.spectrogram) if image is not None)


@dataclass(frozen=True, eq=False)
class Clip:
    """A recording as far as it is known: ``samples`` if it is short, else ``peaks`` once they are computed.

    ``damage`` says what could not be read of it.
    """

    path: Path
    info: SoundInfo
    samples: Samples | None = None
    peaks: Peaks | None = None
    damage: str = ""

    @property
    def bytes(self) -> int:
        peaks = self.peaks
        outline = 3 * (peaks.low.nbytes + peaks.high.nbytes + peaks.rms.nbytes) // 2 if peaks is not None else 0
        return outline + (self.samples.nbytes if self.samples is not None else 0)


def draw(clip: Clip, look: Look, start: int, stop: int, report: Callable[[], None]) -> View:
    """``report`` raises where nobody wants it any more. Raises MediaError."""
    report()
    loudest = _loudest(clip)
    gain = gain_for(loudest)
    look = _of(look, clip)
    wave = _wave(clip, look, start, stop, gain)
    report()
    return View(look, start, stop, wave, _spectrogram(clip, look, start, stop, report), gain, is_silent(loudest))


def _of(look: Look, clip: Clip) -> Look:
    """Of all channels where there is none of that number."""
    beyond = look.channel is not None and look.channel >= clip.info.channels
    return replace(look, channel=None) if beyond else look


def _loudest(clip: Clip) -> float:
    if clip.peaks is None or not len(clip.peaks.low):
        return 1.0
    return float(max(clip.peaks.high.max(), -clip.peaks.low.min()))


def _wave(clip: Clip, look: Look, start: int, stop: int, gain: int) -> QImage | None:
    if look.wave_height <= 0:
        return None
    if clip.samples is not None or (stop - start) * clip.info.channels <= _IN_ONE_GO:
        samples = _shown(_samples(clip, start, stop), look.channel)
        return draw_wave(outline_of(samples, look.width), height=look.wave_height, gain=gain)
    if clip.peaks is None:
        return None
    envelope = clip.peaks.over(start, stop, look.width)
    shown = type(envelope)(*(_shown(part, look.channel) for part in (envelope.low, envelope.high, envelope.rms)))
    return draw_wave(shown, height=look.wave_height, gain=gain)


def _spectrogram(clip: Clip, look: Look, start: int, stop: int, report: Callable[[], None]) -> QImage | None:
    if look.spectrogram_height <= 0:
        return None
    if clip.samples is not None or (stop - start) * clip.info.channels <= _IN_ONE_GO:
        samples = chosen(_samples(clip, start, stop), look.channel)
        return draw_spectrogram(
            samples, clip.info.rate, columns=look.width, rows=look.spectrogram_height, high_hz=look.high_hz
        )
    pieces = _probed if clip.path.suffix.lower() in _SEEKABLE else _streamed
    return spectrogram_image(pieces(clip, look, start, stop, report))


def _probed(clip: Clip, look: Look, start: int, stop: int, report: Callable[[], None]) -> np.ndarray:
    """A column at a time from where it lies, for a stretch far longer than its columns."""
    window, columns = window_for(clip.info.rate), []
    for column in range(look.width):
        middle = start + (2 * column + 1) * (stop - start) // (2 * look.width)
        first = min(max(middle - window // 2, 0), max(clip.info.frames - window, 0))
        samples = read_sound(clip.path, start=first, frames=window, damage=Damage()).samples
        columns.append(_column(samples if len(samples) else np.zeros_like(samples, shape=(1, 1)), clip, look))
        report()
    return np.concatenate(columns, axis=1)


def _streamed(clip: Clip, look: Look, start: int, stop: int, report: Callable[[], None]) -> np.ndarray:
    size = max((stop - start) // look.width, 1)
    columns = []
    for piece in blocks(clip.path, start=start, frames=stop - start, size=size, damage=Damage()):
        columns.append(_column(piece[: window_for(clip.info.rate)], clip, look))
        report()
    lacking = np.full((look.spectrogram_height, max(look.width - len(columns), 0)), FLOOR_DB, np.float32)
    return np.concatenate([*columns[: look.width], lacking], axis=1)


def _column(samples: Samples, clip: Clip, look: Look) -> np.ndarray:
    mono = chosen(samples, look.channel).mean(axis=1, dtype=np.float32)
    return spectrogram(mono, clip.info.rate, columns=1, rows=look.spectrogram_height, high_hz=look.high_hz or None)


def _samples(clip: Clip, start: int, stop: int) -> Samples:
    if clip.samples is not None:
        return clip.samples[start:stop]
    return read_sound(clip.path, start=start, frames=stop - start, damage=Damage()).samples


def _shown(values: Samples, channel: int | None) -> Samples:
    """Of values (…, channels)."""
    return values[:, :SHOWN_CHANNELS] if channel is None else values[:, channel : channel + 1]
