"""The rows of the error-analysis sheet: a model's errors by ticket, and what stands on each (METHOD 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from labeler.core.decisions import Decision, Status
from labeler.core.lists import split_list
from labeler.core.predictions import Prediction
from labeler.core.prefixes import leading
from labeler.core.truth import ClassTruth
from labeler.formats.tables import write_table
from labeler.session import sheet
from labeler.session.open_project import OpenProject
from labeler.session.results import frame

if TYPE_CHECKING:
    import pandas as pd

Ordinals = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]
Part = Literal["random sample", "hand-picked", ""]

_LINE = ("example_id", "part", "given", "predicted", "status", "label", "incorrectly_labeled", "comment")


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What stands on one error.

    ``label`` is the corrected one's text. ``ticked`` has, by the key of a category, the reviewers whose tick counts,
    ``considered`` the keys of those that somebody asked themselves about. ``comments`` are pairs of reviewer and text.
    ``adjudicated`` says who settled it in place of the reviewers.
    """

    example_id: str
    given: str
    predicted: str
    status: Status
    label: str | None
    incorrectly_labeled: bool
    ticked: Mapping[str, tuple[str, ...]]
    considered: frozenset[str]
    comments: tuple[tuple[str, str], ...]
    adjudicated: str | None = None


@dataclass(frozen=True, eq=False)
class SheetRows:
    """The errors of one model on one split, those excluded too, **in ascending ticket order**.

    ``decided`` has those with a label verdict; the first ``random_sample`` of all are the random sample.
    """

    model: str
    split: str
    ordinals: Ordinals
    decided: Mask
    random_sample: int
    session: OpenProject

    def __len__(self) -> int:
        return len(self.ordinals)

    def part(self, row: int) -> Part:
        """Of the sample, decided without being of it, or not decided."""
        if row < self.random_sample:
            return "random sample"
        return "hand-picked" if self.decided[row] else ""

    def lines(self) -> Iterator[dict[str, str]]:
        """A line an error; a category is 1, 0 or, where it wasn't considered, empty."""
        session = self.session
        prediction = next(each for each in session.predictions if each.model == self.model)
        titles = self._titles()
        for row, ordinal in enumerate(self.ordinals.tolist()):
            said = facts(session, prediction, ordinal)
            yield {
                "example_id": said.example_id,
                "part": self.part(row),
                "given": said.given,
                "predicted": said.predicted,
                "status": said.status.name.lower(),
                "label": said.label or "",
                "incorrectly_labeled": _cell(said.incorrectly_labeled, known=said.status is not Status.GIVEN),
                "comment": "; ".join(text for _, text in said.comments),
            } | {titles[key]: _cell(key in said.ticked, known=key in said.considered) for key in titles}

    def to_frame(self) -> pd.DataFrame:
        return frame([*self.lines()])

    def write(self, path: Path) -> None:
        """A table with a column a category; raises LabelerError where it can't be written."""
        lines = [*self.lines()]
        write_table(path, [(name, [line[name] for line in lines]) for name in (*_LINE, *self._titles().values())])

    def _titles(self) -> dict[str, str]:
        """The columns of the categories, by their keys in their order."""
        return {c.key: f"{c.name} (category)" if c.name in _LINE else c.name for c in self.session.categories}


def rows(session: OpenProject, *, model: str | None = None, split: str | None = None) -> SheetRows:
    """Those that ``errors`` counts, with the same defaults; raises LabelerError where the model predicts nothing."""
    prediction, place = sheet.subject(session, model=model, split=split)
    examples = session.examples
    wrong = examples.task.wrong(prediction, examples.given) & examples.members(place)
    ordinals = examples.by_ticket[wrong[examples.by_ticket]]
    decided = session.review.labels.status[ordinals] != Status.GIVEN
    return SheetRows(prediction.model, place, ordinals, decided, int(leading(decided).sum()), session)


def facts(session: OpenProject, prediction: Prediction, ordinal: int) -> RowFacts:
    examples, review = session.examples, session.review
    given = examples.task.given(examples.given, ordinal, examples.vocabulary)
    resolution, adjudication = review.resolution(ordinal), review.adjudication(ordinal)
    return RowFacts(
        example_id=examples.ids[ordinal],
        given=given,
        predicted=examples.task.predicted(prediction, ordinal, examples.vocabulary) or "",
        status=resolution.status,
        label=resolution.label,
        incorrectly_labeled=resolution.status is Status.CORRECTED
        and not _also_acceptable(given, resolution.label or "", sets=isinstance(examples.given, ClassTruth)),
        ticked=_voices(review.sorting(ordinal), review.ticked(ordinal)),
        considered=review.considered(ordinal),
        comments=tuple((said.reviewer, said.comment) for said in review.said(ordinal) if said.comment),
        adjudicated=adjudication.reviewer if adjudication else None,
    )


def _also_acceptable(given: str, label: str, *, sets: bool) -> bool:
    """Whether the corrected label is a set with the given one in it."""
    return sets and {*split_list(given)} <= {*split_list(label)}


def _voices(sorting: Sequence[Decision], ticked: frozenset[str]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(said.reviewer for said in sorting if key in (said.categories or ())) for key in ticked}


def _cell(holds: bool, *, known: bool) -> str:
    return str(int(holds)) if known else ""
