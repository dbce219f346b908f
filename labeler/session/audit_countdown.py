"""What an audit still takes, in a few words at every decision (METHOD 6, countdown)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from labeler.core.audit import AuditState
from labeler.core.audit_pair import UNDECIDED, Outcome
from labeler.core.decisions import Status
from labeler.core.pace import duration
from labeler.core.phrases import counted, listed
from labeler.session.audit_course import Course
from labeler.session.claims import claim, split_of
from labeler.session.open_project import OpenProject
from labeler.session.queues import Asked, Mask, Plan
from labeler.session.results import Changes

Rows = NDArray[np.intp]
Parts = tuple[tuple[str, bool], ...]

_MANY = 2000
UNTIL = " and count as lost until they are settled"


class AuditCountdown:
    """One audit, begun or not, by the working labels; ``refresh`` costs what the examples touched cost.

    ``at_most`` are the undecided examples that open pairs ask for, ``in_conflict`` those of them that somebody has
    decided, ``reviewed`` the decided ones that could matter.
    """

    def __init__(self, session: OpenProject, asked: Asked) -> None:
        """Raises LabelerError where there is none to be begun."""
        self._session = session
        of = claim(session, split=split_of(session, asked.splits), leader=asked.model, metric=None, risk_limit=None)
        self._course = Course(session, of)
        self._course.require_auditable()
        self._ordinals = of.rows
        self._count()

    @classmethod
    def of(cls, session: OpenProject, plan: Plan) -> AuditCountdown:
        """That of a queue drawn from it."""
        splits = plan.asked.splits if plan.asked else ()
        return cls(session, Asked(splits, model=plan.model))

    @property
    def leader(self) -> str:
        return self.state.audit.leader

    @property
    def state(self) -> AuditState:
        assert self._course.state is not None
        return self._course.state

    def refresh(self, ordinals: Iterable[int]) -> None:
        """Take over what was decided on these examples."""
        touched, before = list(ordinals), self.state
        if len(touched) > _MANY:
            self._course = Course(self._session, self._course.claim)
            self._count()
            return
        ids = self._session.examples.ids
        self._course.update(Changes(examples=tuple(ids[ordinal] for ordinal in touched)))
        self._recount(before, self._rows_of(touched))

    def _rows_of(self, ordinals: list[int]) -> Rows:
        rows = np.searchsorted(self._ordinals, ordinals)
        inside = rows < len(self._ordinals)
        inside[inside] = self._ordinals[rows[inside]] == np.asarray(ordinals)[inside]
        return np.unique(rows[inside])

    def _count(self) -> None:
        self.reviewed = self.state.reviewed
        self._count_open()

    def _count_open(self) -> None:
        self._queue = self.state.queue
        asked = self.state.status[self._queue]
        self.at_most = int(np.count_nonzero(UNDECIDED[asked]))
        self.in_conflict = int(np.count_nonzero(asked == Status.CONFLICT))

    def _recount(self, before: AuditState, rows: Rows) -> None:
        """While the same pairs are open, only what was touched counts otherwise: whole masks take milliseconds."""
        was, is_ = before.status[rows], self.state.status[rows]
        self.reviewed += _more(~UNDECIDED[was], ~UNDECIDED[is_], self.state.audit.matters[rows])
        if before.outcomes != self.state.outcomes:
            self._count_open()
            return
        asked = self._queue[rows]
        self.at_most += _more(UNDECIDED[was], UNDECIDED[is_], asked)
        self.in_conflict += _more(was == Status.CONFLICT, is_ == Status.CONFLICT, asked)

    @property
    def expected(self) -> int | None:
        """Further reviews if no further label changes; None if they would never certify the leader."""
        return self.state.expected_reviews

    @property
    def total(self) -> int:
        """Examples that open pairs ask for, decided or not."""
        return int(np.count_nonzero(self._queue))

    @property
    def sentence(self) -> str:
        return "".join(text for text, _ in self.parts(None))

    def drawn(self, size: int | None) -> int:
        """How many examples that nobody decided a queue of this size a split has; None: all."""
        waiting = self._session.examples.splits[self._ordinals[self._queue & (self.state.status == Status.GIVEN)]]
        return sum(min(count, size or count) for count in np.bincount(waiting).tolist())

    @property
    def counts(self) -> tuple[int, int]:
        """Examples that could matter and are decided, and those that still could."""
        return self.reviewed, self.at_most

    def parts(self, pace: float | None) -> Parts:
        """One sentence as (text, stressed)."""
        if self.state.certified:
            return self._certified()
        if self.state.refuted:
            return self._refuted()
        if not self.at_most:
            return ((f"not settled over {self._rivals(None)}: nothing is left to review but what is unsure", True),)
        if self.at_most == self.in_conflict:
            left = "1 left is" if self.at_most == 1 else f"{self.at_most:,} left are"
            return ((f"{self.reviewed:,} decided · ", False), (f"the {left} in conflict", True), (UNTIL, False))
        verb = "settles" if self.at_most == 1 else "settle"
        return (
            (f"{self.reviewed:,} decided · ", False),
            (f"at most {self.at_most:,} more", True),
            (f" {verb} {self.leader} over {self._rivals(None)}", False),
            *_expected(self.expected, self.at_most),
            *_time(self.expected, self.at_most, pace),
        )

    def _certified(self) -> Parts:
        best = f"best of {len(self.state.duels) + 1}"
        after = f" after {counted(self.reviewed, 'review')}"
        if self.state.certain:
            return (f"{self.leader} is {best} for certain", True), (after, False)
        return (f"{self.leader} is certified {best}", True), (after, False)

    def _refuted(self) -> Parts:
        behind = Outcome.RIVAL in self.state.outcomes
        outcome = Outcome.RIVAL if behind else Outcome.TIE
        are = "is" if self.state.outcomes.count(outcome) == 1 else "are"
        how = "ahead" if behind else "exactly as good"
        best = "the best" if behind else "the one best"
        return ((f"{self.leader} is not {best}: {self._rivals(outcome)} {are} {how} for certain", True),)

    def _rivals(self, outcome: Outcome | None) -> str:
        state = self.state
        names = [d.contest.rival for d, found in zip(state.duels, state.outcomes, strict=True) if found is outcome]
        return listed(names) if len(names) < 4 else f"{names[0]} and {len(names) - 1} others"


def _more(was: Mask, is_: Mask, among: Mask) -> int:
    return int(np.count_nonzero(is_ & among)) - int(np.count_nonzero(was & among))


def _expected(expected: int | None, at_most: int) -> Parts:
    if expected is None or expected >= at_most:
        return ()
    return ((f", about {expected:,} if no further label changes", False),)


def _time(expected: int | None, at_most: int, pace: float | None) -> Parts:
    if pace is None:
        return ()
    if expected is None:
        return ((f" · {duration(at_most * pace).replace('about', 'at most')}", False),)
    return ((f" · {duration(expected * pace)}", False),)
