"""The ranking audit of a project: begun once, recorded, and read after every decision (METHOD 6)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from labeler.core.decisions import Status
from labeler.core.sampling import Ordinals
from labeler.core.splits import SPLITS
from labeler.session.audit_course import Course
from labeler.session.audit_results import AuditFigures
from labeler.session.claims import Claim, claim, decided, split_of
from labeler.session.installation import default_reviewer, now
from labeler.session.live_audit import LiveAudit
from labeler.session.open_project import OpenProject
from labeler.session.queues import Asked, Plan
from labeler.store.audits import AuditRecord, write_audit
from labeler.store.transactions import transaction


def audit(
    session: OpenProject,
    *,
    split: Sequence[str] = (),
    leader: str | None = None,
    risk: float | None = None,
    metric: str | None = None,
) -> AuditFigures:
    """How an audit stands; where none was begun for this claim, what one begun now would say. Begins nothing."""
    of = claim(session, split=split_of(session, split), leader=leader, metric=metric, risk_limit=risk)
    return LiveAudit(session, of).figures()


def begun(session: OpenProject, of: Claim, *, by: str) -> Claim:
    """The claim with its audit begun and recorded, if none runs for it; only then must the project be writable.

    Raises LabelerError where the metric has no audit or there is no rival.
    """
    if of.number is not None:
        return of
    Course(session, of).require_auditable()
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


def asked(session: OpenProject, split: Sequence[str], leader: str | None, size: int | None) -> Asked:
    """A queue of one split's audit."""
    return Asked((split_of(session, split),), named_splits=bool(split), model=leader, size=size)


def queue(
    session: OpenProject,
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
    state = Course(session, of).state
    assert state is not None
    rows = state.exact_order() if exact_count or asked.exact_count else state.in_order()
    return Plan("audit", of.leader, _first(session, of.rows[rows], asked.size))


def _first(session: OpenProject, ordinals: Ordinals, size: int | None) -> Ordinals:
    """As many undecided examples of each split, and the decided ones up to there."""
    if size is None:
        return ordinals
    splits = session.examples.splits[ordinals]
    waiting = session.review.labels.status[ordinals] == Status.GIVEN  # one in conflict waits to be settled elsewhere
    kept = np.zeros(len(ordinals), np.bool_)
    for code in range(len(SPLITS)):
        here = splits == code
        kept |= here & (np.cumsum(waiting & here) - (waiting & here) < size)
    chosen: Ordinals = ordinals[kept]
    return chosen
