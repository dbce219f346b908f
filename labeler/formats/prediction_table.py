"""What every file of predictions has in common, whatever a model predicts: rows lined up with the examples."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from labeler.core.labels import Vocabulary
from labeler.errors import LabelerError, Problem
from labeler.formats import arrow
from labeler.formats.checks import numbers, repeated
from labeler.formats.findings import Findings, quoted
from labeler.formats.tables import Table

Array = NDArray[Any]

THRESHOLD = 0.5
_SLACK = 1e-6


@dataclass(frozen=True, eq=False)
class Expected:
    """What predictions must fit: the ids of the examples, in order, the task, and the labels known so far.

    ``threshold``: from which probability on a multilabel model says yes.
    """

    example_ids: Any
    task: str = "multiclass"
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary(()))
    threshold: float = THRESHOLD


@dataclass(frozen=True, eq=False, kw_only=True)
class PredictionTable(ABC):
    """One file's good rows for one model: ``ordinals`` of the examples, ``rows`` as the file counts them.

    ``details`` is what was decided in reading it, for the record.
    """

    model: str
    name: str
    ordinals: NDArray[np.int64]
    rows: NDArray[np.int64]
    problems: tuple[Problem, ...]
    left_out: int
    details: Mapping[str, Any] = field(default_factory=dict)

    def extended(self, base: Vocabulary) -> Vocabulary:
        """``base`` and the labels that only these predictions name, where predictions may name new ones."""
        return base

    def outside(self, vocabulary: Vocabulary) -> Sequence[Problem]:  # noqa: ARG002 - most kinds were checked before
        """Predictions that are no labels."""
        return ()

    @classmethod
    @abstractmethod
    def columns(cls, tables: Sequence[Self], size: int, vocabulary: Vocabulary) -> dict[str, Array]:
        """The columns of one model by example ordinal (see ``core.predictions.Prediction``), from all its files."""


def kept(findings: Findings, model: str, ordinals: NDArray[np.int64], **details: Any) -> dict[str, Any]:
    """The fields of a PredictionTable, of the rows that are not bad."""
    good = ~findings.bad
    return {
        "model": model,
        "name": findings.table.name,
        "ordinals": ordinals[good],
        "rows": findings.table.rows[good],
        "problems": tuple(findings.problems),
        "left_out": findings.left_out,
        "details": details,
    }


def require_ids(table: Table, findings: Findings) -> None:
    if "example_id" not in table.columns:
        findings.about_file("has no column 'example_id'", f"the columns are: {', '.join(table.columns)}")


def refuse(findings: Findings) -> None:
    """Raises LabelerError where the whole table is of no use."""
    if findings.whole:
        raise LabelerError(f"{findings.table.name} can't be read as predictions", findings.problems)


def lined_up(table: Table, findings: Findings, example_ids: Any) -> NDArray[np.int64]:
    """The ordinal of every row's example; unknown and repeated ids are problems."""
    ids = table.stripped("example_id")
    same = len(ids) == len(example_ids) and arrow.flat(ids).equals(arrow.flat(example_ids))
    if same:
        return np.arange(len(ids))
    ordinals = arrow.positions(ids, example_ids)
    findings.about_rows(
        ordinals < 0,
        "example_id",
        lambda index: f"{quoted(ids[index].as_py())} is not an example of this project",
        "check the id, or import the example first",
    )
    for index, first in repeated(ids):
        findings.about_row(
            index,
            "example_id",
            f"{quoted(ids[index].as_py())} stands already in row {table.rows[first]}",
            "keep one prediction for every example",
        )
    return ordinals


def probability(table: Table, column: str, findings: Findings, *, blank: bool) -> NDArray[np.float64]:
    """The numbers of a column, all within 0 … 1; an empty cell is NaN where ``blank`` ones are fine."""
    cells = table.stripped(column)
    values, unreadable = numbers(cells)
    if blank:
        unreadable &= ~arrow.equal(cells, "")
    findings.about_rows(
        unreadable | out_of_range(values),
        column,
        lambda index: f"{quoted(cells[index].as_py())} is not a probability",
        "give a number from 0 to 1",
    )
    return values


def out_of_range(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which numbers are no probabilities; NaN isn't told."""
    mask: NDArray[np.bool_] = (values < 0) | (values > 1 + _SLACK)
    return mask
