"""Predictions of one class an example, in every column form of DESIGN 4.

Reading has two passes, since the vocabulary may grow by labels that only a model knows: reading finds the form and
lines the rows up with the examples, ``columns`` turns the texts into codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labeler.core.labels import Vocabulary
from labeler.core.text import CodedColumn
from labeler.errors import Problem
from labeler.formats import arrow
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

_RANKED = re.compile(r"label_([1-9]\d{0,5})$")
_INDEX = re.compile(r"[0-9]{1,18}")
_FORMS = "use the columns example_id, predicted[, probability], or prob:<class> …, or label_1, prob_1, label_2, …"


@dataclass(frozen=True, eq=False, kw_only=True)
class ClassPredictions(PredictionTable):
    """Label columns by code, numbers as they are.

    ``ranked`` lists the label columns best first; a plain prediction is a ranking of depth 1. Where ``probabilities``
    of ``classes`` are given, ``ranked`` is empty.
    """

    ranked: tuple[CodedColumn, ...] = ()
    ranked_columns: tuple[str, ...] = ()
    ranked_probabilities: tuple[NDArray[np.float64] | None, ...] = ()
    classes: tuple[str, ...] = ()
    probabilities: NDArray[np.float64] | None = None

    def extended(self, base: Vocabulary) -> Vocabulary:
        """With the labels named here, by first appearance; integers that index ``base`` are none."""
        for names in (self.classes, *(cells.names for cells in self.ranked)):
            base = base.extended(name for name in names if name and code_of(name, base) < 0)
        return base

    def outside(self, vocabulary: Vocabulary) -> list[Problem]:
        if self.probabilities is not None:
            return list(self._class_problems([code_of(name, vocabulary) for name in self.classes]))
        problems: list[Problem] = []
        for column, cells in zip(self.ranked_columns, self.ranked, strict=True):
            unknown = np.array([bool(name) and code_of(name, vocabulary) < 0 for name in cells.names] or [False])
            problems += (
                self._unlisted(int(self.rows[index]), column, cells[index])
                for index in np.flatnonzero(unknown[cells.codes]).tolist()
            )
        return problems

    def codes(self, vocabulary: Vocabulary) -> NDArray[np.int32]:
        """int32 of shape (rows, depth), best first; −1 for an empty later rank."""
        if self.probabilities is not None:
            classes = np.array([code_of(name, vocabulary) for name in self.classes], np.int32)
            best = classes[np.argmax(self.probabilities, axis=1)] if len(self.rows) else np.zeros(0, np.int32)
            return best[:, None]
        meanings = (np.array([code_of(name, vocabulary) for name in c.names] or [-1], np.int32) for c in self.ranked)
        return np.stack([codes[cells.codes] for codes, cells in zip(meanings, self.ranked, strict=True)], axis=1)

    @classmethod
    def columns(cls, tables: Sequence[ClassPredictions], size: int, vocabulary: Vocabulary) -> dict[str, Array]:
        codes_by_table = [table.codes(vocabulary) for table in tables]
        depth = max(codes.shape[1] for codes in codes_by_table)
        ranked = np.full((size, depth), -1, np.int32)
        probabilities = np.full((size, depth), np.nan, np.float32)
        matrix: NDArray[np.float32] | None = None
        for table, codes in zip(tables, codes_by_table, strict=True):
            ranked[table.ordinals, : codes.shape[1]] = codes
            if table.probabilities is not None:
                matrix = np.zeros((size, len(vocabulary)), np.float32) if matrix is None else matrix
                classes = [code_of(name, vocabulary) for name in table.classes]
                matrix[table.ordinals[:, None], np.array(classes)] = table.probabilities
                probabilities[table.ordinals, 0] = table.probabilities.max(axis=1)
                continue
            for rank, values in enumerate(table.ranked_probabilities):
                if values is not None:
                    probabilities[table.ordinals, rank] = values
        columns: dict[str, Array] = {"predicted": ranked[:, 0].copy()}
        if not np.isnan(probabilities[:, 0]).all():
            columns["probability"] = probabilities[:, 0].copy()
        if depth > 1:
            columns |= {"ranked": ranked, "ranked_probability": probabilities}
        if matrix is not None and all(table.probabilities is not None for table in tables):
            columns["probabilities"] = matrix
        return columns

    def _class_problems(self, codes: Sequence[int]) -> Iterator[Problem]:
        """Classes outside the vocabulary, and two that are one: a label and the integer that indexes it."""
        for place, (name, code) in enumerate(zip(self.classes, codes, strict=True)):
            if code < 0:
                yield self._unlisted(None, f"prob:{name}", name)
            elif code in codes[:place]:
                text = f"is the label of 'prob:{self.classes[codes.index(code)]}' too"
                yield Problem(self.name, None, f"prob:{name}", text, "name each class once")

    def _unlisted(self, row: int | None, column: str, label: str) -> Problem:
        message = f"{quoted(label)} is not in the list of labels"
        return Problem(self.name, row, column, message, "mend it, or add it to --labels")


def code_of(name: str, vocabulary: Vocabulary) -> int:
    """The label's code; an integer that is no label indexes the list; −1 for neither."""
    if name in vocabulary.codes:
        return vocabulary.codes[name]
    if _INDEX.fullmatch(name) and int(name) < len(vocabulary):
        return int(name)
    return -1


