"""Metrics: additive counts per model and example, and a function of their sums (METHOD 1).

Ranking, paired tests and bootstrap all work on the counts, so a new metric is one small class.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from labeler.core.predictions import Prediction
from labeler.core.truth import Truth

Array = NDArray[Any]
Weights = NDArray[np.float64]
Rows = NDArray[np.intp]
Counts = NDArray[Any]
Mask = NDArray[np.bool_]
Limits = tuple[NDArray[np.float64], NDArray[np.float64]]


class Metric(ABC):
    """What a model is judged by.

    ``zero_one``: the first count is a 0/1 loss or gain, as McNemar's test needs. ``of_all``: besides, every example
    is one of those that the share is of. ``weighted``: imported example weights multiply the counts.
    """

    higher_is_better: ClassVar[bool] = False
    zero_one: ClassVar[bool] = False
    of_all: ClassVar[bool] = False
    weighted: ClassVar[bool] = False

    @property
    @abstractmethod
    def name(self) -> str:
        """As the command line and the JSON write it."""

    @property
    def title(self) -> str:
        """As a sentence writes it."""
        return self.name

    def compares(self, prediction: Prediction) -> str | None:  # noqa: ARG002
        """Why this model can't be compared by this metric; None if it can."""
        return None

    def counts(
        self,
        truth: Truth,
        predictions: Sequence[Prediction],
        weights: Weights | None = None,
        *,
        rows: Rows | None = None,
    ) -> Counts:
        """The counts c, shape (k, models, examples): uint8 where they are 0/1, else int32, float64 with weights.

        With ``rows`` of these examples only, in that order, at a cost that depends on their number alone.
        """
        if rows is not None:
            truth = truth.taken(rows)
            predictions = [prediction.taken(rows) for prediction in predictions]
            weights = None if weights is None else weights[rows]
        counts = self._counts(truth, predictions)
        return counts * weights if self.weighted and weights is not None else counts

    def bound(
        self,
        a: Prediction,  # noqa: ARG002
        b: Prediction,  # noqa: ARG002
        weights: Weights | None = None,  # noqa: ARG002
        *,
        rows: Rows | None = None,  # noqa: ARG002
    ) -> Array | None:
        """How far apart the first counts of two models can be on each example under any label (METHOD 6).

        Integers, or the weights' floats where the metric is weighted; None if it can't be bounded example by example.
        """
        return None

    def limits(self, counts: Counts, undecided: Mask) -> Limits | None:  # noqa: ARG002
        """Lowest and highest value of each model under any labels of the examples ``undecided`` (METHOD 6).

        From counts (k, models, examples) by any labels, of examples not excluded; None where there are no such limits.
        """
        return None

    @abstractmethod
    def values(self, sums: Array) -> NDArray[np.float64]:
        """The metric of summed counts: (k, ...) gives (...), NaN where undefined."""

    @abstractmethod
    def exact(self, sums: Array) -> Fraction | float | None:
        """The metric of one model's sums (k,), for equality: a Fraction of integers, else a float good to 10⁻¹²."""

    @abstractmethod
    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> Counts:
        """The counts without weights."""


class Ratio(Metric):
    """A metric that is one sum over another; 0/0 is undefined."""

    @abstractmethod
    def ratio(self, sums: Array) -> tuple[Any, Any]:
        """Numerator and denominator, each of shape (...) from sums of shape (k, ...)."""

    def values(self, sums: Array) -> NDArray[np.float64]:
        return ratio_values(*self.ratio(sums))

    def exact(self, sums: Array) -> Fraction | float | None:
        return exact_ratio(*self.ratio(sums))


class Loss(Ratio):
    """A ratio of the two counts themselves, of which the first can be bounded under any label (METHOD 6)."""

    def ratio(self, sums: Array) -> tuple[Any, Any]:
        return sums[0], sums[1]

    def bound(
        self,
        a: Prediction,
        b: Prediction,
        weights: Weights | None = None,  # noqa: ARG002
        *,
        rows: Rows | None = None,
    ) -> Array | None:
        if rows is not None:
            a, b = a.taken(rows), b.taken(rows)
        return self._apart(a, b)

    @abstractmethod
    def _apart(self, a: Prediction, b: Prediction) -> NDArray[np.int64]:
        """The bound on every example, shape (N,)."""


class Share(Loss):
    """A 0/1 loss or gain averaged over the examples; counts (hit, 1)."""

    zero_one = True
    of_all: ClassVar[bool] = True

    @abstractmethod
    def differ(self, a: Prediction, b: Prediction) -> NDArray[np.bool_]:
        """Where two models could lose differently under some label."""

    def limits(self, counts: Counts, undecided: Mask) -> Limits:
        return self.values(hit(counts, undecided, False)), self.values(hit(counts, undecided, True))

    def _apart(self, a: Prediction, b: Prediction) -> NDArray[np.int64]:
        return self.differ(a, b).astype(np.int64)


def ratio_values(above: Array, below: Array) -> NDArray[np.float64]:
    """One over the other, NaN where the second is 0."""
    above, below = np.asarray(above, np.float64), np.asarray(below, np.float64)
    values: NDArray[np.float64] = np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0)
    return values


def exact_ratio(above: Any, below: Any) -> Fraction | float | None:
    """A Fraction of integers, else a float; None where the second is 0."""
    if not below:
        return None
    if np.issubdtype(np.asarray(above).dtype, np.integer):
        return Fraction(int(above), int(below))
    return float(above / below)


def summed(counts: Array) -> Array:
    """Over the examples, the last axis; exact for integers."""
    sums: Array = counts.sum(axis=-1, dtype=np.int64 if np.issubdtype(counts.dtype, np.integer) else np.float64)
    return sums


def hit(counts: Counts, undecided: Mask, hits: bool) -> Array:
    """Sums of (hit, 1), shape (2, ...), if every undecided example were a hit, or none."""
    sums = summed(counts)
    sums[0] = summed(counts[0][..., ~undecided]) + (summed(counts[1][..., undecided]) if hits else 0)
    return sums
