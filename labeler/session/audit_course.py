"""How one audit goes by the working labels: followed decision by decision (METHOD 6)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from labeler.core import audit_words as words
from labeler.core.audit import AuditState
from labeler.core.audit_pair import Duel, Outcome
from labeler.errors import LabelerError
from labeler.session.audit_losses import TOO_FINE, Losses, built
from labeler.session.audit_results import AuditEntry, PairFigures
from labeler.session.claims import Claim, recorded
from labeler.session.open_project import OpenProject
from labeler.session.results import Changes
from labeler.store.audits import AuditRecord

Limits = tuple[float, float]


class Course:
    """One audit, begun or not; ``update`` costs what the examples touched cost, not the split.

    ``state`` is None where the metric has no audit, for the ``reason``.
    """

    def __init__(self, session: OpenProject, of: Claim) -> None:
        self._session = session
        self.claim = of
        self._losses = Losses.of(of, session.examples)
        audit = None if self._losses.reason else built(of, self._losses, session.examples)
        self.reason = self._losses.reason or (TOO_FINE if audit is None else None)
        self.state: AuditState | None = None
        if audit is not None:
            labels = session.review.labels
            losses = self._losses.under(labels.truth.taken(of.rows), of.rows)
            self.state = audit.state(losses, labels.status[of.rows])

    def require_auditable(self) -> None:
        """Raises LabelerError where the metric has no audit or there is no rival."""
        of = self.claim
        if self.reason is not None:
            raise LabelerError(words.not_auditable(of.metric.title, self.reason))
        if not of.rivals:
            raise LabelerError(f"there is no rival to {of.leader}; add the predictions of another model")

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
        self.state = state.updated(row, self._losses.under(truth, rows)[:, 0], resolution.status)

    def pairs(self, *, since: Sequence[PairFigures] | None = None) -> tuple[PairFigures, ...]:
        """The leader against every rival; none where the metric has no audit.

        The limits of the differences take a few milliseconds a pair; with ``since`` they are taken from there.
        """
        if self.state is None:
            return ()
        if since is not None:
            known = {pair.rival: (pair.interval, pair.difference_interval) for pair in since}
            return tuple(_pair(duel, known[duel.contest.rival]) for duel in self.state.duels)
        labels, rows = self._session.review.labels, self.claim.rows
        kept = rows[~labels.excluded[rows]]
        divisor = self._losses.divisor(labels.truth.taken(kept), kept)
        return tuple(_pair(duel, self._limits(duel, divisor)) for duel in self.state.duels)

    def _limits(self, duel: Duel, divisor: float) -> tuple[Limits, Limits | None]:
        low, high = duel.interval()
        in_units = self._losses.in_units
        return (in_units(low), in_units(high)), (low / divisor, high / divisor) if divisor else None

    def adopt(self, session: OpenProject) -> None:
        """Follow another session on the same file from now on."""
        self._session = session

    def entry(self, record: AuditRecord) -> AuditEntry:
        """Where it stands, for the list of all audits."""
        state = self.state
        return AuditEntry(record) if state is None else _entry(record, state)


def course_of(session: OpenProject, record: AuditRecord) -> Course | None:
    """That of an audit begun; None where the predictions of one of its models were replaced since."""
    of = recorded(session, record)
    return None if of is None else Course(session, of)


def _pair(duel: Duel, limits: tuple[Limits | None, Limits | None]) -> PairFigures:
    outcome, (interval, difference) = duel.outcome, limits
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
        interval=interval,
        difference_interval=difference,
        weak=duel.weak,
    )


def _entry(record: AuditRecord, state: AuditState) -> AuditEntry:
    return AuditEntry(record, state.measured_risk, certified=state.certified, refuted=state.refuted)


def _further(duel: Duel) -> int | None:
    """Reviews until this pair is certified by itself, if no further label changes."""
    if duel.outcome is not None:
        return 0 if duel.outcome is Outcome.LEADER else None
    return None if duel.needed is None else len(set(duel.needed.tolist()))
