"""The ranking audit of a project: begun once, recorded, and read after every decision (METHOD 6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from labeler.core import audit_words as words
from labeler.core.audit import AuditState
from labeler.core.audit_pair import SURE, Duel, Outcome
from labeler.core.decisions import Status
from labeler.core.metrics.base import summed
from labeler.core.ordering import Standings
from labeler.core.pace import seconds_a_decision
from labeler.core.quality import Quality
from labeler.core.sampling import Ordinals
from labeler.core.splits import SPLITS
from labeler.errors import LabelerError
from labeler.session import quality
from labeler.session.audit_results import AuditFigures, PairFigures
from labeler.session.claims import TOO_FINE, Claim, Losses, built, claim, decided, split_of
from labeler.session.installation import default_reviewer, now
from labeler.session.queues import Asked, Plan
from labeler.session.results import Changes
from labeler.store.audits import AuditRecord, write_audit
from labeler.store.transactions import transaction

if TYPE_CHECKING:
    from labeler.session.session import Session


def audit(
    session: Session,
    *,
    split: Sequence[str] = (),
    leader: str | None = None,
    risk: float | None = None,
    metric: str | None = None,
) -> AuditFigures:
    """How an audit stands; where none was begun for this claim, what one begun now would say. Begins nothing."""
    of = claim(session, split=split_of(session, split), leader=leader, metric=metric, risk_limit=risk)
    return LiveAudit(session, of).figures()


def begun(session: Session, of: Claim, *, by: str) -> Claim:
    """The claim with its audit begun and recorded, if none runs for it; only then must the project be writable.

    Raises LabelerError where the metric has no audit or there is no rival.
    """
    if of.number is not None:
        return of
    live = LiveAudit(session, of)
    if live.reason is not None:
        raise LabelerError(words.not_auditable(of.metric.title, live.reason))
    if not of.rivals:
        raise LabelerError(f"there is no rival to {of.leader}; add the predictions of another model")
    session.require_writable()
    record = AuditRecord(
        number=1 + max((known.number for known in of.audits), default=0),
        at=now(),
        by=by,
        split=of.split,
        metric=of.metric.name,
        risk_limit=of.risk_limit,
        leader=of.leader,
        best=of.best,
        models=of.revisions,
        round=of.round,
        seed=of.seed,
    )
    with transaction(session.connection):
        write_audit(session.connection, record, decided=of.rows[decided(session, of.rows)])
    return claim(session, split=of.split, leader=of.leader, metric=of.metric.name, risk_limit=None)


def asked(session: Session, split: Sequence[str], leader: str | None, size: int | None) -> Asked:
    """A queue of one split's audit."""
    return Asked((split_of(session, split),), named_splits=bool(split), model=leader, size=size)


def queue(
    session: Session,
    asked: Asked,
    *,
    metric: str | None = None,
    risk: float | None = None,
    exact_count: bool = False,
) -> Plan:
    """What open pairs still need, as they draw it; begins the audit if none runs. The model asked for is the leader.

    Decided examples are included; ``size`` of a split counts those that are not. With ``exact_count`` the undecided
    alone, those first that decide most by counting.
    """
    split = split_of(session, asked.splits)
    wanted = claim(session, split=split, leader=asked.model, metric=metric, risk_limit=risk)
    of = begun(session, wanted, by=default_reviewer())
    state = LiveAudit(session, of).state
    assert state is not None
    rows = state.exact_order() if exact_count else state.in_order()
    return Plan("audit", of.leader, _first(session, of.rows[rows], asked.size))


def _first(session: Session, ordinals: Ordinals, size: int | None) -> Ordinals:
    """As many undecided examples of each split, and the decided ones up to there."""
    if size is None:
        return ordinals
    splits = session.examples.splits[ordinals]
    waiting = ~decided(session, ordinals)
    kept = np.zeros(len(ordinals), np.bool_)
    for code in range(len(SPLITS)):
        here = splits == code
        kept |= here & (np.cumsum(waiting & here) - (waiting & here) < size)
    chosen: Ordinals = ordinals[kept]
    return chosen


