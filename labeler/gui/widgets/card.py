"""The rounded surface on which a page lays out what belongs together."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from labeler.gui.theme import GRID, Tone, current_theme
from labeler.gui.widgets.painting import paint_box
from labeler.gui.widgets.text_label import TextLabel


class Card(QWidget):
    """Add to ``body``; a table that reaches the border takes ``margin=1``."""

    def __init__(self, title: str = "", *, margin: int = 3 * GRID, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(GRID)
        self._title = TextLabel(title, size="small", strong=True, tone="muted")
        self._title.setVisible(bool(title))
        self.body.addWidget(self._title)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        self._title.set_text(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = current_theme().palette
        with QPainter(self) as painter:
            paint_box(painter, QRectF(self.rect()), fill=palette.surface, border=palette.border)


class Surface(QWidget):
    """A plain panel of one tone with a hairline on the sides that are asked for."""

    def __init__(
        self,
        *,
        tone: Tone = "surface",
        left: bool = False,
        right: bool = False,
        top: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone: Tone = tone
        self._left, self._right, self._top = left, right, top

    def set_sides(self, *, left: bool, right: bool) -> None:
        """On which of them a hairline is."""
        self._left, self._right = left, right
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.color(self._tone))
            if self._left:
                painter.fillRect(0, 0, 1, self.height(), theme.palette.border)
            if self._right:
                painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.palette.border)
            if self._top:
                painter.fillRect(0, 0, self.width(), 1, theme.palette.border)
