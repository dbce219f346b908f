"""Files of predictions, one a model or one for all: the column forms of DESIGN 4 for binary and multiclass.

Reading has two passes, since the vocabulary may grow by labels that only a model knows: ``read`` finds the form and
lines the rows up with the examples, ``resolve`` turns the texts into codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.dataset import Examples
from labeler.core.labels import Vocabulary
from labeler.core.splits import SPLITS
from labeler.core.text import CodedColumn
from labeler.errors import LabelerError, Problem
from labeler.formats import arrow
from labeler.formats.checks import numbers, repeated
from labeler.formats.findings import Findings, quoted
from labeler.formats.tables import Table, read_table

Array = NDArray[Any]

_RANKED = re.compile(r"label_([1-9]\d{0,5})$")
_INDEX = re.compile(r"[0-9]{1,18}")
_SLACK = 1e-6


@dataclass(frozen=True, eq=False)
class PredictionTable:
    """One file's rows for one model, checked: ``ordinals`` of the examples, label columns by code, numbers as they are.

    ``ranked`` lists the label columns best first; a plain prediction is a ranking of depth 1.
    """

    model: str
    name: str
    ordinals: NDArray[np.int64]
    ranked: tuple[CodedColumn, ...]
    ranked_columns: tuple[str, ...]
    ranked_probabilities: tuple[NDArray[np.float64] | None, ...]
    classes: tuple[str, ...]
    probabilities: NDArray[np.float64] | None
    rows: NDArray[np.int64]
    problems: tuple[Problem, ...]
    left_out: int


def read_predictions(path: Path, model: str, *, example_ids: Any) -> PredictionTable:
    """One model's file; raises LabelerError for a file that has none of the known forms."""
    table = read_table(path)
    findings = Findings(table)
    if "example_id" not in table.columns:
        findings.about_file("has no column 'example_id'", f"the columns are: {', '.join(table.columns)}")
    classes = tuple(name.removeprefix("prob:").strip() for name in table.columns if name.startswith("prob:"))
    ranks = _rank_columns(table, findings)
    if not classes and not ranks and "predicted" not in table.columns:
        findings.about_file("holds no predictions in a form we know", _form_remedy(table))
    _refuse(findings)
    ordinals = _line_up(table, findings, example_ids)
    if classes:
        return _from_probabilities(table, model, classes, ordinals, findings)
    return _from_labels(table, model, ranks or ("predicted",), ordinals, findings)


def read_wide(path: Path, *, example_ids: Any) -> list[PredictionTable]:
    """``--wide``: a column ``example_id`` and a column of predicted labels for every model."""
    table = read_table(path)
    findings = Findings(table)
    models = [name for name in table.columns if name != "example_id"]
    if "example_id" not in table.columns:
        findings.about_file("has no column 'example_id'", f"the columns are: {', '.join(table.columns)}")
    elif not models:
        findings.about_file("has no column besides 'example_id'", "give it a column a model")
    _refuse(findings)
    ordinals = _line_up(table, findings, example_ids)
    for model in models:
        _check_labels(table, model, findings, empty="the prediction is empty")
    first, *others = (_kept(model, findings, ordinals, (model,), (None,)) for model in models)
    return [first, *(replace(other, problems=(), left_out=0) for other in others)]


def _refuse(findings: Findings) -> None:
    if findings.whole:
        raise LabelerError(f"{findings.table.name} can't be read as predictions", findings.problems)


def _form_remedy(table: Table) -> str:
    if "hypothesis" in table.columns:
        return "transcript projects can't be imported by this version yet"
    return "use the columns example_id, predicted[, probability], or prob:<class> …, or label_1, prob_1, label_2, …"


def _rank_columns(table: Table, findings: Findings) -> tuple[str, ...]:
    found = sorted(int(match[1]) for name in table.columns if (match := _RANKED.match(name)))
    if found and found != list(range(1, len(found) + 1)):
        findings.about_file("skips a rank among its columns label_1, label_2, …", "number them 1, 2, 3 without a gap")
    return tuple(f"label_{rank}" for rank in found)


def _line_up(table: Table, findings: Findings, example_ids: Any) -> NDArray[np.int64]:
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


