"""Figures of a project: its predictions and labels brought to the core's pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from labeler.core import parity as parities
from labeler.core.incorrect import incorrectly_labeled
from labeler.core.metrics.base import Metric, summed
from labeler.core.ordering import Standings, selection
from labeler.core.predictions import Prediction
from labeler.core.splits import POOLED, SPLITS, evaluated, split_named
from labeler.core.working import Labels
from labeler.errors import LabelerError
from labeler.session import dev_and_test
from labeler.session.asked import several
from labeler.session.criteria import Criteria, bounds_in_force, feasible, metric_in_force, put
from labeler.session.open_project import OpenProject
from labeler.session.results import NotCompared, ParityFigures


def splits_to_cover(session: OpenProject, asked: Sequence[str], *, pooled: bool = True) -> tuple[str, ...]:
    """The splits asked for, one or several, in the product's spelling; else dev, test and the two pooled.

    Raises LabelerError for a split that isn't one or has no examples.
    """
    present = session.examples.split_sizes
    if not asked:
        found = tuple(name for name in evaluated(present) if pooled or name != POOLED)
        return found or tuple(present)[:1]
    return tuple(dict.fromkeys(_split(name, present) for name in several(asked)))


def _split(text: str, present: dict[str, int]) -> str:
    parts = [split_named(part) for part in text.split("+")]
    name = "+".join(part or "" for part in parts)
    if None in parts or (len(parts) > 1 and name != POOLED):
        raise LabelerError(f"{text!r} is not a split; choose one of {', '.join(SPLITS)}, {POOLED}")
    for part in parts:
        if part not in present:
            raise LabelerError(f"this project has no {part} examples; it has {', '.join(present)}")
    return name


def model(session: OpenProject, name: str | None) -> Prediction:
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
    session: OpenProject,
    *,
    metric: str | None = None,
    bounds: Sequence[str] | None = None,
    among: Sequence[Prediction] | None = None,
) -> str:
    """Best on dev (else test, else the first split) by given labels, ties by name (METHOD 1); ``among`` all models.

    By the metric and the bounds that the project goes by, unless they are given.
    """
    examples = session.examples
    split = next((name for name in ("dev", "test") if name in examples.split_sizes), next(iter(examples.split_sizes)))
    measure = metric_in_force(session, metric)
    here = examples.members(split)
    candidates = session.predictions if among is None else among
    models = [p for p in candidates if p.covers(here) and measure.compares(p) is None]
    if not models:
        raise LabelerError(f"no model predicts {split}; add predictions that cover it")
    rows = np.flatnonzero(here)
    counts = measure.counts(examples.given, models, examples.weights, rows=rows)
    standings = Standings.of(measure, summed(counts))
    names = [prediction.model for prediction in models]
    meets = feasible(session, models, rows, Labels.given(examples), bounds_in_force(session, bounds))
    chosen = selection(standings, names, meets).model
    if chosen is None:
        raise LabelerError("no model meets every bound; loosen one of them")
    return chosen


def criteria_in_force(session: OpenProject, *, metric: str | None, bounds: Sequence[str] | None) -> Criteria:
    """What models are selected by, and which one that is; sets the metric or the bounds first where given."""
    if metric is not None or bounds is not None:
        session.require_writable()
        put(session, metric=metric, bounds=bounds)
    try:
        chosen = selected(session)
    except LabelerError:
        chosen = None
    return Criteria(metric_in_force(session).name, tuple(session.settings.get("bounds", [])), chosen)


def comparable(session: OpenProject, metric: Metric, split: str, left_out: list[NotCompared]) -> list[Prediction]:
    """The models that a metric can judge on a split; the others are added to ``left_out`` with the reason."""
    here = session.examples.members(split)
    models = []
    for prediction in session.predictions:
        reason = metric.compares(prediction)
        if reason is None and not prediction.covers(here):
            reason = f"it doesn't predict {split}"
        if reason is None:
            models.append(prediction)
        else:
            left_out.append(NotCompared(prediction.model, split, reason))
    return models


def parity(session: OpenProject) -> ParityFigures:
    """How alike dev and test were reviewed (METHOD 4), by the best model that predicts all of both.

    Where no model meets the bounds in force, by the best of all: no bound is a way around parity.
    """
    return parity_of(session, session.review.labels, dev_and_test.reviewers(session.review))


def parity_of(session: OpenProject, labels: Labels, reviewers: Mapping[str, NDArray[np.intp]]) -> ParityFigures:
    """The same of other labels; ``reviewers`` maps each to the ordinals they gave a verdict on."""
    examples = session.examples
    prediction = _of_both(session, None) or _of_both(session, ())
    compared = parities.parity(
        model=prediction.model if prediction else None,
        right=~examples.task.wrong(prediction, examples.given) if prediction else None,
        status=labels.status,
        splits=examples.splits,
        incorrect=incorrectly_labeled(examples.given, labels.truth, labels.status),
        reviewers=reviewers,
        distributions=dev_and_test.distributions(session),
    )
    return ParityFigures.of(compared)


def _of_both(session: OpenProject, bounds: Sequence[str] | None) -> Prediction | None:
    here = session.examples.members(POOLED)
    whole = [p for p in session.predictions if p.covers(here)]
    try:
        return model(session, selected(session, bounds=bounds, among=whole))
    except LabelerError:
        return None
