"""An interval as a line with two caps, over a bar or a point."""

from __future__ import annotations

from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter, QPen

from labeler.gui.theme import Theme, mixed

CAP = 10.0
_WIDTH = 1.5


def paint_whisker(painter: QPainter, left: float, right: float, y: float, theme: Theme, *, cap: float = CAP) -> None:
    """``cap`` is its height. Seen on bars of any colour; of no width at all it is one cap."""
    painter.setPen(QPen(mixed(theme.palette.surface, theme.palette.text, 0.72), _WIDTH))
    painter.drawLines(
        [
            QLineF(left, y, right, y),
            QLineF(left, y - cap / 2, left, y + cap / 2),
            QLineF(right, y - cap / 2, right, y + cap / 2),
        ]
    )
