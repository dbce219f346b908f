"""Predictions of several labels an example: a column of probabilities for each (DESIGN 4, Predictions)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labeler.core.labels import Vocabulary
from labeler.formats.findings import Findings, quoted
from labeler.formats.prediction_table import (
    Array,
    Expected,
    PredictionTable,
    kept,
    lined_up,
    probability,
    refuse,
    require_ids,
)
from labeler.formats.tables import Table

_PREFIX = "prob:"


@dataclass(frozen=True, eq=False, kw_only=True)
class LabelProbabilities(PredictionTable):
    """``probabilities`` of shape (rows, labels), in the order of the vocabulary; yes from ``threshold`` on."""

    probabilities: NDArray[np.float64]
    threshold: float

    @classmethod
    def columns(cls, tables: Sequence[LabelProbabilities], size: int, vocabulary: Vocabulary) -> dict[str, Array]:
        predicted = np.full((size, len(vocabulary)), -1, np.int8)
        probabilities = np.full((size, len(vocabulary)), np.nan, np.float32)
        for table in tables:
            predicted[table.ordinals] = table.probabilities >= table.threshold
            probabilities[table.ordinals] = table.probabilities
        return {"predicted": predicted, "probabilities": probabilities}


def read_label_probabilities(table: Table, model: str, expected: Expected) -> LabelProbabilities:
    """One model's table; raises LabelerError unless it has one column for every label and no other."""
    findings = Findings(table)
    require_ids(table, findings)
    columns = _columns_of_labels(table, expected.vocabulary, findings)
    refuse(findings)
    ordinals = lined_up(table, findings, expected.example_ids)
    values = [probability(table, columns[label], findings, blank=False) for label in expected.vocabulary.names]
    return label_probabilities(np.stack(values, axis=1), model, ordinals, findings, expected.threshold)


def label_probabilities(
    matrix: NDArray[np.float64], model: str, ordinals: NDArray[np.int64], findings: Findings, threshold: float
) -> LabelProbabilities:
    """The good rows of a matrix that has a column for every label."""
    fields = kept(findings, model, ordinals, threshold=threshold)
    return LabelProbabilities(probabilities=matrix[~findings.bad], threshold=threshold, **fields)


def _columns_of_labels(table: Table, vocabulary: Vocabulary, findings: Findings) -> dict[str, str]:
    """The column of every label, named by the label alone or as ``prob:<label>``."""
    columns: dict[str, str] = {}
    for column in table.columns:
        if column == "example_id":
            continue
        label = column if column in vocabulary.codes else column.removeprefix(_PREFIX).strip()
        if label not in vocabulary.codes:
            remedy = "remove the column; the labels are those of the examples, or of --labels"
            findings.about_file(f"{quoted(label)} is not a label of this project", remedy, column=column)
        elif label in columns:
            findings.about_file(f"is the label of the column {columns[label]!r} too", "keep one of them", column=column)
        else:
            columns[label] = column
    for label in vocabulary.names:
        if label not in columns:
            findings.about_file(f"has no column of the label {quoted(label)}", "add its probabilities", column=label)
    return columns
