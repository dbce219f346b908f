"""Where a reviewer is in a queue; no Qt, so that going forth and back can be tested alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from labeler.core.decisions import Decision, Verdict
from labeler.gui.project import Project
from labeler.gui.queue_choice import QueueChoice
from labeler.session.queue_course import QueueCourse
from labeler.session.queues import Plan as QueuePlan

AHEAD, BEHIND = 5, 2

_ROLES = ("example_id", "split", "file", "label", "transcript")
_PARTS = ("label", "predictions", "others")

UNKNOWN_LABEL = "incorrect, and the right label can't be told"
"""Why an example is excluded whose label is wrong with no other to put in its place."""


@dataclass
class Desk:
    """One queue being worked through by the project's reviewer; starts at the first example that is not done."""

    project: Project
    choice: QueueChoice
    plan: QueuePlan
    course: QueueCourse
    position: int = 0
    ordinals: list[int] = field(init=False)
    _held: dict[int, Decision] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.ordinals = self.plan.ordinals.tolist()
        self._places = {ordinal: place for place, ordinal in enumerate(self.ordinals)}
        self.position = self._open_from(0) or 0

    def __len__(self) -> int:
        return len(self.ordinals)

    # The example of the moment

    @property
    def current(self) -> int | None:
        """Ordinal of the example in view; None in an empty queue."""
        return self.ordinals[self.position] if self.ordinals else None

    @property
    def adjudicates(self) -> bool:
        """Whether what is said here stands in place of what all reviewers said."""
        return self.choice.name == "conflicts"

    @property
    def mine(self) -> Decision | None:
        """What stands here of this desk's own: the reviewer's decision, or the adjudication."""
        return None if self.current is None else self._own(self.current)

    @property
    def standing(self) -> Decision | None:
        """The same, or what is held until there is a verdict."""
        return self.mine or self._held.get(self.current if self.current is not None else -1)

    @property
    def revealed(self) -> bool:
        """Whether a verdict has been given, after which everything is in view."""
        return self.current is not None and self._is_decided(self.current)

    @property
    def blind(self) -> bool:
        """Whether the given label is hidden at this moment."""
        return self.choice.blind and not self.revealed

    @property
    def alias(self) -> str:
        """What the example in view is called while its id, in which its label may stand, is hidden; else empty."""
        return self.name(self.position) if self.blind else ""

    def name(self, place: int) -> str:
        """Of the example at a place: its id, unless that is hidden."""
        if self.choice.blind and not self._is_decided(self.ordinals[place]):
            return f"example {place + 1:,} of {len(self):,}"
        return self.project.session.examples.ids[self.ordinals[place]]

    @property
    def predictions_in_view(self) -> bool:
        return self.choice.predictions or self.revealed

    @property
    def others_in_view(self) -> bool:
        """Whether what other reviewers said is shown."""
        return self.revealed or self.adjudicates or self.choice.others

    def in_view(self) -> tuple[str, ...]:
        """What is shown of the example in view at this moment, in the words of a decision's ``seen``."""
        return () if self.current is None else self.in_view_of(self.current)

    def in_view_of(self, ordinal: int) -> tuple[str, ...]:
        """The same of an example by its ordinal, were it in view."""
        revealed = self._is_decided(ordinal)
        shown = {
            "label": revealed or not self.choice.blind,
            "predictions": revealed or self.choice.predictions,
            "others": (revealed or self.adjudicates or self.choice.others) and self._others_decided(ordinal),
        }
        return tuple(part for part, visible in shown.items() if visible)

    @cached_property
    def metadata(self) -> tuple[str, ...]:
        """The imported columns that have no part in the project but to be known."""
        settings, extras = self.project.session.settings, self.project.session.examples.extras
        roles, labels = settings.get("roles", {}), settings.get("label_columns", {})
        taken = {*(column for role, column in roles.items() if role in _ROLES), *labels, *labels.values()}
        return tuple(name for name in extras if name not in taken)

    # Moving

    def is_done(self, ordinal: int) -> bool:
        return self.course.is_done(ordinal)

    def go(self, position: int) -> bool:
        """Move to a place of the queue; False where there is none."""
        if not 0 <= position < len(self.ordinals) or position == self.position:
            return False
        self.position = position
        return True

    def next_open(self) -> bool:
        """Move to the next example that isn't done, from the start again if need be."""
        place = self._open_from(self.position + 1)
        if place is None:
            place = self._open_from(0)
        return place is not None and self.go(place)

    def find(self, ordinal: int) -> int | None:
        return self._places.get(ordinal)

    def neighbours(self) -> Sequence[int]:
        """What will be looked at soon, the most urgent first."""
        ahead = self.ordinals[self.position : self.position + AHEAD]
        return ahead + self.ordinals[max(0, self.position - BEHIND) : self.position][::-1]

    def rules_changed(self) -> None:
        """What is done of a queue that revisits decisions goes by rules."""
        if self.choice.name == "revisit":
            self.course = self.project.session.queue_course(self.plan, reviewer=self.project.reviewer)

    # What is said makes which decision

    def said(self, verdict: Verdict, label: str | None = None, *, reason: str | None = None) -> Decision:
        """The decision a verdict makes of what stands: comment and categories are kept, the reason of the same verdict.

        Where categories aren't collected, nothing is known to have been considered anew. Raises IndexError in an
        empty queue.
        """
        before = self._standing()
        categories, considered = before.categories, before.considered
        if self.choice.categories:
            categories, considered = categories or (), None
        if reason is None:
            reason = before.reason if before.verdict is verdict and before.reason != UNKNOWN_LABEL else ""
        said = replace(before, verdict=verdict, label=label, categories=categories, considered=considered)
        return replace(said, reason=reason, seen=self._seen())

    def noted(self, *, categories: tuple[str, ...] | None = None, comment: str | None = None) -> Decision:
        """The decision as it stands, or a note where there is no verdict yet, with what is not None put in."""
        before = self._standing()
        return replace(
            before,
            categories=before.categories if categories is None else categories,
            considered=before.considered if categories is None else None,
            comment=before.comment if comment is None else comment,
        )

    def hold(self, noted: Decision) -> bool:
        """Keep a note until there is a verdict, where it can't stand by itself; False where it can."""
        if not self.adjudicates or noted.verdict is not None or self.current is None:
            return False
        self._held[self.current] = noted
        return True

    def _own(self, ordinal: int) -> Decision | None:
        if self.adjudicates:
            return self.project.session.review.adjudication(ordinal)
        return self.project.mine(ordinal)

    def _is_decided(self, ordinal: int) -> bool:
        own = self._own(ordinal)
        return own is not None and own.verdict is not None

    def _standing(self) -> Decision:
        return self.standing or Decision(None, self.project.reviewer, "", seen=self._seen())

    def _seen(self) -> tuple[str, ...]:
        """What has been in view: what is shown now, was at earlier visits and notes, or was revealed by a verdict,
        even one taken back.
        """
        session, reviewer = self.project.session, self.project.reviewer
        ordinal = self.ordinals[self.position]
        seen = {*self.in_view()}
        visit = session.visit(ordinal, reviewer)
        if visit is not None:
            seen.update(visit.seen)
        for event in session.history(session.examples.ids[ordinal]):
            if event.reviewer == reviewer:
                seen.update(part for part in event.payload.get("seen", ()) if part in _PARTS)
                if event.payload.get("verdict"):
                    seen.update(("label", "predictions", *(["others"] if self._others_decided(ordinal) else [])))
        return tuple(part for part in _PARTS if part in seen)

    def _others_decided(self, ordinal: int) -> bool:
        said = self.project.session.review.decisions(ordinal).items()
        return any(name != self.project.reviewer and decision.verdict for name, decision in said)

    def _open_from(self, start: int) -> int | None:
        return next(self._open(start), None)

    def _open(self, start: int) -> Iterator[int]:
        return (place for place in range(start, len(self.ordinals)) if not self.is_done(self.ordinals[place]))
