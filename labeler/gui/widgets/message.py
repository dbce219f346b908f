"""What is wrong, or what there is not, said quietly in the middle of an area."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from labeler.gui.theme import GRID, Theme, paint_icon

_WIDTH = 440
_ICON = 32


def paint_message(painter: QPainter, rect: QRectF, icon: str, message: str, theme: Theme) -> None:
    """Icon and wrapped text, centred; the text at most 440 pixels wide."""
    flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
    width = min(theme.px(_WIDTH), rect.width() - 4 * GRID)
    room = QRectF(rect.center().x() - width / 2, 0, width, rect.height())
    text = QFontMetricsF(theme.font()).boundingRect(room, flags, message)
    side, gap = theme.px(_ICON), 2 * GRID
    top = rect.center().y() - (side + gap + text.height()) / 2
    paint_icon(painter, QRectF(rect.center().x() - side / 2, top, side, side), icon, theme.palette.faint)
    painter.setFont(theme.font())
    painter.setPen(theme.palette.muted)
    painter.drawText(QRectF(room.left(), top + side + gap, width, text.height() + 1), flags, message)
