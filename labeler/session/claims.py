"""What an audit is about: which models, on which examples, by which metric (METHOD 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.audit import Audit
from labeler.core.audit_pair import RISK_LIMIT, UNDECIDED, Terms
from labeler.core.audit_units import MOST_UNITS, Units, in_order, later_seed, whole_weights
from labeler.core.dataset import Examples
from labeler.core.metrics.base import Metric, summed
from labeler.core.ordering import Standings
from labeler.core.predictions import Prediction
from labeler.core.sampling import Ordinals, short_tickets
from labeler.core.splits import POOLED
from labeler.core.truth import Truth
from labeler.errors import LabelerError
from labeler.session import figures
from labeler.session.criteria import metric_in_force
from labeler.session.results import NotCompared
from labeler.store.audits import AuditRecord, read_audits, read_decided

if TYPE_CHECKING:
    from labeler.session.session import Session

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]

AGREEING = "examples on which two models agree can move their order too"
TOO_FINE = "the weights are too fine to be counted in whole units"


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
    not_compared: tuple[NotCompared, ...]
    audits: tuple[AuditRecord, ...]

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


@dataclass(frozen=True, eq=False)
class Losses:
    """What the models lose, in whole numbers: ``weights`` of all examples are scaled to integers.

    ``None`` for ``reason`` means that it can be bounded example by example; else it says why not.
    """

    claim: Claim
    weights: NDArray[np.float64] | None
    reason: str | None

    @classmethod
    def of(cls, claim: Claim, examples: Examples) -> Losses:
        first, weights = claim.models[0], None
        if claim.metric.bound(first, first, examples.weights, rows=claim.rows[:1]) is None:
            return cls(claim, None, AGREEING)
        if claim.metric.weighted and examples.weights is not None:
            whole = whole_weights(examples.weights[claim.rows])
            if whole is None:
                return cls(claim, None, TOO_FINE)
            weights = np.zeros(len(examples))
            weights[claim.rows] = whole
        return cls(claim, weights, None)

    def under(self, truth: Truth, rows: Rows) -> Ints:
        """Of every model, the leader first, on some ordinals, of which ``truth`` holds the labels in that order.

        What a metric counts in favour of a model is lost the other way.
        """
        counts = self._counts(truth, self.claim.models, rows)[0]
        whole: Ints = np.rint(counts).astype(np.int64)
        return -whole if self.claim.metric.higher_is_better else whole

    def divisor(self, truth: Truth, rows: Rows) -> float:
        """What the metric divides by there; the same for every model."""
        return float(summed(self._counts(truth, self.claim.models[:1], rows))[1, 0])

    def _counts(self, truth: Truth, models: Sequence[Prediction], rows: Rows) -> NDArray[Any]:
        weights = None if self.weights is None else self.weights[rows]
        return self.claim.metric.counts(truth, [prediction.taken(rows) for prediction in models], weights)

    def bounds(self) -> list[Ints]:
        """Of every rival, over the rows of the claim."""
        leader, *rivals = self.claim.models
        found = [self.claim.metric.bound(leader, rival, self.weights, rows=self.claim.rows) for rival in rivals]
        return [np.rint(bound).astype(np.int64) for bound in found if bound is not None]


def claim(
    session: Session,
    *,
    split: str,
    leader: str | None,
    metric: str | None,
    risk_limit: float | None,
) -> Claim:
    """The audit that runs for this, else one that would begin now; its leader then is the best by the given labels.

    Raises LabelerError for a leader that can't be compared, a split nobody predicts or a limit that is no share.
    """
    if risk_limit is not None and not 0 < risk_limit < 1:
        raise LabelerError(f"{risk_limit:g} is no risk limit; give a share between 0 and 1, like 0.05")
    measure = metric_in_force(session, metric)
    left_out: list[NotCompared] = []
    models = {p.model: p for p in figures.comparable(session, measure, split, left_out)}
    best = _best(session, measure, split, list(models.values()))
    if leader is not None and leader not in models:
        _refuse(session, leader, split, left_out)
    audits = tuple(read_audits(session.connection))
    running = _running(audits, split, measure, models, leader)
    ahead = running.leader if running else leader or best
    rows = np.flatnonzero(session.examples.members(split))
    known = 1 + sum(_overlap(record.split, split) for record in audits)
    return Claim(
        split=split,
        metric=measure,
        models=(models[ahead], *(models[name] for name in models if name != ahead)),
        best=running.best if running else best,
        rows=rows,
        aside=_aside(session, rows, running, known),
        round=running.round if running else known,
        seed=running.seed if running else later_seed(session.examples.seed, known),
        risk_limit=risk_limit or (running.risk_limit if running else RISK_LIMIT),
        number=running.number if running else None,
        not_compared=tuple(left_out),
        audits=audits,
    )


def split_of(session: Session, asked: Sequence[str]) -> str:
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


def decided(session: Session, rows: Ordinals) -> Mask:
    """Which of these ordinals are decided; one in conflict is not."""
    mask: Mask = ~UNDECIDED[session.review.labels.status[rows]]
    return mask


def built(claim: Claim, losses: Losses, examples: Examples) -> Audit | None:
    """The audit itself; None where it would have too many units."""
    bounds = losses.bounds()
    most = np.max([np.zeros(len(claim.rows), np.int64), *bounds], axis=0)
    if most.sum() > MOST_UNITS:
        return None
    return Audit.of(
        leader=claim.leader,
        rivals=claim.rivals,
        losses=losses.under(examples.given.taken(claim.rows), claim.rows),
        bounds=bounds,
        units=_units(claim, examples, most),
        aside=claim.aside,
        terms=claim.terms,
    )


def _units(claim: Claim, examples: Examples, most: Ints) -> Units:
    ids = [examples.ids[ordinal] for ordinal in claim.rows.tolist()]
    known = claim.seed == examples.seed
    tickets = examples.tickets[claim.rows] if known else short_tickets(claim.seed, ids)
    return in_order(ids, tickets, most, seed=claim.seed)


def _best(session: Session, metric: Metric, split: str, models: Sequence[Prediction]) -> str:
    """By the given labels, ties by name."""
    if not models:
        raise LabelerError(f"no model predicts {split}; add predictions that cover it")
    examples = session.examples
    rows = np.flatnonzero(examples.members(split))
    sums = summed(metric.counts(examples.given, models, examples.weights, rows=rows))
    names = [prediction.model for prediction in models]
    return names[Standings.of(metric, sums).order(names)[0]]


def _refuse(session: Session, leader: str, split: str, left_out: Sequence[NotCompared]) -> None:
    figures.model(session, leader)
    reason = next(entry.reason for entry in left_out if entry.model == leader)
    raise LabelerError(f"{leader} can't lead an audit of {split}: {reason}; choose another leader")


def _running(
    audits: Sequence[AuditRecord], split: str, metric: Metric, models: dict[str, Prediction], leader: str | None
) -> AuditRecord | None:
    """The last audit of exactly this claim."""
    revisions = {name: prediction.revision for name, prediction in models.items()}
    for record in reversed(audits):
        same = (record.split, record.metric, record.models) == (split, metric.name, revisions)
        if same and leader in (None, record.leader):
            return record
    return None


def _overlap(first: str, second: str) -> bool:
    return not set(first.split("+")).isdisjoint(second.split("+"))


def _aside(session: Session, rows: Rows, running: AuditRecord | None, known: int) -> Mask:
    """What a later audit counts and doesn't draw."""
    if running is None:
        return decided(session, rows) if known > 1 else np.zeros(len(rows), np.bool_)
    if running.round == 1:
        return np.zeros(len(rows), np.bool_)
    mask: Mask = np.isin(rows, read_decided(session.columns, running.number))
    return mask
