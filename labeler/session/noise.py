"""What the label errors are like: random or systematic, how much they could turn, and who proposed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.class_pairs import Cell
from labeler.core.concentration import Concentration, worded, worded_of_queue
from labeler.core.dataset import Examples
from labeler.core.decisions import Status
from labeler.core.incorrect import incorrectly_labeled
from labeler.core.predictions import Prediction
from labeler.core.prevalence import Crossing, Prevalence, prevalence
from labeler.core.proposers import Corrections, Proposer, proposer_warnings, proposers
from labeler.errors import LabelerError
from labeler.session import figures
from labeler.session.asked import several
from labeler.session.groups import groups_of
from labeler.session.label_errors import QUEUE, LabelErrors
from labeler.session.open_project import OpenProject
from labeler.session.results import frame

if TYPE_CHECKING:
    import pandas as pd


Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Noise:
    """What ``noise`` returns. ``describes`` is "data" where the reviewed examples are a random sample of the split.

    Otherwise it is "queue"; None while nothing is reviewed. ``tested`` counts the examples that the matrix and the
    factors are of: confirmed or corrected, and drawn at random where ``describes`` is "data".
    """

    split: str
    model: str | None
    examples: int
    excluded: int
    reviewed: int
    tested: int
    incorrect: int
    describes: str | None
    matrix: tuple[Cell, ...]
    factors: tuple[Concentration, ...]
    prevalence: Prevalence
    proposers: tuple[Proposer, ...]
    verdict: str
    warnings: tuple[str, ...]

    @property
    def crossings(self) -> tuple[Crossing, ...]:
        return self.prevalence.crossings

    def to_dict(self) -> dict[str, Any]:
        return {
            "split": self.split,
            "model": self.model,
            "examples": self.examples,
            "excluded": self.excluded,
            "reviewed": self.reviewed,
            "tested": self.tested,
            "incorrect": self.incorrect,
            "describes": self.describes,
            "verdict": self.verdict,
            "matrix": [cell.to_dict() for cell in self.matrix],
            "factors": [factor.to_dict() for factor in self.factors],
            "prevalence": self.prevalence.to_dict(),
            "crossings": [crossing.to_dict() for crossing in self.crossings],
            "proposers": [proposer.to_dict() for proposer in self.proposers],
            "warnings": list(self.warnings),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a factor."""
        return frame([factor.to_dict() for factor in self.factors])


def noise(session: OpenProject, *, split: str | None, models: Sequence[str]) -> Noise:
    """Of the working labels on one split, by default dev and test together; ``models`` are compared, by default all.

    Raises LabelerError for a split or a model that isn't there, or a model named that doesn't predict the split.
    """
    name = figures.splits_to_cover(session, [split] if split else [])[-1]
    compared = _compared(session, models, name)
    errors = LabelErrors(session, name)
    found = errors.concentrations()
    corrections = corrections_of(session, compared, errors.rows)
    tested, incorrect = int(errors.judged.sum()), int(errors.incorrect.sum())
    words = worded_of_queue if errors.describes == QUEUE else worded
    return Noise(
        split=name,
        model=errors.model,
        examples=len(errors.rows),
        excluded=int(errors.excluded.sum()),
        reviewed=int(errors.reviewed.sum()),
        tested=tested,
        incorrect=incorrect,
        describes=errors.describes,
        matrix=errors.class_errors.matrix if errors.class_errors else (),
        factors=found,
        prevalence=_prevalence(session.examples, corrections, errors.rows, kept=~errors.excluded),
        proposers=proposers(corrections),
        verdict=words(found, reviewed=tested, incorrect=incorrect),
        warnings=(*proposer_warnings(corrections), *errors.left_out()),
    )


def corrections_of(session: OpenProject, models: Sequence[Prediction], rows: Rows) -> Corrections:
    """What was reviewed and corrected among some examples, as the models stand to it (METHOD 5)."""
    labels, given, task = session.review.labels, session.examples.given, session.examples.task
    decided = labels.status[rows] != Status.GIVEN
    verdicts = [
        decision.seen
        for ordinal in rows[decided].tolist()
        for decision in session.review.decisions(ordinal).values()
        if decision.verdict is not None
    ]
    return Corrections(
        models=[prediction.model for prediction in models],
        wrong=_stacked([task.wrong(prediction, given)[rows] for prediction in models], len(rows)),
        wrong_corrected=_stacked([task.wrong(prediction, labels.truth)[rows] for prediction in models], len(rows)),
        decided=decided,
        incorrect=incorrectly_labeled(given, labels.truth, labels.status)[rows],
        verdicts=len(verdicts),
        shown=sum("predictions" in seen for seen in verdicts),
    )


def _prevalence(examples: Examples, corrections: Corrections, rows: Rows, *, kept: Mask) -> Prevalence:
    """On all examples not excluded, however they came to be reviewed."""
    wrong, incorrect, rows = corrections.wrong_corrected[:, kept], corrections.incorrect[kept], rows[kept]
    groups = groups_of(examples, rows)
    units = examples.tickets[rows] if groups is None else groups
    return prevalence(corrections.models, wrong, incorrect=incorrect, units=units)


def _stacked(masks: Sequence[Mask], examples: int) -> Mask:
    """Shape (models, examples), of no models too."""
    return np.array(masks, np.bool_).reshape(len(masks), examples)


def _compared(session: OpenProject, names: Sequence[str], split: str) -> list[Prediction]:
    here = session.examples.members(split)
    if not names:
        return [prediction for prediction in session.predictions if prediction.covers(here)]
    models = [figures.model(session, name) for name in dict.fromkeys(several(names))]
    for prediction in models:
        if not prediction.covers(here):
            raise LabelerError(f"{prediction.model} doesn't predict all of {split}; choose another model or split")
    return models
