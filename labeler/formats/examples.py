"""Tables of examples: the columns of DESIGN 4 for binary and multiclass tasks, checked row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from posixpath import normpath
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from labeler.core import splits
from labeler.core.labels import Vocabulary
from labeler.core.lists import split_list
from labeler.errors import LabelerError, Problem
from labeler.formats import arrow
from labeler.formats.checks import control, numbers, repeated
from labeler.formats.findings import Findings, quoted
from labeler.formats.tables import Table, read_table

PARTS = ("example_id", "split", "file", "label", "weight", "source", "annotator", "group")


@dataclass(frozen=True)
class ExampleSource:
    """One file of examples; ``split`` says it for the whole file (``--examples dev=FILE``)."""

    path: Path
    split: str | None = None


@dataclass(frozen=True, eq=False)
class ExampleTable:
    """Checked examples of one file. ``split_names`` are the splits as they were written; ``raw`` every column's cells.

    ``weights`` is None where the file has none; ``left_out_ids`` are those of the bad rows.
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
    left_out_ids: Any
    problems: tuple[Problem, ...]
    left_out: int


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
    ids = table.stripped(_id_column(roles))
    labels = table.stripped(roles["label"])
    _check_ids(ids, _id_column(roles), findings)
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
        left_out_ids=ids.filter(pa.array(findings.bad)),
        problems=tuple(findings.problems),
        left_out=findings.left_out,
    )


def _roles(table: Table, mapped: Mapped, findings: Findings, *, split_known: bool) -> dict[str, str]:
    roles = {part: column for part in PARTS if (column := mapped.column(table, part)) is not None}
    for part, column in mapped.columns.items():
        if part not in PARTS:
            findings.about_file(f"{part!r} is no part that a column can play", f"map one of: {', '.join(PARTS)}")
        elif column not in table.columns:
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


def _check_labels(labels: Any, column: str, findings: Findings, allowed: Vocabulary | None) -> None:
    coded = arrow.coded(labels)
    items = [split_list(name) for name in coded.names]
    empty = np.array([not names for names in items] or [False])[coded.codes]
    findings.about_rows(empty, column, "the label is empty", "label the example or leave its row out")
    findings.about_rows(control(labels), column, "the label holds a control character", "remove tabs and line breaks")
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
    """All example files as one table, in the order they were named.

    ``sources`` holds each example's file, an index into ``names``, and ``rows`` its row there. ``split_columns`` names
    the columns that the files of a split had, by the split as it was written.
    """

    ids: Any
    splits: NDArray[np.int8]
    split_names: Any
    labels: Any
    weights: NDArray[np.float64] | None
    raw: Mapping[str, Any]
    split_columns: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, str]
    names: tuple[str, ...]
    sources: NDArray[np.int32]
    rows: NDArray[np.int64]
    left_out_ids: Any
    problems: tuple[Problem, ...]
    left_out: int

    def place(self, index: int) -> tuple[str, int]:
        """File and row that an example stands in."""
        return self.names[self.sources[index]], int(self.rows[index])

    def without(self, indices: Sequence[int], problems: Sequence[Problem]) -> Combined:
        """The other examples, and why these are left out."""
        kept = np.delete(np.arange(len(self.splits)), indices)
        return replace(
            self,
            ids=self.ids.take(kept),
            splits=self.splits[kept],
            split_names=self.split_names.take(kept),
            labels=self.labels.take(kept),
            weights=None if self.weights is None else self.weights[kept],
            raw={name: cells.take(kept) for name, cells in self.raw.items()},
            sources=self.sources[kept],
            rows=self.rows[kept],
            problems=(*self.problems, *problems),
            left_out=self.left_out + len(indices),
        )


def combine(tables: Sequence[ExampleTable]) -> Combined:
    """Put the files one below the other; of an id that stands in two of them the later row is a problem, and out."""
    names = list(dict.fromkeys(name for table in tables for name in table.raw))
    sizes = [len(table.splits) for table in tables]
    weights = None
    if any(table.weights is not None for table in tables):
        parts = [np.ones(len(table.splits)) if table.weights is None else table.weights for table in tables]
        weights = np.concatenate(parts)
    combined = Combined(
        ids=pa.chunked_array([arrow.flat(table.ids) for table in tables]),
        splits=np.concatenate([table.splits for table in tables]),
        split_names=pa.chunked_array([arrow.flat(table.split_names) for table in tables]),
        labels=pa.chunked_array([arrow.flat(table.labels) for table in tables]),
        weights=weights,
        raw={name: _stacked([table.raw.get(name) for table in tables], tables) for name in names},
        split_columns=_split_columns(tables),
        roles={part: column for table in tables for part, column in table.roles.items()},
        names=tuple(table.name for table in tables),
        sources=np.repeat(np.arange(len(tables), dtype=np.int32), sizes),
        rows=np.concatenate([table.rows for table in tables]),
        left_out_ids=pa.chunked_array([arrow.flat(table.left_out_ids) for table in tables]),
        problems=tuple(problem for table in tables for problem in table.problems),
        left_out=sum(table.left_out for table in tables),
    )
    again = repeated(combined.ids) if len(tables) > 1 else []
    return combined.without([index for index, _ in again], _across(combined, again, tables)) if again else combined


def _split_columns(tables: Sequence[ExampleTable]) -> dict[str, tuple[str, ...]]:
    columns: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for split in arrow.coded(table.split_names).names:
            columns[split] = tuple(dict.fromkeys((*columns.get(split, ()), *table.raw)))
    return columns


def _stacked(parts: Sequence[Any], tables: Sequence[ExampleTable]) -> Any:
    filled = [
        pa.array([""] * len(table.splits), pa.large_string()) if part is None else arrow.flat(part)
        for part, table in zip(parts, tables, strict=True)
    ]
    return pa.chunked_array(filled)


def _across(combined: Combined, again: Sequence[tuple[int, int]], tables: Sequence[ExampleTable]) -> list[Problem]:
    found = []
    for index, first in again:
        file, row = combined.place(index)
        text = f"the id {quoted(combined.ids[index].as_py())} stands already in {combined.place(first)[0]}"
        column = _id_column(tables[combined.sources[index]].roles)
        found.append(Problem(file, row, column, text, "an example is in one split only; remove one of the two rows"))
    return found


def _id_column(roles: Mapping[str, str]) -> str:
    return roles.get("example_id") or roles["file"]
