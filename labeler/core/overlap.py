"""On which examples models hit together, and on which alone: what McNemar's test and one-sided reviews go by."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Hits = NDArray[np.bool_] | NDArray[np.uint8]


class Overlap:
    """How many examples each two models hit, ``both`` int64 of shape (models, models), the diagonal each one's own.

    What a hit is (an error, a right answer) is the caller's.
    """

    def __init__(self, hits: Hits) -> None:
        """From hits (models, examples)."""
        self.both: NDArray[np.int64] = _together(hits)

    def replace(self, old: Hits, new: Hits) -> None:
        """Take over new hits on some examples, each of shape (models, those examples)."""
        self.both = self.both + _together(new) - _together(old)

    @property
    def alone(self) -> NDArray[np.int64]:
        """How many examples the first model hits and the second doesn't, shape (models, models)."""
        return np.diag(self.both)[:, None] - self.both


def _together(hits: Hits) -> NDArray[np.int64]:
    wide: NDArray[Any] = hits.astype(np.float32 if hits.shape[1] < 1 << 24 else np.float64)
    both: NDArray[np.int64] = (wide @ wide.T).astype(np.int64)
    return both
