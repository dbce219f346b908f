"""Which given labels were found incorrect (METHOD 2)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.decisions import Status
from labeler.core.truth import ClassTruth, Truth


def incorrectly_labeled(given: Truth, corrected: Truth, status: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
    """Mask of the corrected examples, but for those whose given label is also acceptable: in the corrected set."""
    mask: NDArray[np.bool_] = status == Status.CORRECTED
    if isinstance(given, ClassTruth) and isinstance(corrected, ClassTruth) and corrected.acceptable:
        for row in np.flatnonzero(mask).tolist():
            mask[row] = not set(given.accepted(row)) <= set(corrected.accepted(row))
    return mask
