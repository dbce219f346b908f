"""Examples that differ between two versions of the labels, as rows of a table: made when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import overload

import numpy as np
from numpy.typing import NDArray

from labeler.core.decisions import Status
from labeler.gui.saying import spoken
from labeler.gui.widgets.figure_table import Cell, Column
from labeler.gui.widgets.verdict_mark import mark_of
from labeler.session.version_changes import ChangedExample, VersionChanges

COLUMNS = (
    Column("Example", 128, stretch=True),
    Column("Split", 84),
    Column("Change", 172),
    Column("From", 128, stretch=True),
    Column("To", 128, stretch=True),
    Column("Decided by", 120, spare=True),
)

_KEPT = 2048
_EXCLUDED = "excluded"
_TOLD = {Status.CONFIRMED: "confirmed", Status.UNSURE: "unsure", Status.CONFLICT: "in conflict"}


class ChangedRows(Sequence[Sequence[Cell]]):
    """``places`` are those of the examples in ``changes``; the rows looked at last are kept."""

    def __init__(self, changes: VersionChanges, places: NDArray[np.intp]) -> None:
        self._places = places
        self._row = lru_cache(_KEPT)(lambda place: _cells(changes.example(place), changes.task))

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Sequence[Cell]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[Cell]]: ...
    def __getitem__(self, index: int | slice) -> Sequence[Cell] | Sequence[Sequence[Cell]]:
        if isinstance(index, slice):
            return [self._row(place) for place in self._places[index].tolist()]
        return self._row(int(self._places[index]))


def texts(example: ChangedExample) -> list[str]:
    """A row to paste: labels as files have them, a cell a column."""
    return [
        example.example_id,
        example.split,
        example.kind.words,
        _pasted(example.from_label, example.from_status),
        _pasted(example.to_label, example.to_status),
        ", ".join(example.decided_by),
    ]


def _pasted(label: str | None, status: Status) -> str:
    if label is None:
        return _EXCLUDED
    return f"{label} ({_TOLD[status]})" if status in _TOLD else label


def _cells(example: ChangedExample, task: str) -> Sequence[Cell]:
    who = ", ".join(example.decided_by)
    return (
        Cell(example.example_id, tooltip=example.example_id),
        Cell(example.split, tone="muted"),
        Cell(example.kind.words, mark=mark_of(example.to_status.name.lower()), tone="muted"),
        _label(example.from_label, example.from_status, task),
        _label(example.to_label, example.to_status, task, strong=True),
        Cell(who, tone="muted", tooltip=who),
    )


def _label(label: str | None, status: Status, task: str, *, strong: bool = False) -> Cell:
    """The label, and what else is to be known of it where it isn't simply given or corrected."""
    if label is None:
        return Cell(_EXCLUDED, tone="muted")
    words = spoken(label, task)
    return Cell(words, quiet=_TOLD.get(status, ""), strong=strong, tooltip=words)
