"""Metrics of binary and multiclass tasks (METHOD 1)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.metrics.base import Array, Metric, Ratio, Rows, Share
from labeler.core.predictions import Prediction
from labeler.core.truth import ClassTruth, Truth


class ClassShare(Share):
    """A share that goes by the one predicted class."""

    def differ(self, a: Prediction, b: Prediction) -> NDArray[np.bool_]:
        differ: NDArray[np.bool_] = a.codes != b.codes
        return differ


class Error(ClassShare):
    """Share of misclassified examples."""

    name = "error"

    def _hits(self, truth: Truth, predictions: Sequence[Prediction]) -> NDArray[np.bool_]:
        return ~right(truth, _stacked(predictions, len(truth)))


class Accuracy(ClassShare):
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

    def differ(self, a: Prediction, b: Prediction) -> NDArray[np.bool_]:
        ours, theirs = (np.sort(prediction.ranked(self.k), axis=1) for prediction in (a, b))
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
        assert isinstance(truth, ClassTruth)
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


def right(truth: Truth, codes: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether each predicted label is acceptable; ``codes`` has the examples as its last axis."""
    assert isinstance(truth, ClassTruth)
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


def _stacked(predictions: Sequence[Prediction], examples: int) -> NDArray[np.int32]:
    """Predicted codes of all models, shape (models, examples); of no models too."""
    codes = np.empty((len(predictions), examples), np.int32)
    for model, prediction in enumerate(predictions):
        codes[model] = prediction.codes
    return codes
