"""Which class is predicted for which, before relabeling and after (METHOD 1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.metrics.classes import true_classes
from labeler.core.metrics.multilabel import wrong_and_known
from labeler.core.predictions import Prediction
from labeler.core.truth import ClassTruth, MultilabelTruth, Truth
from labeler.errors import LabelerError
from labeler.session import figures
from labeler.session.filters import written
from labeler.session.open_project import OpenProject
from labeler.session.results import frame
from labeler.session.views import View, matching

if TYPE_CHECKING:
    import pandas as pd

Counts = NDArray[np.int64]
Rates = NDArray[np.float64]

OUTCOMES = ("present, predicted", "absent, predicted", "present, missed", "absent, not predicted")
"""Of one label of several: TP, FP, FN, TN."""

_OF_A_CELL = ("label", "working", "predicted", "unknown")
_FOUND = ((True, True), (False, True), (True, False), (False, False))  # whether it is there, and predicted


@dataclass(frozen=True, eq=False)
class Confusion:
    """``before`` by given labels, ``after`` by working ones, int64 (k, k): rows true label, columns predicted.

    Of a project of several labels an example, (k, 4): a row a label, columns OUTCOMES, where the label is known.
    ``excluded`` examples are left out before and after alike, as are those of which the model says nothing. Of a set of
    acceptable labels the true one is the predicted one if it is in the set (METHOD 1, details); ``sets`` tells whether
    there are any.
    """

    model: str
    split: str | None
    labels: tuple[str, ...]
    before: Counts
    after: Counts
    examples: int
    excluded: int
    sets: bool
    multilabel: bool

    @property
    def columns(self) -> tuple[str, ...]:
        return OUTCOMES if self.multilabel else self.labels

    def counts(self, *, after: bool) -> Counts:
        return self.after if after else self.before

    def rates(self, *, after: bool) -> Rates:
        """Shares of each row's examples; NaN in a row without any."""
        counts = self.counts(after=after)
        whole = counts.sum(axis=1, keepdims=True)
        rates: Rates = np.divide(counts, whole, out=np.full(counts.shape, np.nan), where=whole > 0)
        return rates

    def is_error(self, row: int, column: int) -> bool:
        """Whether what a cell counts is misclassified."""
        return column in (1, 2) if self.multilabel else row != column

    def pairs(self, *, after: bool = False) -> list[tuple[int, int]]:
        """Cells of errors, as row and column, the most frequent first, then by name."""
        counts = self.counts(after=after)
        rows, columns = np.nonzero(counts)
        cells = [(row, column) for row, column in zip(rows.tolist(), columns.tolist(), strict=True)]
        errors = [cell for cell in cells if self.is_error(*cell)]
        return sorted(errors, key=lambda cell: (-counts[cell], self.labels[cell[0]], self.columns[cell[1]]))

    def conditions(self, row: int, column: int, *, after: bool = False) -> tuple[str, ...]:
        """Of the view that shows the examples of a cell, besides the view that it was counted in."""
        label, name = ("working" if after else "label"), self.labels[row]
        kept = ("status!=excluded",) if self.excluded else ()
        if self.multilabel:
            present, predicted = _FOUND[column]
            known = () if present else (written("unknown", "!=", [name]),)
            there, said = ("=" if present else "!="), ("=" if predicted else "!=")
            return (written(label, there, [name]), written("predicted", said, [name]), *known, *kept)
        wrong = ("still-wrong=yes" if after else "wrong=yes",) if self.sets and row != column else ()
        predicted_as = written("predicted", "=", [self.columns[column]])
        return (written(label, "=", [name]), predicted_as, *wrong, *kept)

    def to_dict(self) -> dict[str, Any]:
        return {
            "model": self.model,
            "split": self.split,
            "examples": self.examples,
            "excluded": self.excluded,
            "labels": list(self.labels),
            "columns": list(self.columns),
            "before": self.before.tolist(),
            "after": self.after.tolist(),
            "before_rates": _listed(self.rates(after=False)),
            "after_rates": _listed(self.rates(after=True)),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a cell in which anything was counted, before or after."""
        cells = zip(*(places.tolist() for places in np.nonzero(self.before + self.after)), strict=True)
        rows = [(self.labels[i], self.columns[j], int(self.before[i, j]), int(self.after[i, j])) for i, j in cells]
        return frame([dict(zip(("label", "predicted", "before", "after"), row, strict=True)) for row in rows])


def confusion(
    session: OpenProject, *, model: str | None = None, split: str | None = None, view: View | None = None
) -> Confusion:
    """By the model named, else the view's, else the selected one; of a split, all of them together unless one is named.

    Conditions about predictions are about the view's model, else the one of the matrix.

    Raises LabelerError for transcripts, which have no classes, and as ``matching``.
    """
    examples, labels = session.examples, session.review.labels
    if not isinstance(examples.given, ClassTruth | MultilabelTruth):
        raise LabelerError("a confusion matrix is of classes; the labels of this project are transcripts")
    prediction = figures.model(session, model or (view.model if view else None))
    covered = figures.splits_to_cover(session, [split])[0] if split else None
    here = prediction.covered
    if covered:
        here = here & examples.members(covered)
    if view is not None and view.where:
        here = here & matching(session, View(view.where, view.model or prediction.model)).mask
    excluded = int((here & labels.excluded).sum())
    rows = np.flatnonzero(here & ~labels.excluded)
    taken, names = prediction.taken(rows), examples.vocabulary.names
    return Confusion(
        model=prediction.model,
        split=covered,
        labels=names,
        before=_counted(examples.given.taken(rows), taken, len(names)),
        after=_counted(labels.truth.taken(rows), taken, len(names)),
        examples=len(rows),
        excluded=excluded,
        sets=any(isinstance(truth, ClassTruth) and bool(truth.acceptable) for truth in (examples.given, labels.truth)),
        multilabel=isinstance(examples.given, MultilabelTruth),
    )


def without_cell(where: Sequence[str]) -> tuple[str, ...]:
    """The conditions of a view but for those that a cell sets, so that the cells beside it stay to be chosen."""
    names = (re.split(r"!?=", text, maxsplit=1)[0].strip().casefold() for text in where)
    return tuple(text for text, name in zip(where, names, strict=True) if name not in _OF_A_CELL)


def _counted(truth: Truth, prediction: Prediction, labels: int) -> Counts:
    if isinstance(truth, MultilabelTruth):
        return _outcomes(truth, prediction, labels)
    assert isinstance(truth, ClassTruth)
    actual, predicted = true_classes(truth, prediction), prediction.codes
    known = actual >= 0
    cells = actual[known].astype(np.int64) * labels + predicted[known]
    return np.bincount(cells, minlength=labels * labels).reshape(labels, labels)


def _outcomes(truth: MultilabelTruth, prediction: Prediction, labels: int) -> Counts:
    """Of a label that came to the vocabulary later nothing is known."""
    wrong, known = wrong_and_known(truth, prediction)
    present = truth.values == 1
    right = known & ~wrong
    outcomes = (right & present, wrong & ~present, wrong & present, right & ~present)
    counts = np.zeros((labels, len(outcomes)), np.int64)
    counts[: present.shape[1]] = np.stack([each.sum(axis=0) for each in outcomes], axis=1)
    return counts


def _listed(rates: Rates) -> list[list[float | None]]:
    return [[None if np.isnan(rate) else rate for rate in row] for row in rates.tolist()]
