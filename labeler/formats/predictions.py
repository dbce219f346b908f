"""Files of predictions, one a model or one for all (DESIGN 4, Predictions)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from labeler.core.dataset import Examples
from labeler.core.labels import Vocabulary
from labeler.core.splits import SPLITS
from labeler.errors import Problem
from labeler.formats.arrays import SUFFIX, read_array_predictions
from labeler.formats.class_predictions import check_labels, class_column, read_class_predictions
from labeler.formats.findings import Findings, quoted
from labeler.formats.hypotheses import hypothesis_column, read_hypotheses
from labeler.formats.label_probabilities import read_label_probabilities
from labeler.formats.prediction_table import Array, Expected, PredictionTable, lined_up, refuse, require_ids
from labeler.formats.tables import read_table
from labeler.formats.transcripts import check_length

__all__ = ["Expected", "PredictionTable", "Resolved", "labels_in", "read_predictions", "read_wide", "resolve"]

_READERS = {"multilabel": read_label_probabilities, "transcript": read_hypotheses}


def read_predictions(path: Path, model: str, *, expected: Expected) -> PredictionTable:
    """One model's file; raises LabelerError for a file that has none of the task's forms."""
    if path.suffix.lower() == SUFFIX:
        return read_array_predictions(path, model, expected)
    reader = _READERS.get(expected.task, read_class_predictions)
    return reader(read_table(path), model, expected)


def read_wide(path: Path, *, expected: Expected) -> list[PredictionTable]:
    """``--wide``: a column ``example_id`` and, for every model, a column of what it predicts."""
    table = read_table(path)
    findings = Findings(table)
    models = [name for name in table.columns if name != "example_id"]
    require_ids(table, findings)
    if expected.task == "multilabel":
        findings.about_file(
            "one column can't hold a model's many labels", "give each model a file: --predictions MODEL=FILE"
        )
    elif not models:
        findings.about_file("has no column besides 'example_id'", "give it a column a model")
    refuse(findings)
    ordinals = lined_up(table, findings, expected.example_ids)
    spoken = expected.task == "transcript"
    for model in models:
        (check_length if spoken else check_labels)(table, model, findings)
    of_column = hypothesis_column if spoken else class_column
    first, *others = (of_column(model, findings, ordinals, model) for model in models)
    return [first, *(replace(other, problems=(), left_out=0) for other in others)]


@dataclass(frozen=True, eq=False)
class Resolved:
    """A model's columns by example ordinal (see ``core.predictions.Prediction``) and what stood in their way."""

    columns: Mapping[str, Array]
    problems: tuple[Problem, ...]


def labels_in(tables: Sequence[PredictionTable], base: Vocabulary) -> Vocabulary:
    """``base`` and the labels that only predictions name, by first appearance; integers that index it are none."""
    for table in tables:
        base = table.extended(base)
    return base


def resolve(tables: Sequence[PredictionTable], vocabulary: Vocabulary, examples: Examples) -> Resolved:
    """One model's columns by example, from all its files; raises nothing, lists problems."""
    problems = [problem for table in tables for problem in table.outside(vocabulary)]
    problems += _twice(tables, examples)
    problems += _gaps(tables, examples)
    if problems:
        return Resolved({}, tuple(problems))
    return Resolved(type(tables[0]).columns(tables, len(examples), vocabulary), ())


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
