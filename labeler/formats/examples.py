"""Tables of examples, checked row by row (DESIGN 4, Examples)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from labeler.core import splits
from labeler.core.labels import Vocabulary
from labeler.errors import LabelerError, Problem
from labeler.formats import arrow
from labeler.formats.checks import control, numbers, repeated
from labeler.formats.class_folders import read_class_folders
from labeler.formats.example_columns import Layout, Mapped, layout
from labeler.formats.findings import Findings, quoted
from labeler.formats.labels import ClassLabels, GivenLabels
from labeler.formats.multilabel import LabelSets
from labeler.formats.tables import Table, read_table
from labeler.formats.transcripts import Transcripts


@dataclass(frozen=True)
class ExampleSource:
    """One file, or folder of class folders; ``split`` says it for the whole (``--examples dev=FILE``)."""

    path: Path
    split: str | None = None

    @property
    def media_root(self) -> Path:
        """Where its files are named from unless told otherwise."""
        return self.path if self.split is None and self.path.is_dir() else self.path.parent


@dataclass(frozen=True, eq=False)
class ExampleTable:
    """Checked examples of one file. ``split_names`` are the splits as they were written; ``raw`` every column's cells.

    ``weights`` is None where the file has none; ``left_out_ids`` are those of the bad rows.
    """

    name: str
    layout: Layout
    ids: Any
    files: Any
    labels: GivenLabels
    splits: NDArray[np.int8]
    split_names: Any
    weights: NDArray[np.float64] | None
    raw: Mapping[str, Any]
    rows: NDArray[np.int64]
    left_out_ids: Any
    problems: tuple[Problem, ...]
    left_out: int


def read_examples(
    source: ExampleSource,
    *,
    mapped: Mapped,
    allowed: Vocabulary | None = None,
    task: str | None = None,
    label_columns: Sequence[str] = (),
) -> ExampleTable:
    """Read and check one file; labels outside ``allowed`` are problems where it is given.

    The task is found by the columns unless given; ``label_columns`` names bare columns that are labels. Row problems
    are returned with the good rows; raises LabelerError for a file that is no table of examples.
    """
    table = read_class_folders(source.path, source.split) if source.path.is_dir() else read_table(source.path)
    findings = Findings(table)
    found = layout(
        table, mapped, findings, split_known=source.split is not None, task=task, label_columns=label_columns
    )
    _refuse(findings)
    roles = found.roles
    files = table.stripped(roles["file"]) if "file" in roles else None
    ids = table.stripped(found.id_column)
    _check_ids(ids, found.id_column, findings)
    if files is not None:
        _check_files(files, roles["file"], findings)
    split_codes, split_names = _splits(table, source, roles, findings)
    labels = _labels(table, found, findings, allowed)
    weights = _weights(table, roles, findings)
    _refuse(findings)
    good = np.flatnonzero(~findings.bad)
    whole = len(good) == table.size

    def keep(cells: Any) -> Any:
        return cells if whole else cells.take(pa.array(good))

    return ExampleTable(
        name=table.name,
        layout=found,
        ids=keep(ids),
        files=None if files is None else keep(files),
        labels=labels if whole else labels.taken(good),
        splits=split_codes[good],
        split_names=keep(split_names),
        weights=None if weights is None else weights[good],
        raw={name: keep(table.cells(name)) for name in table.columns},
        rows=table.rows[good],
        left_out_ids=ids.filter(pa.array(findings.bad)),
        problems=tuple(findings.problems),
        left_out=findings.left_out,
    )


def _refuse(findings: Findings) -> None:
    if findings.whole:
        raise LabelerError(f"{findings.table.name} can't be read as examples", findings.problems)


def _labels(table: Table, found: Layout, findings: Findings, allowed: Vocabulary | None) -> GivenLabels:
    if found.label_columns:
        return LabelSets.from_columns(table, found.label_columns, findings, allowed)
    column = found.roles["label"]
    match found.task:
        case "multilabel":
            return LabelSets.from_lists(table, column, findings, allowed)
        case "transcript":
            return Transcripts.read(table, column, found.references, findings)
        case _:
            return ClassLabels.read(table, column, findings, allowed)


def _check_ids(ids: Any, column: str, findings: Findings) -> None:
    findings.about_rows(arrow.equal(ids, ""), column, "the id is empty", "give every example an id of its own")
    findings.about_rows(
        control(ids), column, "the id holds a control character", "remove tabs, line breaks and the like"
    )
    for index, first in repeated(ids):
        findings.about_row(
            index,
            column,
            f"the id {quoted(ids[index].as_py())} stands already in row {findings.table.rows[first]}",
            "give every example an id of its own, or remove one of the two rows",
        )


def _check_files(files: Any, column: str, findings: Findings) -> None:
    findings.about_rows(
        arrow.matches(files, r"^[A-Za-z][A-Za-z0-9+.-]+://", with_text="://"),
        column,
        "the file is a URL",
        "download it and give its path below the media folder",
    )
    upwards = arrow.matches(files, r"(^|[/\\])\.\.([/\\]|$)", with_text="..")
    for index in np.flatnonzero(upwards).tolist():
        upwards[index] = normpath(files[index].as_py().replace("\\", "/")).split("/")[0] == ".."
    findings.about_rows(
        upwards,
        column,
        "the path leaves the media folder by '..'",
        "give a path below the media folder, or choose a higher one with --media-root",
    )
    findings.about_rows(control(files), column, "the path holds a control character", "remove tabs and line breaks")


def _splits(
    table: Table, source: ExampleSource, roles: Mapping[str, str], findings: Findings
) -> tuple[NDArray[np.int8], Any]:
    if source.split is not None:
        name = splits.split_named(source.split)
        if name is None:
            raise LabelerError(f"{source.split!r} is not a split; use train, train-dev, dev or test")
        constant = pa.array([source.split] * table.size, pa.large_string())
        return np.full(table.size, splits.SPLITS.index(name), np.int8), constant
    cells = table.stripped(roles["split"])
    column = arrow.coded(cells)
    meanings = [splits.split_named(name) for name in column.names]
    codes = np.array([splits.SPLITS.index(m) if m else -1 for m in meanings] or [0], np.int8)[column.codes]
    findings.about_rows(
        codes < 0,
        roles["split"],
        lambda index: f"{quoted(column[index])} is not a split",
        "use train, train-dev, dev (val) or test",
    )
    return codes, cells


def _weights(table: Table, roles: Mapping[str, str], findings: Findings) -> NDArray[np.float64] | None:
    if "weight" not in roles:
        return None
    values, unreadable = numbers(table.stripped(roles["weight"]))
    findings.about_rows(
        unreadable | (values < 0),
        roles["weight"],
        lambda index: f"{quoted(table.stripped(roles['weight'])[index].as_py())} is not a weight",
        "give every example a number from 0 up, or remove the column",
    )
    return values
