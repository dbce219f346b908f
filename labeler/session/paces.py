"""At whose pace a queue is gone through: the reviewer's own, else that of all (METHOD 6, countdown)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from labeler.core.pace import Pace, seconds_a_decision
from labeler.session.open_project import OpenProject


@dataclass
class Paces:
    """``own`` is the reviewer's; ``others`` that of everybody together, in seconds a decision."""

    own: Pace
    others: float | None

    @classmethod
    def of(cls, session: OpenProject, reviewer: str) -> Paces:
        taken = times(session)
        own = Pace(taken.get(reviewer, ()))
        return cls(own, seconds_a_decision(taken) if own.seconds is None else None)

    @property
    def seconds(self) -> float | None:
        """Seconds a decision; None where too few were taken to tell."""
        own = self.own.seconds
        return self.others if own is None else own

    @property
    def whose(self) -> str:
        return "the reviewers' pace" if self.own.seconds is None else "your pace"


def times(session: OpenProject) -> Mapping[str, list[str]]:
    """When every standing decision was taken, by reviewer."""
    taken: dict[str, list[str]] = {}
    for ordinal in session.review.ordinals():
        for name, decision in session.review.decisions(ordinal).items():
            taken.setdefault(name, []).append(decision.at)
    return taken
