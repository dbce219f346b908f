"""TP, FP and FN, and what follows from them (METHOD 1)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.metrics.base import Array, Mask, summed


def confusion(predicted: Mask, actual: Mask) -> NDArray[np.uint8]:
    """TP, FP and FN of each, shape (3, ...)."""
    return np.stack([predicted & actual, predicted & ~actual, ~predicted & actual]).view(np.uint8)


def f1(sums: Array) -> tuple[Any, Any]:
    """The harmonic mean of precision and recall as a ratio: 2 TP over 2 TP + FP + FN."""
    return 2 * sums[0], 2 * sums[0] + sums[1] + sums[2]


def extremes(counts: Array, undecided: Mask) -> tuple[Array, Array]:
    """Sums of TP, FP and FN, shape (3, ...), at the worst and at the best labels of the undecided examples."""
    decided = summed(counts[..., ~undecided])
    predicted = summed(counts[:2][..., undecided]).sum(axis=0)
    missed = int(undecided.sum()) - predicted
    nothing = np.zeros_like(predicted)
    return decided + np.stack([nothing, predicted, missed]), decided + np.stack([predicted, nothing, nothing])