def read_class_predictions(table: Table, model: str, expected: Expected) -> ClassPredictions:
    """One model's table; raises LabelerError for one that has none of the known forms."""
    findings = Findings(table)
    require_ids(table, findings)
    classes = tuple(name.removeprefix("prob:").strip() for name in table.columns if name.startswith("prob:"))
    ranks = _rank_columns(table, findings)
    if not classes and not ranks and "predicted" not in table.columns:
        findings.about_file("holds no predictions in a form we know", _FORMS)
    refuse(findings)
    ordinals = lined_up(table, findings, expected.example_ids)
    if classes:
        return _from_probabilities(table, model, classes, ordinals, findings)
    return _from_labels(table, model, ranks or ("predicted",), ordinals, findings)


def class_column(column: str, findings: Findings, ordinals: NDArray[np.int64], model: str) -> ClassPredictions:
    """The labels in one column of a table that has a column a model."""
    return _kept(model, findings, ordinals, (column,), (None,))


def check_labels(table: Table, column: str, findings: Findings) -> None:
    cells = table.stripped(column)
    findings.about_rows(arrow.equal(cells, ""), column, "the prediction is empty", "give every example a prediction")


def _rank_columns(table: Table, findings: Findings) -> tuple[str, ...]:
    found = sorted(int(match[1]) for name in table.columns if (match := _RANKED.match(name)))
    if found and found != list(range(1, len(found) + 1)):
        findings.about_file("skips a rank among its columns label_1, label_2, …", "number them 1, 2, 3 without a gap")
    return tuple(f"label_{rank}" for rank in found)


def _from_labels(
    table: Table, model: str, columns: Sequence[str], ordinals: NDArray[np.int64], findings: Findings
) -> ClassPredictions:
    check_labels(table, columns[0], findings)
    _check_rank_repeats(table, columns, findings)
    names = ["probability" if name == "predicted" else name.replace("label_", "prob_") for name in columns]
    probabilities = [
        probability(table, name, findings, blank=True) if name in table.columns else None for name in names
    ]
    return _kept(model, findings, ordinals, columns, probabilities)


def _check_rank_repeats(table: Table, columns: Sequence[str], findings: Findings) -> None:
    """A label named twice in one ranking, and a gap before a later rank."""
    cells = [arrow.coded(table.stripped(column)) for column in columns] if len(columns) > 1 else []
    for later in range(1, len(columns)):
        lookup = {name: code for code, name in enumerate(cells[later].names)}
        filled = cells[later].codes != lookup.get("", -1)
        for earlier in range(later):
            same = np.array([lookup.get(name, -1) for name in cells[earlier].names] or [-1])
            repeats = (same[cells[earlier].codes] == cells[later].codes) & filled
            findings.about_rows(
                repeats, columns[later], f"the label is that of {columns[earlier]} too", "name every label once a row"
            )
        before = np.array([name == "" for name in cells[later - 1].names] or [False])[cells[later - 1].codes]
        findings.about_rows(
            before & filled, columns[later], f"{columns[later - 1]} is empty before it", "fill the ranks from 1 on"
        )


def _from_probabilities(
    table: Table, model: str, classes: tuple[str, ...], ordinals: NDArray[np.int64], findings: Findings
) -> ClassPredictions:
    columns = [name for name in table.columns if name.startswith("prob:")]
    if "" in classes or len(set(classes)) < len(classes):
        findings.about_file("has a prob: column without a class, or two of one class", "name each class once")
        refuse(findings)
    matrix = np.stack([probability(table, name, findings, blank=False) for name in columns], axis=1)
    return ClassPredictions(classes=classes, probabilities=matrix[~findings.bad], **kept(findings, model, ordinals))


def _kept(
    model: str,
    findings: Findings,
    ordinals: NDArray[np.int64],
    columns: Sequence[str],
    probabilities: Sequence[NDArray[np.float64] | None],
) -> ClassPredictions:
    table, good = findings.table, ~findings.bad
    rows = np.flatnonzero(good)
    whole = bool(good.all())
    return ClassPredictions(
        ranked=tuple(
            arrow.coded(table.stripped(name) if whole else table.stripped(name).take(rows)) for name in columns
        ),
        ranked_columns=tuple(columns),
        ranked_probabilities=tuple(None if values is None else values[good] for values in probabilities),
        **kept(findings, model, ordinals),
    )
