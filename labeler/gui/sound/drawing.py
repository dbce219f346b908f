"""Waveforms and spectrograms as indexed images, made in workers; colours are given when they are painted."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from labeler.gui.sound_colors import CEILING_DB, FLOOR_DB, SHADES
from labeler.media.sounds import Samples
from labeler.media.spectrogram import Decibels, levels, spectrogram, window_for
from labeler.media.waveform import Envelope

_THINNEST = 1.2  # pixels
_MOST_GAIN = 64
_ONE_STEP = 2.0**-15  # of 16 bits: what stays below is silence


def draw_wave(envelope: Envelope, *, height: int, gain: float = 1.0) -> QImage:
    """One lane a channel, one above the other, full scale reaching the edges of a lane at gain 1."""
    lanes = envelope.low.shape[1]
    edges = np.linspace(0, height, lanes + 1).round().astype(int)
    drawn = [_lane(envelope, lane, int(stop - start), gain) for lane, (start, stop) in enumerate(pairwise(edges))]
    return _indexed(np.concatenate(drawn))


def draw_spectrogram(samples: Samples, rate: int, *, columns: int, rows: int, high_hz: float = 0.0) -> QImage:
    """Of the mean of the channels; ``high_hz`` 0 shows every frequency there is."""
    mono = samples.mean(axis=1, dtype=np.float32) if samples.shape[1] > 1 else samples[:, 0]
    window = min(window_for(rate), 1 << max(len(mono).bit_length() - 2, 6))
    return spectrogram_image(
        spectrogram(mono, rate, columns=columns, rows=rows, high_hz=high_hz or None, window=window)
    )


def spectrogram_image(decibels: Decibels) -> QImage:
    return _indexed(levels(decibels, floor_db=FLOOR_DB, ceiling_db=CEILING_DB))


def gain_for(peak: float) -> int:
    """How many times taller a quiet recording is drawn: a power of two, 1 for one of ordinary loudness and silence."""
    gain = 1
    while not is_silent(peak) and gain < _MOST_GAIN and 2 * gain * peak <= 0.9:
        gain *= 2
    return gain


def is_silent(peak: float) -> bool:
    return peak < _ONE_STEP


def outline_of(samples: Samples, columns: int) -> Envelope:
    """Of fewer samples than columns too: then the line through them."""
    if len(samples) >= columns or len(samples) < 2:
        return Envelope.of(samples, columns)
    places = np.linspace(0, len(samples) - 1, columns + 1)
    line = np.stack([np.interp(places, np.arange(len(samples)), channel) for channel in samples.T], axis=1)
    line = line.astype(np.float32)
    low, high = np.minimum(line[:-1], line[1:]), np.maximum(line[:-1], line[1:])
    return Envelope(low, high, np.zeros_like(low))


def _lane(envelope: Envelope, lane: int, height: int, gain: float) -> NDArray[np.uint8]:
    room = max(height - 4, 1) / 2 * gain
    middle = height / 2
    outline = _coverage(middle - envelope.high[:, lane] * room, middle - envelope.low[:, lane] * room, height)
    loudness = np.minimum(envelope.rms[:, lane], np.maximum(envelope.high[:, lane], -envelope.low[:, lane])) * room
    inside = _coverage(middle - loudness, middle + loudness, height, thinnest=0.0)
    found: NDArray[np.uint8] = outline * np.uint8(SHADES) + inside
    return found


def _coverage(
    top: NDArray[np.floating[Any]], bottom: NDArray[np.floating[Any]], height: int, *, thinnest: float = _THINNEST
) -> NDArray[np.uint8]:
    """In shades, (height, columns): how much of each pixel lies between top and bottom."""
    lacking = np.maximum(thinnest - (bottom - top), 0) / 2
    rows = np.arange(height, dtype=np.float32)[:, None]
    upper = np.maximum((top - lacking).astype(np.float32), rows)
    lower = np.minimum((bottom + lacking).astype(np.float32), rows + 1)
    covered = np.clip(lower - upper, 0, 1)
    found: NDArray[np.uint8] = (covered * np.float32(SHADES - 1) + np.float32(0.5)).astype(np.uint8)
    return found


def _indexed(pixels: NDArray[np.uint8]) -> QImage:
    height, width = pixels.shape
    packed = np.ascontiguousarray(pixels)
    return QImage(packed.data, width, height, width, QImage.Format.Format_Indexed8).copy()
