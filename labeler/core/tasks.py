"""The kinds of task, one small strategy each: how a label is written, read, compared and counted.

A label travels through the log, the files and the window as its *text* (``cat``, ``cat;dog`` for a set of
acceptable labels), so that decisions stay readable and merge by name; only a task turns it into numbers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from labeler.core.labels import Truth, Vocabulary
from labeler.core.lists import join_list, split_list
from labeler.core.metrics import Metric, about_positive, named
from labeler.errors import LabelerError


class Task(ABC):
    """What differs between binary, multiclass and, later, multilabel and transcript projects."""

    name: ClassVar[str]
    metrics: ClassVar[tuple[str, ...]]

    @abstractmethod
    def canonical(self, text: str, vocabulary: Vocabulary) -> str:
        """The label as it is stored; raises LabelerError for a text that is no label of this project."""

    @abstractmethod
    def key(self, label: str) -> Hashable:
        """Equal for labels that say the same, however they are written."""

    @abstractmethod
    def given(self, truth: Truth, ordinal: int, vocabulary: Vocabulary) -> str:
        """The text of the label an example has in ``truth``."""

    @abstractmethod
    def corrected(self, given: Truth, labels: Mapping[int, str], vocabulary: Vocabulary) -> Truth:
        """``given`` with the labels of some ordinals replaced (METHOD 1 for sets); arrays are copied."""

    @abstractmethod
    def metric(self, name: str) -> Metric:
        """The metric of that name; raises LabelerError with the names this task knows."""


@dataclass(frozen=True)
class Multiclass(Task):
    """One of several classes; a set of acceptable labels counts a prediction in it as right."""

    name: ClassVar[str] = "multiclass"
    metrics: ClassVar[tuple[str, ...]] = ("error", "accuracy", "top-K", "weighted-error")

    def canonical(self, text: str, vocabulary: Vocabulary) -> str:
        return join_list(vocabulary.names[code] for code in self._codes(text, vocabulary))

    def key(self, label: str) -> Hashable:
        return frozenset(split_list(label))

    def given(self, truth: Truth, ordinal: int, vocabulary: Vocabulary) -> str:
        return join_list(vocabulary.names[code] for code in truth.accepted(ordinal) if code >= 0)

    def corrected(self, given: Truth, labels: Mapping[int, str], vocabulary: Vocabulary) -> Truth:
        codes = given.codes.copy()
        acceptable = dict(given.acceptable)
        for ordinal, label in labels.items():
            chosen = self._codes(label, vocabulary)
            codes[ordinal] = codes[ordinal] if codes[ordinal] in chosen else chosen[0]
            acceptable.pop(ordinal, None)
            if len(chosen) > 1:
                acceptable[ordinal] = chosen
        return Truth(codes, acceptable)

    def metric(self, name: str) -> Metric:
        found = named(name, self.metrics)
        if found is None:
            raise LabelerError(
                f"{name!r} is not a metric of a {self.name} project; choose one of: {', '.join(self.metrics)}"
            )
        return found

    def _codes(self, text: str, vocabulary: Vocabulary) -> tuple[int, ...]:
        names = dict.fromkeys(split_list(text))
        if not names:
            raise LabelerError("the label is empty")
        for name in names:
            if name not in vocabulary.codes:
                raise LabelerError(f"{name!r} is not one of the labels of this project")
        return tuple(vocabulary.codes[name] for name in names)


@dataclass(frozen=True)
class Binary(Multiclass):
    """One of two classes, of which ``positive`` is the one that precision, recall and F1 are about."""

    name: ClassVar[str] = "binary"
    metrics: ClassVar[tuple[str, ...]] = (*Multiclass.metrics, "precision", "recall", "f1")

    positive: str | None = None
    positive_code: int = -1

    def metric(self, name: str) -> Metric:
        if name in ("precision", "recall", "f1"):
            if self.positive_code < 0:
                raise LabelerError(f"{name} needs the positive label: name it with --positive when the project is made")
            return about_positive(name, self.positive_code)
        return super().metric(name)


TASKS: tuple[type[Task], ...] = (Binary, Multiclass)


def task_named(name: str, *, vocabulary: Vocabulary, positive: str | None = None) -> Task:
    """The strategy of a project; raises LabelerError where the vocabulary doesn't fit it."""
    if name == Multiclass.name:
        return Multiclass()
    if name == Binary.name:
        return _binary(vocabulary, positive)
    known = ", ".join(task.name for task in TASKS)
    raise LabelerError(f"{name!r} is not a task this version knows; choose one of: {known}")


def _binary(vocabulary: Vocabulary, positive: str | None) -> Binary:
    if len(vocabulary) > 2:
        raise LabelerError(
            f"a binary project has two labels, this one has {len(vocabulary)}: "
            f"{', '.join(vocabulary.names[:6])}; use --task multiclass or mend the labels"
        )
    if positive is not None and positive not in vocabulary.codes:
        raise LabelerError(f"the positive label {positive!r} is not among the labels {', '.join(vocabulary.names)}")
    return Binary(positive=positive, positive_code=vocabulary.codes[positive] if positive else -1)
