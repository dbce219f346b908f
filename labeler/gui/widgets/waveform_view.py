"""The outline of a recording over time, or what is wrong with it, large."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from labeler.gui.sound_colors import wave_colors
from labeler.gui.theme import SMALL_RADIUS, Theme, current_theme, mixed
from labeler.gui.widgets.message import paint_message
from labeler.gui.widgets.painting import paint_box
from labeler.gui.widgets.spans import paint_text
from labeler.gui.widgets.time_line import TimeLine
from labeler.gui.widgets.time_picture import TimePicture
from labeler.gui.widgets.time_view import TimeView


class WaveformView(TimeView):
    """``painted`` comes once after the first paint of what was set; ``resized`` when it is drawn at another size."""

    painted = Signal()
    resized = Signal()

    def __init__(self, line: TimeLine, parent: QWidget | None = None) -> None:
        super().__init__(line, parent)
        self._picture: TimePicture | None = None
        self._lanes: tuple[str, ...] = ()
        self._message = ("", "")
        self._fresh = False
        self._colored: tuple[object, QImage] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Waveform")

    # What is shown

    def set_picture(self, picture: TimePicture | None, *, lanes: tuple[str, ...] = ()) -> None:
        """``lanes`` are the names of what is drawn one above the other; one of elsewhere is stretched into place."""
        self._picture, self._lanes = picture, lanes
        self._message = ("", "")
        self.setAccessibleDescription("")
        self.update()

    def set_message(self, icon: str, message: str) -> None:
        """In place of a waveform."""
        self._picture = None
        self._message = (icon, message)
        self.setAccessibleDescription(message)
        self.update()

    def message(self) -> str:
        return self._message[1]

    def announce(self) -> None:
        """Tell ``painted`` when what is set now is on the screen."""
        self._fresh = True
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(640, 280)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 72)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), theme.palette.canvas)
            if self._message[1]:
                paint_message(painter, QRectF(self.rect()), *self._message, theme)
            else:
                self._paint_wave(painter, theme)
                self.round_corners(painter, theme)
                self.paint_marks(painter, theme)
        if self._fresh:
            self._fresh = False
            self.painted.emit()

    # Inside

    def _paint_wave(self, painter: QPainter, theme: Theme) -> None:
        lane = self.lane()
        if self._picture is None or self._picture.image is None:
            paint_box(painter, QRectF(lane), fill=theme.palette.surface, radius=SMALL_RADIUS)
            return
        painter.fillRect(lane, theme.palette.surface)
        painter.drawImage(self.place(self._picture, QRectF(lane)), self._in_color(self._picture.image, theme))
        self._paint_lanes(painter, lane, theme)

    def _in_color(self, image: QImage, theme: Theme) -> QImage:
        """Turned into colours once: Qt would do it at every paint."""
        key = (image.cacheKey(), theme.name)
        if self._colored is None or self._colored[0] != key:
            palette = theme.palette
            drawn = QImage(image)
            strong = mixed(palette.surface, palette.muted, 0.9)
            drawn.setColorTable(wave_colors(palette.surface, mixed(palette.surface, palette.muted, 0.35), strong))
            self._colored = (key, drawn.convertToFormat(QImage.Format.Format_RGB32))
        return self._colored[1]

    def _paint_lanes(self, painter: QPainter, lane: QRect, theme: Theme) -> None:
        count = max(len(self._lanes), 1)
        height = lane.height() / count
        for place in range(1, count):
            painter.fillRect(lane.left(), round(lane.top() + place * height), lane.width(), 1, theme.palette.border)
        for place, name in enumerate(self._lanes):
            room = QRectF(0, lane.top() + place * height, lane.left() - 8, height)
            paint_text(painter, room, name, theme, size="small", tone="muted", align=Qt.AlignmentFlag.AlignRight)
