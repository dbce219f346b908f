"""The outline of a recording, from which any stretch of it is painted at any width without reading it again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from labeler.media.damage import Damage
from labeler.media.peak_cache import keep, kept, name_for
from labeler.media.pyramid import Pyramid
from labeler.media.sounds import Samples, blocks, sound_info

Outline = NDArray[np.float32]
Report = Callable[[float], None]

_BLOCK = 1 << 18
_WORTH_KEEPING = 1 << 21  # frames: shorter ones are read as fast as they are looked up among many


@dataclass(frozen=True, slots=True, eq=False)
class Envelope:
    """Smallest and largest sample and root mean square of each column: float32 of shape (columns, channels)."""

    low: Outline
    high: Outline
    rms: Outline

    @classmethod
    def of(cls, samples: Samples, columns: int) -> Envelope:
        """Of samples (frames, channels) themselves, for a stretch too short for buckets.

        Where there are more columns than frames, each shows the frame it lies in; without frames there is silence.
        """
        return Peaks.of(samples, rate=1, bucket=1).over(0, len(samples), columns)


@dataclass(frozen=True, eq=False)
class Peaks:
    """``low``, ``high`` and ``rms`` of each ``bucket`` frames, float32 of shape (buckets, channels), full scale ±1.

    The last bucket may hold fewer frames.
    """

    rate: int
    frames: int
    channels: int
    bucket: int
    low: Outline
    high: Outline
    rms: Outline

    @classmethod
    def of(cls, samples: Samples, *, rate: int, bucket: int = 256) -> Peaks:
        """Of samples (frames, channels) in memory."""
        frames, channels = samples.shape
        return cls(rate, frames, channels, bucket, *_joined([_outline(samples, bucket)]))

    @property
    def seconds(self) -> float:
        return self.frames / self.rate

    def over(self, start: int, stop: int, columns: int) -> Envelope:
        """Of the frames from ``start`` to ``stop`` in equal columns, each of all buckets it touches.

        The stretch may reach beyond the recording: there is silence.
        """
        edges = start + (stop - start) * np.arange(columns + 1, dtype=np.int64) // columns
        first = edges[:-1] // self.bucket
        last = np.maximum(-(-edges[1:] // self.bucket), first + 1)
        first, last = (np.clip(side, 0, len(self.low)) for side in (first, last))
        extremes, squares = (pyramid.over(first, last) for pyramid in self._pyramids)
        extremes[first >= last] = 0
        counts = np.minimum(last * self.bucket, self.frames) - first * self.bucket
        low, high = -extremes[:, : self.channels], extremes[:, self.channels :]
        return Envelope(low, high, np.sqrt(squares / np.maximum(counts, 1)[:, None]).astype(np.float32))

    @cached_property
    def _pyramids(self) -> tuple[Pyramid, Pyramid]:
        """The largest of −low and of high, side by side; and sums of squares."""
        counts = np.diff(np.arange(0, self.frames, self.bucket), append=self.frames)
        squares = np.square(self.rms, dtype=np.float64) * counts[:, None]
        extremes = np.concatenate([-self.low, self.high], axis=1)
        return Pyramid.of(extremes, np.maximum, identity=-np.inf), Pyramid.of(squares, np.add, identity=0)


def peaks(
    path: Path,
    *,
    bucket: int = 256,
    cache: Path | None = None,
    report: Report = lambda _: None,
    damage: Damage | None = None,
) -> Peaks:
    """Of a file, read in blocks however long it is. Raises MediaError, with ``damage`` as ``read_sound`` does.

    ``report`` hears the share that is done, and may raise to give up. In the folder ``cache`` peaks of long recordings
    are kept, unless they are damaged.
    """
    found = _kept(cache, path, bucket) if cache is not None else None
    if found is None:
        found = _read(path, bucket, report, damage)
        if cache is not None and found.frames >= _WORTH_KEEPING and not damage:
            arrays = {"rate": np.array(found.rate), "frames": np.array(found.frames)}
            with suppress(OSError):  # the file may be gone by now
                name = name_for(path, bucket)
                keep(cache, name, {**arrays, "low": found.low, "high": found.high, "rms": found.rms})
    found.over(0, found.frames, 1)  # builds the pyramids here, not where the first view is painted
    return found


def _read(path: Path, bucket: int, report: Report, damage: Damage | None) -> Peaks:
    info = sound_info(path, damage=damage)
    parts, frames = [], 0
    for block in blocks(path, size=max(_BLOCK // bucket, 1) * bucket, damage=damage):
        parts.append(_outline(block, bucket))
        frames += len(block)
        report(min(frames / info.frames, 1.0))
    return Peaks(info.rate, frames, info.channels, bucket, *_joined(parts))


def _kept(cache: Path, path: Path, bucket: int) -> Peaks | None:
    try:
        arrays = kept(cache, name_for(path, bucket))
        if arrays is None:
            return None
        low, high, rms = (np.asarray(arrays[name], np.float32) for name in ("low", "high", "rms"))
        frames = int(arrays["frames"])
        found = Peaks(int(arrays["rate"]), frames, low.shape[1], bucket, low, high, rms)
    except (OSError, KeyError, IndexError, TypeError, ValueError):
        return None
    return found if low.shape == high.shape == rms.shape and len(low) == -(-frames // bucket) else None


def _outline(samples: Samples, bucket: int) -> tuple[Outline, Outline, Outline]:
    starts = np.arange(0, len(samples), bucket)
    counts = np.diff(starts, append=len(samples))[:, None].astype(np.float32)
    squares = np.add.reduceat(np.square(samples), starts)
    return np.minimum.reduceat(samples, starts), np.maximum.reduceat(samples, starts), np.sqrt(squares / counts)


def _joined(parts: list[tuple[Outline, Outline, Outline]]) -> tuple[Outline, Outline, Outline]:
    low, high, rms = (np.concatenate(column) for column in zip(*parts, strict=True))
    return low, high, rms
