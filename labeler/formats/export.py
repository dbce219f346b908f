"""Corrected splits, what was excluded, and what was changed, as tables (DESIGN 4, Export)."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
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

ADDED = ("given_label", "label_status", "label_version")
CHANGES = ("example_id", "split", "given_label", "corrected_label", "verdict", "reviewers", "at", "comment")


@dataclass(frozen=True, eq=False)
class LabeledTable:
    """What an export writes: the imported columns as they were, and the labels of one version."""

    examples: Examples
    columns: Mapping[str, Text]
    label_column: str
    split_names: Sequence[str]
    labels: Labels
    version: int

    def label(self, ordinal: int) -> str:
        examples = self.examples
        return examples.task.given(self.labels.truth, ordinal, examples.vocabulary)

    def given(self, ordinal: int) -> str:
        return self.examples.task.given(self.examples.given, ordinal, self.examples.vocabulary)


@contextmanager
def folder_written_aside(folder: Path) -> Iterator[Path]:
    """A folder that appears whole when the block ends well; ``folder`` must be absent or empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LabelerError(f"{folder} is not empty; export into a folder that is absent or empty")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        aside.chmod(0o755)
        try:
            yield aside
            if folder.exists():
                folder.rmdir()
            aside.rename(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise LabelerError(f"{folder} can't be written: {error.strerror or error}; choose another folder") from error


def write_corrected(table: LabeledTable, folder: Path) -> list[str]:
    """``corrected/<split as imported>.csv`` without the excluded examples, and ``excluded.csv`` with them."""
    excluded = table.labels.excluded
    names = np.array(table.split_names, dtype=object)
    files = []
    (folder / "corrected").mkdir()
    for name in dict.fromkeys(table.split_names):
        rows = np.flatnonzero((names == name) & ~excluded)
        file = f"corrected/{_file_name(name)}.csv"
        write_table(folder / file, _columns(table, rows))
        files.append(file)
    write_table(folder / "excluded.csv", _columns(table, np.flatnonzero(excluded)))
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
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
    return "manifest.json"


def write_in_place_of(table: LabeledTable, original: Path, target: Path) -> None:
    """A copy of ``original`` in which only label cells changed; rows of other examples stay as they are."""
    source = read_table(original)
    id_column = next((name for name in ("example_id", "file") if name in source.columns), None)
    if id_column is None or table.label_column not in source.columns:
        raise LabelerError(
            f"{original} has no column 'example_id' or no column {table.label_column!r}; "
            "name the table that the examples were imported from"
        )
    labels = arrow.texts(source.cells(table.label_column))
    for index, example_id in enumerate(arrow.texts(source.stripped(id_column))):
        ordinal = table.examples.ordinal(example_id)
        if ordinal is not None and table.labels.status[ordinal] == Status.CORRECTED:
            labels[index] = table.label(ordinal)
    columns = [(name, labels if name == table.label_column else source.cells(name)) for name in source.columns]
    write_table(target, columns, delimiter=source.delimiter)


def _columns(table: LabeledTable, rows: NDArray[np.intp]) -> list[tuple[str, Sequence[str]]]:
    columns: list[tuple[str, Sequence[str]]] = []
    for name, cells in table.columns.items():
        if name in ADDED:
            continue  # of an earlier export: written anew below
        columns.append((name, _taken(cells, rows)))
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
