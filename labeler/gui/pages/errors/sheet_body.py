"""The sheet with what to do above it and what was done below it, and the charts beside it or under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.side_by_side import SideBySide

_NO_LIMIT = (1 << 24) - 1
"""Of a width, as Qt has it."""

_SIDE = 408
_BESIDE = 902
"""Of the body without its margins, from which on the charts lie beside the sheet."""

_LOW = 300
"""Neither sheet nor charts are lower than that where they are above one another."""


class SheetBody(QScrollArea):
    """Scrolls only where sheet and charts are above one another."""

    def __init__(self, *, start: QWidget, sheet: QWidget, status: QWidget, side: QWidget) -> None:
        super().__init__()
        self._sheet, self._side = sheet, side
        self._across = SideBySide(lambda: current_theme().px(_BESIDE))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out(start, status)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._across.fit()

    def _lay_out(self, start: QWidget, status: QWidget) -> None:
        card = Card(margin=1)
        card.body.setSpacing(0)
        card.body.addWidget(start)
        card.body.addWidget(self._sheet, 1)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(card, 1)
        left.addWidget(status)
        self._across.add(left, 1)
        self._across.add(self._side)
        self._across.fitted.connect(self._fit)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.addWidget(self._across)
        self.setWidget(inside)

    def _fit(self, beside: bool) -> None:
        theme = current_theme()
        self._side.setMinimumWidth(theme.px(_SIDE) if beside else 0)
        self._side.setMaximumWidth(theme.px(_SIDE) if beside else _NO_LIMIT)
        self._side.setMinimumHeight(0 if beside else theme.px(_LOW))
        self._sheet.setMinimumHeight(theme.px(_LOW) if beside else max(self.height() * 3 // 4, theme.px(_LOW)))
