"""How long a decision takes, from when decisions were taken (METHOD 6, countdown)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from statistics import median

LONGEST = 300.0
FEWEST = 5
LATELY = 200


def seconds_a_decision(taken: Mapping[str, Iterable[str]]) -> float | None:
    """The middle of the times between one decision and the next of the same reviewer, in seconds; None for too few.

    ``taken`` are ISO 8601 times by reviewer. Decisions of one moment came from a table and tell nothing, nor does a
    pause of more than five minutes.
    """
    return _middle([gap for times in taken.values() for gap in _gaps(times)])


class Pace:
    """How long a decision of one reviewer takes, by the latest of them; ``go_on`` costs nothing."""

    def __init__(self, times: Iterable[str] = ()) -> None:
        """``times`` are ISO 8601, in any order."""
        seconds = sorted(_moment(time) for time in times)
        self._last = seconds[-1] if seconds else None
        self._gaps = deque(_telling(seconds), maxlen=LATELY)

    def go_on(self, time: str) -> None:
        """Another decision; one that isn't later than all before tells nothing."""
        moment = _moment(time)
        if self._last is None or moment > self._last:
            self._gaps.extend(_telling([moment if self._last is None else self._last, moment]))
            self._last = moment

    @property
    def seconds(self) -> float | None:
        """As ``seconds_a_decision``."""
        return _middle(self._gaps)


def duration(seconds: float) -> str:
    """``under a minute``, ``about 6 min``, ``about 35 min``, ``about 2 h 10 min``: as exact as it can be known."""
    if seconds < 60:
        return "under a minute"
    minutes = round(seconds / 60)
    step = 1 if minutes < 20 else 5 if minutes < 60 else 10
    hours, minutes = divmod(step * round(seconds / 60 / step), 60)
    parts = (f"{hours:,} h" if hours else "", f"{minutes} min" if minutes else "")
    return " ".join(["about", *filter(None, parts)])


def _gaps(times: Iterable[str]) -> Iterable[float]:
    return _telling(sorted(map(_moment, times)))


def _telling(moments: Iterable[float]) -> Iterable[float]:
    return (gap for before, after in pairwise(moments) if 0 < (gap := after - before) <= LONGEST)


def _middle(gaps: Iterable[float]) -> float | None:
    known = list(gaps)
    return median(known) if len(known) >= FEWEST else None


def _moment(time: str) -> float:
    return datetime.fromisoformat(time).timestamp()
