"""Cards in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.gui.theme import GRID, current_theme

_LEAST = 352
_GAP = 2 * GRID

Arrangement = Sequence[Sequence[QWidget]]


class CardColumns(QWidget):
    """``arrangements`` are for one column, for two and for three: the cards of each, from the top.

    ``shares`` are the columns' of the width.
    """

    def __init__(self, arrangements: Sequence[Arrangement], *, shares: Sequence[int]) -> None:
        super().__init__()
        self._arrangements = arrangements
        self._shares = tuple(shares)
        self._shown = 0
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(_GAP)
        self._columns = [QVBoxLayout() for _ in arrangements]
        for column in self._columns:
            column.setSpacing(_GAP)
            self._across.addLayout(column)
        self._arrange(1)

    def count(self) -> int:
        """How many columns there are now."""
        return self._shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        room = (self.width() + _GAP) // (current_theme().px(_LEAST) + _GAP)
        self._arrange(max(min(room, len(self._arrangements)), 1))

    def _arrange(self, count: int) -> None:
        if count == self._shown:
            return
        self._shown = count
        for column in self._columns:
            self._empty(column)
        for place, cards in enumerate(self._arrangements[count - 1]):
            for card in cards:
                self._columns[place].addWidget(card)
            self._columns[place].addStretch(1)
        for place in range(len(self._columns)):
            self._across.setStretch(place, self._shares[place] if place < count else 0)

    def _empty(self, column: QVBoxLayout) -> None:
        """By removeWidget: what takeAt gives back lives on, and would keep the widget's size for its next place."""
        for card in (card for cards in self._arrangements[0] for card in cards):
            column.removeWidget(card)
        while column.count():
            column.takeAt(0)
