"""Corrected splits, what was excluded, and what was changed, as tables (DESIGN 4, Export)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.dataset import Examples
from labeler.core.decisions import Decision, Status
from labeler.core.text import Text
from labeler.core.truth import UNKNOWN, MultilabelTruth, TranscriptTruth
from labeler.core.working import Labels
from labeler.errors import LabelerError
from labeler.formats import arrow
from labeler.formats.example_columns import LABEL
from labeler.formats.tables import read_table, write_table
from labeler.formats.typed_tables import reader_of

MANIFEST = "manifest.json"
ADDED = ("given_label", "label_status", "label_version")
_SIGNS = {1: "1", 0: "0", UNKNOWN: "?"}
CHANGES = ("example_id", "split", "given_label", "corrected_label", "verdict", "reviewers", "at", "comment")


@dataclass(frozen=True, eq=False)
class LabeledTable:
    """What an export writes: the imported columns as they were, and the labels of one version.

    ``label_column`` holds labels as texts; it is None where ``label_columns`` hold them, each the yes or no to the
    label that it is mapped to. ``reference_columns`` hold further transcripts.
    """

    examples: Examples
    columns: Mapping[str, Text]
    id_column: str
    label_column: str | None
    label_columns: Mapping[str, str]
    reference_columns: Sequence[str]
    split_names: Sequence[str]
    split_columns: Mapping[str, Sequence[str]]
    labels: Labels
    version: int

    def label(self, ordinal: int) -> str:
        examples = self.examples
        return examples.task.given(self.labels.truth, ordinal, examples.vocabulary)

    def given(self, ordinal: int) -> str:
        return self.examples.task.given(self.examples.given, ordinal, self.examples.vocabulary)

    @property
    def own_columns(self) -> tuple[str, ...]:
        """The columns without which labels can't be written."""
        return tuple(self.label_columns) if self.label_column is None else (self.label_column,)

    @property
    def label_cells(self) -> tuple[str, ...]:
        """All columns that a correction may change."""
        return (*self.own_columns, *self.reference_columns)

    @cached_property
    def unwritten(self) -> tuple[str, ...]:
        """Labels that corrected examples know something of and that have no column among ``label_columns``."""
        truth, names = self.labels.truth, self.examples.vocabulary.names
        if not isinstance(truth, MultilabelTruth) or self.label_column is not None:
            return ()
        said = truth.known[self.labels.status == Status.CORRECTED].any(axis=0)
        written = set(self.label_columns.values())
        return tuple(name for name, known in zip(names, said.tolist(), strict=True) if known and name not in written)

    def written(self, ordinal: int) -> dict[str, str]:
        """The cells that say the label of an example, by column: the reverse of what reading made of them."""
        truth = self.labels.truth
        if isinstance(truth, MultilabelTruth) and self.label_columns:
            codes, values = self.examples.vocabulary.codes, truth.values[ordinal].tolist()
            return {column: _SIGNS[values[codes[label]]] for column, label in self.label_columns.items()}
        assert self.label_column is not None
        cells = {self.label_column: self.label(ordinal)}
        if isinstance(truth, TranscriptTruth):
            others = truth.references(ordinal)[1:]
            cells |= dict(zip_longest(self.reference_columns, others[: len(self.reference_columns)], fillvalue=""))
        return cells


def write_corrected(table: LabeledTable, folder: Path) -> list[str]:
    """``corrected/<split as imported>.csv`` without the excluded examples, and ``excluded.csv`` with them."""
    excluded = table.labels.excluded
    names = np.array(table.split_names, dtype=object)
    files = []
    (folder / "corrected").mkdir()
    for name in dict.fromkeys(table.split_names):
        rows = np.flatnonzero((names == name) & ~excluded)
        file = f"corrected/{_file_name(name)}.csv"
        write_table(folder / file, _columns(table, rows, table.split_columns[name]))
        files.append(file)
    write_table(folder / "excluded.csv", _columns(table, np.flatnonzero(excluded), tuple(table.columns)))
    return [*files, "excluded.csv"]


def write_changes(table: LabeledTable, folder: Path, decisions: Mapping[int, Sequence[Decision]]) -> str:
    """``changes.csv``: a row for every corrected or excluded example, with who said so."""
    changed = np.flatnonzero(np.isin(table.labels.status, [Status.CORRECTED, Status.EXCLUDED])).tolist()
    rows = [_change(table, ordinal, decisions.get(ordinal, ())) for ordinal in changed]
    write_table(folder / "changes.csv", [(name, [row[i] for row in rows]) for i, name in enumerate(CHANGES)])
    return "changes.csv"


