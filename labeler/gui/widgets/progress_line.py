"""A thin bar of progress, without a number; the number stands beside it in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.gui.theme import Tone, current_theme
from labeler.gui.widgets.painting import paint_bar

_HEIGHT = 6


class ProgressLine(QWidget):
    def __init__(self, name: str = "Progress", *, width: int = 160, parent: QWidget | None = None) -> None:
        """``width`` 0 takes what the layout gives."""
        super().__init__(parent)
        self._fraction = 0.0
        self._tone: Tone = "accent"
        self._width = width
        stretch = QSizePolicy.Policy.Fixed if width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(stretch, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def fraction(self) -> float:
        return self._fraction

    def set_fraction(self, fraction: float, *, tone: Tone = "accent") -> None:
        self._fraction, self._tone = fraction, tone
        self.setAccessibleDescription(f"{fraction:.0%}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._width or 80, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = current_theme().palette
        fill = palette.color(self._tone)
        with QPainter(self) as painter:
            paint_bar(painter, QRectF(self.rect()), self._fraction, fill=fill, track=palette.border)
