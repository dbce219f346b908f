"""The queue as a strip of thumbnails; only those in sight are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from labeler.gui.theme import GRID, Theme, current_theme, paint_icon
from labeler.gui.widgets.painting import FOCUS_WIDTH, paint_box, rounded_path
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.verdict_mark import Mark, paint_verdict

Badge = Mark | Literal["looked"]
"""``looked``: in view before, and not decided."""

SIDE = 56
GAP = 12
_RADIUS = 6
_BADGE = 14
_OUTLINE = 3.0
_INSET = 5  # room for the outline of the first one
_PITCH = SIDE + GAP
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Filmstrip(QWidget):
    """The current one stays where it is, past the first half, and the strip moves under it.

    ``activated`` says which one was clicked or reached by an arrow key; the owner answers by ``set_current``.
    """

    activated = Signal(int)

    def __init__(
        self,
        *,
        thumbnail: Callable[[int], QImage | None],
        badge: Callable[[int], Badge | None],
        tooltip: Callable[[int], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """The callables are asked at each paint and must answer at once; None: not there (yet)."""
        super().__init__(parent)
        self._thumbnail = thumbnail
        self._badge = badge
        self._tooltip = tooltip
        self._count = 0
        self._current = -1
        self._hovered = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Queue")

    def count(self) -> int:
        return self._count

    def current(self) -> int:
        """−1 in an empty strip."""
        return self._current

    def set_count(self, count: int, *, current: int = 0) -> None:
        self._count = count
        self.set_current(current)

    def set_current(self, index: int) -> None:
        self._current = min(max(index, 0), self._count - 1)
        described = f"{self._current + 1:,} of {self._count:,}" if self._count else "empty"
        self.setAccessibleDescription(described)
        self.update()

    def refresh(self, index: int | None = None) -> None:
        """A thumbnail or badge came or changed; None: any of them."""
        if index is None or index not in self.visible():
            self.update()
        else:
            self.update(self._place(index).adjusted(-GAP, -GAP, GAP, GAP).toAlignedRect())

    def visible(self) -> range:
        """The indices in sight, which are whole."""
        return range(self._first(), min(self._first() + self._slots(), self._count))

    def index_at(self, at: QPointF) -> int:
        """−1 beside the thumbnails."""
        return next((i for i in self.visible() if self._place(i).contains(at)), -1)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(12 * _PITCH, SIDE + 4 * GRID)

    def minimumSizeHint(self) -> QSize:
        return QSize(3 * _PITCH, SIDE + 4 * GRID)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for index in self.visible():
                self._paint_one(painter, index, theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position())
        if index >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.index_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        target = self._current + (step or 0)
        if step and 0 <= target < self._count:
            self.activated.emit(target)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self._tooltip is not None and isinstance(event, QHelpEvent):
            index = self.index_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(self._tooltip(index) if index >= 0 else ""), self)
            return True
        return super().event(event)

    # Inside

    def _first(self) -> int:
        slots = self._slots()
        return max(min(self._current - slots // 2, self._count - slots), 0)

    def _slots(self) -> int:
        return max((self.width() - 2 * _INSET + GAP) // _PITCH, 1)

    def _place(self, index: int) -> QRectF:
        return QRectF(_INSET + (index - self._first()) * _PITCH, (self.height() - SIDE) / 2, SIDE, SIDE)

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self.setCursor(Qt.CursorShape.PointingHandCursor if index >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def _paint_one(self, painter: QPainter, index: int, theme: Theme) -> None:
        place = self._place(index)
        image = self._thumbnail(index)
        if image is None or image.isNull():
            paint_box(painter, place, fill=theme.palette.canvas, radius=_RADIUS)
            paint_icon(painter, place.adjusted(20, 20, -20, -20), "image", theme.palette.faint)
        else:
            paint_thumbnail(painter, place, image)
        mark = self._badge(index)
        if mark is not None:
            _paint_badge(painter, place, mark, theme)
        if index == self._current:
            self._paint_outline(painter, place, theme)
        elif index == self._hovered:
            paint_box(painter, place.adjusted(-2, -2, 2, 2), border=theme.palette.faint, radius=_RADIUS + 2)

    def _paint_outline(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        around = place.adjusted(-_INSET, -_INSET, _INSET, _INSET)
        paint_box(painter, around, border=theme.palette.accent, width=_OUTLINE, radius=_RADIUS + _INSET)
        if self.hasFocus():
            inner = place.adjusted(1, 1, -1, -1)
            paint_box(painter, inner, border=theme.palette.on_accent, width=FOCUS_WIDTH, radius=_RADIUS - 1)


def paint_thumbnail(painter: QPainter, place: QRectF, image: QImage, *, radius: float = _RADIUS) -> None:
    """Fills ``place`` with the middle of the image, with rounded corners."""
    side = min(image.width(), image.height())
    middle = QRectF((image.width() - side) / 2, (image.height() - side) / 2, side, side)
    painter.save()
    painter.setClipPath(rounded_path(place, radius))
    painter.drawImage(place, image, middle)
    painter.restore()


def _paint_badge(painter: QPainter, place: QRectF, mark: Badge, theme: Theme) -> None:
    """On a patch of the surface in the lower right corner, legible on any picture."""
    corner = QRectF(place.right() - _BADGE, place.bottom() - _BADGE, _BADGE + 3, _BADGE + 3)
    paint_box(painter, corner, fill=theme.palette.surface, radius=_BADGE / 2)
    inside = corner.adjusted(2, 2, -2, -2)
    if mark == "looked":
        paint_icon(painter, inside, "review", theme.palette.muted)
    else:
        paint_verdict(painter, inside, mark, theme.palette)
