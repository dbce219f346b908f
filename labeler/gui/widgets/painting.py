"""Shapes all painted widgets share, so that corners, borders and focus look the same everywhere."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from labeler.gui.theme import RADIUS, SMALL_RADIUS, Theme

FOCUS_WIDTH = 2.0


def paint_box(
    painter: QPainter,
    rect: QRectF,
    *,
    fill: QColor | None = None,
    border: QColor | None = None,
    width: float = 1.0,
    radius: float = RADIUS,
) -> None:
    """A rounded box whose border lies within ``rect``."""
    inset = width / 2 if border else 0.0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(border, width) if border else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)


def paint_focus(painter: QPainter, rect: QRectF, theme: Theme, *, radius: float = RADIUS) -> None:
    paint_box(painter, rect, border=theme.palette.accent, width=FOCUS_WIDTH, radius=radius)


def paint_bar(
    painter: QPainter, rect: QRectF, fraction: float, *, fill: QColor, track: QColor, radius: float = SMALL_RADIUS
) -> None:
    """A bar filled from the left to ``fraction`` of its width; 0 shows the track alone."""
    radius = min(radius, rect.height() / 2)
    paint_box(painter, rect, fill=track, radius=radius)
    paint_part(painter, rect, 0.0, min(max(fraction, 0.0), 1.0), fill=fill, radius=radius)


def paint_part(
    painter: QPainter, rect: QRectF, low: float, high: float, *, fill: QColor, radius: float = SMALL_RADIUS
) -> None:
    """What of a rounded bar lies between two fractions of its width; no clip, for an SVG may not know of any."""
    if high > low:
        left, right = (rect.left() + rect.width() * end for end in (low, high))
        piece = QRectF(QPointF(left, rect.top()), QPointF(right, rect.bottom()))
        painter.fillPath(rounded_path(rect, radius).intersected(rounded_path(piece, 0)), fill)


def rounded_path(rect: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


def centred_square(rect: QRectF, side: float) -> QRectF:
    return QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
