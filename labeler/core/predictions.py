"""What each model says of every example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Prediction:
    """One model's predictions, immutable. ``columns`` may load lazily and holds, by example ordinal:

    ``predicted`` int32 (N,), −1 where the model says nothing; optional ``probability`` float32 (N,) of the
    predicted label; optional ``ranked`` int32 (N, K), best first, −1 padded, with ``ranked_probability``
    float32 (N, K); optional ``probabilities`` float32 (N, classes).
    """

    model: str
    revision: int
    columns: Mapping[str, Array]

    @property
    def codes(self) -> NDArray[np.int32]:
        return self.columns["predicted"]

    @property
    def depth(self) -> int:
        """How many ranked labels there are: the largest k of top-k that this model can be asked for."""
        for name in ("ranked", "probabilities"):
            if name in self.columns:
                return int(self.columns[name].shape[1])
        return 1

    def ranked(self, k: int) -> NDArray[np.int32]:
        """The k best labels, int32 of shape (N, k), −1 padded; equal probabilities by label order."""
        if k == 1:
            return self.codes[:, None]
        if "ranked" in self.columns:
            ranked: NDArray[np.int32] = self.columns["ranked"][:, :k]
            return ranked
        order = np.argsort(-self.columns["probabilities"], axis=1, kind="stable")[:, :k].astype(np.int32)
        order[self.codes < 0] = -1
        return order

    def probability(self, ordinal: int) -> float | None:
        """The probability of the predicted label, where it was imported."""
        if "probability" not in self.columns:
            return None
        value = float(self.columns["probability"][ordinal])
        return None if np.isnan(value) else value

    def covers(self, rows: NDArray[np.bool_]) -> bool:
        return bool((self.codes[rows] >= 0).all())
