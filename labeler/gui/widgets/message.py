"""What is wrong, or what there is not, said quietly in the middle of an area."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from labeler.gui.theme import GRID, Theme, paint_icon

_WIDTH = 440
_ICON = 32
_TALL = 10_000
_FLAGS = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


def paint_message(painter: QPainter, rect: QRectF, icon: str, message: str, theme: Theme, *, heading: str = "") -> None:
    """Icon, heading and wrapped text, centred; the text at most 440 pixels wide."""
    width = min(theme.px(_WIDTH), rect.width() - 4 * GRID)
    lines = [(heading, theme.font(strong=True), theme.palette.text)] if heading else []
    lines.append((message, theme.font(), theme.palette.muted))
    heights = [
        QFontMetricsF(font).boundingRect(QRectF(0, 0, width, _TALL), _FLAGS, text).height() for text, font, _ in lines
    ]
    side = theme.px(_ICON)
    top = rect.center().y() - (side + 2 * GRID + sum(heights) + GRID * (len(lines) - 1)) / 2
    paint_icon(painter, QRectF(rect.center().x() - side / 2, top, side, side), icon, theme.palette.faint)
    top += side + 2 * GRID
    for (text, font, color), height in zip(lines, heights, strict=True):
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(QRectF(rect.center().x() - width / 2, top, width, height + 1), _FLAGS, text)
        top += height + GRID
