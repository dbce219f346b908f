"""How long a decision takes, from when decisions were taken (METHOD 6, countdown)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from statistics import median

LONGEST = 300.0
FEWEST = 5


def seconds_a_decision(taken: Mapping[str, Iterable[str]]) -> float | None:
    """The middle of the times between one decision and the next of the same reviewer, in seconds; None for too few.

    ``taken`` are ISO 8601 times by reviewer. Decisions of one moment came from a table and tell nothing, nor does a
    pause of more than five minutes.
    """
    gaps = [gap for times in taken.values() for gap in _gaps(times) if 0 < gap <= LONGEST]
    return median(gaps) if len(gaps) >= FEWEST else None


def _gaps(times: Iterable[str]) -> Iterable[float]:
    seconds = sorted(datetime.fromisoformat(time).timestamp() for time in times)
    return (after - before for before, after in pairwise(seconds))
