"""The versions of the labels, newest first: compare one with the one before it, go back to one (METHOD 4)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from labeler.gui.saying import moment, told_at
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.figure_table import Cell, Column, FigureModel, FigureTable
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.results import Version
from labeler.session.version_changes import named

WORKING_LABELS = -1
"""Stands for the working labels among numbers of versions."""

_MOST_ROWS = 6
_COLUMNS = (
    Column("Version", 72, numeric=True),
    Column("When", 120),
    Column("By", 96, stretch=True, spare=True),
    Column("Corrected", 88, numeric=True),
    Column("Excluded", 84, numeric=True),
    Column("Remarks", 160, stretch=True),
)
_NONE = "No version has been applied yet. Applying makes the corrections of dev and test version 1, in one step."


class VersionsCard(Card):
    """``compare_requested`` carries two numbers, 0 the given labels and WORKING_LABELS the working ones.

    Enter or a double click on a row compares it with the one before it; ``revert_requested`` carries its number.
    """

    compare_requested = Signal(int, int)
    revert_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__("Versions of the labels")
        self._numbers: list[int] = []
        self._model = FigureModel(_COLUMNS, self)
        self._table = _Table("Versions, newest first", self._model, most_rows=_MOST_ROWS)
        self._none = TextLabel(_NONE, tone="muted", wrap=True)
        self._compare = ActionButton("Compare", action="compare-versions", variant="quiet")
        self._revert = ActionButton("Revert to it…", action="revert", variant="quiet")
        self._writable = True
        self._lay_out()
        self.setFocusProxy(self._table)
        self._table.row_activated.connect(lambda _row: self.compare())
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self._show_whether())
        self._compare.clicked.connect(self.compare)
        self._revert.clicked.connect(self.revert)
        self.show_versions(())

    def show_versions(self, versions: Sequence[Version], *, writable: bool = True) -> None:
        """In any order; the selected one stays selected. Where nothing can be written, revert is off."""
        held = self.current()
        newest_first = sorted(versions, key=lambda version: -version.version)
        self._writable = writable
        self._numbers = [version.version for version in newest_first] + [0]
        self._model.set_rows([*map(_row, newest_first), _GIVEN])
        self._none.setVisible(not versions)
        for widget in (self._table, self._compare, self._revert):
            widget.setVisible(bool(versions))
        self._table.selectRow(self._numbers.index(held) if held in self._numbers else 0)
        self._show_whether()

    def current(self) -> int | None:
        """The number of the selected version; None while there are none."""
        row = self._table.currentIndex().row()
        return self._numbers[row] if len(self._numbers) > 1 and 0 <= row < len(self._numbers) else None

    def can_revert(self) -> bool:
        """Whether there is a selected version that isn't the latest one."""
        number = self.current()
        return self._writable and number is not None and number != self._numbers[0]

    def compare(self) -> None:
        """The selected version with the one before it; the given labels with the working ones."""
        number = self.current()
        if number is not None:
            self.compare_requested.emit(max(number - 1, 0), number or WORKING_LABELS)

    def revert(self) -> None:
        """To the selected version, if it isn't the latest one."""
        number = self.current()
        if number is not None and self.can_revert():
            self.revert_requested.emit(number)

    def _show_whether(self) -> None:
        number = self.current()
        self._revert.setEnabled(self.can_revert())
        if number is None:
            return
        other = "the working labels" if number == 0 else named(number - 1)
        self._compare.set_label(f"Compare with {other}")
        self._revert.setToolTip(plain_tip("" if self.can_revert() else _why_not(writable=self._writable)))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self._compare)
        buttons.addWidget(self._revert)
        buttons.addStretch(1)
        self.body.addWidget(self._none)
        self.body.addWidget(self._table)
        self.body.addLayout(buttons)


class _Table(FigureTable):
    """V stands for Enter."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_V and not event.modifiers():
            self.row_activated.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


_GIVEN = [Cell("0"), Cell("–", tone="faint"), Cell("", tone="faint"), Cell("–", tone="faint"), Cell("–", tone="faint")]
_GIVEN += [Cell("the given labels, as imported", tone="muted")]


def _row(version: Version) -> list[Cell | str]:
    remarks = _remarks(version)
    exactly = f"{moment(version.at).astimezone():%Y-%m-%d %H:%M:%S}, by {version.by}"
    return [
        Cell(str(version.version), strong=True),
        Cell(told_at(version.at), tone="muted", tooltip=exactly),
        Cell(version.by, tooltip=version.by),
        f"{version.corrected:,}",
        f"{version.excluded:,}",
        Cell(remarks, tone="unsure" if version.override else "muted", tooltip=remarks),
    ]


def _remarks(version: Version) -> str:
    parts = [] if version.reverts_to is None else [f"reverts to {version.reverts_to or 'the given labels'}"]
    parts += [f"in spite of parity: {version.override}"] if version.override else []
    return "; ".join(parts)


def _why_not(*, writable: bool) -> str:
    return "These are the latest labels already." if writable else "This project can only be read."
