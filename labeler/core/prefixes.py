"""What of examples in ticket order is done without a gap: a random sample of them (METHOD 7)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


def leading(done: Mask, strata: NDArray[np.integer[Any]] | None = None) -> Mask:
    """Mask of the entries before the first that isn't done, of every stratum (numbered from 0 up) by itself."""
    parts = np.zeros(len(done), np.intp) if strata is None else strata
    ends = np.full(int(parts.max(initial=0)) + 1, len(done))
    undone = np.flatnonzero(~done)[::-1]
    ends[parts[undone]] = undone  # of several, the last assigned stays: the first in order
    prefix: Mask = np.arange(len(done)) < ends[parts]
    return prefix


def longest_run(mask: Mask) -> Mask:
    """Mask of the longest stretch of true entries, the first of equals."""
    edges = np.flatnonzero(np.diff(mask.astype(np.int8), prepend=0, append=0))
    starts, ends = edges[::2], edges[1::2]
    run = np.zeros(len(mask), np.bool_)
    if len(starts):
        longest = int((ends - starts).argmax())
        run[starts[longest] : ends[longest]] = True
    return run
