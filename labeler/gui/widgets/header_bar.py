"""The line at the top of a page: what it shows, of what, and its few choices."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.spans import Span
from labeler.gui.widgets.text_label import TextLabel, TextLine

HEIGHT = 56
_SUBTITLE = 240
"""Room that is kept for it beside long words at the right."""


class HeaderBar(QWidget):
    """Title and quiet subtitle at the left; ``add`` fills the right side from left to right."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = TextLabel(title, strong=True)
        self._subtitle = TextLine(subtitle, tone="muted")
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._right = QHBoxLayout()
        self._right.setSpacing(2 * GRID)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 0, 3 * GRID, 1)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._title)
        layout.addWidget(self._subtitle, 1)
        layout.addLayout(self._right)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_title(self, title: str, *subtitle: Span | str) -> None:
        self._title.set_text(title)
        self._subtitle.set_text(*subtitle)
        self._subtitle.setMinimumWidth(min(self._subtitle.sizeHint().width(), current_theme().px(_SUBTITLE)))

    def title(self) -> str:
        return self._title.accessibleName()

    def subtitle(self) -> str:
        return self._subtitle.text()

    def add(self, widget: QWidget) -> None:
        self._right.addWidget(widget)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), current_theme().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), current_theme().px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), current_theme().palette
        painter.fillRect(self.rect(), palette.surface)
        painter.fillRect(0, self.height() - 1, self.width(), 1, palette.border)
