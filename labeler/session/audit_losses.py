"""What the models of an audit lose in whole numbers, and the units drawn from it (METHOD 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.audit import Audit
from labeler.core.audit_units import MOST_UNITS, Units, in_order, whole_weights
from labeler.core.dataset import Examples
from labeler.core.metrics.base import summed
from labeler.core.predictions import Prediction
from labeler.core.sampling import short_tickets
from labeler.core.text import ChosenCells
from labeler.core.truth import Truth
from labeler.session.claims import Claim

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]

AGREEING = "examples on which two models agree can move their order too"
TOO_FINE = "the weights are too fine to be counted in whole units"


@dataclass(frozen=True, eq=False)
class Losses:
    """What the models lose, in whole numbers: ``weights`` of all examples are integers, ``unit`` what 1 is worth.

    ``None`` for ``reason`` means that it can be bounded example by example; else it says why not.
    """

    claim: Claim
    weights: NDArray[np.float64] | None = None
    unit: Fraction | None = None
    reason: str | None = None

    @classmethod
    def of(cls, claim: Claim, examples: Examples) -> Losses:
        first = claim.models[0]
        if claim.metric.bound(first, first, examples.weights, rows=claim.rows[:1]) is None:
            return cls(claim, reason=AGREEING)
        if not claim.metric.weighted or examples.weights is None:
            return cls(claim)
        scaled = whole_weights(examples.weights[claim.rows])
        if scaled is None:
            return cls(claim, reason=TOO_FINE)
        whole, unit = scaled
        weights = np.zeros(len(examples))
        weights[claim.rows] = whole
        return cls(claim, weights, unit)

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

    def in_units(self, sum_: int) -> float:
        """A sum as the user weighs examples; as it is where nothing is weighted."""
        return sum_ if self.unit is None else float(sum_ * self.unit)

    def _counts(self, truth: Truth, models: Sequence[Prediction], rows: Rows) -> NDArray[Any]:
        weights = None if self.weights is None else self.weights[rows]
        return self.claim.metric.counts(truth, [prediction.taken(rows) for prediction in models], weights)

    def bounds(self) -> list[Ints]:
        """Of every rival, over the rows of the claim."""
        leader, *rivals = self.claim.models
        found = [self.claim.metric.bound(leader, rival, self.weights, rows=self.claim.rows) for rival in rivals]
        return [np.rint(bound).astype(np.int64) for bound in found if bound is not None]


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
    ids = ChosenCells(examples.ids, claim.rows)
    known = claim.seed == examples.seed
    tickets = examples.tickets[claim.rows] if known else short_tickets(claim.seed, ids)
    return in_order(ids, tickets, most, seed=claim.seed)