class LiveAudit:
    """An audit by the working labels; ``update`` costs what the examples touched cost, not the split.

    ``state`` is None where the metric has no audit, for the ``reason``. Make it anew when models are added.
    """

    def __init__(self, session: Session, of: Claim) -> None:
        self._session = session
        self.claim = of
        self.losses = Losses.of(of, session.examples)
        audit = None if self.losses.reason else built(of, self.losses, session.examples)
        self.reason = self.losses.reason or (TOO_FINE if audit is None else None)
        self.state: AuditState | None = None
        if audit is not None:
            labels = session.review.labels
            self.state = audit.state(self.losses.under(labels.truth.taken(of.rows), of.rows), labels.status[of.rows])

    def update(self, changes: Changes) -> None:
        """Take over what a decision, an undo or an import changed."""
        for example_id in changes.examples:
            ordinal = self._session.ordinal(example_id)
            row = int(np.searchsorted(self.claim.rows, ordinal))
            if self.state is not None and row < len(self.claim.rows) and self.claim.rows[row] == ordinal:
                self._take_over(self.state, row, ordinal)

    def _take_over(self, state: AuditState, row: int, ordinal: int) -> None:
        examples, resolution = self._session.examples, self._session.review.resolution(ordinal)
        corrected = {} if resolution.label is None else {0: resolution.label}
        rows = np.array([ordinal])
        truth = examples.task.corrected(examples.given.taken(rows), corrected, examples.vocabulary)
        self.state = state.updated(row, self.losses.under(truth, rows)[:, 0], resolution.status)

    def figures(self) -> AuditFigures:
        """All that ``labeler audit`` says; the limits of the differences take a few milliseconds a pair."""
        if self.state is None:
            return self._without_audit(self.reason or "")
        state, of = self.state, self.claim
        blind, pace, checked = self._blind_share(state), _pace(self._session), _checked(self._session)
        return AuditFigures(
            split=of.split,
            leader=of.leader,
            risk_limit=of.risk_limit,
            auditable=True,
            certified=state.certified,
            measured_risk=state.measured_risk,
            reviewed=state.reviewed,
            remaining_at_most=state.remaining_at_most,
            expected_reviews=state.expected_reviews,
            minutes_at_most=_minutes(state.remaining_at_most, pace),
            minutes_expected=_minutes(state.expected_reviews, pace),
            pairs=self._pairs(state),
            metric=of.metric.name,
            number=of.number,
            round=of.round,
            risk_factor=of.terms.factor,
            best_by_given=of.best,
            blind_share=blind,
            reviewers=checked,
            not_compared=of.not_compared,
            audits=of.audits,
            warnings=tuple(words.warnings(state, best=of.best, round_=of.round, blind=blind, checked=checked)),
            verdict=words.verdict(state, of.split),
        )

    def _pairs(self, state: AuditState) -> tuple[PairFigures, ...]:
        labels, rows = self._session.review.labels, self.claim.rows
        kept = rows[~labels.excluded[rows]]
        divisor = self.losses.divisor(labels.truth.taken(kept), kept)
        return tuple(_pair(duel, divisor) for duel in state.duels)

    def _blind_share(self, state: AuditState) -> float | None:
        """Of the decided examples that can matter to some pair: taken before the predictions were seen."""
        review, counting = self._session.review, self.claim.rows[state.audit.matters & (state.status != Status.GIVEN)]
        seen = [review.blind(ordinal) for ordinal in counting.tolist()]
        return sum(seen) / len(seen) if seen else None

    def _without_audit(self, reason: str) -> AuditFigures:
        """Certain only once every label is known."""
        of = self.claim
        done = decided(self._session, of.rows)
        outcomes = self._counted_out()
        pairs = tuple(_counted_pair(rival, int(done.sum()), found) for rival, found in outcomes.items())
        return AuditFigures(
            split=of.split,
            leader=of.leader,
            risk_limit=of.risk_limit,
            auditable=False,
            certified=bool(pairs) and all(pair.certified for pair in pairs),
            measured_risk=None,
            reviewed=int(done.sum()),
            remaining_at_most=0 if all(outcomes.values()) else int((~done).sum()),
            expected_reviews=None,
            minutes_at_most=None,
            minutes_expected=None,
            pairs=pairs,
            metric=of.metric.name,
            number=None,
            round=of.round,
            risk_factor=of.terms.factor,
            best_by_given=of.best,
            blind_share=None,
            reviewers=(),
            not_compared=of.not_compared,
            audits=of.audits,
            warnings=(),
            verdict=words.not_auditable(of.metric.title, reason),
        )

    def _counted_out(self) -> dict[str, Outcome | None]:
        """Who is ahead of whom once the label of every example is known; None before."""
        of, examples, labels = self.claim, self._session.examples, self._session.review.labels
        if not SURE[labels.status[of.rows]].all():
            return dict.fromkeys(of.rivals)
        kept = of.rows[~labels.excluded[of.rows]]
        counts = of.metric.counts(labels.truth, of.models, examples.weights, rows=kept)
        behind = Standings.of(of.metric, summed(counts)).behind[0, 1:].tolist()
        told = {-1: Outcome.LEADER, 0: Outcome.TIE, 1: Outcome.RIVAL}
        return {rival: told[sign] for rival, sign in zip(of.rivals, behind, strict=True)}


def _pace(session: Session) -> float | None:
    """Seconds a decision, of all reviewers together."""
    taken: dict[str, list[str]] = {}
    for ordinal in session.review.ordinals():
        for name, decision in session.review.decisions(ordinal).items():
            taken.setdefault(name, []).append(decision.at)
    return seconds_a_decision(taken)


def _minutes(reviews: int | None, pace: float | None) -> float | None:
    return None if reviews is None or pace is None else reviews * pace / 60


def _checked(session: Session) -> tuple[Quality, ...]:
    """Whom the quality check says something of: with one reviewer there is nobody to compare."""
    names = list(quality.reviewers(session))
    found = [quality.quality(session, name) for name in names] if len(names) > 1 else []
    return tuple(check for check in found if check.compared)


def _pair(duel: Duel, divisor: float) -> PairFigures:
    low, high = limits = duel.interval()
    outcome = duel.outcome
    return PairFigures(
        rival=duel.contest.rival,
        disagreements=len(duel.contest.rows),
        reviewed=duel.reviewed,
        draws=duel.draws,
        margin=duel.contest.margin,
        measured_risk=duel.measured_risk,
        certified=outcome is Outcome.LEADER,
        settled_exactly=duel.settled is not None,
        outcome=outcome and outcome.value,
        expected_reviews=_further(duel),
        interval=limits,
        difference_interval=(low / divisor, high / divisor) if divisor else None,
        weak=duel.contest.weak,
    )


def _further(duel: Duel) -> int | None:
    """Reviews until this pair is certified by itself, if no further label changes."""
    if duel.outcome is not None:
        return 0 if duel.outcome is Outcome.LEADER else None
    return None if duel.needed is None else len(set(duel.needed.tolist()))


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
