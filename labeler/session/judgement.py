"""What the models make of the given labels, one distribution at a time (METHOD 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labeler.core.predictions import Prediction
from labeler.core.splits import phrase
from labeler.core.suspicion import Suspicion, suspicion
from labeler.core.tasks.base import Task
from labeler.core.tasks.transcript import Transcript
from labeler.errors import LabelerError
from labeler.session import figures
from labeler.session.open_project import OpenProject
from labeler.session.queues import Asked, require_predicted

Ordinals = NDArray[np.intp]

TRAIN = "train"

# Splits of one distribution: labels are compared with others of the same, whichever of its splits was asked for.
# Train is none of them: a model praises the labels that it was trained on.
_DISTRIBUTIONS = (("train-dev",), ("dev", "test"))
_PROBABILITY = {"probability", "probabilities", "ranked_probability"}


@dataclass(frozen=True, eq=False)
class Judgement:
    """The suspicion of all examples of one distribution; ``rows`` are their ordinals."""

    splits: tuple[str, ...]
    models: tuple[str, ...]
    without_probability: tuple[str, ...]
    rows: Ordinals
    suspicion: Suspicion


def judgements(session: OpenProject, asked: Asked, models: Sequence[str] = ()) -> list[Judgement]:
    """One for each distribution of which a split was asked for and some model predicts anything; none of train.

    Raises LabelerError where there are no predictions, for an unknown model, and for a split asked for by name that
    no model predicts.
    """
    predictions = [figures.model(session, name) for name in dict.fromkeys(models)] or list(session.predictions)
    if not predictions:
        raise LabelerError("this project has no predictions yet; add them with 'labeler add-predictions'")
    if asked.named_splits:
        _require_predicted(session, predictions, asked)
    wanted = set(asked.parts())
    found = [_judged(session, predictions, part) for part in _DISTRIBUTIONS if wanted & set(part)]
    return [judgement for judgement in found if judgement.models]


def require_out_of_sample(asked: Asked) -> None:
    """Raises LabelerError where there is nothing but train, of which models' predictions are not used."""
    if set(asked.parts()) == {TRAIN}:
        raise LabelerError(
            "what models say of train is not used, since they praise the labels that they were trained on; choose "
            "another split, or take examples that were predicted by cross-validation into a project as train-dev"
        )


def _require_predicted(session: OpenProject, predictions: Sequence[Prediction], asked: Asked) -> None:
    for part in asked.parts():
        if part == TRAIN:
            continue
        here = session.examples.members(part)
        if len(predictions) == 1:
            require_predicted(predictions[0], session.examples, [part])
        elif not any(prediction.covered[here].any() for prediction in predictions):
            raise LabelerError(f"no model predicts anything of {phrase(part)}; add predictions of it")


def _judged(session: OpenProject, predictions: Sequence[Prediction], distribution: tuple[str, ...]) -> Judgement:
    examples = session.examples
    rows = np.flatnonzero(examples.members("+".join(distribution)))
    here = [taken for taken in (each.taken(rows) for each in predictions) if taken.covered.any()]
    return Judgement(
        splits=distribution,
        models=tuple(prediction.model for prediction in here),
        without_probability=tuple(each.model for each in here if not _PROBABILITY & set(each.columns)),
        rows=rows,
        suspicion=suspicion(
            examples.given.taken(rows), here, examples.vocabulary.names, normalization=_normalization(examples.task)
        ),
    )


def _normalization(task: Task) -> tuple[str, ...]:
    return task.normalization if isinstance(task, Transcript) else ()
