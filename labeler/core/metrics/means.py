"""Metrics that are the unweighted mean of one ratio over parts: classes, labels or slices (METHOD 1)."""

from __future__ import annotations

from abc import abstractmethod
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.metrics.base import Array, Metric, exact_ratio, ratio_values
from labeler.errors import LabelerError

MOST_ROWS = 6_000
MOST_BYTES = 1 << 30


class Mean(Metric):
    """Counts have shape (k · parts, models, examples): the first count of every part, the second of every part, ...

    A part of which the ratio is 0/0 leaves the mean; if all do, it is undefined.
    """

    @property
    @abstractmethod
    def parts(self) -> int:
        """How many there are, on whatever examples."""

    @abstractmethod
    def ratio(self, sums: Array) -> tuple[Any, Any]:
        """Numerator and denominator of every part, each (parts, ...) from sums of shape (k, parts, ...)."""

    def values(self, sums: Array) -> NDArray[np.float64]:
        each = ratio_values(*self.ratio(self._parted(sums)))
        defined = ~np.isnan(each)
        return ratio_values(np.where(defined, each, 0).sum(axis=0), defined.sum(axis=0))

    def exact(self, sums: Array) -> Fraction | float | None:
        above, below = self.ratio(self._parted(sums))
        each = [value for value in map(exact_ratio, above, below) if value is not None]
        return sum(each[1:], each[0]) / len(each) if each else None

    def _parted(self, sums: Array) -> Array:
        parted: Array = sums.reshape(len(sums) // self.parts, self.parts, *sums.shape[1:])
        return parted

    def _zeros(self, k: int, models: int, examples: int, kind: Any = np.uint8) -> Array:
        """Counts (k, parts, models, examples); raises LabelerError where memory might not hold what follows."""
        rows = k * self.parts * models
        if rows > MOST_ROWS or rows * examples * np.dtype(kind).itemsize > MOST_BYTES:
            raise LabelerError(
                f"{self.title} over {self.parts:,} parts is too much for {models:,} models and {examples:,} examples "
                "at once; compare fewer models, or by another metric"
            )
        return np.zeros((k, self.parts, models, examples), kind)

    def _joined(self, counts: Array) -> Array:
        """Counts (k, parts, models, examples), perhaps of no example, as (k · parts, models, examples)."""
        joined: Array = counts.reshape(counts.shape[0] * self.parts, *counts.shape[2:])
        return joined
