"""All that an audit says, kept up to date as decisions are taken (METHOD 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labeler.core import audit_words as words
from labeler.core.audit import AuditState
from labeler.core.audit_pair import SURE, Outcome
from labeler.core.decisions import Status
from labeler.core.metrics.base import summed
from labeler.core.ordering import TOLERANCE, Standings
from labeler.core.pace import seconds_a_decision
from labeler.core.quality import Quality
from labeler.session import quality
from labeler.session.audit_course import Course, course_of
from labeler.session.audit_results import AuditEntry, AuditFigures, PairFigures
from labeler.session.claims import Claim, decided
from labeler.session.open_project import OpenProject
from labeler.session.paces import times
from labeler.session.results import Changes
from labeler.store.audits import AuditRecord

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Stands:
    """Where an audit stands; ``matters`` marks the rows that can move some pair, None where all can."""

    auditable: bool
    certified: bool
    measured_risk: float | None
    reviewed: int
    remaining_at_most: int
    expected_reviews: int | None
    pairs: tuple[PairFigures, ...]
    matters: Mask | None
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the figures and takes a look at every decision: pace in seconds, share blind, quality."""

    pace: float | None
    blind: float | None
    checked: tuple[Quality, ...]


class LiveAudit:
    """An audit, and all that were begun, by the working labels; ``update`` costs what the examples touched cost.

    Make it anew when an audit is begun, models are added or bounds change.
    """

    def __init__(self, session: OpenProject, of: Claim) -> None:
        self._session = session
        self.claim = of
        self._course = Course(session, of)
        self._listed = [(record, self._course_of(record)) for record in of.audits]
        self._last: tuple[_Stands, _Beside] | None = None
        self._waiting: list[int] | None = None

    def _course_of(self, record: AuditRecord) -> Course | None:
        """The one looked at where it is that, at the same risk limit."""
        same = (self.claim.number, self.claim.risk_limit) == (record.number, record.risk_limit)
        return self._course if same else course_of(self._session, record)

    @property
    def state(self) -> AuditState | None:
        """Of the audit looked at; None where the metric has no audit."""
        return self._course.state

    def adopt(self, session: OpenProject) -> None:
        """Follow another session on the same file from now on, as one of another thread.

        What was decided since this one was made is still to be told: ``update`` may be told what it knows already.
        """
        self._session = session
        for course in self._courses():
            course.adopt(session)

    def update(self, changes: Changes) -> None:
        """Take over what a decision, an undo or an import changed."""
        self._waiting = None
        for course in self._courses():
            course.update(changes)

    def _courses(self) -> set[Course]:
        return {self._course, *(course for _, course in self._listed if course is not None)}

    def figures(self) -> AuditFigures:
        """All that ``labeler audit`` says; the limits of the differences take a few milliseconds a pair."""
        stands = self._stands()
        beside = _Beside(
            seconds_a_decision(times(self._session)), self._blind_share(stands.matters), _checked(self._session)
        )
        self._last = stands, beside
        return self._told(stands, beside)

    def glance(self) -> AuditFigures:
        """The same at every decision, in milliseconds: what takes longer is that of the last ``figures``.

        That is the limits of the differences, pace, blind share and quality; and all where the metric has no audit.
        """
        if self._last is None:
            return self.figures()
        stands, beside = self._last
        if self.state is not None:
            stands = self._by_bets(self.state, since=stands.pairs)
        return self._told(stands, beside)

    def next_reviews(self, size: int) -> int:
        """How many examples that nobody decided the audit's queue of ``size`` a split has."""
        if self.state is None:
            return 0
        if self._waiting is None:
            rows = self.claim.rows[self.state.queue & (self.state.status == Status.GIVEN)]
            self._waiting = np.bincount(self._session.examples.splits[rows]).tolist()
        return sum(min(count, size) for count in self._waiting)

    def _told(self, stands: _Stands, beside: _Beside) -> AuditFigures:
        of, pace, audits = self.claim, beside.pace, self._audits()
        leads = any(pair.certified for pair in stands.pairs)
        return AuditFigures(
            split=of.split,
            leader=of.leader,
            risk_limit=of.risk_limit,
            auditable=stands.auditable,
            certified=stands.certified,
            measured_risk=stands.measured_risk,
            reviewed=stands.reviewed,
            remaining_at_most=stands.remaining_at_most,
            expected_reviews=stands.expected_reviews,
            minutes_at_most=_minutes(stands.remaining_at_most, pace) if stands.auditable else None,
            minutes_expected=_minutes(stands.expected_reviews, pace),
            pairs=stands.pairs,
            metric=of.metric.name,
            number=of.number,
            round=of.round,
            risk_factor=of.terms.factor,
            best_by_given=of.best,
            blind_share=beside.blind,
            reviewers=beside.checked,
            not_compared=of.not_compared,
            audits=audits,
            notes=(
                *(words.beside(blind=beside.blind, checked=beside.checked) if leads else ()),
                *stands.notes,
                *self._about(audits),
            ),
            warnings=(*stands.warnings, *words.doubts(blind=beside.blind, checked=beside.checked)),
            verdict=stands.verdict,
        )

    def _stands(self) -> _Stands:
        return self._counted() if self.state is None else self._by_bets(self.state)

    def _by_bets(self, state: AuditState, *, since: Sequence[PairFigures] | None = None) -> _Stands:
        of = self.claim
        return _Stands(
            auditable=True,
            certified=state.certified,
            measured_risk=state.measured_risk,
            reviewed=state.reviewed,
            remaining_at_most=state.remaining_at_most,
            expected_reviews=state.expected_reviews,
            pairs=self._course.pairs(since=since),
            matters=state.audit.matters,
            notes=tuple(words.single(state)),
            warnings=tuple(words.warnings(state, best=of.best, round_=of.round)),
            verdict=words.verdict(state, of.split),
        )

    def _counted(self) -> _Stands:
        """Where there is no audit: certain only once no label left could matter."""
        of, outcomes = self.claim, self._counted_out()
        done = decided(self._session, of.rows)
        reviewed = int(done.sum())
        pairs = tuple(_counted_pair(rival, reviewed, found) for rival, found in outcomes.items())
        return _Stands(
            auditable=False,
            certified=bool(pairs) and all(pair.certified for pair in pairs),
            measured_risk=None,
            reviewed=reviewed,
            remaining_at_most=0 if all(outcomes.values()) else len(done) - reviewed,
            expected_reviews=None,
            pairs=pairs,
            matters=None,
            notes=(),
            warnings=(),
            verdict=words.not_auditable(of.metric.title, self._course.reason or ""),
        )

    def _blind_share(self, counting: Mask | None = None) -> float | None:
        """Of the decided examples, or those of them that count: taken before the predictions were seen."""
        review, rows = self._session.review, self.claim.rows
        told = review.labels.status[rows] != Status.GIVEN
        seen = [review.blind(row) for row in rows[told if counting is None else told & counting].tolist()]
        return sum(seen) / len(seen) if seen else None

    def _audits(self) -> tuple[AuditEntry, ...]:
        return tuple(AuditEntry(record) if course is None else course.entry(record) for record, course in self._listed)

    def _about(self, audits: Iterable[AuditEntry]) -> Iterator[str]:
        """What the list of all audits doesn't say by itself."""
        yield from words.several([entry.record.number for entry in audits if entry.certified])
        others: dict[str, list[int]] = {}
        for record in self.claim.audits:
            if record.metric != self.claim.metric.name:
                others.setdefault(record.metric, []).append(record.number)
        for metric, numbers in others.items():
            yield words.elsewhere(numbers, title=self._session.examples.metric(metric).title)

    def _counted_out(self) -> dict[str, Outcome | None]:
        """Who is ahead of whom whatever the labels not decided yet are; None where these leave it open."""
        of, examples, labels = self.claim, self._session.examples, self._session.review.labels
        kept = of.rows[~labels.excluded[of.rows]]
        counts = of.metric.counts(labels.truth, of.models, examples.weights, rows=kept)
        undecided = ~SURE[labels.status[kept]]
        if undecided.any():
            limits = of.metric.limits(counts, undecided)
            signs = [0] * len(of.rivals) if limits is None else _apart(*limits, higher=of.metric.higher_is_better)
            told: dict[int, Outcome | None] = {-1: Outcome.LEADER, 0: None, 1: Outcome.RIVAL}
        else:
            signs = Standings.of(of.metric, summed(counts)).behind[0, 1:].tolist()
            told = {-1: Outcome.LEADER, 0: Outcome.TIE, 1: Outcome.RIVAL}
        return {rival: told[sign] for rival, sign in zip(of.rivals, signs, strict=True)}


