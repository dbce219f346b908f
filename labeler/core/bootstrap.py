"""Paired bootstrap whose weights belong to the examples, not to the run (METHOD 5).

The weight of an example in a resample depends on nothing but the number of the resample and the example's
ticket, which carries the project's seed. So results don't depend on the order of the examples, and one
corrected label changes the sums by what one row contributes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import prod
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from labeler.core.metrics.base import Metric
from labeler.core.ordering import TOLERANCE

Units = NDArray[np.uint64]
Draw = Callable[[int, int], NDArray[np.uint8]]
Progress = Callable[[float], None]

RESAMPLES = 10_000
BLOCK_BYTES = 1 << 22

# How many of 65,536 equally likely numbers make a Poisson(1) weight of at least 1, 2, ... Their mean is exactly 1.
_AT_LEAST = (41_427, 17_317, 5_263, 1_244, 240, 39, 5, 1)
_THRESHOLDS = tuple(np.uint16(65_536 - numbers) for numbers in _AT_LEAST)


@dataclass(frozen=True, eq=False)
class Drawn:
    """Sums of drawn weight · counts in every resample, ``sums`` float64 of shape (..., resamples).

    Sums of integer counts are exact, so ``add`` leaves bit for bit what drawing afresh would give.
    """

    sums: NDArray[np.float64]
    draw: Draw

    @classmethod
    def of(
        cls,
        counts: NDArray[Any],
        units: Units,
        *,
        draw: Draw | None = None,
        resamples: int = RESAMPLES,
        progress: Progress | None = None,
    ) -> Self | None:
        """From counts (..., examples); examples of one unit (ticket or group) are drawn together. None of no examples.

        ``draw`` is ``poisson`` unless given. ``progress`` hears the share done, after every block of a few hundred
        examples; what it raises ends the work.
        """
        if not len(units) or not resamples:
            return None
        chosen = draw or poisson
        return cls(drawn_sums(counts, units, draw=chosen, resamples=resamples, progress=progress), chosen)

    def add(self, change: NDArray[Any], units: Units) -> None:
        """Change the counts of some examples by ``change`` (new − old, signed), shape (..., those examples)."""
        resamples = self.sums.shape[-1]
        sums = self.sums.reshape(-1, resamples)
        for unit, column in zip(units.tolist(), change.reshape(len(sums), len(units)).T, strict=True):
            telling = np.flatnonzero(column)
            if len(telling):
                sums[telling] += column[telling, None] * self.draw(unit, resamples)


def intervals(values: NDArray[np.float64], *, level: float = 0.95) -> list[tuple[float, float] | None]:
    """Limits of each row that leave (1 − level)/2 of its defined resamples outside on either side: order statistics."""
    if not np.isnan(values).any():
        low, high = _limits(values.shape[-1], level)
        parted = np.partition(values, [low, high], axis=-1)
        return list(zip(parted[:, low].tolist(), parted[:, high].tolist(), strict=True))
    return [interval(row, level=level) for row in values]


def interval(values: NDArray[np.float64], *, level: float = 0.95) -> tuple[float, float] | None:
    """The limits of one row (see ``intervals``)."""
    defined = np.sort(values[~np.isnan(values)])
    if not len(defined):
        return None
    low, high = _limits(len(defined), level)
    return float(defined[low]), float(defined[high])


def _limits(resamples: int, level: float) -> tuple[int, int]:
    outside = int(resamples * (1 - level) / 2 + 1e-9)
    return outside, resamples - 1 - outside


def share_best(metric: Metric, values: NDArray[np.float64]) -> list[float | None]:
    """Share of resamples in which each model is best, ties split; values (models, resamples), undefined never best."""
    scores = np.where(np.isnan(values), -np.inf, values if metric.higher_is_better else -values)
    top = scores.max(axis=0, initial=-np.inf)
    best = scores[:, top > -np.inf] >= top[top > -np.inf] - TOLERANCE
    if not best.size:
        return [None] * len(values)
    shares: list[float | None] = (best / best.sum(axis=0)).mean(axis=1).tolist()
    return shares


def drawn_sums(
    counts: NDArray[Any], units: Units, *, draw: Draw, resamples: int, progress: Progress | None = None
) -> NDArray[np.float64]:
    """Σ over examples of drawn weight · counts, shape (..., resamples), whatever the order of the examples.

    ``draw(unit, resamples)`` gives a unit's weights. Equal rows of counts are summed once, and examples on which
    all rows read as on most examples only through the total of their weights.
    """
    leading = counts.shape[:-1]
    distinct, where = _distinct_rows(counts.reshape(prod(leading), counts.shape[-1]))
    keys, rows = _by_unit(distinct, units)
    usual = _commonest_column(rows)
    unusual = rows - usual[:, None]
    kind = _exact_kind(rows)
    sums = np.zeros((len(rows), resamples))
    total = np.zeros(resamples)
    for block in _blocks(len(keys), resamples):
        weights = np.stack([draw(key, resamples) for key in keys[block].tolist()]).astype(kind)
        total += weights.sum(axis=0)
        columns = unusual[:, block]
        telling = columns.any(axis=0)
        if telling.any():
            sums += columns[:, telling].astype(kind) @ weights[telling]
        if progress is not None:
            progress(block.stop / len(keys))
    sums += usual[:, None] * total
    return sums[where].reshape(*leading, resamples)


def poisson(unit: int, resamples: int) -> NDArray[np.uint8]:
    """A unit's Poisson(1) weights in all resamples; asking for more keeps the earlier ones."""
    numbers = _random_words(unit, -(-resamples // 4), stream=1).view("<u2")[:resamples]
    weights = np.zeros(resamples, np.uint8)
    for threshold in _THRESHOLDS:
        weights += numbers >= threshold
    return weights


def coins(unit: int, resamples: int) -> NDArray[np.uint8]:
    """A unit's fair 0/1 draws in all exchanges of a permutation test, apart from its weights."""
    words = _random_words(unit, -(-resamples // 64), stream=2)
    return np.unpackbits(words.view(np.uint8), count=resamples)


def _random_words(unit: int, size: int, *, stream: int) -> NDArray[np.uint64]:
    """Little-endian words, the same on every machine: numpy keeps seeding and raw output of its generators fixed."""
    return np.random.SFC64([unit, stream]).random_raw(size).astype("<u8", copy=False)


def _by_unit(counts: NDArray[Any], units: Units) -> tuple[Units, NDArray[Any]]:
    """Units in ascending order with their summed counts, signed so that differences can't wrap around."""
    signed = counts.astype(np.int64 if np.issubdtype(counts.dtype, np.integer) else np.float64)
    order = np.argsort(units, kind="stable")
    keys, starts = np.unique(units[order], return_index=True)
    if len(keys) == len(units):
        return keys, signed[:, order]
    return keys, np.add.reduceat(signed[:, order], starts, axis=1)


def _exact_kind(counts: NDArray[Any]) -> type[np.float32 | np.float64]:
    """Single precision, twice as fast, where a block's sums are integers small enough for it."""
    small = np.issubdtype(counts.dtype, np.integer) and np.abs(counts).max(initial=0) < 1 << 12
    return np.float32 if small else np.float64


def _distinct_rows(counts: NDArray[Any]) -> tuple[NDArray[Any], list[int]]:
    """The different rows, and for each row which of them it is."""
    first: dict[bytes, int] = {}
    where = [first.setdefault(row.tobytes(), len(first)) for row in counts]
    kept = [where.index(place) for place in range(len(first))]
    return counts[kept], where


def _commonest_column(rows: NDArray[Any]) -> NDArray[Any]:
    """The counts that occur on most examples; a fixed random projection tells columns apart, and may err unharmed."""
    if not rows.size:
        return np.zeros(len(rows), rows.dtype)
    marks = np.random.default_rng(0).random(len(rows)) @ rows
    _, first, times = np.unique(marks, return_index=True, return_counts=True)
    column: NDArray[Any] = rows[:, first[times.argmax()]]
    return column


def _blocks(size: int, resamples: int) -> Iterator[slice]:
    """Blocks of examples whose weights stay within the processor's cache."""
    step = min(max(16, BLOCK_BYTES // (4 * max(resamples, 1))), 256)
    for start in range(0, size, step):
        yield slice(start, min(start + step, size))
