"""What is true of every example: one kind of column for each kind of task."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from labeler.core.text import Text, TextColumn

Array = NDArray[Any]
Rows = NDArray[np.intp]


class Truth(ABC):
    """The label that counts for every example, immutable."""

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def taken(self, rows: Rows) -> Self:
        """The truth of some examples only, in the order of ``rows``, renumbered from 0."""

    @abstractmethod
    def same_as(self, other: Truth) -> bool:
        """Equal in the label of every example."""


@dataclass(frozen=True, eq=False)
class ClassTruth(Truth):
    """One class an example: ``codes`` int32 of shape (N,) into the vocabulary, −1 missing.

    ``acceptable`` maps an ordinal to all codes that count as right there; an example that isn't in it
    has its one code. METHOD 1: where a set counts, ``codes`` holds the given label if it is in the set,
    else the first listed.
    """

    codes: NDArray[np.int32]
    acceptable: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.codes)

    def accepted(self, ordinal: int) -> tuple[int, ...]:
        """All codes that count as right for one example."""
        return self.acceptable.get(ordinal, (int(self.codes[ordinal]),))

    def taken(self, rows: Rows) -> ClassTruth:
        if not self.acceptable:
            return ClassTruth(self.codes[rows])
        sets = {i: self.acceptable[row] for i, row in enumerate(rows.tolist()) if row in self.acceptable}
        return ClassTruth(self.codes[rows], sets)

    def same_as(self, other: Truth) -> bool:
        return (
            isinstance(other, ClassTruth)
            and np.array_equal(self.codes, other.codes)
            and dict(self.acceptable) == dict(other.acceptable)
        )


UNKNOWN = -1


@dataclass(frozen=True, eq=False)
class MultilabelTruth(Truth):
    """Every label of every example: ``values`` int8 of shape (N, labels), 1, 0 or UNKNOWN."""

    values: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.values)

    @property
    def known(self) -> NDArray[np.bool_]:
        """Where a label is known, shape (N, labels)."""
        known: NDArray[np.bool_] = self.values != UNKNOWN
        return known

    def taken(self, rows: Rows) -> MultilabelTruth:
        return MultilabelTruth(self.values[rows])

    def same_as(self, other: Truth) -> bool:
        return isinstance(other, MultilabelTruth) and np.array_equal(self.values, other.values)


@dataclass(frozen=True, eq=False)
class TranscriptTruth(Truth):
    """The reference transcript of every example; ``others`` holds further references of some ordinals."""

    texts: Text
    others: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.texts)

    def references(self, ordinal: int) -> tuple[str, ...]:
        """All references of one example: the first gives the length, the nearest the edits (METHOD 1)."""
        return (self.texts[ordinal], *self.others.get(ordinal, ()))

    def taken(self, rows: Rows) -> TranscriptTruth:
        chosen = rows.tolist()
        others = {i: self.others[row] for i, row in enumerate(chosen) if row in self.others}
        return TranscriptTruth(TextColumn.of(self.texts[row] for row in chosen), others)

    def same_as(self, other: Truth) -> bool:
        return (
            isinstance(other, TranscriptTruth)
            and list(self.texts) == list(other.texts)
            and dict(self.others) == dict(other.others)
        )