def _apart(low: NDArray[np.float64], high: NDArray[np.float64], *, higher: bool) -> list[int]:
    """Of the first model and each other: −1 where it is surely better, 1 where surely worse, else 0."""
    above = (low[0] > high[1:] + TOLERANCE).astype(int) - (high[0] < low[1:] - TOLERANCE)
    signs: list[int] = (-above if higher else above).tolist()
    return signs


def _minutes(reviews: int | None, pace: float | None) -> float | None:
    return None if reviews is None or pace is None else reviews * pace / 60


def _checked(session: OpenProject) -> tuple[Quality, ...]:
    """Whom the quality check says something of: with one reviewer there is nobody to compare."""
    names = list(quality.reviewers(session))
    found = [quality.quality(session, name) for name in names] if len(names) > 1 else []
    return tuple(check for check in found if check.compared)


def _counted_pair(rival: str, reviewed: int, outcome: Outcome | None) -> PairFigures:
    return PairFigures(
        rival=rival,
        disagreements=None,
        reviewed=reviewed,
        draws=0,
        margin=None,
        measured_risk=None,
        certified=outcome is Outcome.LEADER,
        settled_exactly=outcome is not None,
        outcome=outcome and outcome.value,
        expected_reviews=None,
        interval=None,
        difference_interval=None,
        weak=False,
    )
