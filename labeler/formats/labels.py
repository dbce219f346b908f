"""Label columns as codes, and the list of labels in a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from labeler.core.labels import Vocabulary
from labeler.core.lists import split_list
from labeler.core.truth import ClassTruth, Truth
from labeler.errors import LabelerError, Problem
from labeler.formats import arrow
from labeler.formats.findings import Findings, quoted
from labeler.formats.tables import read_table


def vocabulary_of(labels: Any, base: Vocabulary) -> Vocabulary:
    """``base`` with the labels of a column, in the order of their first appearance."""
    return base.extended(name for cell in arrow.coded(labels).names for name in split_list(cell))


def truth_of(labels: Any, vocabulary: Vocabulary) -> Truth:
    """Codes and acceptable sets of a checked label column."""
    column = arrow.coded(labels)
    sets = [tuple(vocabulary.codes[name] for name in dict.fromkeys(split_list(cell))) for cell in column.names]
    codes = np.array([codes[0] for codes in sets] or [0], np.int32)[column.codes]
    several = np.array([len(codes) > 1 for codes in sets] or [False])[column.codes]
    return ClassTruth(codes, {i: sets[column.codes[i]] for i in np.flatnonzero(several).tolist()})


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
