"""What changes between two versions of the labels: every example, and counts by kind and split (METHOD 4)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.core.label_changes import ChangeKind
from labeler.core.phrases import counted
from labeler.core.splits import SPLITS
from labeler.gui.changed_rows import COLUMNS, ChangedRows, texts
from labeler.gui.theme import GRID
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.figure_table import WHOLE, Cell, Column, FigureModel, FigureTable
from labeler.gui.widgets.text_label import TextLine
from labeler.session.version_changes import VersionChanges

_EVERYTHING, _LABELS = "", "labels"
HEADINGS = tuple(column.title for column in COLUMNS)
MOST_COPIED = 10_000


class ChangesPanel(QWidget):
    """At first every example whose label changes; the rows are made as they come into sight, however many there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes: VersionChanges | None = None
        self._places: NDArray[np.intp] = np.zeros(0, np.intp)
        self._model = FigureModel(COLUMNS, self)
        self._table = FigureTable("Changed examples", self._model)
        self._split = ChipMenu("Split")
        self._kind = ChipMenu("Change")
        self._found = TextLine(tone="muted")
        for chip in (self._split, self._kind):
            chip.chosen.connect(self._filter)
        self._lay_out()

    def show_changes(self, changes: VersionChanges) -> None:
        self._changes = changes
        splits = [split for split, counts in changes.by_split().items() if any(counts.values())]
        self._split.set_choices([(_EVERYTHING, "all"), *((split, split) for split in splits)], current=_EVERYTHING)
        self._kind.set_choices(_kinds(changes), current=_LABELS)
        self._filter()

    def shown(self) -> list[list[str]]:
        """The texts of the examples that are listed, at most ``MOST_COPIED`` of them."""
        assert self._changes is not None
        return [texts(self._changes.example(place)) for place in self._places[:MOST_COPIED].tolist()]

    def count(self) -> int:
        """How many are listed."""
        return len(self._places)

    def table(self) -> FigureTable:
        return self._table

    def _filter(self) -> None:
        changes = self._changes
        assert changes is not None
        mask = np.ones(len(changes), np.bool_)
        if split := self._split.current():
            mask &= changes.splits == SPLITS.index(split)
        if (kind := self._kind.current()) == _LABELS:
            mask &= changes.kinds != ChangeKind.STATUS_ONLY
        elif kind:
            mask &= changes.kinds == ChangeKind[kind.upper()]
        self._places = np.flatnonzero(mask)
        self._model.set_lazy(ChangedRows(changes, self._places))
        self._found.set_text(counted(len(self._places), "example"))
        if len(self._places):
            self._table.selectRow(0)

    def _lay_out(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(GRID)
        chips.addWidget(self._split)
        chips.addWidget(self._kind)
        chips.addWidget(self._found, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(chips)
        column.addWidget(self._table, 1)


class CountsTable(FigureTable):
    """A row for each kind of change that there is, a column for each split; whole, without scrolling."""

    def __init__(self) -> None:
        super().__init__("Changes by kind and split", most_rows=WHOLE)
        self._figures = FigureModel(parent=self)
        self.setModel(self._figures)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(FigureTable.SelectionMode.NoSelection)

    def show_changes(self, changes: VersionChanges) -> None:
        by_split, total = changes.by_split(), changes.counts()
        splits = [Column(split, 84, numeric=True) for split in by_split]
        self._figures.set_columns([Column("Change", 152, stretch=True), *splits, Column("Together", 88, numeric=True)])
        self._figures.set_rows(
            [
                [
                    Cell(kind.words, tone="muted" if kind is ChangeKind.STATUS_ONLY else "text"),
                    *(_number(counts[kind]) for counts in by_split.values()),
                    Cell(f"{total[kind]:,}", strong=kind is not ChangeKind.STATUS_ONLY),
                ]
                for kind in ChangeKind
                if total[kind]
            ]
        )


def _kinds(changes: VersionChanges) -> list[tuple[str, str]]:
    """What can be chosen among the kinds that there are; the first is what is shown at first."""
    found = [kind for kind, count in changes.counts().items() if count]
    labels = [kind for kind in found if kind is not ChangeKind.STATUS_ONLY]
    choices = [(_LABELS, "labels")] if labels else []
    if labels != found or not labels:
        choices.append((_EVERYTHING, "labels and statuses"))
    return choices + [(kind.key, kind.words) for kind in found]


def _number(count: int) -> Cell:
    return Cell(f"{count:,}") if count else Cell("–", tone="faint")
