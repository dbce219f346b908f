"""What is known of an example as a number: examples are asked for by it (``probability<0.5``), and sorted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.disagreement import disagreement
from labeler.core.predictions import Prediction
from labeler.errors import LabelerError
from labeler.session import figures
from labeler.session.judgement import TRAIN, judgements
from labeler.session.open_project import OpenProject
from labeler.session.queues import Asked

Numbers = NDArray[Any]


@dataclass(frozen=True)
class Measure:
    """``numbers`` by example, NaN where it isn't known; ``title`` is how a person calls it.

    ``lasting`` ones follow from what was imported alone and are computed once; ``kept`` here, unless they see to it.
    """

    title: str
    numbers: Callable[[OpenProject, str | None], Numbers]
    of_model: bool = False
    lasting: bool = True
    kept: bool = True


def measured(session: OpenProject, name: str, model: str | None) -> Numbers:
    """The numbers of that measure, shape (examples,); raises LabelerError where there are no predictions to tell it."""
    measure = MEASURES[name]
    if not (measure.lasting and measure.kept):
        return measure.numbers(session, model)
    key = ("measure", name, model_key(session, model) if measure.of_model else models_key(session))
    return session.columns.derived.get(key, lambda: measure.numbers(session, model))


def model_key(session: OpenProject, model: str | None) -> tuple[str, int]:
    """What tells one import of a model from another."""
    prediction = figures.model(session, model)
    return prediction.model, prediction.revision


def models_key(session: OpenProject) -> tuple[tuple[str, int], ...]:
    return tuple((prediction.model, prediction.revision) for prediction in session.predictions)


def probability_of(prediction: Prediction) -> NDArray[np.float32]:
    """Of the label that a model predicts; raises LabelerError where it states none."""
    if "probability" not in prediction.columns:
        raise LabelerError(f"{prediction.model} states no probability of what it predicts; choose another model")
    probability: NDArray[np.float32] = prediction.columns["probability"]
    return probability


def _probability(session: OpenProject, model: str | None) -> Numbers:
    return np.array(probability_of(figures.model(session, model)))


def _disagreement(session: OpenProject, model: str | None) -> Numbers:  # noqa: ARG001
    _require_models(session)
    return disagreement(session.predictions, session.examples.task, len(session.examples))


def _models_wrong(session: OpenProject, model: str | None) -> Numbers:  # noqa: ARG001
    """By given labels; NaN where no model says anything."""
    _require_models(session)
    examples = session.examples
    count, covered = np.zeros(len(examples), np.float32), np.zeros(len(examples), np.bool_)
    for prediction in session.predictions:
        count += examples.task.wrong(prediction, examples.given)
        covered |= prediction.covered
    count[~covered] = np.nan
    return count


def _suspicion(session: OpenProject, model: str | None) -> Numbers:  # noqa: ARG001
    """1 − quality (METHOD 8) by all models; NaN for train, and where no model says anything."""
    suspicion: Numbers = _judged(session)[0]
    return suspicion


def flagged(session: OpenProject) -> NDArray[np.bool_]:
    """What confident learning flags by all models (METHOD 8)."""
    flags: NDArray[np.bool_] = _judged(session)[1] == 1
    return flags


def _judged(session: OpenProject) -> NDArray[np.float32]:
    """Suspicion and flags, shape (2, examples): half a second a model of a million examples, once."""

    def judge() -> NDArray[np.float32]:
        judged = np.full((2, len(session.examples)), np.nan, np.float32)
        wanted = Asked(tuple(split for split in session.examples.split_sizes if split != TRAIN))
        for judgement in judgements(session, wanted):
            judged[0, judgement.rows] = 1 - judgement.suspicion.quality
            judged[1, judgement.rows] = judgement.suspicion.flagged
        return judged

    _require_models(session)
    return session.columns.derived.get(("judged", models_key(session)), judge)


def _categories(session: OpenProject, model: str | None) -> Numbers:  # noqa: ARG001
    return _counted(session, lambda ordinal: len(session.review.ticked(ordinal)))


def _reviewers(session: OpenProject, model: str | None) -> Numbers:  # noqa: ARG001
    said = session.review.decisions
    return _counted(session, lambda ordinal: sum(each.verdict is not None for each in said(ordinal).values()))


def _counted(session: OpenProject, count: Callable[[int], int]) -> Numbers:
    counts = np.zeros(len(session.examples), np.float32)
    rows = np.fromiter(session.review.ordinals(), np.intp)
    counts[rows] = [count(ordinal) for ordinal in rows.tolist()]
    return counts


def _require_models(session: OpenProject) -> None:
    figures.model(session, session.predictions[0].model if session.predictions else None)


MEASURES: Mapping[str, Measure] = {
    "probability": Measure("Probability of the prediction", _probability, of_model=True),
    "suspicion": Measure("Suspicion of the label", _suspicion, kept=False),
    "disagreement": Measure("Disagreement of models", _disagreement),
    "models-wrong": Measure("Models that are wrong", _models_wrong),
    "categories": Measure("Number of categories", _categories, lasting=False),
    "reviewers": Measure("Number of reviewers", _reviewers, lasting=False),
}
