"""One class an example: binary and multiclass tasks."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from labeler.core.labels import MISSING, Vocabulary
from labeler.core.lists import join_list, split_list
from labeler.core.metrics.base import Metric, Ratio
from labeler.core.metrics.classes import Accuracy, Error, MacroF1, about_positive, right, top_k
from labeler.core.predictions import Prediction
from labeler.core.tasks.base import Task
from labeler.core.truth import ClassTruth, Truth
from labeler.errors import LabelerError


@dataclass(frozen=True)
class Multiclass(Task):
    """One of several classes, ``names``; a set of acceptable labels counts a prediction in it as right."""

    name: ClassVar[str] = "multiclass"
    metrics: ClassVar[tuple[str, ...]] = ("error", "accuracy", "top-K", "weighted-error", "macro-f1")

    names: tuple[str, ...] = ()

    @property
    def default(self) -> Ratio:
        return Error()

    def canonical(self, text: str, vocabulary: Vocabulary) -> str:
        return join_list(vocabulary.names[code] for code in self._codes(text, vocabulary))

    def key(self, label: str) -> Hashable:
        return frozenset(split_list(label))

    def mentioned(self, label: str) -> frozenset[str]:
        return frozenset(split_list(label))

    def given(self, truth: Truth, ordinal: int, vocabulary: Vocabulary) -> str:
        return join_list(vocabulary.names[code] for code in self.classes(truth, ordinal))

    def corrected(self, given: Truth, labels: Mapping[int, str], vocabulary: Vocabulary) -> Truth:
        assert isinstance(given, ClassTruth)
        codes = given.codes.copy()
        acceptable = dict(given.acceptable)
        for ordinal, label in labels.items():
            chosen = self._codes(label, vocabulary)
            codes[ordinal] = codes[ordinal] if codes[ordinal] in chosen else chosen[0]
            acceptable.pop(ordinal, None)
            if len(chosen) > 1:
                acceptable[ordinal] = chosen
        return ClassTruth(codes, acceptable)

    def wrong(self, prediction: Prediction, truth: Truth) -> NDArray[np.bool_]:
        missed: NDArray[np.bool_] = ~right(truth, prediction.codes) & prediction.covered
        return missed

    def predicted(self, prediction: Prediction, ordinal: int, vocabulary: Vocabulary) -> str | None:
        code = int(prediction.codes[ordinal])
        return None if code < 0 else vocabulary.names[code]

    def label_counts(self, truth: Truth, labels: int) -> NDArray[np.int64]:
        assert isinstance(truth, ClassTruth)
        others = [code for row, codes in truth.acceptable.items() for code in codes if code != truth.codes[row]]
        said = np.concatenate([truth.codes[truth.codes >= 0], np.array(others, np.int32)])
        return np.bincount(said, minlength=labels)

    def classes(self, truth: Truth, ordinal: int) -> tuple[int, ...]:
        assert isinstance(truth, ClassTruth)
        return tuple(code for code in truth.accepted(ordinal) if code != MISSING)

    def _codes(self, text: str, vocabulary: Vocabulary) -> tuple[int, ...]:
        names = dict.fromkeys(split_list(text))
        if not names:
            raise LabelerError("the label is empty")
        for name in names:
            if name not in vocabulary.codes:
                raise LabelerError(f"{name!r} is not one of the labels of this project")
        return tuple(vocabulary.codes[name] for name in names)

    def _named(self, name: str) -> Metric | None:
        if name == MacroF1.name:
            return MacroF1(len(self.names))
        return top_k(name) or next((metric() for metric in (Error, Accuracy) if metric.name == name), None)


@dataclass(frozen=True)
class Binary(Multiclass):
    """One of two classes, of which ``positive`` is the one that precision, recall and F1 are about."""

    name: ClassVar[str] = "binary"
    metrics: ClassVar[tuple[str, ...]] = (*Multiclass.metrics, "precision", "recall", "f1")

    positive: str | None = None

    def _named(self, name: str) -> Metric | None:
        if name not in ("precision", "recall", "f1"):
            return super()._named(name)
        if self.positive is None:
            raise LabelerError(f"{name} needs the positive label: name it with --positive when the project is made")
        return about_positive(name, self.names.index(self.positive))
