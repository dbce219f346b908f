"""Cards side by side, as many as there is room for, the rest in further rows of one height each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from labeler.gui.theme import GRID, current_theme

_LEAST = 136


class CardGrid(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[QWidget, ...] = ()
        self._below: QWidget | None = None
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)

    def set_cards(self, cards: Sequence[QWidget], *, below: QWidget | None = None) -> None:
        """``below`` has a row of its own. What was shown before and isn't any more is hidden."""
        if (tuple(cards), below) == (self._cards, self._below):
            return
        for card in filter(None, (*self._cards, self._below)):
            self._grid.removeWidget(card)
            card.setVisible(card in cards or card is below)
        self._cards, self._below, self._columns = tuple(cards), below, 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._columns = 0
            self._arrange()

    def _arrange(self) -> None:
        room = (self.width() + GRID) // (current_theme().px(_LEAST) + GRID)
        columns = max(min(room, len(self._cards)), 1)
        if columns == self._columns:
            return
        for column in range(max(self._columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, *divmod(place, columns))
            self._grid.setColumnStretch(place % columns, 1)
            card.show()
        if self._below is not None:
            self._grid.addWidget(self._below, len(self._cards), 0, 1, columns)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
