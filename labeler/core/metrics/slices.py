"""The unweighted mean of a metric over the slices of one column (METHOD 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from labeler.core.metrics.base import Array, Counts, Limits, Mask, Ratio, Rows, Weights, hit
from labeler.core.metrics.means import Mean
from labeler.core.predictions import Prediction
from labeler.core.text import CodedColumn, Text
from labeler.core.truth import Truth
from labeler.errors import LabelerError

MOST_SLICES = 200
EMPTY = "(empty)"


@dataclass(frozen=True, eq=False)
class SliceAverage(Mean):
    """``codes`` int32 of shape (N,) into the ``slices``, for every example of the project.

    A slice without examples among those compared leaves the mean.
    """

    of: Ratio
    column: str
    slices: tuple[str, ...]
    codes: NDArray[np.int32]

    @classmethod
    def by(cls, column: str, cells: Text, of: Ratio) -> Self:
        """By the cells of a column, white space stripped; empty ones are a slice of their own."""
        names, codes = _coded(cells)
        if len(names) > MOST_SLICES:
            raise LabelerError(
                f"{column!r} has {len(names):,} different values, too many to be slices (at most {MOST_SLICES}); "
                "choose a coarser column"
            )
        return cls(of, column, names, codes)

    @property
    def name(self) -> str:
        return f"slice:{self.column}"

    @property
    def title(self) -> str:
        return f"{self.of.title} averaged over {self.column}"

    @property
    def higher_is_better(self) -> bool:  # type: ignore[override]
        return self.of.higher_is_better

    @property
    def parts(self) -> int:
        return len(self.slices)

    def ratio(self, sums: Array) -> tuple[Any, Any]:
        return self.of.ratio(sums)

    def counts(
        self,
        truth: Truth,
        predictions: Sequence[Prediction],
        weights: Weights | None = None,
        *,
        rows: Rows | None = None,
    ) -> Counts:
        """The counts of every slice: those of ``of`` where the example is in it, else 0."""
        plain = self.of.counts(truth, predictions, weights, rows=rows)
        here = self.codes if rows is None else self.codes[rows]
        k, models, examples = plain.shape
        counts = self._zeros(k, models, examples, kind=plain.dtype)
        for part in np.unique(here).tolist():
            counts[:, part][..., here == part] = plain[..., here == part]
        return self._joined(counts)

    def limits(self, counts: Counts, undecided: Mask) -> Limits | None:
        if not self.of.zero_one:
            return None
        parted = self._parted(counts)
        low, high = (self.values(self._joined(hit(parted, undecided, hits))) for hits in (False, True))
        return low, high

    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> Counts:
        return self.counts(truth, predictions)


def _coded(cells: Text) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Names of the slices by first appearance among the distinct cells, and the slice of every cell."""
    known: dict[str, int] = {}

    def code(cell: str) -> int:
        return known.setdefault(cell.strip() or EMPTY, len(known))

    if isinstance(cells, CodedColumn):
        codes = np.array([code(name) for name in cells.names], np.int32)[cells.codes]
    else:
        codes = np.fromiter(map(code, cells), np.int32, len(cells))
    return tuple(known) or (EMPTY,), codes
