"""What a reviewer looked at, how often and for how long, decided or not (DESIGN 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True, slots=True)
class Visit:
    """How often an example was shown to a reviewer, for how many ``seconds`` in all, and when last (ISO 8601).

    ``seconds`` is None where time was never recorded, else exact to the millisecond.
    """

    shown: int
    seconds: float | None
    last_at: str

    def with_also(self, other: Visit) -> Visit:
        """What two installations counted, or one at two times, together."""
        return Visit(self.shown + other.shown, _sum(self.seconds, other.seconds), max(self.last_at, other.last_at))


def _sum(*seconds: float | None) -> float | None:
    """To the millisecond, so that the order of adding doesn't tell."""
    recorded = [time for time in seconds if time is not None]
    return round(fsum(recorded), 3) if recorded else None
