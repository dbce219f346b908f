"""What reviewers said of an example, and what follows from all of them together (DESIGN 4, Resolution)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any

from labeler.core.tasks.base import Task

PAYLOAD_VERSION = 1

IN_VIEW = ("label", "others", "predictions")
"""What of an example can be seen before a verdict: its given label, what other reviewers said, what models predict."""

UNKNOWN_VIEW = "unknown"
"""Among what was ``seen``: taken elsewhere, so that it isn't known."""


class Verdict(StrEnum):
    """What a reviewer says of a given label."""

    CORRECT = "correct"
    INCORRECT = "incorrect"
    EXCLUDED = "excluded"
    UNSURE = "unsure"


class Status(IntEnum):
    """Where an example's label stands; the numbers are stored."""

    GIVEN = 0
    CONFIRMED = 1
    CORRECTED = 2
    EXCLUDED = 3
    UNSURE = 4
    CONFLICT = 5


DECIDED = (Status.CONFIRMED, Status.CORRECTED, Status.EXCLUDED)
"""Where what becomes of the label is known; an unsure example or one in conflict may still turn either way."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one reviewer said of one example at one time, whole: a later one replaces it.

    ``verdict`` is None where only categories or a comment were noted. ``label`` is the corrected label's text.
    ``categories`` holds category keys; None means they were not considered. ``seen`` names what of IN_VIEW was visible
    before the verdict. ``considered`` is the place in the log (a lamport) up to which categories were made that it
    considered; None while it isn't recorded, or considered none. ``told`` is its own place there, None before it is
    recorded.
    """

    verdict: Verdict | None
    reviewer: str
    at: str
    label: str | None = None
    categories: tuple[str, ...] | None = None
    comment: str = ""
    reason: str = ""
    seen: tuple[str, ...] = ()
    considered: int | None = field(default=None, compare=False)
    told: int | None = field(default=None, compare=False)

    def payload(self) -> dict[str, Any]:
        """What the log keeps besides reviewer and time; empty entries are left out."""
        entries = {
            "verdict": self.verdict.value if self.verdict else None,
            "label": self.label,
            "categories": None if self.categories is None else list(self.categories),
            "comment": self.comment or None,
            "reason": self.reason or None,
            "seen": list(self.seen) or None,
            "considered": self.considered,
        }
        return {name: value for name, value in entries.items() if value is not None}

    @classmethod
    def from_payload(
        cls, payload: Mapping[str, Any], *, reviewer: str, at: str, lamport: int | None = None
    ) -> Decision:
        """``lamport`` is that of its event, up to which it considers categories unless it says otherwise."""
        categories = payload.get("categories")
        verdict = payload.get("verdict")
        return cls(
            verdict=Verdict(verdict) if verdict else None,
            reviewer=reviewer,
            at=at,
            label=payload.get("label"),
            categories=None if categories is None else tuple(categories),
            comment=payload.get("comment", ""),
            reason=payload.get("reason", ""),
            seen=tuple(payload.get("seen", ())),
            considered=None if categories is None else payload.get("considered", lamport),
            told=lamport,
        )

    def label_key(self, task: Task) -> Hashable | None:
        """Equal for corrected labels that say the same; None without one. The empty text can be a label."""
        return None if self.label is None else task.key(self.label)

    def says_the_same(self, other: Decision | None, task: Task) -> bool:
        """Equal in everything a reviewer can say, whenever it was said and whatever was visible."""
        if other is None:
            return False
        mine, theirs = (
            (d.verdict, d.label_key(task), d.comment, d.reason, _as_set(d.categories)) for d in (self, other)
        )
        return mine == theirs


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where one example's label stands; ``label`` is the corrected label's text where it is corrected."""

    status: Status
    label: str | None = None


UNDECIDED = Resolution(Status.GIVEN)
_SETTLED = {
    Verdict.CORRECT: Status.CONFIRMED,
    Verdict.INCORRECT: Status.CORRECTED,
    Verdict.EXCLUDED: Status.EXCLUDED,
}


def resolve(standing: Iterable[Decision], task: Task, *, adjudication: Decision | None = None) -> Resolution:
    """The standing decisions of all reviewers on one example, made one.

    An adjudication decides; else unsure ones abstain and the rest must agree in verdict and label, which is then
    written as the first of them has it; all unsure stays unsure; anything else is a conflict.
    """
    if adjudication is not None and adjudication.verdict is not None:
        voices = [adjudication]
    else:
        voices = [decision for decision in standing if decision.verdict is not None]
    if not voices:
        return UNDECIDED
    firm = [decision for decision in voices if decision.verdict is not Verdict.UNSURE]
    if not firm:
        return Resolution(Status.UNSURE)
    said = {(decision.verdict, decision.label_key(task)) for decision in firm}
    if len(said) > 1:
        return Resolution(Status.CONFLICT)
    first = firm[0]
    assert first.verdict is not None
    return Resolution(_SETTLED[first.verdict], first.label if first.verdict is Verdict.INCORRECT else None)


def _as_set(categories: tuple[str, ...] | None) -> frozenset[str] | None:
    return None if categories is None else frozenset(categories)
