"""One side of a ranking: what the models' counts come to by one set of labels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core import pairs as pairing
from labeler.core.bootstrap import Drawn, Units, intervals, share_best
from labeler.core.metrics.base import Metric, summed
from labeler.core.ordering import Standings
from labeler.core.overlap import Overlap

Counts = NDArray[Any]
Rows = NDArray[np.intp]


class Tally:
    """Counts (k, models, examples), zero where an example is left out, and the figures that follow from them.

    ``replace`` takes over new counts of some examples. Sums of integers then are those of a fresh tally; sums of
    weights are taken afresh.
    """

    def __init__(self, metric: Metric, counts: Counts, units: Units, drawn: Drawn | None, grouped: bool) -> None:
        self._metric, self._counts, self._units, self._drawn = metric, counts, units, drawn
        self._hits = Overlap(counts[0]) if metric.zero_one and not grouped else None
        self._exchanged = None if self._hits else pairing.exchanged(counts, units)
        self._sums = summed(counts)

    def replace(self, rows: Rows, counts: Counts) -> None:
        """New counts (k, models, those examples)."""
        old = self._counts[..., rows]
        if np.array_equal(old, counts):
            return
        change = counts.astype(np.result_type(old.dtype, np.int64)) - old
        if self._hits:
            self._hits.replace(old[0], counts[0])
        if self._exchanged:
            self._exchanged.add(change - change[:, :1], self._units[rows])
        if self._drawn:
            self._drawn.add(change, self._units[rows])
        self._counts[..., rows] = counts
        exact = np.issubdtype(change.dtype, np.integer)
        self._sums = self._sums + change.sum(axis=-1) if exact else summed(self._counts)
        for figure in ("standings", "tests", "rank_intervals", "_resampled", "shares_best", "intervals"):
            self.__dict__.pop(figure, None)

    @property
    def losses(self) -> Counts:
        """The first count of every model on every example, shape (models, examples)."""
        losses: Counts = self._counts[0]
        return losses

    @cached_property
    def standings(self) -> Standings:
        return Standings.of(self._metric, self._sums)

    @cached_property
    def tests(self) -> pairing.PairTests:
        if self._hits:
            return pairing.PairTests.by_mcnemar(self._hits)
        moved = np.zeros((*self._sums.shape, 0)) if self._exchanged is None else self._exchanged.sums
        return pairing.PairTests.by_exchange(self._metric, self._sums, moved)

    @cached_property
    def rank_intervals(self) -> list[tuple[int, int] | None]:
        return pairing.rank_intervals(self.standings, self.tests.holm)

    @cached_property
    def _resampled(self) -> NDArray[np.float64] | None:
        """The metric in every resample, shape (models, resamples)."""
        return self._metric.values(self._drawn.sums) if self._drawn else None

    @cached_property
    def shares_best(self) -> Sequence[float | None]:
        """Of the resamples, by model; None throughout where none were drawn."""
        if self._resampled is None:
            return [None] * self._sums.shape[1]
        return share_best(self._metric, self._resampled)

    @cached_property
    def intervals(self) -> Sequence[tuple[float, float] | None]:
        """Limits of each model's metric over the resamples; None throughout where none were drawn."""
        if self._resampled is None:
            return [None] * self._sums.shape[1]
        return intervals(self._resampled)
