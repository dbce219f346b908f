"""Metrics: additive counts per model and example, and a function of their sums (METHOD 1).

Ranking, paired tests and bootstrap all work on the counts, so a new metric is one small class.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from labeler.core.labels import Truth
from labeler.core.predictions import Prediction

Array = NDArray[Any]
Weights = NDArray[np.float64]
Rows = NDArray[np.intp]


class Metric(ABC):
    """What a model is judged by.

    ``zero_one``: the first count is a 0/1 loss or gain, as McNemar's test needs. ``weighted``: imported example
    weights multiply the counts.
    """

    higher_is_better: ClassVar[bool] = False
    zero_one: ClassVar[bool] = False
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
    ) -> Array:
        """The counts c, shape (k, models, examples): uint8 where they are 0/1, float64 where weights are in them.

        With ``rows`` of these examples only, in that order, at a cost that depends on their number alone.
        """
        if rows is not None:
            truth = truth.taken(rows)
            predictions = [taken(prediction, rows) for prediction in predictions]
            weights = None if weights is None else weights[rows]
        counts = self._counts(truth, predictions)
        return counts * weights if self.weighted and weights is not None else counts

    def disagreement(self, a: Prediction, b: Prediction, *, rows: Rows | None = None) -> NDArray[np.bool_] | None:  # noqa: ARG002
        """Where two models could lose differently under some label (METHOD 6); None if that can't be bounded so."""
        return None

    @abstractmethod
    def values(self, sums: Array) -> NDArray[np.float64]:
        """The metric of summed counts: (k, ...) gives (...), NaN where undefined."""

    @abstractmethod
    def exact(self, sums: Array) -> Fraction | float | None:
        """The metric of one model's sums (k,), for equality: a Fraction of integers, else a float good to 10⁻¹²."""

    @abstractmethod
    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> NDArray[np.uint8]:
        """The counts without weights."""


class Ratio(Metric):
    """A metric that is one sum over another; 0/0 is undefined."""

    @abstractmethod
    def ratio(self, sums: Array) -> tuple[Any, Any]:
        """Numerator and denominator, each of shape (...) from sums of shape (k, ...)."""

    def values(self, sums: Array) -> NDArray[np.float64]:
        above, below = (np.asarray(part, np.float64) for part in self.ratio(sums))
        values: NDArray[np.float64] = np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0)
        return values

    def exact(self, sums: Array) -> Fraction | float | None:
        above, below = self.ratio(sums)
        if not below:
            return None
        if np.issubdtype(sums.dtype, np.integer):
            return Fraction(int(above), int(below))
        return float(above / below)


class Share(Ratio):
    """A 0/1 loss or gain averaged over the examples; counts (hit, 1)."""

    zero_one = True

    def ratio(self, sums: Array) -> tuple[Any, Any]:
        return sums[0], sums[1]

    def disagreement(self, a: Prediction, b: Prediction, *, rows: Rows | None = None) -> NDArray[np.bool_] | None:
        differ: NDArray[np.bool_] = _codes(a, rows) != _codes(b, rows)
        return differ

    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> NDArray[np.uint8]:
        hits = self._hits(truth, predictions)
        return np.stack([hits, np.ones_like(hits)]).view(np.uint8)

    @abstractmethod
    def _hits(self, truth: Truth, predictions: Sequence[Prediction]) -> NDArray[np.bool_]:
        """What is averaged, shape (models, examples)."""


class Error(Share):
    """Share of misclassified examples."""

    name = "error"

    def _hits(self, truth: Truth, predictions: Sequence[Prediction]) -> NDArray[np.bool_]:
        return ~right(truth, _stacked(predictions, len(truth)))


class Accuracy(Share):
    """Share of correctly classified examples."""

    name = "accuracy"
    higher_is_better = True

    def _hits(self, truth: Truth, predictions: Sequence[Prediction]) -> NDArray[np.bool_]:
        return right(truth, _stacked(predictions, len(truth)))


@dataclass(frozen=True)
class TopK(Share):
    """Share of examples of which none of the k best labels is acceptable."""

    k: int

    @property
    def name(self) -> str:
        return f"top-{self.k}"

    @property
    def title(self) -> str:
        return f"top-{self.k} error"

    def compares(self, prediction: Prediction) -> str | None:
        if prediction.depth >= self.k:
            return None
        known = "1 label is" if prediction.depth == 1 else f"{prediction.depth} labels are"
        return f"{self.name} needs the {self.k} best labels of every example; {known} known of {prediction.model}"

    def disagreement(self, a: Prediction, b: Prediction, *, rows: Rows | None = None) -> NDArray[np.bool_] | None:
        ours, theirs = (np.sort(_rows(prediction, rows).ranked(self.k), axis=1) for prediction in (a, b))
        differ: NDArray[np.bool_] = (ours != theirs).any(axis=1)
        return differ

    def _hits(self, truth: Truth, predictions: Sequence[Prediction]) -> NDArray[np.bool_]:
        missed = np.ones((len(predictions), len(truth)), np.bool_)
        for model, prediction in enumerate(predictions):
            missed[model] = ~right(truth, prediction.ranked(self.k).T).any(axis=0)
        return missed


