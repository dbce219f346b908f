"""A short table of figures that is shown whole."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from labeler.gui.pages.overview.tables import Row, measured
from labeler.gui.theme import current_theme
from labeler.gui.widgets.figure_table import WHOLE, Column, FigureModel, FigureTable

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WholeTable(FigureTable):
    """As high as its rows; columns are as wide as what is in them. Enter belongs to the row that has the keyboard."""

    _wanted: tuple[Column, ...] = ()

    def __init__(self, name: str) -> None:
        super().__init__(name, most_rows=WHOLE)
        self._figures = FigureModel(parent=self)
        self.setModel(self._figures)
        self._figures.setParent(self)
        self._rows: list[Row] = []
        self._highlighted: tuple[int, ...] = ()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, columns: tuple[Column, ...], rows: list[Row], *, highlighted: Collection[int] = ()) -> None:
        self._wanted, self._rows, self._highlighted = columns, rows, tuple(highlighted)
        self._show()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in _ENTER:
            event.accept()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._wanted:
            self._show()

    def _show(self) -> None:
        columns = measured(self._wanted, self._rows, current_theme())
        if columns != self._figures.columns:
            self._figures.set_columns(columns)
        self._figures.set_rows(self._rows, highlighted=self._highlighted)
