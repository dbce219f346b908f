"""Fingerprints of images and recordings, by which near duplicates are found (METHOD 8).

An image as 32 × 32 grey levels, and a recording as a 32 × 32 loudness of pitch over time, go through the same cosine
transform. Of its 16 × 16 lowest frequencies without the constant, 255 bits say which are above their median: the
63 lowest in the first word, the other 192 in three more. Coarse ones bear resizing and recompression best and serve as
an index, all together tell two pictures of like composition apart.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from labeler.media.errors import MediaError
from labeler.media.images import load_image
from labeler.media.kinds import is_audio
from labeler.media.sounds import read_sound, sound_info

Plane = NDArray[np.float64]
Fingerprint = NDArray[np.uint64]
Progress = Callable[[float], None]

WORDS = 4
SIDE = 32
_LOW, _HIGH = 8, 16
_DECODED = (128, 128)
# Grey levels or decibels: a plane that varies less shows nothing by which it could be told from another.
_FLAT = 1.0

_LONGEST = 600.0
_WINDOW, _HOP, _MOST_FRAMES = 0.032, 0.004, 4096
_PITCHES, _LOWEST, _HIGHEST = SIDE, 100.0, 4000.0
_RANGE = 30.0
# Full scale is 1: less than half of what the last of 24 bits tells apart.
_SILENT = 1e-7
_SPREAD = 2.5


@dataclass(frozen=True, slots=True)
class Nearness:
    """Up to how many differing bits, in the first word and in all, two fingerprints are near duplicates."""

    index_bits: int
    bits: int


# On 10,000 photos of 10 classes and 900 spoken digits of 6 people these find no pair that isn't one; the nearest two
# recordings of one word by one person differ in 44 bits.
IMAGES = Nearness(index_bits=6, bits=64)
SOUNDS = Nearness(index_bits=6, bits=40)


@dataclass(frozen=True, eq=False)
class Fingerprints:
    """``words`` uint64 (n, 4); ``readable`` and ``sounds`` are masks: of files that have a fingerprint, of recordings.

    ``problems`` are the files that couldn't be read; a missing path is none. What shows nothing, an even grey or
    silence, has no fingerprint either.
    """

    words: Fingerprint
    readable: NDArray[np.bool_]
    sounds: NDArray[np.bool_]
    problems: tuple[MediaError, ...]


def fingerprints(paths: Sequence[Path | None], *, progress: Progress | None = None) -> Fingerprints:
    """Of many files, on as many threads as there are processors; ``progress`` hears the share that is done."""
    words = np.zeros((len(paths), WORDS), np.uint64)
    readable = np.zeros(len(paths), bool)
    problems = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = iter(enumerate(pool.map(_attempt, paths)))
        while batch := list(islice(done, 500)):
            for place, found in batch:
                if isinstance(found, MediaError):
                    problems.append(found)
                elif found is not None:
                    words[place], readable[place] = found, True
            if progress is not None:
                progress((batch[-1][0] + 1) / len(paths))
    sounds = np.array([path is not None and is_audio(path) for path in paths], bool)
    return Fingerprints(words, readable, sounds, tuple(problems))


def fingerprint(path: Path) -> Fingerprint | None:
    """Of one file, uint64 (4,); None where it shows nothing. Raises MediaError."""
    return hashed(_loudness_of(path) if is_audio(path) else _grey(path))


def hashed(plane: Plane) -> Fingerprint | None:
    """Of a 32 × 32 plane; None where it hardly varies."""
    if np.ptp(plane) < _FLAT:
        return None
    cosines = _cosines()
    frequencies = cosines @ plane @ cosines.T
    low, high = frequencies[_bands(low=True)], frequencies[_bands(low=False)]
    above = np.concatenate([[False], low > np.median(low), high > np.median(high)])
    return np.packbits(above).view(">u8").astype(np.uint64)


def loudness(samples: NDArray[np.floating], rate: int) -> Plane:
    """A recording, float (frames,), as decibels by time and pitch, 32 × 32, from 0 at its loudest down to −30.

    Time runs over two and a half standard deviations either side of the middle of its energy, so that silence before
    or after, and its trimming, hardly shift anything; loudness is relative, so that gain shifts nothing.
    """
    silence = np.zeros((SIDE, _PITCHES))
    if not len(samples) or np.ptp(samples) < _SILENT:
        return silence
    powers = _powers(samples, rate)
    energy = powers.sum(axis=1)
    if not energy.any():
        return silence
    # A click in digital silence fills fewer cells than the loudest eighth of a pitch's.
    loudest = max(np.sort(powers, axis=None)[-max(len(powers) // 8, 1)], powers.max() * 1e-6)
    decibels = np.clip(10 * np.log10(powers / loudest + 1e-12), -_RANGE, 0)
    times = np.arange(len(energy))
    middle = np.average(times, weights=energy)
    spread = max(np.sqrt(np.average((times - middle) ** 2, weights=energy)), 1.0)
    edges = np.linspace(middle - _SPREAD * spread, middle + _SPREAD * spread, SIDE + 1)
    return _means_between(decibels + _RANGE, edges) - _RANGE


def _means_between(rows: Plane, edges: NDArray[np.float64]) -> Plane:
    """The mean row between each two edges, of which row i spans i − ½ to i + ½; outside all rows are 0."""
    areas = np.concatenate([np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0)])
    bounds = np.arange(len(areas)) - 0.5
    at_edges = np.stack([np.interp(edges, bounds, band) for band in areas.T], axis=1)
    means: Plane = np.diff(at_edges, axis=0) / np.diff(edges)[:, None]
    return means


def _attempt(path: Path | None) -> Fingerprint | MediaError | None:
    if path is None:
        return None
    try:
        return fingerprint(path)
    except MediaError as error:
        return error


def _grey(path: Path) -> Plane:
    image = Image.fromarray(load_image(path, max_size=_DECODED).pixels)
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return np.asarray(image.convert("L").resize((SIDE, SIDE), Image.Resampling.LANCZOS), np.float64)


def _loudness_of(path: Path) -> Plane:
    sound = read_sound(path, frames=int(_LONGEST * sound_info(path).rate))
    return loudness(sound.samples.mean(axis=1, dtype=np.float64), sound.rate)


def _powers(samples: NDArray[np.floating], rate: int) -> Plane:
    """Energy by time and pitch, (frames, pitches)."""
    window = max(int(rate * _WINDOW), 2)
    padded = np.pad(samples, (0, max(window - len(samples), 0)))
    hop = max(int(rate * _HOP), len(padded) // _MOST_FRAMES, 1)
    frames = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop]
    size = 1 << (window - 1).bit_length()
    spectrum = np.abs(np.fft.rfft(frames * np.hanning(window), size)) ** 2
    powers: Plane = spectrum @ _pitches(rate, size).T
    return powers


@cache
def _pitches(rate: int, size: int) -> Plane:
    """Triangles evenly spaced on the mel scale, (pitches, frequencies of the transform)."""
    highest = min(_HIGHEST, rate / 2)
    edges = np.linspace(_mel(min(_LOWEST, highest / 2)), _mel(highest), _PITCHES + 2)
    hertz = 700 * (10 ** (edges / 2595) - 1)
    low, centre, high = hertz[:-2, None], hertz[1:-1, None], hertz[2:, None]
    frequencies = np.arange(size // 2 + 1) * (rate / size)
    rising, falling = (frequencies - low) / (centre - low), (high - frequencies) / (high - centre)
    return np.maximum(np.minimum(rising, falling), 0)


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


@cache
def _cosines() -> Plane:
    """The lowest frequencies of the cosine transform of 32 values, (16, 32)."""
    frequency, place = np.arange(_HIGH)[:, None], np.arange(SIDE)[None]
    scale = np.where(frequency == 0, 1, 2) / SIDE
    cosines: Plane = np.sqrt(scale) * np.cos(np.pi * frequency * (2 * place + 1) / (2 * SIDE))
    return cosines


@cache
def _bands(*, low: bool) -> NDArray[np.bool_]:
    """Which of the 16 × 16 lowest frequencies belong to the 8 × 8 lowest, without the constant; or to the others."""
    inner = np.zeros((_HIGH, _HIGH), bool)
    inner[:_LOW, :_LOW] = True
    if not low:
        return ~inner
    inner[0, 0] = False
    return inner
