"""The scale of times under waveform and spectrogram."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.gui.theme import Theme, current_theme
from labeler.gui.widgets.spans import paint_text
from labeler.gui.widgets.time_line import TimeLine
from labeler.gui.widgets.time_span import digits_for, ticks, time_text
from labeler.gui.widgets.time_view import TimeView

_HEIGHT = 24
_TICK = 4
_LABEL_WIDTH = 76


class TimeAxis(TimeView):
    """Dragging it pans."""

    def __init__(self, line: TimeLine, parent: QWidget | None = None) -> None:
        super().__init__(line, parent)
        self._grabbed: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Time")

    def sizeHint(self) -> QSize:
        return QSize(640, current_theme().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), theme.palette.canvas)
            lane, width = self.lane(), theme.px(_LABEL_WIDTH)
            times, step = ticks(self.line.span, max(lane.width() // width, 1))
            for seconds in times:
                self._paint_tick(painter, seconds, time_text(seconds, digits_for(step)), theme)
            if self.line.span.length > 0:
                painter.fillRect(
                    self._cursor_rect(self.line.cursor).adjusted(0, 0, 0, -self.height() + _TICK), theme.palette.accent
                )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.line.span.is_whole:
            self._grabbed = event.position().x()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self.line.pan((self._grabbed - event.position().x()) / self.lane().width())
            self._grabbed = event.position().x()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grabbed = None
        self.unsetCursor()

    def _paint_tick(self, painter: QPainter, seconds: float, text: str, theme: Theme) -> None:
        x, width = self.x_at(seconds), theme.px(_LABEL_WIDTH)
        painter.fillRect(QRectF(round(x), 0, 1, _TICK), theme.palette.faint)
        room = QRectF(min(x - width / 2, self.width() - width), _TICK, width, self.height() - _TICK)
        paint_text(painter, room, text, theme, size="small", tone="muted", align=Qt.AlignmentFlag.AlignHCenter)
