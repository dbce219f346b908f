"""The table of distributions: where people and the model stand on the training data and on what matters (METHOD 11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self

from labeler.core.newcombe import Difference, Rate, difference

DISTRIBUTIONS = ("training", "target")
ROWS = ("human", "trained_on", "not_trained_on")

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CellGap:
    """What the error grows by from one cell, (row, distribution), to the one below or to the right."""

    start: Cell
    end: Cell
    difference: Difference


@dataclass(frozen=True)
class Table:
    """Errors by (row, distribution); a cell that isn't known is absent."""

    cells: Mapping[Cell, Rate]

    @classmethod
    def of(
        cls,
        errors: Mapping[str, Rate],
        *,
        one_distribution: bool = True,
        target_human: Rate | None = None,
        target_trained: Rate | None = None,
    ) -> Self:
        """The cells that errors by level fill.

        Dev is of the target distribution, but of the training one where both are one and there is no train-dev.
        """
        held_out = "training" if one_distribution and "train-dev" not in errors else "target"
        filled = {
            ("human", "training"): errors.get("human"),
            ("trained_on", "training"): errors.get("train"),
            ("not_trained_on", "training"): errors.get("train-dev"),
            ("human", "target"): target_human,
            ("trained_on", "target"): target_trained,
            ("not_trained_on", held_out): errors.get("dev"),
        }
        return cls({cell: rate for cell, rate in filled.items() if rate is not None})

    @property
    def gaps(self) -> tuple[CellGap, ...]:
        """Between neighbouring cells that are both known: down each column, then across each row."""
        known = (pair for pair in _neighbours() if self.cells.keys() >= set(pair))
        return tuple(CellGap(start, end, difference(self.cells[end], self.cells[start])) for start, end in known)

    def to_dict(self) -> dict[str, Any]:
        cells = {
            distribution: {row: _value(self.cells.get((row, distribution))) for row in ROWS}
            for distribution in DISTRIBUTIONS
        }
        gaps = [
            {
                "from": list(gap.start),
                "to": list(gap.end),
                "gap": gap.difference.value,
                "interval": [gap.difference.low, gap.difference.high],
            }
            for gap in self.gaps
        ]
        return {**cells, "gaps": gaps}


def _neighbours() -> Iterator[tuple[Cell, Cell]]:
    for distribution in DISTRIBUTIONS:
        for upper, lower in pairwise(ROWS):
            yield (upper, distribution), (lower, distribution)
    for row in ROWS:
        yield (row, "training"), (row, "target")


def _value(rate: Rate | None) -> float | None:
    return rate.value if rate else None
