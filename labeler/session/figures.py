"""Figures of a project: its predictions and labels brought to the core's pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from labeler.core import parity as parities
from labeler.core import ranking as rankings
from labeler.core import sampling
from labeler.core.bootstrap import Progress
from labeler.core.dataset import Examples
from labeler.core.metrics.base import Metric, summed
from labeler.core.ordering import Standings, selection
from labeler.core.predictions import Prediction
from labeler.core.splits import POOLED, SPLITS, evaluated, split_named
from labeler.core.working import Labels
from labeler.errors import LabelerError
from labeler.session import releases
from labeler.session.results import NotCompared, ParityFigures, Ranking

if TYPE_CHECKING:
    from labeler.session.session import Session

Mask = NDArray[np.bool_]

_BOUND = re.compile(r"\s*(?P<name>.+?)\s*(?P<sign><=|>=)\s*(?P<value>[-+.\deE]+)\s*$")


@dataclass(frozen=True)
class Bound:
    """What a model must meet to be selected: a limit on a metric or on an imported attribute."""

    name: str
    at_most: bool
    value: float

    @classmethod
    def parsed(cls, text: str) -> Bound:
        match = _BOUND.match(text)
        try:
            return cls(match["name"], match["sign"] == "<=", float(match["value"]))  # type: ignore[index]
        except (TypeError, ValueError):
            raise LabelerError(f"{text!r} is not a bound; write it as 'NAME<=VALUE' or 'NAME>=VALUE'") from None

    def met(self, value: float | None) -> bool:
        """A value that isn't known doesn't meet a bound."""
        if value is None:
            return False
        return value <= self.value if self.at_most else value >= self.value


def splits_to_cover(session: Session, asked: Sequence[str], *, pooled: bool = True) -> tuple[str, ...]:
    """The splits asked for, in the product's spelling; else dev, test and the two pooled.

    Raises LabelerError for a split that isn't one or has no examples.
    """
    present = session.examples.split_sizes
    if not asked:
        found = tuple(name for name in evaluated(present) if pooled or name != POOLED)
        return found or tuple(present)[:1]
    return tuple(dict.fromkeys(_split(name, present) for name in asked))


def _split(text: str, present: dict[str, int]) -> str:
    parts = [split_named(part) for part in text.split("+")]
    name = "+".join(part or "" for part in parts)
    if None in parts or (len(parts) > 1 and name != POOLED):
        raise LabelerError(f"{text!r} is not a split; choose one of {', '.join(SPLITS)}, {POOLED}")
    for part in parts:
        if part not in present:
            raise LabelerError(f"this project has no {part} examples; it has {', '.join(present)}")
    return name


def model(session: Session, name: str | None) -> Prediction:
    """The model of that name; unnamed, the selected one (see ``selected``)."""
    by_name = {prediction.model: prediction for prediction in session.predictions}
    if not by_name:
        raise LabelerError("this project has no predictions yet; add them with 'labeler add-predictions'")
    if name is None:
        return by_name[selected(session)]
    if name not in by_name:
        raise LabelerError(f"there is no model {name!r}; the models are: {', '.join(by_name)}")
    return by_name[name]


def selected(
    session: Session, *, metric: str = "error", bounds: Sequence[str] = (), among: Sequence[Prediction] | None = None
) -> str:
    """Best on dev (else test, else the first split) by given labels, ties by name (METHOD 1); ``among`` all models."""
    examples = session.examples
    split = next((name for name in ("dev", "test") if name in examples.split_sizes), next(iter(examples.split_sizes)))
    measure = examples.task.metric(metric)
    here = examples.members(split)
    candidates = session.predictions if among is None else among
    models = [p for p in candidates if p.covers(here) and measure.compares(p) is None]
    if not models:
        raise LabelerError(f"no model predicts {split}; add predictions that cover it")
    rows = np.flatnonzero(here)
    counts = measure.counts(examples.given, models, examples.weights, rows=rows)
    standings = Standings.of(measure, summed(counts))
    names = [prediction.model for prediction in models]
    feasible = _feasible(session, models, rows, Labels.given(examples), [Bound.parsed(text) for text in bounds])
    chosen = selection(standings, names, feasible).model
    if chosen is None:
        raise LabelerError("no model meets every bound; loosen one of them")
    return chosen


def parity(session: Session) -> ParityFigures:
    """How alike dev and test were reviewed (METHOD 4), by the best model that predicts all of both."""
    examples = session.examples
    whole = [p for p in session.predictions if p.covers(examples.members(POOLED))]
    try:
        prediction = model(session, selected(session, among=whole))
    except LabelerError:
        prediction = None
    compared = parities.parity(
        model=prediction.model if prediction else None,
        right=~examples.task.wrong(prediction, examples.given) if prediction else None,
        status=session.review.labels.status,
        splits=examples.splits,
    )
    return ParityFigures.of(compared)


def rank(
    session: Session,
    *,
    metric: str,
    split: Sequence[str],
    bounds: Sequence[str],
    version: int | str,
    before: int,
    resamples: int,
    progress: Progress | None = None,
) -> Ranking:
    """Values and ranks on every split asked for, before and after relabeling (METHOD 5)."""
    measure = session.examples.task.metric(metric)
    case = _Case(
        session.examples,
        measure,
        before=releases.labels_of(session, before),
        after=releases.labels_of(session, version),
        from_given=before == 0,
    )
    limits = [Bound.parsed(text) for text in bounds]
    left_out: list[NotCompared] = []
    found = {}
    for name in splits_to_cover(session, split):
        here = session.examples.members(name)
        models = _comparable(session.predictions, measure, name, here, left_out)
        rows = np.flatnonzero(here)
        feasible = _feasible(session, models, rows, case.after, limits)
        evidence = case.evidence(name, rows, models, feasible)
        found[name] = rankings.rank(evidence, resamples=resamples, progress=progress)
    return Ranking(metric, before, version, tuple(left_out), found)


@dataclass(frozen=True, eq=False)
class _Case:
    """The labels before and after, and what they are measured by."""

    examples: Examples
    metric: Metric
    before: Labels
    after: Labels
    from_given: bool

    def evidence(
        self, split: str, rows: NDArray[np.intp], models: Sequence[Prediction], feasible: Mask
    ) -> rankings.Evidence:
        examples, metric = self.examples, self.metric

        def counts(labels: Labels) -> rankings.Counts:
            return metric.counts(labels.truth, models, examples.weights, rows=rows)

        return rankings.Evidence(
            split=split,
            metric=metric,
            models=[prediction.model for prediction in models],
            before=counts(self.before),
            after=counts(self.after),
            given=None if self.from_given else counts(Labels.given(examples)),
            status=self.after.status[rows],
            excluded=(self.after.excluded | self.before.excluded)[rows],
            feasible=feasible,
            tickets=examples.tickets[rows],
            groups=_groups(examples, rows),
            bound=lambda i, j: metric.bound(models[i], models[j], examples.weights, rows=rows),
        )


def _comparable(
    predictions: Sequence[Prediction], metric: Metric, split: str, here: Mask, left_out: list[NotCompared]
) -> list[Prediction]:
    models = []
    for prediction in predictions:
        reason = metric.compares(prediction)
        if reason is None and not prediction.covers(here):
            reason = f"it doesn't predict {split}"
        if reason is None:
            models.append(prediction)
        else:
            left_out.append(NotCompared(prediction.model, split, reason))
    return models


def _feasible(
    session: Session, models: Sequence[Prediction], rows: NDArray[np.intp], labels: Labels, bounds: Sequence[Bound]
) -> Mask:
    """Which models meet every bound on these examples; raises LabelerError for a bound on nothing we know."""
    feasible = np.ones(len(models), bool)
    kept = rows[~labels.excluded[rows]]
    attributes = {name for _, name in session.attributes}
    for bound in bounds:
        if bound.name in attributes:
            values = [session.attributes.get((prediction.model, bound.name)) for prediction in models]
        else:
            values = _values(session.examples, _bounding_metric(session, bound.name, attributes), models, kept, labels)
        feasible &= [bound.met(value) for value in values]
    return feasible


def _bounding_metric(session: Session, name: str, attributes: set[str]) -> Metric:
    try:
        metric: Metric = session.examples.task.metric(name)
    except LabelerError as error:
        listed = f" The attributes are: {', '.join(sorted(attributes))}." if attributes else ""
        raise LabelerError(f"there is no attribute {name!r}, and {error.message}.{listed}") from None
    return metric


def _values(
    examples: Examples, metric: Metric, models: Sequence[Prediction], rows: NDArray[np.intp], labels: Labels
) -> list[float | None]:
    counts = metric.counts(labels.truth, models, examples.weights, rows=rows)
    values = metric.values(summed(counts)).tolist()
    return [None if value != value else value for value in values]  # noqa: PLR0124 - NaN


def _groups(examples: Examples, rows: NDArray[np.intp]) -> NDArray[np.uint64] | None:
    """Tickets of the groups where groups were imported; an example without one is a group of its own."""
    if examples.groups is None:
        return None
    names = [examples.groups[row].strip() for row in rows.tolist()]
    keys = sampling.short_tickets(examples.seed, (f"group:{name}" for name in names))
    alone = np.array([not name for name in names])
    return np.where(alone, examples.tickets[rows], keys)
