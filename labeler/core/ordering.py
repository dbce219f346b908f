"""Who stands where: ranks, ties, the selected model, and how alike two orders are (METHOD 1 and 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from labeler.core.metrics.base import Metric

TOLERANCE = 1e-12


@dataclass(frozen=True, eq=False)
class Standings:
    """How models stand by one metric on one set of examples, by model index.

    ``levels`` orders them without rounding: 0 is best, equal levels are ties, undefined values come last and
    together. ``ranks`` counts the models that stand better: 1, 2, 2, 4.
    """

    values: tuple[float | None, ...]
    levels: NDArray[np.int64]
    ranks: NDArray[np.int64]

    @classmethod
    def of(cls, metric: Metric, sums: NDArray[Any]) -> Self:
        """From the summed counts, shape (k, models)."""
        exact = [metric.exact(sums[:, model]) for model in range(sums.shape[1])]
        levels = _levels(exact, higher_is_better=metric.higher_is_better)
        ranks = 1 + (levels[None, :] < levels[:, None]).sum(axis=1)
        return cls(tuple(None if value is None else float(value) for value in exact), levels, ranks)

    @property
    def defined(self) -> NDArray[np.bool_]:
        return np.array([value is not None for value in self.values], np.bool_)

    @property
    def behind(self) -> NDArray[np.int64]:
        """Shape (models, models): 1 where the first stands worse than the second, −1 where better, 0 where tied."""
        signs: NDArray[np.int64] = np.sign(self.levels[:, None] - self.levels[None, :])
        return signs

    def difference(self, i: int, j: int) -> float | None:
        """Value of one model less that of another, exactly 0 for a tie; None where one is undefined."""
        a, b = self.values[i], self.values[j]
        if a is None or b is None:
            return None
        return 0.0 if self.levels[i] == self.levels[j] else a - b

    def order(self, models: Sequence[str]) -> list[int]:
        """Model indices by rank, ties by name."""
        return sorted(range(len(models)), key=lambda model: (self.levels[model], models[model]))


@dataclass(frozen=True, slots=True)
class Selection:
    """The model that would be chosen; ``tied`` names all that share its value, itself first."""

    model: str | None = None
    tied: tuple[str, ...] = ()

    @property
    def rests_on_tie(self) -> bool:
        return len(self.tied) > 1


def selection(standings: Standings, models: Sequence[str], feasible: NDArray[np.bool_]) -> Selection:
    """The best by value among the models that meet every bound, ties by name; none if none has a value."""
    allowed = [model for model in standings.order(models) if feasible[model] and standings.values[model] is not None]
    if not allowed:
        return Selection()
    top = standings.levels[allowed[0]]
    tied = tuple(models[model] for model in allowed if standings.levels[model] == top)
    return Selection(tied[0], tied)


def kendall_tau_b(before: Standings, after: Standings) -> float | None:
    """Agreement of two orders of the same models, ties counted; None where an order has nothing but ties."""
    first, second = before.behind, after.behind
    untied = np.count_nonzero(first) * np.count_nonzero(second)
    return float((first * second).sum() / sqrt(untied)) if untied else None


def _levels(exact: Sequence[Fraction | float | None], *, higher_is_better: bool) -> NDArray[np.int64]:
    defined = [(value, model) for model, value in enumerate(exact) if value is not None]
    defined.sort(reverse=higher_is_better)
    levels = np.full(len(exact), len(exact), np.int64)
    level = 0
    for place, (value, model) in enumerate(defined):
        if place and not _same(value, defined[place - 1][0]):
            level += 1
        levels[model] = level
    return levels


def _same(a: Fraction | float, b: Fraction | float) -> bool:
    """Exact for fractions; real numbers carry the rounding of their sums."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a == b
    return abs(float(a) - float(b)) <= TOLERANCE
