"""The verdict as one slide, 1600 × 900."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from labeler.core.comparison import SplitRanking
from labeler.gui.theme import Theme


class VerdictSlide:
    """A Drawable. ``split`` and ``metric`` as people call them, ``rounds`` like "given labels → working corrections"."""

    def __init__(self, ranking: SplitRanking, *, split: str, metric: str, rounds: str) -> None:
        self._ranking, self._line = ranking, (split, metric, rounds)

    def natural_size(self, theme: Theme) -> QSizeF:
        return QSizeF(1600, 900)

    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        pass
