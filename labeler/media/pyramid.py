"""Minima, maxima and sums of many ranges of rows at once, at a cost that hardly grows with their length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from numpy import ufunc

Rows = NDArray[np.floating]
Places = NDArray[np.int64]

_FACTOR = 8


@dataclass(frozen=True, slots=True, eq=False)
class Pyramid:
    """Each level holds what ``reduce`` makes of eight rows of the one below, and a last row that changes nothing."""

    levels: tuple[Rows, ...]
    reduce: ufunc

    @classmethod
    def of(cls, rows: Rows, reduce: ufunc, *, identity: float) -> Pyramid:
        """Of rows (n, channels)."""
        neutral = np.full((1, rows.shape[1]), identity, rows.dtype)
        levels = [rows]
        while len(levels[-1]) > 2 * _FACTOR:
            levels.append(reduce.reduceat(levels[-1], np.arange(0, len(levels[-1]), _FACTOR)))
        return cls(tuple(np.concatenate([level, neutral]) for level in levels), reduce)

    def over(self, first: Places, last: Places, level: int = 0) -> Rows:
        """Of rows ``first[i]`` up to, not including, ``last[i]``, (ranges, channels); the identity of empty ranges.

        The ends of a range are taken from its own level, its middle from the next.
        """
        if level == len(self.levels) - 1 or (last - first).max(initial=0) <= 2 * _FACTOR:
            return self._taken(first, last, level)
        inner_first, inner_last = -(-first // _FACTOR), last // _FACTOR
        head = self._taken(first, np.minimum(inner_first * _FACTOR, last), level)
        tail = self._taken(np.maximum(inner_last * _FACTOR, np.minimum(inner_first * _FACTOR, last)), last, level)
        middle = self.over(inner_first, np.maximum(inner_first, inner_last), level + 1)
        found: Rows = self.reduce(self.reduce(head, tail), middle)
        return found

    def _taken(self, first: Places, last: Places, level: int) -> Rows:
        rows = self.levels[level]
        steps = np.arange(max((last - first).max(initial=0), 1))[:, None]
        places = np.where(first + steps < last, first + steps, len(rows) - 1)
        found: Rows = self.reduce.reduce(rows.take(places, axis=0), axis=0)
        return found
