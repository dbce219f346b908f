"""Tables of examples: the columns of DESIGN 4 for binary and multiclass tasks, checked row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from labeler.core import splits
from labeler.core.labels import Vocabulary
from labeler.core.lists import split_list
from labeler.errors import LabelerError, Problem
from labeler.formats import arrow
from labeler.formats.checks import CONTROL, numbers, repeated
from labeler.formats.findings import Findings, quoted
from labeler.formats.tables import Table, read_table


@dataclass(frozen=True)
class ExampleSource:
    """One file of examples; ``split`` says it for the whole file (``--examples dev=FILE``)."""

    path: Path
    split: str | None = None


@dataclass(frozen=True, eq=False)
class ExampleTable:
    """Checked examples of one file. ``split_names`` are the splits as they were written; ``raw`` every column's cells.

    ``weights`` is None where the file has none.
    """

    name: str
    ids: Any
    files: Any
    labels: Any
    splits: NDArray[np.int8]
    split_names: Any
    weights: NDArray[np.float64] | None
    raw: Mapping[str, Any]
    roles: Mapping[str, str]
    rows: NDArray[np.int64]
    problems: tuple[Problem, ...] = ()
    whole: tuple[Problem, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class Mapped:
    """Which column of a file plays which part: the part's own name unless ``--map`` says otherwise."""

    columns: Mapping[str, str] = field(default_factory=dict)

    def column(self, table: Table, part: str) -> str | None:
        name = self.columns.get(part, part)
        return name if name in table.columns else None


def read_examples(source: ExampleSource, *, mapped: Mapped, allowed: Vocabulary | None = None) -> ExampleTable:
    """Read and check one file; labels outside ``allowed`` are problems where it is given.

    Row problems are returned with the good rows; raises LabelerError for a file that is no table of examples.
    """
    table = read_table(source.path)
    findings = Findings(table)
    roles = _roles(table, mapped, findings, split_known=source.split is not None)
    if findings.whole:
        raise LabelerError(f"{table.name} can't be read as examples", findings.problems)
    files = table.stripped(roles["file"]) if "file" in roles else None
    ids = table.stripped(roles["example_id"]) if "example_id" in roles else files
    labels = table.stripped(roles["label"])
    _check_ids(ids, roles.get("example_id", "file"), findings)
    if files is not None:
        _check_files(files, roles["file"], findings)
    split_codes, split_names = _splits(table, source, roles, findings)
    _check_labels(labels, roles["label"], findings, allowed)
    weights = _weights(table, roles, findings)
    good = np.flatnonzero(~findings.bad)

    def keep(cells: Any) -> Any:
        return cells.take(pa.array(good)) if len(good) < table.size else cells

    return ExampleTable(
        name=table.name,
        ids=keep(ids),
        files=None if files is None else keep(files),
        labels=keep(labels),
        splits=split_codes[good],
        split_names=keep(split_names),
        weights=None if weights is None else weights[good],
        raw={name: keep(table.cells(name)) for name in table.columns},
        roles=roles,
        rows=table.rows[good],
        problems=tuple(findings.problems),
        left_out=findings.left_out,
    )


def _roles(table: Table, mapped: Mapped, findings: Findings, *, split_known: bool) -> dict[str, str]:
    parts = ("example_id", "split", "file", "label", "weight", "source", "annotator", "group")
    roles = {part: column for part in parts if (column := mapped.column(table, part)) is not None}
    for part, column in mapped.columns.items():
        if column not in table.columns:
            findings.about_file(
                f"has no column {column!r} to use as {part}", f"its columns are: {', '.join(table.columns)}"
            )
    if "example_id" not in roles and "file" not in roles:
        findings.about_file("has neither a column 'example_id' nor 'file'", "name one with --map example_id=COLUMN")
    if "split" not in roles and not split_known:
        findings.about_file(
            "has no column 'split'", "add one, or say the split of the whole file: --examples dev=FILE", column="split"
        )
    if "label" not in roles:
        findings.about_file("has no column 'label'", _label_remedy(table), column="label")
    return roles


def _label_remedy(table: Table) -> str:
    if any(name.startswith("label:") for name in table.columns) or "transcript" in table.columns:
        return "multilabel and transcript projects can't be imported by this version yet"
    return f"name it with --map label=COLUMN; the columns are: {', '.join(table.columns)}"


