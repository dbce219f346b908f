"""A named slider of one level, with nothing changed in its middle."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from labeler.gui.theme import Theme, current_theme
from labeler.gui.widgets.painting import paint_box, paint_focus
from labeler.gui.widgets.spans import Span, paint_text, spans_width

REACH = 100

_HEIGHT = 32
_PADDING = 8
_GAP = 8
_TRACK = 4
_KNOB = 12
_SHORTEST = 40


class LevelSlider(QAbstractSlider):
    """From −``REACH`` to ``REACH``; ``words`` says a level, ``widest`` is the longest it says. Double click: 0."""

    def __init__(self, name: str, *, words: Callable[[int], str], widest: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._widest = widest
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(-REACH, REACH)
        self.setSingleStep(REACH // 20)
        self.setPageStep(REACH // 5)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.words())

    def words(self) -> str:
        return self._words(self.value())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint() + QSize(current_theme().px(_SHORTEST), 0)

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        name, value = self._widths(theme)
        return QSize(round(2 * _PADDING + name + value + 2 * _GAP) + theme.px(_SHORTEST), theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        room = QRectF(self.rect()).adjusted(_PADDING, 0, -_PADDING, 0)
        paint_text(painter, room, self.accessibleName(), theme, size="small", tone="muted")
        right = Qt.AlignmentFlag.AlignRight
        paint_text(painter, room, self.words(), theme, size="small", tone="text", align=right)
        self._paint_track(painter, theme)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), theme, radius=6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._follow(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.setValue(0)

    def _follow(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            track = self._track()
            self.setValue(round((2 * (event.position().x() - track.left()) / track.width() - 1) * REACH))

    def _paint_track(self, painter: QPainter, theme: Theme) -> None:
        track, side = self._track(), theme.px(_KNOB)
        knob = QPointF(track.left() + (self.value() / REACH + 1) / 2 * track.width(), track.center().y())
        paint_box(painter, track, fill=theme.palette.border, radius=_TRACK / 2)
        middle = track.center().x()
        changed = QRectF(min(middle, knob.x()), track.top(), abs(knob.x() - middle), track.height())
        painter.fillRect(changed, theme.palette.accent)
        around = QRectF(knob.x() - side / 2, knob.y() - side / 2, side, side)
        paint_box(painter, around, fill=theme.palette.surface, border=theme.palette.muted, radius=side / 2)

    def _track(self) -> QRectF:
        theme = current_theme()
        name, value = self._widths(theme)
        left, half = _PADDING + name + _GAP, theme.px(_KNOB) / 2
        right = self.width() - _PADDING - value - _GAP
        return QRectF(left + half, self.height() / 2 - _TRACK / 2, max(right - left - 2 * half, 1), _TRACK)

    def _widths(self, theme: Theme) -> tuple[float, float]:
        """Of the name and of the longest that may stand at the right."""
        return tuple(spans_width((Span(text),), theme, "small") for text in (self.accessibleName(), self._widest))  # type: ignore[return-value]
