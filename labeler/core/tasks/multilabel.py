"""Several labels an example, each there, not there or unknown (METHOD 1)."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from labeler.core.labels import Vocabulary
from labeler.core.lists import join_list, split_list
from labeler.core.metrics.base import Metric, Ratio
from labeler.core.metrics.multilabel import Hamming, LabelError, MacroF1, MicroF1, Subset, wrong_and_known
from labeler.core.predictions import Prediction
from labeler.core.tasks.base import Task
from labeler.core.truth import UNKNOWN, MultilabelTruth, Truth
from labeler.errors import LabelerError

_PREFIX = "label:"
_ESCAPED = re.compile(r"\\+\?")
_TO_ESCAPE = re.compile(r"\\*\?")


@dataclass(frozen=True)
class Multilabel(Task):
    r"""A label's text is the whole set, ``animal;?horns``: animal, horns unknown, no other label; empty: none at all.

    In the order of the vocabulary. A label whose own name begins with ``?`` is written ``\?name``.
    """

    name: ClassVar[str] = "multilabel"
    metrics: ClassVar[tuple[str, ...]] = ("hamming", "subset", "micro-f1", "macro-f1", "label:NAME", "weighted-error")
    may_be_empty: ClassVar[bool] = True
    error_title: ClassVar[str] = Subset.title

    names: tuple[str, ...] = ()

    @property
    def default(self) -> Ratio:
        return Hamming()

    def canonical(self, text: str, vocabulary: Vocabulary) -> str:
        return _written(_values(text, vocabulary), vocabulary.names)

    def key(self, label: str) -> Hashable:
        return frozenset(split_list(label))

    def mentioned(self, label: str) -> frozenset[str]:
        """Those that are there, and those of which it isn't known."""
        return frozenset(_read(item)[0] for item in split_list(label))

    def given(self, truth: Truth, ordinal: int, vocabulary: Vocabulary) -> str:
        assert isinstance(truth, MultilabelTruth)
        return _written(truth.values[ordinal], vocabulary.names)

    def corrected(self, given: Truth, labels: Mapping[int, str], vocabulary: Vocabulary) -> Truth:
        """Of an example with a new label the whole row is replaced."""
        assert isinstance(given, MultilabelTruth)
        values = given.values.copy()
        for ordinal, label in labels.items():
            values[ordinal] = _values(label, vocabulary)
        return MultilabelTruth(values)

    def wrong(self, prediction: Prediction, truth: Truth) -> NDArray[np.bool_]:
        """By the subset error: any known label wrong. Of an example with no known label nothing is."""
        wrong, _ = wrong_and_known(truth, prediction)
        misclassified: NDArray[np.bool_] = wrong.any(axis=1) & prediction.covered
        return misclassified

    def predicted(self, prediction: Prediction, ordinal: int, vocabulary: Vocabulary) -> str | None:
        values = prediction.columns["predicted"][ordinal]
        return None if values.max(initial=UNKNOWN) == UNKNOWN else _written(values, vocabulary.names)

    def label_counts(self, truth: Truth, labels: int) -> NDArray[np.int64]:
        assert isinstance(truth, MultilabelTruth)
        counts = np.zeros(labels, np.int64)
        counts[: truth.values.shape[1]] = (truth.values == 1).sum(axis=0)
        return counts

    def classes(self, truth: Truth, ordinal: int) -> tuple[int, ...]:  # noqa: ARG002
        return ()

    def _named(self, name: str) -> Metric | None:
        if name.startswith(_PREFIX):
            return self._about(name.removeprefix(_PREFIX))
        found: tuple[Metric, ...] = (Hamming(), Subset(), MicroF1(), MacroF1(len(self.names)))
        return next((metric for metric in found if metric.name == name), None)

    def _about(self, label: str) -> LabelError:
        if label not in self.names:
            raise LabelerError(f"{label!r} is not one of the labels of this project: {', '.join(self.names)}")
        return LabelError(label, self.names.index(label))


def _values(text: str, vocabulary: Vocabulary) -> NDArray[np.int8]:
    """What a text says of every label, shape (labels,)."""
    values = np.zeros(len(vocabulary), np.int8)
    said: dict[str, int] = {}
    for item in split_list(text):
        name, value = _read(item)
        if name not in vocabulary.codes:
            raise LabelerError(f"{name!r} is not one of the labels of this project")
        if said.setdefault(name, value) != value:
            raise LabelerError(f"{name!r} is said to be there and, as '?{name}', to be unknown; leave one of them out")
        values[vocabulary.codes[name]] = value
    return values


def _read(item: str) -> tuple[str, int]:
    """A label's name, and 1 or UNKNOWN."""
    if item.startswith("?"):
        return item[1:].strip(), UNKNOWN
    return (item[1:] if _ESCAPED.match(item) else item), 1


def _written(values: Iterable[int], names: tuple[str, ...]) -> str:
    """The text that ``_values`` reads back."""
    said = (
        f"?{name}" if value == UNKNOWN else f"\\{name}" if _TO_ESCAPE.match(name) else name
        for name, value in zip(names, values, strict=False)  # a label that came later isn't said anything about
        if value
    )
    return join_list(said)