def _check_ids(ids: Any, column: str, findings: Findings) -> None:
    findings.about_rows(arrow.equal(ids, ""), column, "the id is empty", "give every example an id of its own")
    findings.about_rows(
        arrow.matches(ids, CONTROL), column, "the id holds a control character", "remove tabs, line breaks and the like"
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
        arrow.matches(files, r"^[A-Za-z][A-Za-z0-9+.-]+://"),
        column,
        "the file is a URL",
        "download it and give its path below the media folder",
    )
    findings.about_rows(
        arrow.matches(files, r"(^|[/\\])\.\.([/\\]|$)"),
        column,
        "the path leaves the media folder by '..'",
        "give a path below the media folder, or choose a higher one with --media-root",
    )
    findings.about_rows(
        arrow.matches(files, CONTROL), column, "the path holds a control character", "remove tabs and line breaks"
    )


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


def _check_labels(labels: Any, column: str, findings: Findings, allowed: Vocabulary | None) -> None:
    coded = arrow.coded(labels)
    items = [split_list(name) for name in coded.names]
    empty = np.array([not names for names in items] or [False])[coded.codes]
    findings.about_rows(empty, column, "the label is empty", "label the example or leave its row out")
    findings.about_rows(
        arrow.matches(labels, CONTROL), column, "the label holds a control character", "remove tabs and line breaks"
    )
    if allowed is not None:
        unknown = np.array([any(name not in allowed.codes for name in names) for names in items] or [False])
        findings.about_rows(
            unknown[coded.codes],
            column,
            lambda index: f"{quoted(coded[index])} is not in the list of labels",
            "mend the label, or add it to the file named with --labels",
        )


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


@dataclass(frozen=True, eq=False)
class Combined:
    """All example files as one table, in the order they were named."""

    ids: Any
    splits: NDArray[np.int8]
    split_names: Any
    labels: Any
    weights: NDArray[np.float64] | None
    raw: Mapping[str, Any]
    roles: Mapping[str, str]
    problems: tuple[Problem, ...]
    left_out: int


def combine(tables: Sequence[ExampleTable]) -> Combined:
    """Put the files one below the other; ids that stand in two of them are problems of the later one."""
    ids = pa.chunked_array([arrow.flat(table.ids) for table in tables])
    names = list(dict.fromkeys(name for table in tables for name in table.raw))
    raw = {name: _stacked([table.raw.get(name) for table in tables], tables) for name in names}
    weights = None
    if any(table.weights is not None for table in tables):
        parts = [np.ones(len(table.splits)) if table.weights is None else table.weights for table in tables]
        weights = np.concatenate(parts)
    return Combined(
        ids=ids,
        splits=np.concatenate([table.splits for table in tables]),
        split_names=pa.chunked_array([arrow.flat(table.split_names) for table in tables]),
        labels=pa.chunked_array([arrow.flat(table.labels) for table in tables]),
        weights=weights,
        raw=raw,
        roles=tables[0].roles,
        problems=tuple(problem for table in tables for problem in table.problems) + _across(tables, ids),
        left_out=sum(table.left_out for table in tables),
    )


def _stacked(parts: Sequence[Any], tables: Sequence[ExampleTable]) -> Any:
    filled = [
        pa.array([""] * len(table.splits), pa.large_string()) if part is None else arrow.flat(part)
        for part, table in zip(parts, tables, strict=True)
    ]
    return pa.chunked_array(filled)


def _across(tables: Sequence[ExampleTable], ids: Any) -> tuple[Problem, ...]:
    starts = np.cumsum([0, *(len(table.splits) for table in tables)])
    found = []
    for index, first in repeated(ids):
        here, there = (int(np.searchsorted(starts, i, side="right")) - 1 for i in (index, first))
        found.append(
            Problem(
                tables[here].name,
                int(tables[here].rows[index - starts[here]]),
                tables[here].roles.get("example_id", "file"),
                f"the id {quoted(ids[index].as_py())} stands already in {tables[there].name}",
                "an example is in one split only; remove one of the two rows",
            )
        )
    return tuple(found)
