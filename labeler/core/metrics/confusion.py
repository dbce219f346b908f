"""TP, FP and FN, and what follows from them (METHOD 1)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.metrics.base import Array

Mask = NDArray[np.bool_]


def confusion(predicted: Mask, actual: Mask) -> NDArray[np.uint8]:
    """TP, FP and FN of each, shape (3, ...)."""
    return np.stack([predicted & actual, predicted & ~actual, ~predicted & actual]).view(np.uint8)


def f1(sums: Array) -> tuple[Any, Any]:
    """The harmonic mean of precision and recall as a ratio: 2 TP over 2 TP + FP + FN."""
    return 2 * sums[0], 2 * sums[0] + sums[1] + sums[2]
