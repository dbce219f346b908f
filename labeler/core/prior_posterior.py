"""Confidence sets for a count in a finite set, valid however often one looks (METHOD 6).

The prior-posterior ratio of Waudby-Smith and Ramdas (2020) for draws without replacement: a count is rejected once
the data are 1/a times less likely under it than under the prior, which favours rare properties.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from labeler.core.combinations import log_choose

HITS, MISSES = 0.5, 20.0

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Drawn:
    """What was drawn of each of several sets, all int64 of one shape: ``size`` N, ``drawn`` n, ``found`` k."""

    size: Counts
    drawn: Counts
    found: Counts

    def log_ratio(self, counts: NDArray[Any]) -> NDArray[np.float64]:
        """ln(prior/posterior) of a possible count K of each set: positive where the data speak against it."""
        from scipy.special import betaln  # noqa: PLC0415 (start-up time)

        prior: NDArray[np.float64] = betaln(HITS + self.found, MISSES + self.drawn - self.found) - betaln(HITS, MISSES)
        rest = log_choose(self.size - self.drawn, counts - self.found)
        return prior - rest + log_choose(self.size, counts)


def limits(*, size: ArrayLike, drawn: ArrayLike, found: ArrayLike, level: ArrayLike) -> tuple[Counts, Counts]:
    """The least and the greatest count K of the whole set that the draws leave possible at each ``level`` a.

    Everything in between is possible too, and at least one count always is. Arguments broadcast; the levels lie in
    (0, 1].
    """
    sizes, draws, finds, levels = np.broadcast_arrays(size, drawn, found, level)
    sample = _Drawn(sizes.astype(np.int64), draws.astype(np.int64), finds.astype(np.int64))
    least, most = sample.found, sample.size - sample.drawn + sample.found
    likeliest = _likeliest(sample)

    def possible(counts: Counts) -> NDArray[np.bool_]:
        accepted: NDArray[np.bool_] = (sample.log_ratio(counts) < -np.log(levels)) | (counts == likeliest)
        return accepted

    return _last(possible, likeliest, least), _last(possible, likeliest, most)


def _likeliest(sample: _Drawn) -> Counts:
    """The count under which the draws are likeliest: from it the ratio rises to either side."""
    inside = (sample.size + 1) * sample.found // np.maximum(sample.drawn, 1)
    likeliest: Counts = np.clip(inside, sample.found, sample.size - sample.drawn + sample.found)
    return likeliest


def _last(possible: Callable[[Counts], NDArray[np.bool_]], start: Counts, end: Counts) -> Counts:
    """The last possible count on the way from ``start``, which is, to ``end``; bisected for all sets at once."""
    inside, outside = np.where(possible(end), end, start), end
    while (np.abs(outside - inside) > 1).any():
        middle = inside + (outside - inside) // 2
        kept = possible(middle)
        inside, outside = np.where(kept, middle, inside), np.where(kept, outside, middle)
    return inside
