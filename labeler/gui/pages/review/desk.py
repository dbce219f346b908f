"""Where a reviewer is in a queue; no Qt, so that going forth and back can be tested alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from labeler.core.decisions import Decision, Verdict
from labeler.core.splits import phrase
from labeler.gui.project import Project
from labeler.session.queues import STRATA
from labeler.session.queues import Plan as QueuePlan

SIZES = (50, 100, 200, 500)
AHEAD, BEHIND = 5, 2


@dataclass(frozen=True)
class QueueChoice:
    """What to review: which examples of which model, how many a split, and what to collect.

    ``categories``: the verdict reveals the predictions and Enter moves on; without, the verdict moves on by itself.
    """

    name: str = "errors"
    model: str | None = None
    split: str = "dev+test"
    size: int = 100
    categories: bool = True

    def title(self, model: str) -> str:
        kind = {key: text for key, text, _ in STRATA}[self.name]
        return f"{kind} of {model} · {phrase(self.split).replace(' together', '')}"


@dataclass
class Desk:
    """One queue being worked through by the project's reviewer; starts at the first example not yet decided."""

    project: Project
    choice: QueueChoice
    plan: QueuePlan
    position: int = 0
    ordinals: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.ordinals = self.plan.ordinals.tolist()
        self._places = {ordinal: place for place, ordinal in enumerate(self.ordinals)}
        self.position = self._undecided_from(0) or 0

    def __len__(self) -> int:
        return len(self.ordinals)

    @property
    def title(self) -> str:
        return self.choice.title(self.plan.model or "")

    @property
    def current(self) -> int | None:
        """Ordinal of the example in view; None in an empty queue."""
        return self.ordinals[self.position] if self.ordinals else None

    @property
    def mine(self) -> Decision | None:
        return None if self.current is None else self.project.mine(self.current)

    @property
    def decided(self) -> int:
        """How many of the queue this reviewer has given a verdict on; asked at each key, so the shorter way."""
        touched = self.project.session.review.ordinals()
        if len(self.ordinals) <= len(touched):
            return sum(map(self.is_decided, self.ordinals))
        return sum(ordinal in self._places and self.is_decided(ordinal) for ordinal in touched)

    def is_decided(self, ordinal: int) -> bool:
        decision = self.project.mine(ordinal)
        return decision is not None and decision.verdict is not None

    def go(self, position: int) -> bool:
        """Move to a place of the queue; False where there is none."""
        if not 0 <= position < len(self.ordinals) or position == self.position:
            return False
        self.position = position
        return True

    def next_undecided(self) -> bool:
        """Move to the next example without a verdict, from the start again if need be."""
        place = self._undecided_from(self.position + 1)
        if place is None:
            place = self._undecided_from(0)
        return place is not None and self.go(place)

    def find(self, ordinal: int) -> int | None:
        return self._places.get(ordinal)

    def neighbours(self) -> Sequence[int]:
        """What will be looked at soon, the most urgent first."""
        ahead = self.ordinals[self.position : self.position + AHEAD]
        return ahead + self.ordinals[max(0, self.position - BEHIND) : self.position][::-1]

    def said(self, verdict: Verdict, label: str | None = None) -> Decision:
        """The decision a verdict makes of what stands: comment and categories are kept, the reason of the same verdict.

        Raises IndexError in an empty queue.
        """
        before = self._standing()
        categories = before.categories
        if categories is None and self.choice.categories:
            categories = ()
        reason = before.reason if before.verdict is verdict else ""
        seen = self._seen()
        return replace(before, verdict=verdict, label=label, categories=categories, reason=reason, seen=seen)

    def noted(self, *, categories: tuple[str, ...] | None = None, comment: str | None = None) -> Decision:
        """The decision as it stands, or a note where there is no verdict yet, with what is not None put in."""
        before = self._standing()
        return replace(
            before,
            categories=before.categories if categories is None else categories,
            comment=before.comment if comment is None else comment,
        )

    def _standing(self) -> Decision:
        return self.mine or Decision(None, self.project.reviewer, "", seen=self._seen())

    def _seen(self) -> tuple[str, ...]:
        """What this reviewer has had in view: a verdict of theirs, even one taken back, has revealed the rest."""
        session = self.project.session
        history = session.history(session.examples.ids[self.ordinals[self.position]])
        voices = {event.reviewer for event in history if event.payload.get("verdict")}
        if self.project.reviewer not in voices:
            return ("label",)
        return ("label", "predictions") if len(voices) == 1 else ("label", "predictions", "others")

    def _undecided_from(self, start: int) -> int | None:
        return next(self._undecided(start), None)

    def _undecided(self, start: int) -> Iterator[int]:
        return (place for place in range(start, len(self.ordinals)) if not self.is_decided(self.ordinals[place]))
