"""Who looked at what, in memory: looked at but undecided is something else than never shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from labeler.core.visits import Visit


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
