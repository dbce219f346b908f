"""Binomial coefficients too large for floats, by their logarithms."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def log_choose(total: ArrayLike, part: ArrayLike) -> NDArray[np.float64]:
    """Natural logarithm of C(total, part) for 0 ≤ part ≤ total, broadcast."""
    from scipy.special import gammaln  # noqa: PLC0415 (start-up time)

    whole, chosen = np.asarray(total, np.float64), np.asarray(part, np.float64)
    ways: NDArray[np.float64] = gammaln(whole + 1) - gammaln(chosen + 1) - gammaln(whole - chosen + 1)
    return ways
