"""Predictions as a NumPy array ``x.npy``, in the order of the examples in ``x.ids.csv`` (DESIGN 4, Predictions).

The bytes are read here rather than by ``numpy.load``: an array that promises more than the file holds allocates
nothing, and objects, which only pickle could read, are refused.
"""

from __future__ import annotations

import io
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.text import CodedColumn
from labeler.errors import LabelerError
from labeler.formats.class_predictions import ClassPredictions, code_of
from labeler.formats.delimited import refusal
from labeler.formats.findings import Findings, quoted
from labeler.formats.label_probabilities import label_probabilities
from labeler.formats.prediction_table import Array, Expected, PredictionTable, kept, lined_up, out_of_range, require_ids
from labeler.formats.tables import Table, read_table

SUFFIX = ".npy"
_SAVE = "save it with numpy.save, allow_pickle=False"
_FORMS = "save one prediction an example, (N,), or a probability for every label, (N, labels)"
_HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}


def read_array_predictions(path: Path, model: str, expected: Expected) -> PredictionTable:
    """One model's array with its ids; raises LabelerError for an array of another shape or kind."""
    name = str(path)
    if expected.task == "transcript":
        raise refusal(name, "an array can't hold transcripts", "give a table with the columns example_id, hypothesis")
    array = read_array(path)
    ids = _ids(path.with_suffix(".ids.csv"), name, len(array) if array.ndim else 0)
    findings = Findings(ids)
    ordinals = lined_up(ids, findings, expected.example_ids)
    in_array = Findings(replace(ids, name=name, problems=()))
    in_array.bad |= findings.bad
    if array.ndim == 1 and expected.task != "multilabel":
        found: PredictionTable = _from_classes(array, model, ordinals, in_array, expected)
    elif array.ndim == 2 and array.dtype.kind == "f":
        found = _from_matrix(array, model, ordinals, in_array, expected)
    else:
        shape = " × ".join(map(str, array.shape)) or "no"
        raise refusal(name, f"an array of {shape} numbers ({array.dtype}) is no form we know", _FORMS)
    return replace(found, problems=(*findings.problems, *found.problems))


def read_array(path: Path) -> Array:
    """The array in a file of NumPy's format 1 or 2; raises LabelerError for anything else."""
    name = str(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise refusal(name, "there is no such file", "check its name and folder") from error
    except OSError as error:
        raise refusal(name, error.strerror or str(error), "check that you may read it") from error
    file = io.BytesIO(data)
    try:
        shape, by_column, dtype = _HEADERS[np.lib.format.read_magic(file)](file)
    except (ValueError, KeyError, OverflowError, SyntaxError, TypeError) as error:
        raise refusal(name, "this is not a NumPy array, or it is damaged", _SAVE) from error
    if dtype.hasobject or dtype.names or dtype.kind not in "iufbU":
        raise refusal(name, f"it holds {dtype}, neither numbers nor texts", _SAVE)
    count, held = math.prod(shape), len(data) - file.tell()
    if min(shape, default=1) < 0 or count * dtype.itemsize != held:
        raise refusal(name, f"it promises {count:,} values and holds {held:,} bytes", "save or copy it again")
    flat = np.frombuffer(data, dtype, offset=file.tell()) if count else np.zeros(0, dtype)
    return flat.reshape(shape, order="F" if by_column else "C")


def _ids(path: Path, array_name: str, size: int) -> Table:
    """The ids in the array's order, all of them: a row left out would shift every later one."""
    try:
        table = read_table(path)
    except LabelerError as error:
        remedy = f"put the ids, in the array's order, into the column example_id of {path.name}"
        raise LabelerError(error.message, [replace(problem, remedy=remedy) for problem in error.problems]) from error
    findings = Findings(table)
    require_ids(table, findings)
    if table.size + len(table.problems) != size:
        text = f"names {table.size + len(table.problems):,} examples, {Path(array_name).name} has {size:,} rows"
        findings.about_file(text, "give both the same rows in the same order", column="example_id")
    if findings.problems:
        raise LabelerError(f"{table.name} can't be read as the ids of {array_name}", findings.problems)
    return table


def _from_classes(
    array: Array, model: str, ordinals: NDArray[np.int64], findings: Findings, expected: Expected
) -> ClassPredictions:
    """A label an example: its text, or its place in the list of labels."""
    if array.dtype.kind not in "iuU":
        name = findings.table.name
        raise refusal(name, f"its {array.dtype} values are neither labels nor their places", _FORMS)
    number = array.dtype.kind != "U"
    names, codes = _distinct(array)
    bad = np.array([code_of(n, expected.vocabulary) < 0 if number else not n for n in names] or [False])
    findings.about_rows(
        bad[codes],
        None,
        lambda index: f"{quoted(names[codes[index]])} is neither a label nor the place of one",
        f"count the labels from 0 to {len(expected.vocabulary) - 1:,}",
    )
    names, codes = _distinct(array[~findings.bad])
    fields: dict[str, Any] = kept(findings, model, ordinals)
    ranked = (CodedColumn(codes, names),)
    return ClassPredictions(ranked=ranked, ranked_columns=("predicted",), ranked_probabilities=(None,), **fields)


def _distinct(array: Array) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    values, codes = np.unique(array, return_inverse=True)
    return tuple(str(value).strip() for value in values.tolist()), codes.astype(np.int32)


def _from_matrix(
    array: Array, model: str, ordinals: NDArray[np.int64], findings: Findings, expected: Expected
) -> PredictionTable:
    """A probability for every label of the list, in its order."""
    labels, name = expected.vocabulary.names, findings.table.name
    if array.shape[1] != len(labels):
        text = f"it has {array.shape[1]:,} columns for {len(labels):,} labels"
        raise refusal(name, text, f"give a column a label, in the order of the list: {', '.join(labels[:12])}")
    values = array.astype(np.float64)
    bad: NDArray[np.bool_] = ~np.isfinite(values) | out_of_range(values)
    findings.about_rows(
        np.asarray(bad.any(axis=1)),
        None,
        lambda index: f"{_first(values[index], bad[index])} is not a probability",
        "give numbers from 0 to 1",
    )
    if expected.task == "multilabel":
        return label_probabilities(values, model, ordinals, findings, expected.threshold)
    fields: dict[str, Any] = kept(findings, model, ordinals)
    return ClassPredictions(classes=labels, probabilities=values[~findings.bad], **fields)


def _first(values: NDArray[np.float64], bad: NDArray[np.bool_]) -> str:
    return str(values[bad][0])
