"""Slower or faster at the same pitch, as samples come in: WSOLA, overlap-add of pieces chosen by their likeness.

Output is made in steps. Each fades from what follows the last piece in the recording to a piece from where that step
should be, give or take a reach: the one that is most like what it replaces.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from labeler.media.sounds import Samples

_STEP_SECONDS = 0.015
_REACH_SECONDS = 0.008  # both ways: a whole period of the deepest voice
# Of pieces alike, as in silence or in a steady tone, the one nearest to where it should be; a share of likeness 1.
_FARAWAY = 0.02


class Stretcher:
    """Samples float32 (frames, channels) in; at speed 1 the same out, else round(frames ÷ ``speed``) of them."""

    def __init__(self, rate: int, channels: int, speed: float) -> None:
        if speed <= 0:
            raise ValueError(f"no speed: {speed}")
        self._speed = speed
        self._step = max(round(rate * _STEP_SECONDS), 4)
        self._reach = max(round(rate * _REACH_SECONDS), 2)
        self._fade = ((1 - np.cos(np.pi * (np.arange(self._step) + 0.5) / self._step)) / 2).astype(np.float32)
        #: The recording from frame ``_origin`` on, (channels, frames).
        self._held = np.zeros((channels, 0), np.float32)
        self._origin = 0
        self._received = self._sent = self._steps = 0
        self._follows = 0

    def feed(self, samples: Samples) -> Samples:
        """What can be told by now, some 50 ms less than all."""
        if self._speed == 1:
            return samples
        self._received += len(samples)
        return self._stretched(samples)

    def finish(self) -> Samples:
        """The rest, up to the length that is due."""
        due = round(self._received / self._speed) - self._sent
        enough = self._received - self._origin + round(due * self._speed) + 4 * (self._step + self._reach)
        silence = np.zeros((enough, len(self._held)), np.float32)
        return self._stretched(silence)[:due]

    def _stretched(self, samples: Samples) -> Samples:
        self._held = np.concatenate([self._held, samples.T], axis=1)
        pieces = [self._held[:, :0]]
        while self._needed() <= self._origin + self._held.shape[1]:
            pieces.append(self._next())
        self._forget()
        stretched: Samples = np.ascontiguousarray(np.concatenate(pieces, axis=1).T)
        self._sent += len(stretched)
        return stretched

    def _due(self) -> int:
        """The frame of the recording at which the next step should begin."""
        return round(self._steps * self._step * self._speed)

    def _needed(self) -> int:
        """The frame up to which the recording must be there: what the next step is made of, and its end being due."""
        sources = max(self._due() + self._reach, self._follows) + self._step
        return max(sources, math.ceil((self._steps + 1) * self._step * self._speed))

    def _next(self) -> Samples:
        following = self._between(self._follows, self._follows + self._step)
        begin = self._begin(following)
        self._follows = begin + self._step
        self._steps += 1
        return following + (self._between(begin, self._follows) - following) * self._fade

    def _begin(self, following: Samples) -> int:
        if not self._steps:
            return 0
        due = self._due()
        first = max(due - self._reach, 0)
        region = self._between(first, due + self._reach + self._step)
        return first + most_alike(region, following, near=due - first)

    def _between(self, start: int, stop: int) -> Samples:
        return self._held[:, start - self._origin : stop - self._origin]

    def _forget(self) -> None:
        gone = max(min(self._follows, self._due() - self._reach) - self._origin, 0)
        self._held = self._held[:, gone:].copy()
        self._origin += gone


def most_alike(region: Samples, piece: Samples, *, near: int) -> int:
    """Where in a region, (channels, frames), a shorter piece fits best; of equals the place nearest to ``near``."""
    frames, length = region.shape[1], piece.shape[1]
    places = frames - length + 1
    size = 1 << (frames - 1).bit_length()
    spectra = np.fft.rfft(region, size) * np.fft.rfft(piece, size).conj()
    products = np.fft.irfft(spectra.sum(axis=0), size)[:places]
    energy = np.concatenate([[0.0], np.cumsum(np.square(region, dtype=np.float64).sum(axis=0))])
    there, own = energy[length:] - energy[:places], float(np.square(piece, dtype=np.float64).sum())
    likeness = products / np.sqrt(np.maximum(there * own, 1e-12))
    distance: NDArray[np.float64] = np.abs(np.arange(places) - near) / places
    return int(np.argmax(likeness - _FARAWAY * distance))
