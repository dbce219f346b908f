"""Class labels as codes into an append-only vocabulary, and what is true of every example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

MISSING = -1


@dataclass(frozen=True)
class Vocabulary:
    """The classes in order; a class is only ever appended, so a code never changes its meaning."""

    names: tuple[str, ...]

    @cached_property
    def codes(self) -> Mapping[str, int]:
        return {name: code for code, name in enumerate(self.names)}

    def __len__(self) -> int:
        return len(self.names)

    def extended(self, names: Iterable[str]) -> Vocabulary:
        fresh = dict.fromkeys(name for name in names if name not in self.codes)
        return Vocabulary((*self.names, *fresh)) if fresh else self

    def near_equal(self) -> list[tuple[str, ...]]:
        """Groups of names that differ only by case or inner white space."""
        groups: dict[str, list[str]] = {}
        for name in self.names:
            groups.setdefault(" ".join(name.casefold().split()), []).append(name)
        return [tuple(group) for group in groups.values() if len(group) > 1]


@dataclass(frozen=True, eq=False)
class Truth:
    """The label that counts for every example: ``codes`` int32 of shape (N,), −1 missing.

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

    def taken(self, rows: NDArray[np.intp]) -> Truth:
        """The truth of some examples only, in the order of ``rows``, renumbered from 0."""
        if not self.acceptable:
            return Truth(self.codes[rows])
        sets = {i: self.acceptable[row] for i, row in enumerate(rows.tolist()) if row in self.acceptable}
        return Truth(self.codes[rows], sets)
