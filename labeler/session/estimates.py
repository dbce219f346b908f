"""Every model's corrected error, told from part of the review (METHOD 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.decisions import DECIDED, Status
from labeler.core.estimates import Estimate, estimate
from labeler.core.metrics.base import Counts, Metric, summed
from labeler.core.ordering import Standings
from labeler.core.predictions import Prediction
from labeler.session import figures
from labeler.session.criteria import metric_in_force
from labeler.session.open_project import OpenProject
from labeler.session.results import NotCompared, frame

if TYPE_CHECKING:
    import pandas as pd


Rows = NDArray[np.intp]


@dataclass(frozen=True)
class ModelEstimate:
    """One model on one split; ``given`` is its value by the given labels, of all examples."""

    model: str
    given: float | None
    found: Estimate

    def to_dict(self) -> dict[str, Any]:
        return {"model": self.model, "given": self.given} | self.found.to_dict()


@dataclass(frozen=True)
class Estimates:
    """What ``estimate`` returns, by split: its size, and its models by rank on the given labels, then by name.

    ``metric`` is the metric's name, ``title`` what people call it.
    """

    metric: str
    title: str
    sizes: dict[str, int]
    splits: dict[str, tuple[ModelEstimate, ...]]
    not_compared: tuple[NotCompared, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "metric": self.metric,
            "not_compared": [asdict(entry) for entry in self.not_compared],
            "splits": {
                name: {"examples": self.sizes[name], "models": [one.to_dict() for one in models]}
                for name, models in self.splits.items()
            },
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a model × split."""
        rows = [{"split": name} | one.to_dict() for name, models in self.splits.items() for one in models]
        return frame([{key: value for key, value in row.items() if key != "strata"} for row in rows])


def estimates(session: OpenProject, *, metric: str | None, split: Sequence[str]) -> Estimates:
    """Of the working labels, by default by the metric in force; raises LabelerError for an unknown metric or split."""
    measure = metric_in_force(session, metric)
    left_out: list[NotCompared] = []
    sizes, found = {}, {}
    for name in figures.splits_to_cover(session, split):
        here = session.examples.members(name)
        sizes[name] = int(here.sum())
        models = figures.comparable(session, measure, name, left_out)
        by_ticket = session.examples.by_ticket
        found[name] = _on_split(session, measure, models, by_ticket[here[by_ticket]].astype(np.intp))
    return Estimates(measure.name, measure.title, sizes, found, tuple(left_out))


def _on_split(
    session: OpenProject, metric: Metric, models: Sequence[Prediction], rows: Rows
) -> tuple[ModelEstimate, ...]:
    """All models on some examples, ``rows`` in ascending ticket order."""
    examples = session.examples
    given = metric.counts(examples.given, models, examples.weights, rows=rows)
    standings = Standings.of(metric, summed(given))
    corrected = metric.counts(session.review.labels.truth, models, examples.weights, rows=rows)
    if why := _why_none(session, metric, given, corrected):
        found = _bounds(session, metric, corrected, rows, why)
    else:
        found = _estimated(session, metric, models, rows, given=given, corrected=corrected)
    names = [prediction.model for prediction in models]
    return tuple(ModelEstimate(names[m], standings.values[m], found[m]) for m in standings.order(names))


def _estimated(
    session: OpenProject, metric: Metric, models: Sequence[Prediction], rows: Rows, *, given: Counts, corrected: Counts
) -> list[Estimate]:
    disagree = _disagreement(metric, models, rows)
    found = [
        estimate(
            splits=session.examples.splits[rows],
            wrong=_wrong(metric, given[0, place]),
            wrong_corrected=_wrong(metric, corrected[0, place]),
            disagree=disagree,
            status=session.review.labels.status[rows],
        )
        for place in range(len(models))
    ]
    return [one.of_right_ones() for one in found] if metric.higher_is_better else found


def _bounds(session: OpenProject, metric: Metric, corrected: Counts, rows: Rows, why: str) -> list[Estimate]:
    """What the labels not decided yet leave open, where that is known (METHOD 6)."""
    status = session.review.labels.status[rows]
    kept = status != Status.EXCLUDED
    limits = metric.limits(corrected[..., kept], ~np.isin(status[kept], DECIDED))
    if limits is None:
        return [Estimate(None, None, None, f"no estimate: {why}")] * corrected.shape[1]
    method = f"bounds only, over all labels of examples not decided: {why}"
    known = (
        (None, None) if np.isnan(low) else (low, high)
        for low, high in zip(*(side.tolist() for side in limits), strict=True)
    )
    return [Estimate(None, low, high, method) for low, high in known]


def _wrong(metric: Metric, hits: NDArray[np.uint8]) -> NDArray[np.bool_]:
    wrong: NDArray[np.bool_] = hits == 0 if metric.higher_is_better else hits != 0
    return wrong


def _disagreement(metric: Metric, models: Sequence[Prediction], rows: Rows) -> NDArray[np.bool_]:
    """Where the models could lose differently under some label: where not all predict the same."""
    differ = np.zeros(len(rows), np.bool_)
    for other in models[1:]:
        bound = metric.bound(models[0], other, rows=rows)
        assert bound is not None
        differ |= bound != 0
    return differ


def _why_none(session: OpenProject, metric: Metric, *counts: NDArray[Any]) -> str:
    """Why a metric's corrected value can't be estimated; empty if it can."""
    if not metric.zero_one:
        task = session.examples.task
        known = [session.examples.metric(name) for name in task.metrics if name.islower()]
        shares = [other.title for other in known if other.zero_one]
        return f"{metric.title} is not a share of examples; {', '.join(shares)} would be"
    if not all(side[1].all() for side in counts):
        return f"{metric.title} leaves out examples of which the label isn't known"
    return ""
