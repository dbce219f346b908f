"""What a random part of a finite set tells of the whole, exactly (METHOD 2).

Drawing ``drawn`` of ``population`` without replacement found ``count``: which numbers in all go with that?
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from math import comb

import numpy as np

from labeler.core.combinations import log_choose

Limits = tuple[int, int]
Interval = tuple[float, float]

# An integer can't be told from the level by floats this close to it; then the tail is counted out in integers.
_CLOSE = 1e-6
_TAIL = (1, 40)


@lru_cache(maxsize=4096)  # a live sheet asks for the same columns after every decision
def limits(count: int, drawn: int, population: int) -> Limits:
    """Fewest and most K with P(X ≤ count) > 0.025 and P(X ≥ count) > 0.025, X ~ Hypergeometric(population, K, drawn).

    Nothing drawn leaves every K; everything drawn leaves ``count`` alone.
    """
    return population - _most(drawn - count, drawn, population), _most(count, drawn, population)


def interval(count: int, drawn: int, population: int) -> Interval:
    """The same as shares of the population, which must not be empty."""
    low, high = limits(count, drawn, population)
    return low / population, high / population


def _most(count: int, drawn: int, population: int) -> int:
    """The largest K with P(X ≤ count) > 0.025: the tail only falls as K grows."""
    possible = range(count, population - drawn + count + 1)
    ruled_out = bisect_left(possible, True, key=lambda marked: not _likely(count, drawn, marked, population))
    return possible[ruled_out - 1]


def _likely(count: int, drawn: int, marked: int, population: int) -> bool:
    """Whether P(X ≤ count) > 0.025, decided in integers where floats come too close to call."""
    part, whole = _TAIL
    tail = _tail(count, drawn, marked, population) * whole / part
    if abs(tail - 1) > _CLOSE:
        return tail > 1
    ways = sum(comb(marked, found) * comb(population - marked, drawn - found) for found in range(count + 1))
    return ways * whole > comb(population, drawn) * part


def _tail(count: int, drawn: int, marked: int, population: int) -> float:
    """P(X ≤ count) for ``marked`` of the population."""
    if count >= min(drawn, marked):
        return 1.0
    found = np.arange(max(0, drawn - (population - marked)), count + 1)
    logs = log_choose(marked, found) + log_choose(population - marked, drawn - found)
    return float(np.exp(logs - log_choose(population, drawn)).sum())
