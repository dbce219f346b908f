"""What the views over a time line share: where times lie, the mouse and the keys, cursor and selection."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.gui.theme import GRID, SMALL_RADIUS, Theme, current_theme
from labeler.gui.widgets.painting import paint_focus, rounded_path
from labeler.gui.widgets.time_line import TimeLine
from labeler.gui.widgets.time_picture import TimePicture

_GUTTER = 56
_DRAG = 4.0
_ZOOM = 1.25
_PAN = 0.15
_CURSOR = 2
_ZOOM_KEYS = {Qt.Key.Key_Plus: _ZOOM, Qt.Key.Key_Equal: _ZOOM, Qt.Key.Key_Minus: 1 / _ZOOM}
_PAN_KEYS = {Qt.Key.Key_Left: -_PAN, Qt.Key.Key_Right: _PAN}
_EXTEND = 0.01  # of what is in view


class TimeView(QWidget):
    """Click seeks, drag selects, the wheel zooms at the pointer, with Shift or sideways it pans.

    With the keyboard Home and End seek, + and − zoom, arrows pan and with Shift select from the cursor on.

    Inside ``lane`` time runs from its left edge to its right; left of it is room for a scale.
    """

    def __init__(self, line: TimeLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self._pressed: float | None = None
        self._selecting = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        line.span_changed.connect(self.update)
        line.selection_changed.connect(self.update)
        line.cursor_moved.connect(self._on_cursor)

    def lane(self) -> QRect:
        left = current_theme().px(_GUTTER)
        return QRect(left, 0, max(self.width() - left - 3 * GRID, 1), self.height())

    def x_at(self, seconds: float) -> float:
        lane = self.lane()
        return lane.left() + self.line.span.share(seconds) * lane.width()

    def seconds_at(self, x: float) -> float:
        return self.line.span.at(self._share(x))

    def place(self, picture: TimePicture, lane: QRectF) -> QRectF:
        """Where a picture lies, which may reach beyond the lane."""
        first, last = self.x_at(picture.start), self.x_at(picture.stop)
        return QRectF(first, lane.top(), last - first, lane.height())

    # Qt

    def wheelEvent(self, event: QWheelEvent) -> None:
        sideways, turned = event.angleDelta().x() / 120, event.angleDelta().y() / 120
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if shifted or abs(sideways) > abs(turned):
            self.line.pan(-_PAN * (sideways or turned))
        elif turned:
            self.line.zoom(_ZOOM**turned, min(max(self._share(event.position().x()), 0.0), 1.0))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.line.span.length > 0:
            self._pressed, self._selecting = event.position().x(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        if abs(event.position().x() - self._pressed) >= _DRAG:
            self._selecting = True
        if self._selecting:
            self.line.set_selection(self._between(self._pressed, event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return
        if self._selecting:
            self.line.select(self._between(pressed, event.position().x()))
        else:
            self.line.seek(self.seconds_at(event.position().x()))
        self._selecting = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """All of it in view again."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.line.zoom(0.0001, 0.5)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if shifted and key in _PAN_KEYS:
            self.line.extend(_EXTEND if _PAN_KEYS[key] > 0 else -_EXTEND)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.line.seek(0.0 if key == Qt.Key.Key_Home else self.line.span.length)
        elif key in _ZOOM_KEYS:
            self.line.zoom(_ZOOM_KEYS[key])
        elif key in _PAN_KEYS and not self.line.span.is_whole:
            self.line.pan(_PAN_KEYS[key])
        else:
            super().keyPressEvent(event)

    # For those who paint

    def paint_marks(self, painter: QPainter, theme: Theme) -> None:
        """Selection and cursor, over the picture."""
        lane = QRectF(self.lane())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.save()
        painter.setClipRect(lane.adjusted(-1, 0, 1, 0))
        if self.line.selection is not None:
            self._paint_selection(painter, lane, theme)
        if self.line.span.length > 0:
            painter.fillRect(self._cursor_rect(self.line.cursor), theme.palette.accent)
        painter.restore()
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), theme, radius=0)

    def round_corners(self, painter: QPainter, theme: Theme) -> None:
        """Of the lane: painted over in the colour of the ground, smooth, which a clip path is not."""
        lane, outside = QRectF(self.lane()), QPainterPath()
        outside.addRect(lane)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(outside.subtracted(rounded_path(lane, SMALL_RADIUS)), theme.palette.canvas)

    def shade(self, theme: Theme) -> QColor:
        """Of what is not selected."""
        color = QColor(theme.palette.canvas)
        color.setAlphaF(0.45)
        return color

    # Inside

    def _share(self, x: float) -> float:
        lane = self.lane()
        return (x - lane.left()) / lane.width()

    def _between(self, one: float, other: float) -> tuple[float, float]:
        first, last = sorted((self.seconds_at(one), self.seconds_at(other)))
        return first, last

    def _cursor_rect(self, seconds: float) -> QRect:
        return QRect(round(self.x_at(seconds)) - _CURSOR // 2, 0, _CURSOR, self.height())

    def _on_cursor(self, before: float, now: float) -> None:
        """Only the two narrow stripes it left and came to."""
        first, second = self._cursor_rect(before), self._cursor_rect(now)
        if first != second:
            self.update(first.adjusted(-1, 0, 1, 0))
            self.update(second.adjusted(-1, 0, 1, 0))

    def _paint_selection(self, painter: QPainter, lane: QRectF, theme: Theme) -> None:
        assert self.line.selection is not None
        first, last = (self.x_at(seconds) for seconds in self.line.selection)
        band = QRectF(QPointF(first, lane.top()), QPointF(last, lane.bottom())) & lane
        tint = QColor(theme.palette.accent)
        tint.setAlphaF(0.12)
        painter.fillRect(
            QRectF(lane.topLeft(), QPointF(max(band.left(), lane.left()), lane.bottom())), self.shade(theme)
        )
        painter.fillRect(QRectF(QPointF(band.right(), lane.top()), lane.bottomRight()), self.shade(theme))
        painter.fillRect(band, tint)
        for edge in (first, last):
            painter.fillRect(QRectF(round(edge), lane.top(), 1, lane.height()), theme.palette.accent)
