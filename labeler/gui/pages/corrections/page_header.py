"""The line at the top of the page: its name and its sections, below each other where they lack room."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.header_bar import HEIGHT
from labeler.gui.widgets.segmented import Segmented
from labeler.gui.widgets.text_label import TextLabel

_MARGIN = 11


class PageHeader(Surface):
    def __init__(self, title: str, choice: Segmented, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title, self._choice = TextLabel(title, strong=True), choice
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(3 * GRID, _MARGIN, 3 * GRID, _MARGIN)
        self._row.setSpacing(2 * GRID)
        self._row.addWidget(self._title)
        self._row.addWidget(choice, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, current_theme().palette.border)

    def _fit(self) -> None:
        self.setMinimumHeight(current_theme().px(HEIGHT))
        needed = self._title.sizeHint().width() + self._choice.sizeHint().width() + 8 * GRID
        beside = self.width() >= needed
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(sideways if beside else down)