def _check_labels(table: Table, column: str, findings: Findings, *, empty: str) -> None:
    cells = table.stripped(column)
    findings.about_rows(arrow.equal(cells, ""), column, empty, "give every example a prediction")


def _from_labels(
    table: Table,
    model: str,
    columns: Sequence[str],
    ordinals: NDArray[np.int64],
    findings: Findings,
) -> PredictionTable:
    _check_labels(table, columns[0], findings, empty="the prediction is empty")
    _check_rank_repeats(table, columns, findings)
    names = ["probability" if name == "predicted" else name.replace("label_", "prob_") for name in columns]
    probabilities = [
        _probability(table, name, findings, blank=True) if name in table.columns else None for name in names
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
) -> PredictionTable:
    columns = [name for name in table.columns if name.startswith("prob:")]
    if "" in classes or len(set(classes)) < len(classes):
        findings.about_file("has a prob: column without a class, or two of one class", "name each class once")
        _refuse(findings)
    matrix = np.stack([_probability(table, name, findings, blank=False) for name in columns], axis=1)
    good = ~findings.bad
    return PredictionTable(
        model=model,
        name=table.name,
        ordinals=ordinals[good],
        ranked=(),
        ranked_columns=(),
        ranked_probabilities=(),
        classes=classes,
        probabilities=matrix[good],
        rows=table.rows[good],
        problems=tuple(findings.problems),
        left_out=findings.left_out,
    )


def _probability(table: Table, column: str, findings: Findings, *, blank: bool) -> NDArray[np.float64]:
    """The numbers of a column, all within 0 … 1; an empty cell is NaN where ``blank`` ones are fine."""
    cells = table.stripped(column)
    values, unreadable = numbers(cells)
    if blank:
        unreadable &= ~arrow.equal(cells, "")
    findings.about_rows(
        unreadable | (values < 0) | (values > 1 + _SLACK),
        column,
        lambda index: f"{quoted(cells[index].as_py())} is not a probability",
        "give a number from 0 to 1",
    )
    return values


def _kept(
    model: str,
    findings: Findings,
    ordinals: NDArray[np.int64],
    columns: Sequence[str],
    probabilities: Sequence[NDArray[np.float64] | None],
) -> PredictionTable:
    table, good = findings.table, ~findings.bad
    rows = np.flatnonzero(good)
    whole = bool(good.all())
    return PredictionTable(
        model=model,
        name=table.name,
        ordinals=ordinals[good],
        ranked=tuple(
            arrow.coded(table.stripped(name) if whole else table.stripped(name).take(rows)) for name in columns
        ),
        ranked_columns=tuple(columns),
        ranked_probabilities=tuple(None if values is None else values[good] for values in probabilities),
        classes=(),
        probabilities=None,
        rows=table.rows[good],
        problems=tuple(findings.problems),
        left_out=findings.left_out,
    )


@dataclass(frozen=True, eq=False)
class Resolved:
    """A model's columns by example ordinal (see ``core.predictions.Prediction``) and what stood in their way."""

    columns: Mapping[str, Array]
    problems: tuple[Problem, ...]


def labels_in(tables: Sequence[PredictionTable], base: Vocabulary) -> Vocabulary:
    """``base`` and the labels that only predictions name, by first appearance; integers that index it are none."""
    for table in tables:
        for names in (table.classes, *(cells.names for cells in table.ranked)):
            base = base.extended(name for name in names if name and _code(name, base) < 0)
    return base


def resolve(tables: Sequence[PredictionTable], vocabulary: Vocabulary, examples: Examples) -> Resolved:
    """Codes and probabilities of one model by example, from all its files; raises nothing, lists problems."""
    problems: list[Problem] = []
    codes_by_table = [_codes(table, vocabulary, problems) for table in tables]
    problems += _twice(tables, examples)
    problems += _gaps(tables, examples)
    if problems:
        return Resolved({}, tuple(problems))
    return Resolved(_columns(tables, codes_by_table, len(examples), vocabulary), ())


def _code(name: str, vocabulary: Vocabulary) -> int:
    """The label's code; an integer that is no label indexes the list; −1 for neither."""
    if name in vocabulary.codes:
        return vocabulary.codes[name]
    if _INDEX.fullmatch(name) and int(name) < len(vocabulary):
        return int(name)
    return -1


