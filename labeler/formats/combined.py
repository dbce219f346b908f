"""Several tables of examples as one, in the order they were named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from labeler.errors import LabelerError, Problem
from labeler.formats import arrow
from labeler.formats.checks import repeated
from labeler.formats.example_columns import Layout
from labeler.formats.examples import ExampleTable
from labeler.formats.findings import quoted
from labeler.formats.labels import GivenLabels


@dataclass(frozen=True, eq=False)
class Combined:
    """All example files as one table, in the order they were named.

    ``sources`` holds each example's file, an index into ``names``, and ``rows`` its row there. ``split_columns`` names
    the columns that the files of a split had, by the split as it was written.
    """

    layout: Layout
    ids: Any
    splits: NDArray[np.int8]
    split_names: Any
    labels: GivenLabels
    weights: NDArray[np.float64] | None
    raw: Mapping[str, Any]
    split_columns: Mapping[str, tuple[str, ...]]
    names: tuple[str, ...]
    sources: NDArray[np.int32]
    rows: NDArray[np.int64]
    left_out_ids: Any
    problems: tuple[Problem, ...]
    left_out: int

    @property
    def roles(self) -> Mapping[str, str]:
        return self.layout.roles

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
            labels=self.labels.taken(kept),
            weights=None if self.weights is None else self.weights[kept],
            raw={name: cells.take(kept) for name, cells in self.raw.items()},
            sources=self.sources[kept],
            rows=self.rows[kept],
            problems=(*self.problems, *problems),
            left_out=self.left_out + len(indices),
        )


def combine(tables: Sequence[ExampleTable]) -> Combined:
    """Put the files one below the other; of an id that stands in two of them the later row is a problem, and out.

    Raises LabelerError where the labels of one file stand in other columns than those of the first.
    """
    found = _layout(tables)
    names = list(dict.fromkeys(name for table in tables for name in table.raw))
    sizes = [len(table.splits) for table in tables]
    weights = None
    if any(table.weights is not None for table in tables):
        parts = [np.ones(len(table.splits)) if table.weights is None else table.weights for table in tables]
        weights = np.concatenate(parts)
    combined = Combined(
        layout=found,
        ids=pa.chunked_array([arrow.flat(table.ids) for table in tables]),
        splits=np.concatenate([table.splits for table in tables]),
        split_names=pa.chunked_array([arrow.flat(table.split_names) for table in tables]),
        labels=type(tables[0].labels).stacked([table.labels for table in tables]),
        weights=weights,
        raw={name: _stacked([table.raw.get(name) for table in tables], tables) for name in names},
        split_columns=_split_columns(tables),
        names=tuple(table.name for table in tables),
        sources=np.repeat(np.arange(len(tables), dtype=np.int32), sizes),
        rows=np.concatenate([table.rows for table in tables]),
        left_out_ids=pa.chunked_array([arrow.flat(table.left_out_ids) for table in tables]),
        problems=tuple(problem for table in tables for problem in table.problems),
        left_out=sum(table.left_out for table in tables),
    )
    again = repeated(combined.ids) if len(tables) > 1 else []
    return combined.without([index for index, _ in again], _across(combined, again, tables)) if again else combined


def _layout(tables: Sequence[ExampleTable]) -> Layout:
    """That of all files together; their labels must stand in columns of the same kind."""
    first = tables[0]
    problems = [
        Problem(
            table.name,
            None,
            None,
            f"its labels stand in {_label_places(table)}, those of {first.name} in {_label_places(first)}",
            "give all files the same label columns, with ? where a label isn't known",
        )
        for table in tables
        if _label_places(table) != _label_places(first)
    ]
    if problems:
        raise LabelerError(f"nothing was written: {problems[0].file} doesn't fit {first.name}", problems)
    layouts = [table.layout for table in tables]
    return Layout(
        task=first.layout.task,
        roles={part: column for each in layouts for part, column in each.roles.items()},
        label_columns={column: label for each in layouts for column, label in each.label_columns.items()},
        references=tuple(dict.fromkeys(column for each in layouts for column in each.references)),
    )


def _label_places(table: ExampleTable) -> str:
    columns = sorted(table.layout.label_columns) or [table.layout.roles["label"]]
    return ", ".join(map(repr, columns))


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
        column = tables[combined.sources[index]].layout.id_column
        found.append(Problem(file, row, column, text, "an example is in one split only; remove one of the two rows"))
    return found
