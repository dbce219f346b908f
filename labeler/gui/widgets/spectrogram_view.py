"""How loud each pitch is over time, with a quiet scale of frequencies."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from labeler.gui.sound_colors import spectrogram_colors
from labeler.gui.theme import Theme, current_theme
from labeler.gui.widgets.spans import paint_text
from labeler.gui.widgets.time_line import TimeLine
from labeler.gui.widgets.time_picture import TimePicture
from labeler.gui.widgets.time_span import round_step
from labeler.gui.widgets.time_view import TimeView

_TICK_GAP = 36
_TICK = 4


class SpectrogramView(TimeView):
    """Colours are given at painting: another map or range needs no other picture."""

    def __init__(self, line: TimeLine, parent: QWidget | None = None) -> None:
        super().__init__(line, parent)
        self._picture: TimePicture | None = None
        self._top, self._gain = 1.0, 1
        self._map, self._range = "sea", 80.0
        self._colored: tuple[object, QImage] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Spectrogram")

    def set_picture(self, picture: TimePicture | None, *, top: float = 1.0, gain: int = 1) -> None:
        """``top`` is the highest frequency drawn; ``gain`` as in ``spectrogram_colors``."""
        self._picture, self._top, self._gain = picture, top, gain
        self.setAccessibleDescription(f"0 to {hertz_text(top)}" if picture is not None else "")
        self.update()

    def set_colors(self, name: str, *, range_db: float) -> None:
        self._map, self._range = name, range_db
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(640, 280)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 72)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), theme.palette.canvas)
            lane, picture = QRectF(self.lane()), self._picture
            painter.fillRect(lane, self._colors()[0])
            if picture is not None and picture.image is not None:
                painter.save()
                painter.setClipRect(lane)
                painter.drawImage(self.place(picture, lane), self._in_color(picture.image))
                painter.restore()
            self.round_corners(painter, theme)
            if picture is not None:
                self._paint_scale(painter, lane, theme)
            self.paint_marks(painter, theme)

    # Inside

    def _colors(self) -> list[int]:
        return spectrogram_colors(self._map, self._range, self._gain)

    def _in_color(self, image: QImage) -> QImage:
        key = (image.cacheKey(), self._map, self._range, self._gain)
        if self._colored is None or self._colored[0] != key:
            drawn = QImage(image)
            drawn.setColorTable(self._colors())
            self._colored = (key, drawn.convertToFormat(QImage.Format.Format_RGB32))
        return self._colored[1]

    def _paint_scale(self, painter: QPainter, lane: QRectF, theme: Theme) -> None:
        top = self._top
        step = round_step(top * theme.px(_TICK_GAP) / max(lane.height(), 1) / 1000) * 1000
        for place in range(1, int(top / step + 1e-6) + 1):
            y = lane.bottom() - place * step / top * lane.height()
            if y < lane.top() + theme.px(8):
                continue
            painter.fillRect(QRectF(lane.left() - _TICK, round(y), _TICK, 1), theme.palette.border)
            room = QRectF(0, y - theme.px(10), lane.left() - 2 * _TICK, theme.px(20))
            text = hertz_text(place * step)
            paint_text(painter, room, text, theme, size="small", tone="muted", align=Qt.AlignmentFlag.AlignRight)


def hertz_text(hertz: float) -> str:
    return f"{hertz / 1000:g} kHz" if hertz >= 1000 else f"{hertz:g} Hz"