class WeightedError(Error):
    """Misclassified weight over all weight; without imported weights the error itself."""

    name = "weighted-error"
    title = "weighted error"
    zero_one = False
    weighted = True


@dataclass(frozen=True)
class AboutPositive(Ratio):
    """A metric of the counts TP, FP and FN of one class, ``positive``."""

    positive: int

    higher_is_better = True

    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> NDArray[np.uint8]:
        codes = _stacked(predictions, len(truth))
        actual = np.where(right(truth, codes), codes, truth.codes) == self.positive
        predicted = codes == self.positive
        return np.stack([predicted & actual, predicted & ~actual, ~predicted & actual]).view(np.uint8)


class Precision(AboutPositive):
    """TP / (TP + FP)."""

    name = "precision"

    def ratio(self, sums: Array) -> tuple[Any, Any]:
        return sums[0], sums[0] + sums[1]


class Recall(AboutPositive):
    """TP / (TP + FN)."""

    name = "recall"

    def ratio(self, sums: Array) -> tuple[Any, Any]:
        return sums[0], sums[0] + sums[2]


class F1(AboutPositive):
    """The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN)."""

    name = "f1"
    title = "F1"

    def ratio(self, sums: Array) -> tuple[Any, Any]:
        return 2 * sums[0], 2 * sums[0] + sums[1] + sums[2]


_PLAIN: tuple[type[Error | Accuracy | WeightedError], ...] = (Error, Accuracy, WeightedError)
_ABOUT_POSITIVE: tuple[type[Precision | Recall | F1], ...] = (Precision, Recall, F1)
_TOP_K = re.compile(r"top-([1-9]\d{0,5})")


def named(name: str, allowed: Collection[str]) -> Metric | None:
    """The metric of that name, if it is among ``allowed``, in which "top-K" stands for every K."""
    top = _TOP_K.fullmatch(name)
    if top and "top-K" in allowed:
        return TopK(int(top[1]))
    return next((metric() for metric in _PLAIN if metric.name == name and name in allowed), None)


def about_positive(name: str, code: int) -> Metric:
    """Precision, recall or F1 of the class ``code``; raises KeyError for another name."""
    return {metric.name: metric for metric in _ABOUT_POSITIVE}[name](code)


def summed(counts: Array) -> Array:
    """Over the examples, the last axis; exact for integers."""
    sums: Array = counts.sum(axis=-1, dtype=np.int64 if np.issubdtype(counts.dtype, np.integer) else np.float64)
    return sums


def right(truth: Truth, codes: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether each predicted label is acceptable; ``codes`` has the examples as its last axis."""
    hits: NDArray[np.bool_] = codes == truth.codes
    for rows, accepted in _layers(truth.acceptable):
        hits[..., rows] |= codes[..., rows] == accepted
    return hits


def _layers(acceptable: Mapping[int, tuple[int, ...]]) -> Iterator[tuple[Rows, NDArray[np.int32]]]:
    """The sets turned sideways: all first members, all second members, ... with the rows that have one."""
    for place in range(max(map(len, acceptable.values()), default=0)):
        layer = [(row, members[place]) for row, members in acceptable.items() if place < len(members)]
        rows, accepted = zip(*layer, strict=True)
        yield np.array(rows, np.intp), np.array(accepted, np.int32)


def taken(prediction: Prediction, rows: Rows) -> Prediction:
    """One model's predictions of some examples only, in the order of ``rows``; columns still load when asked for."""
    return Prediction(prediction.model, prediction.revision, _Taken(prediction.columns, rows))


@dataclass(frozen=True, eq=False)
class _Taken(Mapping[str, Array]):
    columns: Mapping[str, Array]
    rows: Rows

    def __getitem__(self, name: str) -> Array:
        column: Array = self.columns[name][self.rows]
        return column

    def __contains__(self, name: object) -> bool:
        return name in self.columns

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)


def _rows(prediction: Prediction, rows: Rows | None) -> Prediction:
    return prediction if rows is None else taken(prediction, rows)


def _codes(prediction: Prediction, rows: Rows | None) -> NDArray[np.int32]:
    return _rows(prediction, rows).codes


def _stacked(predictions: Sequence[Prediction], examples: int) -> NDArray[np.int32]:
    """Predicted codes of all models, shape (models, examples); of no models too."""
    codes = np.empty((len(predictions), examples), np.int32)
    for model, prediction in enumerate(predictions):
        codes[model] = prediction.codes
    return codes
