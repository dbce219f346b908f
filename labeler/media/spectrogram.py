"""How loud each frequency is over time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Decibels = NDArray[np.float32]
Levels = NDArray[np.uint8]

# Long enough to tell the harmonics of a voice apart, short enough to tell its syllables apart.
_WINDOW_SECONDS = 0.032
_SILENCE_DB = -200.0
_MOST_WINDOWS = 4
_CHUNK = 256


def window_for(rate: int) -> int:
    """Frames of the window taken where none is asked for: the power of two nearest to 32 ms."""
    return int(max(1 << round(np.log2(rate * _WINDOW_SECONDS)), 16))


def spectrogram(
    samples: NDArray[np.float32],
    rate: int,
    *,
    columns: int,
    rows: int,
    low_hz: float = 0.0,
    high_hz: float | None = None,
    window: int | None = None,
) -> Decibels:
    """Of samples (frames,) in decibels, (rows, columns), row 0 the highest; a full-scale sine has 0, silence −200.

    A column shows the ``window`` frames about its middle, or where columns are wider than that the mean power of up to
    four such windows, so that the work is bounded by their number. A row shows the loudest frequency in its band, or
    lies between two where rows are narrower. Above half the rate there is silence.
    """
    size = window or window_for(rate)
    edges = np.linspace(low_hz, rate / 2 if high_hz is None else high_hz, rows + 1) * (size / rate)
    each = int(np.clip(len(samples) // max(columns * size, 1), 1, _MOST_WINDOWS))
    middles = (2 * np.arange(columns * each) + 1) * len(samples) // max(2 * columns * each, 1)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(samples, (size // 2, size)), size)
    shape, gains = _shape(size), _gains(size)
    found = np.empty((rows, columns), np.float32)
    for at in range(0, columns, _CHUNK):
        spectra = np.fft.rfft(windows[middles[at * each : (at + _CHUNK) * each]] * shape)
        power = (np.square(spectra.real) + np.square(spectra.imag)) * gains
        means = power.reshape(-1, each, power.shape[1]).mean(axis=1)
        found[:, at : at + _CHUNK] = _in_rows(np.ascontiguousarray(means.T), edges)[::-1]
    return found


def levels(decibels: Decibels, *, floor_db: float, ceiling_db: float) -> Levels:
    """Places in a colour map: 0 at the floor and below, 255 at the ceiling and above."""
    scaled = (decibels - np.float32(floor_db)) * np.float32(255 / (ceiling_db - floor_db))
    found: Levels = np.rint(np.clip(scaled, 0, 255)).astype(np.uint8)
    return found


def _shape(size: int) -> NDArray[np.float32]:
    """A periodic Hann window whose sum is 1."""
    shape: NDArray[np.float64] = np.hanning(size + 1)[:-1]
    return np.asarray(shape / shape.sum(), np.float32)


def _gains(size: int) -> NDArray[np.float32]:
    """On power, so that a full-scale sine gets 1: half its amplitude is at its negative frequency, but not of 0 Hz."""
    gains = np.full(size // 2 + 1, 4, np.float32)
    gains[0] = 1
    if size % 2 == 0:
        gains[-1] = 1
    return gains


def _in_rows(power: NDArray[np.float32], edges: NDArray[np.float64]) -> Decibels:
    """Of power (frequencies, columns) in bands between each two edges, in places of frequencies, lowest first."""
    last = len(power) - 1
    found = np.full((len(edges) - 1, power.shape[1]), _SILENCE_DB, np.float32)
    if edges[1] - edges[0] >= 1:
        first = np.ceil(edges[:-1]).astype(np.int64)
        heard = first <= last
        stop = max(int(edges[-1]), int(first[heard].max(initial=0))) + 1
        found[heard] = _decibels(np.maximum.reduceat(power[:stop], first[heard]))
    else:
        middles = (edges[:-1] + edges[1:]) / 2
        heard = middles <= last
        below = np.minimum(middles[heard].astype(np.int64), last - 1)
        share = (middles[heard] - below).astype(np.float32)[:, None]
        decibels = _decibels(power)
        found[heard] = decibels[below] + (decibels[below + 1] - decibels[below]) * share
    return found


def _decibels(power: NDArray[np.float32]) -> Decibels:
    decibels: Decibels = 10 * np.log10(np.maximum(power, np.float32(10 ** (_SILENCE_DB / 10))))
    return decibels
