"""Metrics of binary and multiclass tasks (METHOD 1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from labeler.core.metrics.base import Array, Counts, Limits, Mask, Metric, Ratio, Share
from labeler.core.metrics.confusion import confusion, extremes, f1
from labeler.core.metrics.means import Mean
from labeler.core.predictions import Prediction
from labeler.core.truth import ClassTruth, Truth


class ClassShare(Share):
    """A share that goes by the one predicted class."""

    def differ(self, a: Prediction, b: Prediction) -> NDArray[np.bool_]:
        differ: NDArray[np.bool_] = a.codes != b.codes
        return differ

    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> Counts:
        counts = np.ones((2, len(predictions), len(truth)), np.uint8)
        for hits, prediction in zip(counts[0].view(np.bool_), predictions, strict=True):
            right(truth, prediction.codes, out=hits)
        if not self.higher_is_better:
            counts[0] ^= 1
        return counts


class Error(ClassShare):
    """Share of misclassified examples."""

    name: ClassVar[str] = "error"


class Accuracy(ClassShare):
    """Share of correctly classified examples."""

    name: ClassVar[str] = "accuracy"
    higher_is_better = True


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

    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> Counts:
        counts = np.ones((2, len(predictions), len(truth)), np.uint8)
        for model, prediction in enumerate(predictions):
            counts[0, model] = ~right(truth, prediction.ranked(self.k).T).any(axis=0)
        return counts


@dataclass(frozen=True)
class AboutPositive(Ratio):
    """A metric of the counts TP, FP and FN of one class, ``positive``."""

    positive: int

    higher_is_better = True

    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> Counts:
        counts = np.empty((3, len(predictions), len(truth)), np.uint8)
        for model, prediction in enumerate(predictions):
            predicted, actual = prediction.codes == self.positive, true_classes(truth, prediction) == self.positive
            counts[:, model] = confusion(predicted, actual)
        return counts

    def limits(self, counts: Counts, undecided: Mask) -> Limits:
        worst, best = (self.values(sums) for sums in extremes(counts, undecided))
        return np.nan_to_num(worst, nan=0.0), np.nan_to_num(best, nan=1.0)


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
    """The harmonic mean of precision and recall."""

    name = "f1"
    title = "F1"

    def ratio(self, sums: Array) -> tuple[Any, Any]:
        return f1(sums)


@dataclass(frozen=True)
class MacroF1(Mean):
    """The mean of the classes' F1, of as many ``classes``; one with TP + FP + FN = 0 leaves it."""

    classes: int

    name: ClassVar[str] = "macro-f1"
    title: ClassVar[str] = "macro-F1"
    higher_is_better = True

    @property
    def parts(self) -> int:
        return self.classes

    def ratio(self, sums: Array) -> tuple[Any, Any]:
        return f1(sums)

    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> Counts:
        tp, fp, fn = counts = self._zeros(3, len(predictions), len(truth))
        for model, prediction in enumerate(predictions):
            predicted, actual = prediction.codes, true_classes(truth, prediction)
            _mark(tp[:, model], predicted, predicted == actual)
            _mark(fp[:, model], predicted, predicted != actual)
            _mark(fn[:, model], actual, predicted != actual)
        return self._joined(counts)

    def limits(self, counts: Counts, undecided: Mask) -> Limits:
        """Class by class, as if each had the worst, or best, labels for itself."""
        worst, best = extremes(self._parted(counts), undecided)
        return self.values(self._joined(worst)), self.values(self._joined(best))


_ABOUT_POSITIVE: tuple[type[Precision | Recall | F1], ...] = (Precision, Recall, F1)
_TOP_K = re.compile(r"top-([1-9]\d{0,5})")


def top_k(name: str) -> TopK | None:
    """The metric that "top-5" names; None for another name."""
    found = _TOP_K.fullmatch(name)
    return TopK(int(found[1])) if found else None


def about_positive(name: str, code: int) -> Metric:
    """Precision, recall or F1 of the class ``code``; raises KeyError for another name."""
    return {metric.name: metric for metric in _ABOUT_POSITIVE}[name](code)


def right(truth: Truth, codes: NDArray[np.int32], *, out: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
    """Whether each predicted label is acceptable; ``codes`` has the examples as its last axis."""
    assert isinstance(truth, ClassTruth)
    hits: NDArray[np.bool_] = np.equal(codes, truth.codes, out=out)
    for rows, accepted in truth.layers:
        hits[..., rows] |= codes[..., rows] == accepted
    return hits


def true_classes(truth: Truth, prediction: Prediction) -> NDArray[np.int32]:
    """The one class that is true when a model is judged: of a set its prediction, if that is in it (METHOD 1)."""
    assert isinstance(truth, ClassTruth)
    if not truth.acceptable:
        return truth.codes
    return np.where(right(truth, prediction.codes), prediction.codes, truth.codes)


def _mark(counts: NDArray[np.uint8], codes: NDArray[np.int32], where: NDArray[np.bool_]) -> None:
    """1 for the class of every example there, in counts (classes, examples); a missing class is none of them."""
    rows = np.flatnonzero(where & (codes >= 0))
    counts[codes[rows], rows] = 1
