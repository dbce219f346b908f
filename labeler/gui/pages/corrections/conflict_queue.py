"""The conflicts of a project as a person goes through them: which is in view, which are open, which comes next."""

from __future__ import annotations

from collections.abc import Sequence

from labeler.session import corrections
from labeler.session.corrections import Conflict
from labeler.session.session import Session


class ConflictQueue:
    """``resting``: all are settled, and the last one stays in view until one is chosen again."""

    def __init__(self, conflicts: Sequence[Conflict] = ()) -> None:
        self.conflicts = list(conflicts)
        self.current = 0
        self.resting = False

    def __len__(self) -> int:
        return len(self.conflicts)

    @property
    def shown(self) -> Conflict:
        """The one in view; IndexError where there is none."""
        return self.conflicts[self.current]

    @property
    def open_count(self) -> int:
        return sum(conflict.settled is None for conflict in self.conflicts)

    def following(self) -> Conflict | None:
        """The next open one, from the start again if need be."""
        place = self._open_after(self.current)
        return None if place is None else self.conflicts[place]

    def replace(self, conflicts: Sequence[Conflict]) -> bool:
        """Others from now on; whether the one in view is among them, and stays in view."""
        ordinal = self.shown.ordinal if self.conflicts else None
        places = {conflict.ordinal: place for place, conflict in enumerate(conflicts)}
        known = places.get(ordinal) if ordinal is not None else None
        self.conflicts = list(conflicts)
        self.current = known if known is not None else self._open_after(-1) or 0
        self.resting &= known is not None and not self.open_count
        return known is not None

    def look_again(self, session: Session, examples: Sequence[str]) -> list[int]:
        """Take over what was said of these meanwhile; the places of conflicts that are open again."""
        changed, open_again = set(examples), []
        for place, before in enumerate(self.conflicts):
            if before.example_id in changed:
                self.conflicts[place] = now = corrections.conflict(session, before.ordinal)
                if before.settled is not None and now.settled is None:
                    open_again.append(place)
        return open_again

    def go(self, place: int) -> None:
        self.current, self.resting = place, False

    def go_on(self) -> bool:
        """To the next open one after the one in view was settled; False where that was the last."""
        place = self._open_after(self.current)
        self.resting = place is None
        self.current = self.current if place is None else place
        return place is not None

    def next_place(self) -> int:
        """Of the next open one; once all are settled, of the next at all."""
        place = self._open_after(self.current)
        return place if place is not None else (self.current + 1) % len(self)

    def _open_after(self, place: int) -> int | None:
        order = [*range(place + 1, len(self)), *range(max(place, 0))]
        return next((other for other in order if self.conflicts[other].settled is None), None)
