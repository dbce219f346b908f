"""Where an image lies in its canvas: fitted, at 1:1, or zoomed and panned. Arithmetic only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF

from labeler.gui.widgets.qimage import fit_scale

MAX_SCALE = 64.0


class ViewMode(Enum):
    FIT = "fit"
    ACTUAL = "actual"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Viewport:
    """All lengths in device pixels; ``focus`` is the part of the image, 0 to 1, that lies in the middle."""

    canvas: QSize
    image: QSize
    margin: int
    mode: ViewMode = ViewMode.FIT
    free_scale: float = 1.0
    focus: tuple[float, float] = (0.5, 0.5)

    @property
    def fit_area(self) -> QSize:
        room = 2 * self.margin
        return QSize(max(self.canvas.width() - room, 1), max(self.canvas.height() - room, 1))

    @property
    def scale(self) -> float:
        """Device pixels per image pixel."""
        if self.mode is ViewMode.FIT:
            return fit_scale(self.image, self.fit_area)
        return 1.0 if self.mode is ViewMode.ACTUAL else self.free_scale

    @property
    def size(self) -> QSizeF:
        return QSizeF(self.image) * self.scale

    @property
    def can_pan(self) -> bool:
        return self.size.width() > self.canvas.width() or self.size.height() > self.canvas.height()

    def target(self) -> QRectF:
        """Where the image goes, on whole pixels; centred along an axis on which it fits."""
        size = self.size
        left = _edge(self.canvas.width(), size.width(), self.focus[0])
        top = _edge(self.canvas.height(), size.height(), self.focus[1])
        return QRectF(left, top, max(round(size.width()), 1), max(round(size.height()), 1))

    def zoomed(self, factor: float, at: QPointF) -> Viewport:
        """The image point under ``at`` stays under it. Zooming out ends at the fitted view."""
        smallest = min(fit_scale(self.image, self.fit_area), 1.0)
        scale = min(max(self.scale * factor, smallest), MAX_SCALE)
        if scale <= smallest and factor < 1:
            return replace(self, mode=ViewMode.FIT, focus=(0.5, 0.5))
        return self._around(at, mode=ViewMode.FREE, free_scale=scale)

    def at_actual_size(self, at: QPointF) -> Viewport:
        return self._around(at, mode=ViewMode.ACTUAL, free_scale=1.0)

    def panned(self, by: QPointF) -> Viewport:
        size = self.size
        x = self.focus[0] - by.x() / max(size.width(), 1.0)
        y = self.focus[1] - by.y() / max(size.height(), 1.0)
        held = (_held(x, self.canvas.width(), size.width()), _held(y, self.canvas.height(), size.height()))
        return replace(self, focus=held)

    def _around(self, at: QPointF, *, mode: ViewMode, free_scale: float) -> Viewport:
        before = self.target()
        x = (at.x() - before.left()) / max(before.width(), 1.0)
        y = (at.y() - before.top()) / max(before.height(), 1.0)
        scaled = replace(self, mode=mode, free_scale=free_scale)
        size = scaled.size
        middle = QPointF(self.canvas.width() / 2, self.canvas.height() / 2)
        x += (middle.x() - at.x()) / max(size.width(), 1.0)
        y += (middle.y() - at.y()) / max(size.height(), 1.0)
        held = (_held(x, self.canvas.width(), size.width()), _held(y, self.canvas.height(), size.height()))
        return replace(scaled, focus=held)


def _edge(canvas: float, size: float, focus: float) -> int:
    if size <= canvas:
        return round((canvas - size) / 2)
    return round(canvas / 2 - _held(focus, canvas, size) * size)


def _held(focus: float, canvas: float, size: float) -> float:
    """Keeps the edges of an image larger than the canvas out of it."""
    if size <= canvas:
        return 0.5
    half = canvas / 2 / size
    return min(max(focus, half), 1 - half)
