"""The small cap that shows which key does it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.gui.theme import SMALL_RADIUS, Theme, current_theme
from labeler.gui.widgets.painting import paint_box

_EDGE = 1.0
_PADDING = 6.0


def keycap_size(text: str, theme: Theme) -> QSizeF:
    height = float(theme.px(18))
    width = QFontMetricsF(theme.font("small", strong=True)).horizontalAdvance(text) + 2 * _PADDING
    return QSizeF(max(width, height + 1), height)


def paint_keycap(
    painter: QPainter, rect: QRectF, text: str, theme: Theme, *, on_accent: bool = False, faded: bool = False
) -> None:
    """Fills ``rect``, which ``keycap_size`` measures; ``on_accent`` is for a cap on a primary button."""
    ink = theme.palette.on_accent if on_accent else theme.palette.faint if faded else theme.palette.muted
    if on_accent:
        paint_box(painter, rect, border=_thinned(ink), radius=SMALL_RADIUS)
    else:
        _paint_raised(painter, rect, theme)
    painter.setPen(ink)
    painter.setFont(theme.font("small", strong=True))
    painter.drawText(rect.adjusted(0, 0, 0, -_EDGE / 2), Qt.AlignmentFlag.AlignCenter, text)


def _paint_raised(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """The lower edge is twice as thick as the others: the cap stands up a little."""
    border = theme.palette.border
    paint_box(painter, rect, fill=border, radius=SMALL_RADIUS)
    paint_box(painter, rect.adjusted(0, 0, 0, -_EDGE), fill=theme.palette.surface, border=border, radius=SMALL_RADIUS)


def _thinned(color: QColor) -> QColor:
    thinned = QColor(color)
    thinned.setAlphaF(0.7)
    return thinned


class Keycap(QWidget):
    """A key by itself, as the page of keys lists them."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(f"Key {text}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(f"Key {text}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        size = keycap_size(self._text, current_theme())
        return QSize(round(size.width() + 0.5), round(size.height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_keycap(QPainter(self), QRectF(self.rect()), self._text, current_theme())