def write_manifest(folder: Path, files: Sequence[str], facts: Mapping[str, Any]) -> str:
    """``manifest.json``: the facts, and the SHA-256 of every file written."""
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files}
    text = json.dumps({**facts, "files": digests}, ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return MANIFEST


def write_in_place_of(table: LabeledTable, original: Path, target: Path) -> None:
    """A copy of ``original`` in which only label cells changed; rows of other examples stay as they are."""
    if reader_of(original) is not None:
        raise LabelerError(f"{original} is no csv or tsv table, and no other can be written in place by this version")
    source = read_table(original)
    if source.problems:
        raise LabelerError(f"{original} has rows that a copy would lose; mend them first", source.problems)
    if missing := [name for name in (table.id_column, *table.own_columns) if name not in source.columns]:
        raise LabelerError(
            f"{original} has no column {missing[0]!r}; name the table that the examples were imported from"
        )
    if table.unwritten:
        raise LabelerError(
            f"{original} has no column of the label {table.unwritten[0]!r}; add {LABEL}{table.unwritten[0]} to it"
        )
    ordinals = [table.examples.ordinal(example_id) for example_id in arrow.texts(source.stripped(table.id_column))]
    changed = {name: arrow.texts(source.cells(name)) for name in table.label_cells if name in source.columns}
    _rewrite(table, ordinals, changed)
    columns = [(name, changed.get(name, source.cells(name))) for name in source.columns]
    write_table(target, columns, delimiter=source.delimiter)


def _columns(table: LabeledTable, rows: NDArray[np.intp], names: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """The imported columns of these rows; those that an earlier export added are written anew."""
    columns = {name: _taken(table.columns[name], rows) for name in names if name not in ADDED}
    _rewrite(table, rows.tolist(), {name: columns[name] for name in table.label_cells if name in columns})
    if table.label_column is None:
        given = [table.given(row) for row in rows.tolist()]
    else:
        given = _taken(table.columns[table.label_column], rows)
    status = [Status(int(code)).name.lower() for code in table.labels.status[rows]]
    versions = [str(table.version)] * len(rows)
    late = [(f"{LABEL}{label}", _signs(table, label, rows)) for label in table.unwritten]
    return [*columns.items(), *late, ("given_label", given), ("label_status", status), ("label_version", versions)]


def _signs(table: LabeledTable, label: str, rows: NDArray[np.intp]) -> list[str]:
    """The yes and no to a label that came after the import, as a column."""
    assert isinstance(table.labels.truth, MultilabelTruth)
    return [_SIGNS[v] for v in table.labels.truth.values[rows, table.examples.vocabulary.codes[label]].tolist()]


def _rewrite(table: LabeledTable, ordinals: Sequence[int | None], columns: Mapping[str, list[str]]) -> None:
    """Put the corrected labels into the cells of their columns, in place; None stands for a row of no example."""
    for index, ordinal in enumerate(ordinals):
        if ordinal is not None and table.labels.status[ordinal] == Status.CORRECTED:
            for name, cell in table.written(ordinal).items():
                if name in columns:
                    columns[name][index] = cell


def _taken(cells: Text, rows: NDArray[np.intp]) -> list[str]:
    return [cells[row] for row in rows.tolist()]


def _change(table: LabeledTable, ordinal: int, decisions: Sequence[Decision]) -> tuple[str, ...]:
    corrected = table.labels.status[ordinal] == Status.CORRECTED
    said = [decision for decision in decisions if decision.verdict in ("incorrect", "excluded")]
    return (
        table.examples.ids[ordinal],
        table.split_names[ordinal],
        table.given(ordinal),
        table.label(ordinal) if corrected else "",
        "incorrect" if corrected else "excluded",
        ";".join(decision.reviewer.replace(";", "\\;") for decision in said),
        max((decision.at for decision in said), default=""),
        " | ".join(decision.comment for decision in said if decision.comment),
    )


def _file_name(split: str) -> str:
    """A split's name as a file name; only the spellings of splits get here, so this is a last guard."""
    return "".join(char if char.isalnum() or char in "-_" else "_" for char in split)
