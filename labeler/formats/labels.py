"""Label cells on their way to the truth of every example, and the list of labels in a file of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from labeler.core.labels import Vocabulary
from labeler.core.lists import split_list
from labeler.core.truth import ClassTruth, Truth
from labeler.errors import LabelerError, Problem
from labeler.formats import arrow
from labeler.formats.checks import control
from labeler.formats.findings import Findings, quoted
from labeler.formats.tables import Table, read_table

Rows = NDArray[np.intp]


class GivenLabels(ABC):
    """The checked labels of some rows, before the vocabulary is known; one kind a kind of truth."""

    @abstractmethod
    def taken(self, rows: Rows) -> Self:
        """Those of some rows only, in their order."""

    @classmethod
    @abstractmethod
    def stacked(cls, parts: Sequence[Self]) -> Self:
        """Those of several files, one below the other."""

    @abstractmethod
    def vocabulary(self, base: Vocabulary) -> Vocabulary:
        """``base`` with the labels named here, in the order of their first appearance."""

    @abstractmethod
    def truth(self, vocabulary: Vocabulary) -> Truth:
        """The truth of every row; ``vocabulary`` holds all labels named here."""


@dataclass(frozen=True, eq=False)
class ClassLabels(GivenLabels):
    """Binary and multiclass: cells that hold a label or a ``;``-list of acceptable ones."""

    cells: Any

    @classmethod
    def read(cls, table: Table, column: str, findings: Findings, allowed: Vocabulary | None) -> ClassLabels:
        cells = table.stripped(column)
        coded = arrow.coded(cells)
        items = [split_list(name) for name in coded.names]
        empty = np.array([not names for names in items] or [False])[coded.codes]
        findings.about_rows(empty, column, "the label is empty", "label the example or leave its row out")
        findings.about_rows(
            control(cells), column, "the label holds a control character", "remove tabs and line breaks"
        )
        if allowed is not None:
            unknown = np.array([any(name not in allowed.codes for name in names) for names in items] or [False])
            about_unlisted(findings, unknown[coded.codes], column, coded)
        return cls(cells)

    def taken(self, rows: Rows) -> ClassLabels:
        return ClassLabels(self.cells.take(pa.array(rows)))

    @classmethod
    def stacked(cls, parts: Sequence[ClassLabels]) -> ClassLabels:
        return cls(pa.chunked_array([arrow.flat(part.cells) for part in parts]))

    def vocabulary(self, base: Vocabulary) -> Vocabulary:
        return base.extended(name for cell in arrow.coded(self.cells).names for name in split_list(cell))

    def truth(self, vocabulary: Vocabulary) -> ClassTruth:
        """Codes and acceptable sets."""
        column = arrow.coded(self.cells)
        sets = [tuple(vocabulary.codes[name] for name in dict.fromkeys(split_list(cell))) for cell in column.names]
        codes = np.array([codes[0] for codes in sets] or [0], np.int32)[column.codes]
        several = np.array([len(codes) > 1 for codes in sets] or [False])[column.codes]
        return ClassTruth(codes, {i: sets[column.codes[i]] for i in np.flatnonzero(several).tolist()})


def about_unlisted(findings: Findings, rows: NDArray[np.bool_], column: str, cells: Sequence[str]) -> None:
    """Cells that name a label which isn't in the list of labels."""
    findings.about_rows(
        rows,
        column,
        lambda index: f"{quoted(cells[index])} is not in the list of labels",
        "mend the label, or add it to the file named with --labels",
    )


def read_vocabulary(path: Path) -> Vocabulary:
    """``--labels FILE``: the column ``label``, in order."""
    table = read_table(path)
    if "label" not in table.columns:
        raise LabelerError(
            f"{table.name} lists no labels",
            [Problem(table.name, None, "label", "has no column 'label'", "give it one, with a label a row")],
        )
    names = arrow.texts(table.stripped("label"))
    findings = Findings(table)
    for index, name in enumerate(names):
        if not name:
            findings.about_row(index, "label", "the label is empty", "remove the row")
        elif name in names[:index]:
            findings.about_row(index, "label", f"the label {quoted(name)} stands twice", "remove one of the rows")
    if findings.problems:
        raise LabelerError(f"{table.name} can't be used as the list of labels", findings.problems)
    return Vocabulary(tuple(names))
