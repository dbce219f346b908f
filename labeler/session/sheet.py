"""The error-analysis sheet of a project: its predictions, labels and categories brought to the core (METHOD 2, 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from labeler.core.error_analysis import Marks, Reviewed, Sheet, analyse
from labeler.core.incorrect import incorrectly_labeled
from labeler.core.predictions import Prediction
from labeler.core.relabeling import Gap
from labeler.core.splits import EVALUATED, phrase
from labeler.errors import LabelerError
from labeler.session import figures
from labeler.session.open_project import OpenProject
from labeler.session.results import frame

if TYPE_CHECKING:
    import pandas as pd

    from labeler.core.shares import Share

Ordinals = NDArray[np.integer[Any]]
Basis = Literal["all", "sample"]
BASES: tuple[Basis, ...] = get_args(Basis)


@dataclass(frozen=True)
class ErrorSheet:
    """The sheet of one model on one split, from all reviewed errors or from the random sample of them.

    ``title`` names the rate that counts these errors.
    """

    sheet: Sheet
    basis: Basis
    title: str = "error"

    def to_dict(self) -> dict[str, Any]:
        """The JSON of DESIGN 5, and besides: ``basis``, ``excluded``, ``lucky_hits``, intervals of the ceilings."""
        sheet, labels = self.sheet, self.sheet.incorrectly_labeled
        gap = sheet.worth.gap
        return {
            "model": sheet.model,
            "split": sheet.split,
            "basis": self.basis,
            "examples": sheet.examples,
            "misclassified": sheet.misclassified,
            "error": sheet.error,
            "reviewed": sheet.reviewed,
            "random_sample": sheet.random_sample,
            "categories": [{"category": c.category} | _figures(c.share) for c in sheet.categories],
            "incorrectly_labeled": _counted(labels)
            | {
                "unsure": labels.unsure,
                "error_due": labels.due,
                "not_upheld": sheet.not_upheld,
                "becomes_right": sheet.becomes_right,
            },
            "excluded": _counted(sheet.excluded),
            "error_other_causes": sheet.error_other_causes,
            "gap_to_runner_up": gap.errors / sheet.examples if gap and sheet.examples else None,
            "worth_relabeling": sheet.worth.answer.value,
            "flows": sheet.flows.to_dict(),
            "lucky_hits": sheet.lucky_hits.to_dict(),
            "warnings": list(sheet.warnings),
            "advice": list(sheet.advice),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a category, those about the label last."""
        columns = [(column.category, column.share) for column in self.sheet.categories]
        columns += [("incorrectly labeled", self.sheet.incorrectly_labeled), ("excluded", self.sheet.excluded)]
        return frame(
            [
                {"model": self.sheet.model, "split": self.sheet.split, "category": name} | _figures(share)
                for name, share in columns
            ]
        )


def errors(
    session: OpenProject, *, model: str | None = None, split: str | None = None, basis: str = "all"
) -> ErrorSheet:
    """The sheet of the selected model on dev, unless told otherwise; raises LabelerError where it predicts nothing."""
    if basis not in BASES:
        raise LabelerError(f"{basis!r} is no basis of an error analysis; choose one of: {', '.join(BASES)}")
    prediction, place = subject(session, model=model, split=split)
    case = _reviewed(session, prediction, place)
    return ErrorSheet(analyse(case, sample_only=basis == "sample"), basis, session.examples.task.error_title)


def subject(session: OpenProject, *, model: str | None, split: str | None) -> tuple[Prediction, str]:
    """Which model on which split a sheet is about; raises LabelerError where that one predicts nothing there."""
    place = _place(session, split)
    prediction = figures.model(session, model)
    _require_covered(session, prediction, place)
    return prediction, place


def _place(session: OpenProject, split: str | None) -> str:
    """The split asked for; else dev, or what there is instead."""
    if split is not None:
        return figures.splits_to_cover(session, [split])[0]
    present = session.examples.split_sizes
    return next((name for name in EVALUATED if name in present), next(iter(present)))


def _require_covered(session: OpenProject, prediction: Prediction, split: str) -> None:
    if not prediction.covers(session.examples.members(split)):
        raise LabelerError(
            f"{prediction.model} doesn't predict {phrase(split)}; choose another model or split, or add its predictions"
        )


def _reviewed(session: OpenProject, prediction: Prediction, split: str) -> Reviewed:
    examples, labels = session.examples, session.review.labels
    rows = examples.by_ticket[examples.members(split)[examples.by_ticket]]
    wrong = examples.task.wrong(prediction, examples.given)[rows]
    return Reviewed(
        split=split,
        model=prediction.model,
        wrong_given=wrong,
        wrong_corrected=examples.task.wrong(prediction, labels.truth)[rows],
        status=labels.status[rows],
        incorrect=incorrectly_labeled(examples.given, labels.truth, labels.status)[rows],
        categories=_marks(session, rows[wrong]),
        gap=_gap(session, split),
    )


def _marks(session: OpenProject, errors: Ordinals) -> list[Marks]:
    """Every category on these examples, in their order."""
    places = np.full(len(session.examples), -1)
    places[errors] = np.arange(len(errors))
    rows = {category.key: row for row, category in enumerate(session.categories)}
    ticked, considered = np.zeros((2, len(rows), len(errors)), np.bool_)
    review = session.review
    for ordinal in review.ordinals():
        place = places[ordinal]
        if place >= 0:
            ticked[[rows[key] for key in review.ticked(ordinal) if key in rows], place] = True
            considered[[rows[key] for key in review.considered(ordinal) if key in rows], place] = True
    return [Marks(c.name, ticked[row], considered[row]) for row, c in enumerate(session.categories)]


def _gap(session: OpenProject, split: str) -> Gap | None:
    """Between the two models with the fewest errors by the given labels, ties by name; None for a model alone."""
    examples = session.examples
    here = examples.members(split)
    found = sorted(
        (int(examples.task.wrong(p, examples.given)[here].sum()), p.model)
        for p in session.predictions
        if p.covers(here)
    )
    if len(found) < 2:
        return None
    (fewest, best), (more, runner_up) = found[:2]
    return Gap(best, runner_up, more - fewest)


def _counted(share: Share) -> dict[str, Any]:
    return {
        "count": share.count,
        "considered": share.considered,
        "share": share.share,
        "interval": share.interval and list(share.interval),
    }


def _figures(share: Share) -> dict[str, Any]:
    ceilings = {"ceiling": share.ceiling, "ceiling_interval": share.ceiling_interval and list(share.ceiling_interval)}
    return _counted(share) | ceilings
