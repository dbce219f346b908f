"""What an audit is about: which models, on which examples, by which metric (METHOD 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from labeler.core.audit_pair import RISK_LIMIT, UNDECIDED, Terms
from labeler.core.audit_units import later_seed
from labeler.core.metrics.base import Metric, summed
from labeler.core.ordering import Standings
from labeler.core.predictions import Prediction
from labeler.core.sampling import Ordinals
from labeler.core.splits import POOLED
from labeler.core.working import Labels
from labeler.errors import LabelerError
from labeler.session import figures
from labeler.session.criteria import bounds_in_force, feasible, metric_in_force
from labeler.session.open_project import OpenProject
from labeler.session.results import NotCompared
from labeler.store.audits import AuditRecord, read_audits, read_decided

Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]

OUTSIDE = "it doesn't meet the bounds"
_COMPLEMENTS = {"accuracy": "error"}
"""Who is ahead by the one is ahead by the other, and every example moves both alike."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Claim:
    """That the leader is the best of these models: ``models`` has it first, ``rows`` are the ordinals of the split.

    ``number`` is that of the audit begun for it, None before; ``aside`` marks the rows decided before a later audit.
    """

    split: str
    metric: Metric
    models: tuple[Prediction, ...]
    best: str
    rows: Rows
    aside: Mask
    round: int
    seed: int
    risk_limit: float
    number: int | None
    not_compared: tuple[NotCompared, ...] = ()
    audits: tuple[AuditRecord, ...] = ()

    @property
    def leader(self) -> str:
        return self.models[0].model

    @property
    def rivals(self) -> list[str]:
        return [prediction.model for prediction in self.models[1:]]

    @property
    def revisions(self) -> dict[str, int]:
        return {prediction.model: prediction.revision for prediction in sorted(self.models, key=lambda p: p.model)}

    @property
    def terms(self) -> Terms:
        chosen = len(self.rivals) if self.leader != self.best else 1
        return Terms(self.risk_limit, self.round * chosen)


def claim(
    session: OpenProject,
    *,
    split: str,
    leader: str | None,
    metric: str | None,
    risk_limit: float | None,
) -> Claim:
    """The audit that runs for this, else one that would begin now; its leader then is the best by the given labels.

    Only models that meet the bounds in force are compared. Raises LabelerError for a leader that can't be compared, a
    split nobody predicts, bounds nobody meets or a limit that is no share.
    """
    if risk_limit is not None and not 0 < risk_limit < 1:
        raise LabelerError(f"{risk_limit:g} is no risk limit; give a share between 0 and 1, like 0.05")
    measure = metric_in_force(session, metric)
    left_out: list[NotCompared] = []
    models = _candidates(session, measure, split, left_out)
    if leader is not None and leader not in models:
        _refuse(session, leader, split, left_out)
    if not models:
        raise LabelerError(_nobody(split, left_out))
    audits = tuple(read_audits(session.connection))
    record = _running(audits, split, measure, models, leader)
    if record is None:
        found = _new(session, measure, split, models, leader=leader, audits=audits)
    else:
        found = _begun(session, record, models)
    limit = found.risk_limit if risk_limit is None else risk_limit
    return replace(found, risk_limit=limit, not_compared=tuple(left_out), audits=audits)


def one_claim(metric: str, other: str) -> bool:
    """Whether an audit by one of two metrics, named, answers for the other too."""
    return _COMPLEMENTS.get(metric, metric) == _COMPLEMENTS.get(other, other)


def recorded(session: OpenProject, record: AuditRecord) -> Claim | None:
    """What an audit was begun for; None where the predictions of one of its models were replaced since."""
    here = session.examples.members(record.split)
    models = {p.model: p for p in session.predictions if record.models.get(p.model) == p.revision and p.covers(here)}
    return _begun(session, record, models) if models.keys() == record.models.keys() else None


def _begun(session: OpenProject, record: AuditRecord, models: Mapping[str, Prediction]) -> Claim:
    rows = np.flatnonzero(session.examples.members(record.split))
    later = record.round > 1
    return Claim(
        split=record.split,
        metric=session.examples.metric(record.metric),
        models=_led(models, record.leader),
        best=record.best,
        rows=rows,
        aside=np.isin(rows, read_decided(session.columns, record.number)) if later else np.zeros(len(rows), np.bool_),
        round=record.round,
        seed=record.seed,
        risk_limit=record.risk_limit,
        number=record.number,
    )


