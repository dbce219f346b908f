"""Error rates with their limits, and the interval of a difference of two of them (METHOD 11).

Wilson's score interval for one proportion; Newcombe's hybrid of two of them for the difference of proportions on
disjoint sets (Newcombe 1998, method 10). The hybrid asks no more of a rate than its value and limits, so rates known
exactly, and rates whose limits come from a bootstrap, enter the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, sqrt
from statistics import NormalDist
from typing import Self

LEVEL = 0.95

# Differences are rounded here, so that 7 % − 4 % and 10 % − 7 % are equal.
_DIGITS = 12

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rate:
    """A proportion of examples with its 95 % limits; ``size`` is how many examples, None where it is known exactly."""

    value: float
    low: float
    high: float
    size: int | None = None

    @classmethod
    def known(cls, value: float) -> Self:
        """A rate without sampling error, as typed in."""
        return cls(value, value, value)

    @classmethod
    def measured(cls, value: float, size: int | None) -> Self:
        """A rate seen on ``size`` examples, one or more, with Wilson's limits; known exactly for None."""
        return cls.known(value) if size is None else cls(value, *wilson(value, size), size)


@dataclass(frozen=True, slots=True)
class Difference:
    """One rate less another, with the limits of that; ``size`` is the smaller number of examples, None if exact."""

    value: float
    low: float
    high: float
    size: int | None = None

    @property
    def positive(self) -> bool:
        """Whether the interval lies above 0."""
        return self.low > 0

    @property
    def negative(self) -> bool:
        """Whether the interval lies below 0."""
        return self.high < 0


def wilson(value: float, size: int, *, level: float = LEVEL) -> Interval:
    """Limits of a proportion seen on ``size`` examples, within [0, 1]."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    shrunk = 1 + z * z / size
    middle = (value + z * z / (2 * size)) / shrunk
    reach = z * sqrt(value * (1 - value) / size + z * z / (4 * size * size)) / shrunk
    # At 0 and at 1 one limit is the value itself; rounding must not move it past.
    return max(0.0, min(middle - reach, value)), min(1.0, max(middle + reach, value))


def difference(rate: Rate, other: Rate) -> Difference:
    """``rate − other`` of two disjoint sets."""
    value = rate.value - other.value
    low = value - hypot(rate.value - rate.low, other.high - other.value)
    high = value + hypot(rate.high - rate.value, other.value - other.low)
    sizes = [each.size for each in (rate, other) if each.size is not None]
    return Difference(round(value, _DIGITS), round(low, _DIGITS), round(high, _DIGITS), min(sizes, default=None))
