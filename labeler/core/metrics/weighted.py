"""The weighted error of any task: its default metric with the examples' imported weights (METHOD 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from labeler.core.metrics.base import Array, Counts, Ratio, Rows, Weights
from labeler.core.predictions import Prediction
from labeler.core.truth import Truth


@dataclass(frozen=True)
class Weighted(Ratio):
    """Both sums of ``of`` weighted; without imported weights ``of`` itself."""

    of: Ratio

    name: ClassVar[str] = "weighted-error"
    weighted: ClassVar[bool] = True

    @property
    def title(self) -> str:
        return f"weighted {self.of.title}"

    def ratio(self, sums: Array) -> tuple[Any, Any]:
        return self.of.ratio(sums)

    def bound(
        self, a: Prediction, b: Prediction, weights: Weights | None = None, *, rows: Rows | None = None
    ) -> Array | None:
        bound = self.of.bound(a, b, rows=rows)
        if bound is None or weights is None:
            return bound
        return bound * (weights if rows is None else weights[rows])

    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> Counts:
        return self.of.counts(truth, predictions)
