"""Metrics of multilabel tasks, over known labels only: a ``?`` is left out of every sum (METHOD 1)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from labeler.core.metrics.base import Array, Counts, Loss, Ratio, Share
from labeler.core.metrics.confusion import confusion, f1
from labeler.core.metrics.means import Mean
from labeler.core.predictions import Prediction
from labeler.core.truth import MultilabelTruth, Truth

Mask = NDArray[np.bool_]


class Hamming(Loss):
    """Share of known labels predicted wrongly; counts (wrong, known)."""

    name: ClassVar[str] = "hamming"
    title: ClassVar[str] = "Hamming error"

    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> Counts:
        counts = np.empty((2, len(predictions), len(truth)), np.int32)
        for model, wrong, known in _compared(truth, predictions):
            counts[0, model], counts[1, model] = wrong.sum(axis=1), known.sum(axis=1)
        return counts

    def _apart(self, a: Prediction, b: Prediction) -> NDArray[np.int64]:
        apart: NDArray[np.int64] = differing(a, b).sum(axis=1, dtype=np.int64)
        return apart


class _Any(Share):
    """The share of examples wrong in some of the labels looked at; one of which none is known counts (0, 0)."""

    of_all: ClassVar[bool] = False

    def limits(self, counts: Counts, undecided: Mask) -> None:  # type: ignore[override]  # noqa: ARG002
        """None: what is unknown may become known."""
        return

    @abstractmethod
    def _looked_at(self, labels: Mask) -> Mask:
        """Those columns of (N, labels) that this share is about."""

    def differ(self, a: Prediction, b: Prediction) -> Mask:
        return np.asarray(self._looked_at(differing(a, b)).any(axis=1))

    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> Counts:
        counts = np.empty((2, len(predictions), len(truth)), np.uint8)
        for model, *wrong_and_known in _compared(truth, predictions):
            counts[:, model] = [self._looked_at(labels).any(axis=1) for labels in wrong_and_known]
        return counts


class Subset(_Any):
    """Share of examples with any known label predicted wrongly."""

    name: ClassVar[str] = "subset"
    title: ClassVar[str] = "subset error"

    def _looked_at(self, labels: Mask) -> Mask:
        return labels


@dataclass(frozen=True)
class LabelError(_Any):
    """Share of the examples of which one label, ``code``, is known that have it predicted wrongly."""

    label: str
    code: int

    @property
    def name(self) -> str:
        return f"label:{self.label}"

    @property
    def title(self) -> str:
        return f"error on {self.label}"

    def _looked_at(self, labels: Mask) -> Mask:
        return labels[:, self.code : self.code + 1]


class MicroF1(Ratio):
    """F1 of all known labels together; counts (TP, FP, FN)."""

    name: ClassVar[str] = "micro-f1"
    title: ClassVar[str] = "micro-F1"
    higher_is_better = True

    def ratio(self, sums: Array) -> tuple[Any, Any]:
        return f1(sums)

    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> Counts:
        counts = np.empty((3, len(predictions), len(truth)), np.int32)
        for model, confused in _confused(truth, predictions):
            counts[:, model] = confused.sum(axis=-1)
        return counts


@dataclass(frozen=True)
class MacroF1(Mean):
    """The mean of the labels' F1, of as many ``labels``; one with TP + FP + FN = 0 leaves it."""

    labels: int

    name: ClassVar[str] = "macro-f1"
    title: ClassVar[str] = "macro-F1"
    higher_is_better = True

    @property
    def parts(self) -> int:
        return self.labels

    def ratio(self, sums: Array) -> tuple[Any, Any]:
        return f1(sums)

    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> Counts:
        counts = self._zeros(3, len(predictions), len(truth))
        for model, confused in _confused(truth, predictions):
            counts[:, :, model] = confused.swapaxes(1, 2)
        return self._joined(counts)


def answers(prediction: Prediction, labels: int) -> NDArray[np.int8]:
    """A model's labels (N, labels), 1 or 0, −1 throughout where it says nothing; a label it doesn't know is 0."""
    predicted = prediction.columns["predicted"][:, :labels]
    missing = labels - predicted.shape[1]
    return np.pad(predicted, ((0, 0), (0, missing))) if missing else predicted


def differing(a: Prediction, b: Prediction) -> Mask:
    """On which labels two models differ, shape (N, labels)."""
    labels = max(prediction.columns["predicted"].shape[1] for prediction in (a, b))
    differing: Mask = answers(a, labels) != answers(b, labels)
    return differing


def wrong_and_known(truth: Truth, prediction: Prediction) -> tuple[Mask, Mask]:
    """Which known labels a model has wrong, and which are known, each (N, labels)."""
    assert isinstance(truth, MultilabelTruth)
    known = truth.known
    return known & (answers(prediction, truth.values.shape[1]) != truth.values), known


def _compared(truth: Truth, predictions: Sequence[Prediction]) -> Iterator[tuple[int, Mask, Mask]]:
    for model, prediction in enumerate(predictions):
        yield model, *wrong_and_known(truth, prediction)


def _confused(truth: Truth, predictions: Sequence[Prediction]) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """TP, FP and FN of every known label, shape (3, N, labels)."""
    assert isinstance(truth, MultilabelTruth)
    known, actual = truth.known, truth.values == 1
    for model, prediction in enumerate(predictions):
        predicted = answers(prediction, truth.values.shape[1]) == 1
        yield model, confusion(predicted & known, actual)