def _new(
    session: OpenProject,
    metric: Metric,
    split: str,
    models: Mapping[str, Prediction],
    *,
    leader: str | None,
    audits: Sequence[AuditRecord],
) -> Claim:
    rows = np.flatnonzero(session.examples.members(split))
    best = _best(session, metric, rows, list(models.values()))
    number = 1 + sum(_overlap(record.split, split) for record in audits)
    return Claim(
        split=split,
        metric=metric,
        models=_led(models, leader or best),
        best=best,
        rows=rows,
        aside=decided(session, rows) if number > 1 else np.zeros(len(rows), np.bool_),
        round=number,
        seed=later_seed(session.examples.seed, number),
        risk_limit=RISK_LIMIT,
        number=None,
    )


def _led(models: Mapping[str, Prediction], leader: str) -> tuple[Prediction, ...]:
    return (models[leader], *(models[name] for name in models if name != leader))


def _candidates(session: OpenProject, metric: Metric, split: str, left_out: list[NotCompared]) -> dict[str, Prediction]:
    """The models that the metric can judge and that meet the bounds by the given labels; the others are left out."""
    models = figures.comparable(session, metric, split, left_out)
    rows = np.flatnonzero(session.examples.members(split))
    meets = feasible(session, models, rows, Labels.given(session.examples), bounds_in_force(session))
    found = {}
    for prediction, inside in zip(models, meets.tolist(), strict=True):
        if inside:
            found[prediction.model] = prediction
        else:
            left_out.append(NotCompared(prediction.model, split, OUTSIDE))
    return found


def _nobody(split: str, left_out: Sequence[NotCompared]) -> str:
    if any(entry.reason == OUTSIDE for entry in left_out):
        return f"no model meets every bound on {split}; loosen one of them with 'labeler criteria'"
    return f"no model predicts {split}; add predictions that cover it"


def split_of(session: OpenProject, asked: Sequence[str]) -> str:
    """The one split to audit: dev and test together where both exist, unless told otherwise."""
    covered = figures.splits_to_cover(session, asked)
    if not asked:
        return covered[-1]
    parts = {part for name in covered for part in name.split("+")}
    if parts == set(POOLED.split("+")):
        return POOLED
    if len(parts) > 1:
        raise LabelerError(f"an audit is of one split or of {POOLED}, not of {' and '.join(covered)}")
    return covered[0]


def decided(session: OpenProject, rows: Ordinals) -> Mask:
    """Which of these ordinals are decided; one in conflict is not."""
    mask: Mask = ~UNDECIDED[session.review.labels.status[rows]]
    return mask


def _best(session: OpenProject, metric: Metric, rows: Rows, models: Sequence[Prediction]) -> str:
    """By the given labels, ties by name."""
    sums = summed(metric.counts(session.examples.given, models, session.examples.weights, rows=rows))
    names = [prediction.model for prediction in models]
    return names[Standings.of(metric, sums).order(names)[0]]


def _refuse(session: OpenProject, leader: str, split: str, left_out: Sequence[NotCompared]) -> None:
    figures.model(session, leader)
    reason = next(entry.reason for entry in left_out if entry.model == leader)
    loosen = ", or loosen them with 'labeler criteria'" if reason == OUTSIDE else ""
    raise LabelerError(f"{leader} can't lead an audit of {split}: {reason}; choose another leader{loosen}")


def _running(
    audits: Sequence[AuditRecord], split: str, metric: Metric, models: Mapping[str, Prediction], leader: str | None
) -> AuditRecord | None:
    """The last audit of exactly this claim, be it by the metric's complement."""
    revisions = {name: prediction.revision for name, prediction in models.items()}
    for record in reversed(audits):
        same = (record.split, record.models) == (split, revisions) and one_claim(record.metric, metric.name)
        if same and leader in (None, record.leader):
            return record
    return None


def _overlap(first: str, second: str) -> bool:
    return not set(first.split("+")).isdisjoint(second.split("+"))
