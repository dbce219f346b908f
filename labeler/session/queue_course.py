"""How far a queue is, told at every decision (DESIGN 2.3; METHOD 6, countdown)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from labeler.core.decisions import Decision, Status
from labeler.core.pace import duration
from labeler.session.audit_countdown import AuditCountdown, Parts
from labeler.session.open_project import OpenProject
from labeler.session.paces import Paces
from labeler.session.queues import Asked, Mask, Plan
from labeler.session.revisits import left_open

DONE = {"revisit": "looked at again", "conflicts": "settled", "quality": "checked"}
"""What has been done with an example of a queue that has been through, where that isn't "decided"."""


@dataclass(frozen=True)
class Words:
    """How far a queue is: examples done and left, and a sentence in (text, stressed) parts."""

    done: int
    left: int
    parts: Parts

    @property
    def sentence(self) -> str:
        return "".join(text for text, _ in self.parts)

    @property
    def fraction(self) -> float:
        """The share that is done; of nothing, all of it."""
        return self.done / (self.done + self.left) if self.done + self.left else 1.0


class QueueCourse:
    """One queue as one reviewer goes through it; make it anew when models are added or rules change.

    ``paces`` are those at which it is gone through. Keeping up costs what the examples touched cost, in a project of
    any size.
    """

    def __init__(self, session: OpenProject, plan: Plan, *, reviewer: str) -> None:
        self._session = session
        self._reviewer = reviewer
        self._word = DONE.get(plan.name, "decided")
        self._says_done = done_by(session, plan, reviewer=reviewer)
        self.paces = Paces.of(session, reviewer)
        self._audit = AuditCountdown.of(session, plan) if plan.name == "audit" else None
        self._inside = _mask(session, plan.ordinals)
        done = [row for row in session.review.ordinals() if self._inside[row] and self._says_done(row)]
        self._done = _mask(session, done)
        self._counts = len(done), len(plan.ordinals)

    def is_done(self, ordinal: int) -> bool:
        """Whether nothing is left to do on an example of the queue."""
        return bool(self._done[ordinal])

    def refresh(self, ordinals: Iterable[int]) -> None:
        """Take over what a decision, an undo or an import changed, in the queue and outside of it."""
        touched = list(ordinals)
        if self._audit is not None:
            self._audit.refresh(touched)
        for ordinal in touched:
            self._refresh(ordinal)

    def _refresh(self, ordinal: int) -> None:
        own = _own(self._session, ordinal, self._reviewer)
        if own is not None:
            self.paces.own.go_on(own.at)
        if self._inside[ordinal]:
            done, total = self._counts
            is_done = self._says_done(ordinal)
            self._counts = done + is_done - bool(self._done[ordinal]), total
            self._done[ordinal] = is_done

    def words(self) -> Words:
        """How far it is now."""
        if self._audit is not None:
            done, left = self._audit.counts
            return Words(done, left, self._audit.parts(self.paces.seconds))
        done, total = self._counts
        return Words(done, total - done, _counted(done, total, self._word, self.paces.seconds))


def done_by(session: OpenProject, plan: Plan, *, reviewer: str) -> Callable[[int], bool]:
    """Tells of an ordinal whether it is done: of most queues by a verdict of who goes through it, of audits by any."""
    if plan.name == "conflicts":
        return lambda ordinal: session.review.resolution(ordinal).status is not Status.CONFLICT
    if plan.name == "revisit":
        still = left_open(session, plan.asked or Asked(()))
        return lambda ordinal: not still(ordinal)
    if plan.name == "audit":
        return session.review.decided  # whoever decided it: the audit needs one decision an example

    def decided(ordinal: int) -> bool:
        own = _own(session, ordinal, reviewer)
        return own is not None and own.verdict is not None

    return decided


def _own(session: OpenProject, ordinal: int, reviewer: str) -> Decision | None:
    return session.review.decisions(ordinal).get(reviewer)


def _mask(session: OpenProject, ordinals: Iterable[int]) -> Mask:
    mask: Mask = np.zeros(len(session.examples), np.bool_)
    mask[np.asarray(ordinals, np.intp)] = True
    return mask


def _counted(done: int, total: int, word: str, pace: float | None) -> Parts:
    if not total:
        return (("nothing to review", False),)
    if done == total:
        return ((f"all {total:,} are {word}" if total > 1 else f"the only one is {word}", True),)
    left = total - done
    time = () if pace is None else ((f" · {duration(left * pace)}", False),)
    return ((f"{done:,} {word}, ", False), (f"{left:,} to go", True), *time)
