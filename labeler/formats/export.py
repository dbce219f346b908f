"""Corrected splits, what was excluded, and what was changed, as tables (DESIGN 4, Export)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.dataset import Examples
from labeler.core.decisions import Decision, Status
from labeler.core.text import Text
from labeler.core.working import Labels
from labeler.errors import LabelerError
from labeler.formats import arrow
from labeler.formats.tables import read_table, write_table

MANIFEST = "manifest.json"
ADDED = ("given_label", "label_status", "label_version")
CHANGES = ("example_id", "split", "given_label", "corrected_label", "verdict", "reviewers", "at", "comment")


@dataclass(frozen=True, eq=False)
class LabeledTable:
    """What an export writes: the imported columns as they were, and the labels of one version."""

    examples: Examples
    columns: Mapping[str, Text]
    id_column: str
    label_column: str
    split_names: Sequence[str]
    split_columns: Mapping[str, Sequence[str]]
    labels: Labels
    version: int

    def label(self, ordinal: int) -> str:
        examples = self.examples
        return examples.task.given(self.labels.truth, ordinal, examples.vocabulary)

    def given(self, ordinal: int) -> str:
        return self.examples.task.given(self.examples.given, ordinal, self.examples.vocabulary)


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
    source = read_table(original)
    if source.problems:
        raise LabelerError(f"{original} has rows that a copy would lose; mend them first", source.problems)
    missing = [name for name in (table.id_column, table.label_column) if name not in source.columns]
    if missing:
        raise LabelerError(
            f"{original} has no column {missing[0]!r}; name the table that the examples were imported from"
        )
    labels = arrow.texts(source.cells(table.label_column))
    for index, example_id in enumerate(arrow.texts(source.stripped(table.id_column))):
        ordinal = table.examples.ordinal(example_id)
        if ordinal is not None and table.labels.status[ordinal] == Status.CORRECTED:
            labels[index] = table.label(ordinal)
    columns = [(name, labels if name == table.label_column else source.cells(name)) for name in source.columns]
    write_table(target, columns, delimiter=source.delimiter)


def _columns(table: LabeledTable, rows: NDArray[np.intp], names: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """The imported columns of these rows; those that an earlier export added are written anew."""
    columns: list[tuple[str, Sequence[str]]] = [
        (name, _taken(table.columns[name], rows)) for name in names if name not in ADDED
    ]
    corrected = table.labels.status[rows] == Status.CORRECTED
    raw = list(_taken(table.columns[table.label_column], rows))
    for index in np.flatnonzero(corrected).tolist():
        raw[index] = table.label(int(rows[index]))
    columns[[name for name, _ in columns].index(table.label_column)] = (table.label_column, raw)
    status = [Status(int(code)).name.lower() for code in table.labels.status[rows]]
    return [
        *columns,
        ("given_label", _taken(table.columns[table.label_column], rows)),
        ("label_status", status),
        ("label_version", [str(table.version)] * len(rows)),
    ]


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
