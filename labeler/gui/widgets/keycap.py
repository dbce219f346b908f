"""The small cap that shows which key does it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from labeler.gui.theme import SMALL_RADIUS, Theme
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