def _codes(table: PredictionTable, vocabulary: Vocabulary, problems: list[Problem]) -> NDArray[np.int32]:
    """int32 of shape (rows, depth), best first; −1 for an empty later rank."""
    if table.probabilities is not None:
        classes = np.array([_code(name, vocabulary) for name in table.classes], np.int32)
        problems += _class_problems(table, classes.tolist())
        best = classes[np.argmax(table.probabilities, axis=1)] if len(table.rows) else np.zeros(0, np.int32)
        return best[:, None]
    ranks = []
    for column, cells in zip(table.ranked_columns, table.ranked, strict=True):
        meaning = np.array([_code(name, vocabulary) for name in cells.names] or [-1], np.int32)
        unknown = np.array([bool(name) for name in cells.names] or [False]) & (meaning < 0)
        problems += (
            _outside(table, int(table.rows[index]), column, cells[index])
            for index in np.flatnonzero(unknown[cells.codes]).tolist()
        )
        ranks.append(meaning[cells.codes])
    return np.stack(ranks, axis=1)


def _class_problems(table: PredictionTable, codes: Sequence[int]) -> Iterator[Problem]:
    """Classes outside the vocabulary, and two that are one: a label and the integer that indexes it."""
    for place, (name, code) in enumerate(zip(table.classes, codes, strict=True)):
        if code < 0:
            yield _outside(table, None, f"prob:{name}", name)
        elif code in codes[:place]:
            text = f"is the label of 'prob:{table.classes[codes.index(code)]}' too"
            yield Problem(table.name, None, f"prob:{name}", text, "name each class once")


def _outside(table: PredictionTable, row: int | None, column: str, label: str) -> Problem:
    return Problem(
        table.name, row, column, f"{quoted(label)} is not in the list of labels", "mend it, or add it to --labels"
    )


def _twice(tables: Sequence[PredictionTable], examples: Examples) -> list[Problem]:
    """Examples that two files of one model both predict."""
    found = []
    seen = np.zeros(len(examples), bool)
    for table in tables:
        for index in np.flatnonzero(seen[table.ordinals]).tolist():
            text = f"{quoted(examples.ids[table.ordinals[index]])} is predicted in an earlier file of {table.model} too"
            found.append(Problem(table.name, int(table.rows[index]), "example_id", text, "keep one of the two"))
        seen[table.ordinals] = True
    return found


def _gaps(tables: Sequence[PredictionTable], examples: Examples) -> list[Problem]:
    """A model covers all of a split or nothing of it."""
    covered = np.zeros(len(examples), bool)
    for table in tables:
        covered[table.ordinals] = True
    found = []
    for code, split in enumerate(SPLITS):
        here = examples.splits == code
        missing = np.flatnonzero(here & ~covered)
        if len(missing) and (here & covered).any():
            some = ", ".join(examples.ids[i] for i in missing[:3].tolist())
            text = (
                f"{table.model} predicts {(here & covered).sum():,} of {here.sum():,} {split} examples; missing: {some}"
            )
            more = " …" if len(missing) > 3 else ""
            found.append(
                Problem(table.name, None, "example_id", text + more, f"predict all of {split}, or nothing of it")
            )
    if not covered.any():
        found.append(Problem(tables[0].name, None, None, "predicts no example", "check that it is the right file"))
    return found


def _columns(
    tables: Sequence[PredictionTable], codes_by_table: Sequence[NDArray[np.int32]], size: int, vocabulary: Vocabulary
) -> dict[str, Array]:
    depth = max(codes.shape[1] for codes in codes_by_table)
    ranked = np.full((size, depth), -1, np.int32)
    probabilities = np.full((size, depth), np.nan, np.float32)
    matrix: NDArray[np.float32] | None = None
    for table, codes in zip(tables, codes_by_table, strict=True):
        ranked[table.ordinals, : codes.shape[1]] = codes
        if table.probabilities is not None:
            matrix = np.zeros((size, len(vocabulary)), np.float32) if matrix is None else matrix
            classes = [_code(name, vocabulary) for name in table.classes]
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
