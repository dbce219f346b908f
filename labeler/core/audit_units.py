"""The units an audit draws: b of every example, in one order of tickets for all pairs (METHOD 6)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from labeler.core.sampling import short_tickets, ticket_order

MOST_UNITS = 1_000_000
_FINEST = 1_000_000

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Units:
    """Units in ascending ticket order: the ``row`` of the example, and ``number`` among its own, from 1."""

    row: Rows
    number: Ints

    def of(self, bound: Ints) -> Rows:
        """Rows of the units of one pair: as many of every example as its bound says."""
        rows: Rows = self.row[self.number <= bound[self.row]]
        return rows


def later_seed(seed: int, audit: int) -> int:
    """What the units of audit r are drawn by: the project's own seed for the first, else SHA-256 of ``seed:audit:r``.

    r counts the audits of overlapping splits, whatever they claim.
    """
    if audit == 1:
        return seed
    return int.from_bytes(hashlib.sha256(f"{seed}:audit:{audit}".encode()).digest(), "big")


def in_order(ids: Sequence[str], tickets: NDArray[np.uint64], most: Ints, *, seed: int) -> Units:
    """All units that a pair may need: ``most`` of every example; ``tickets`` are those of the examples by ``seed``."""
    first = np.flatnonzero(most > 0)
    further = np.repeat(first, most[first] - 1)
    starts = np.repeat(np.cumsum(most[first] - 1) - (most[first] - 1), most[first] - 1)
    row = np.concatenate([first, further])
    number = np.concatenate([np.ones(len(first), np.int64), 2 + np.arange(len(further)) - starts])
    texts = _Texts(ids, row, number)
    later = short_tickets(seed, (texts[place] for place in range(len(first), len(row))))
    order = ticket_order(np.concatenate([tickets[first], later]), texts, seed)
    return Units(row[order], number[order])


def whole_weights(weights: NDArray[np.float64]) -> tuple[Ints, Fraction] | None:
    """The weights as the smallest integers in proportion, and what 1 of those is worth; None where they get too big."""
    known, place = np.unique(weights, return_inverse=True)
    fractions = [Fraction(weight).limit_denominator(_FINEST) for weight in known.tolist()]
    if any(float(fraction) != weight for fraction, weight in zip(fractions, known.tolist(), strict=True)):
        return None
    scale = lcm(*(fraction.denominator for fraction in fractions))
    whole = [int(fraction * scale) for fraction in fractions]
    common = reduce(gcd, whole, 0) or 1
    if max(whole, default=0) // common > MOST_UNITS:
        return None
    smallest = np.array([weight // common for weight in whole], np.int64)
    return smallest[place.reshape(weights.shape)], Fraction(common, scale)


@dataclass(frozen=True, eq=False)
class _Texts(Sequence[str]):
    """What is hashed with the seed for every unit; made only for those asked for."""

    ids: Sequence[str]
    row: Rows
    number: Ints

    def __len__(self) -> int:
        return len(self.row)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: Any) -> Any:
        example_id, number = self.ids[int(self.row[place])], int(self.number[place])
        return example_id if number == 1 else f"{example_id}\x1f{number}"
