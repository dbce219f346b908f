"""Examples that belong together, as those of one patient or speaker: resampled and exchanged whole (METHOD 5)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from labeler.core import sampling
from labeler.core.bootstrap import Units
from labeler.core.dataset import Examples


def groups_of(examples: Examples, rows: NDArray[np.intp]) -> Units | None:
    """Tickets of the groups where groups were imported; an example without one is a group of its own."""
    if examples.groups is None:
        return None
    names = [examples.groups[row].strip() for row in rows.tolist()]
    keys = sampling.short_tickets(examples.seed, (f"group:{name}" for name in names))
    alone = np.array([not name for name in names], np.bool_)
    return np.where(alone, examples.tickets[rows], keys)
