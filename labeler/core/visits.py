"""Who looked at what, how often and for how long: looked at but undecided is something else than never shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True, slots=True)
class Visit:
    """How often an example was shown to a reviewer, for how many ``seconds`` in all, and when last (ISO 8601).

    ``seconds`` is None where time was never recorded, else exact to the millisecond. ``seen`` names, in order, what of
    ``decisions.IN_VIEW`` was visible at any of the showings.
    """

    shown: int
    seconds: float | None
    last_at: str
    seen: tuple[str, ...] = ()

    def with_also(self, other: Visit) -> Visit:
        """What two installations counted, or one at two times, together."""
        return Visit(
            self.shown + other.shown,
            _sum(self.seconds, other.seconds),
            max(self.last_at, other.last_at),
            tuple(sorted({*self.seen, *other.seen})),
        )


class Visits:
    """Visits by reviewer and example id, of all installations together."""

    def __init__(self, counted: Iterable[tuple[str, str, Visit]]) -> None:
        self._visits: dict[str, dict[str, Visit]] = {}
        for reviewer, example_id, visit in counted:
            self._visits.setdefault(reviewer, {})[example_id] = visit

    def add(self, reviewer: str, example_id: str, visit: Visit) -> None:
        own = self._visits.setdefault(reviewer, {})
        before = own.get(example_id)
        own[example_id] = visit if before is None else before.with_also(visit)

    def of(self, reviewer: str) -> Mapping[str, Visit]:
        """Everything a reviewer was shown, by example id."""
        return self._visits.get(reviewer, {})

    def reviewers(self) -> Iterable[str]:
        return self._visits.keys()


def _sum(*seconds: float | None) -> float | None:
    """To the millisecond, so that the order of adding doesn't tell."""
    recorded = [time for time in seconds if time is not None]
    return round(fsum(recorded), 3) if recorded else None
