"""What is true of every example: one kind of column for each kind of task."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from labeler.core.text import Text, TextColumn

Array = NDArray[Any]
Rows = NDArray[np.intp]
S = TypeVar("S", bound=tuple[Any, ...])


class Truth(ABC):
    """The label that counts for every example, immutable."""

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def taken(self, rows: Rows) -> Self:
        """The truth of some examples only, in the order of ``rows``, renumbered from 0."""

    @abstractmethod
    def patched(self, rows: Rows, truth: Self) -> Self:
        """With the truth of some examples in place of what it was; arrays are copied."""

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

    @cached_property
    def layers(self) -> list[tuple[Rows, NDArray[np.int32]]]:
        """What else is acceptable, the sets turned sideways: all second codes, all third ones, ... with their rows."""
        others = {row: [code for code in codes if code != self.codes[row]] for row, codes in self.acceptable.items()}
        deepest = max(map(len, others.values()), default=0)
        return [_layer(others, place) for place in range(deepest)]

    @cached_property
    def _in_sets(self) -> NDArray[np.bool_]:
        mask = np.zeros(len(self), np.bool_)
        mask[np.fromiter(self.acceptable, np.intp, len(self.acceptable))] = True
        return mask

    def taken(self, rows: Rows) -> ClassTruth:
        if not self.acceptable:
            return ClassTruth(self.codes[rows])
        places = np.flatnonzero(self._in_sets[rows])
        sets = zip(places.tolist(), rows[places].tolist(), strict=True)
        return ClassTruth(self.codes[rows], {place: self.acceptable[row] for place, row in sets})

    def patched(self, rows: Rows, truth: ClassTruth) -> ClassTruth:
        codes = self.codes.copy()
        codes[rows] = truth.codes
        return ClassTruth(codes, _patched(self.acceptable, rows, truth.acceptable))

    def same_as(self, other: Truth) -> bool:
        return (
            isinstance(other, ClassTruth)
            and np.array_equal(self.codes, other.codes)
            and dict(self.acceptable) == dict(other.acceptable)
        )


def _patched(sets: Mapping[int, S], rows: Rows, new: Mapping[int, S]) -> dict[int, S]:
    """Sets by ordinal, those of ``rows`` replaced by the new ones, which are by place in ``rows``."""
    patched = dict(sets)
    for place, row in enumerate(rows.tolist()):
        patched.pop(row, None)
        if place in new:
            patched[row] = new[place]
    return patched


def _layer(others: Mapping[int, Sequence[int]], place: int) -> tuple[Rows, NDArray[np.int32]]:
    reached = [(row, codes[place]) for row, codes in others.items() if place < len(codes)]
    rows, codes = zip(*reached, strict=True)
    return np.array(rows, np.intp), np.array(codes, np.int32)


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

    def patched(self, rows: Rows, truth: MultilabelTruth) -> MultilabelTruth:
        values = self.values.copy()
        values[rows] = truth.values
        return MultilabelTruth(values)

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

    def patched(self, rows: Rows, truth: TranscriptTruth) -> TranscriptTruth:
        texts = dict(zip(rows.tolist(), truth.texts, strict=True))
        return TranscriptTruth(_with_cells(self.texts, texts), _patched(self.others, rows, truth.others))

    def replaced(self, texts: Mapping[int, str]) -> TranscriptTruth:
        """With the text of some examples as their only reference; the rest is copied as it lies in the heap."""
        others = {row: more for row, more in self.others.items() if row not in texts}
        return TranscriptTruth(_with_cells(self.texts, texts), others)

    def same_as(self, other: Truth) -> bool:
        return (
            isinstance(other, TranscriptTruth)
            and _same_cells(self.texts, other.texts)
            and dict(self.others) == dict(other.others)
        )


def _with_cells(column: Text, cells: Mapping[int, str]) -> Text:
    if not isinstance(column, TextColumn):
        column = TextColumn.of(column)
    lengths, starts = np.diff(column.offsets), column.offsets.tolist()
    parts, copied = [], starts[0]
    for row in sorted(cells):
        cell = cells[row].encode()
        parts += [column.heap[copied : starts[row]], cell]
        copied, lengths[row] = starts[row + 1], len(cell)
    parts.append(column.heap[copied : starts[-1]])
    return TextColumn(np.concatenate([[0], np.cumsum(lengths)]), b"".join(parts))


def _same_cells(a: Text, b: Text) -> bool:
    if isinstance(a, TextColumn) and isinstance(b, TextColumn) and np.array_equal(a.offsets, b.offsets):
        return a.heap == b.heap
    return len(a) == len(b) and all(ours == theirs for ours, theirs in zip(a, b, strict=True))
