"""How loud: a small slider from nothing to all."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.gui.theme import current_theme, paint_icon
from labeler.gui.widgets.painting import paint_bar, paint_box, paint_focus
from labeler.gui.widgets.plain_tip import plain_tip

STEP = 0.1

_WIDTH = 76
_HEIGHT = 32
_ICON = 16
_GAP = 8
_PADDING = 8
_TRACK = 4
_KNOB = 12
_STEPS = {Qt.Key.Key_Up: STEP, Qt.Key.Key_Right: STEP, Qt.Key.Key_Down: -STEP, Qt.Key.Key_Left: -STEP}


class VolumeSlider(QWidget):
    """``chosen`` carries 0 to 1 and comes from the person only."""

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Volume")
        self.set_level(1.0)

    def level(self) -> float:
        return self._level

    def set_level(self, level: float) -> None:
        self._level = min(max(level, 0.0), 1.0)
        described = f"{self._level:.0%}".replace("%", " %")
        self.setAccessibleDescription(described)
        self.setToolTip(plain_tip(f"{self.accessibleName()}: {described}"))
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(2 * _PADDING + theme.px(_ICON) + _GAP + theme.px(_WIDTH), theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            side, middle = theme.px(_ICON), self.height() / 2
            icon = "volume" if self._level else "audio-off"
            paint_icon(painter, QRectF(_PADDING, middle - side / 2, side, side), icon, theme.palette.muted)
            track = self._track()
            paint_bar(painter, track, self._level, fill=theme.palette.muted, track=theme.palette.border)
            knob = QRectF(0, 0, theme.px(_KNOB), theme.px(_KNOB))
            knob.moveCenter(QPointF(track.left() + self._level * track.width(), middle))
            paint_box(painter, knob, fill=theme.palette.surface, border=theme.palette.muted, radius=knob.width() / 2)
            if self.hasFocus():
                paint_focus(painter, QRectF(self.rect()), theme, radius=6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose_at(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose_at(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._choose(self._level + STEP * event.angleDelta().y() / 120)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self._choose(self._level + step)

    def _track(self) -> QRectF:
        theme = current_theme()
        left, knob = _PADDING + theme.px(_ICON) + _GAP, theme.px(_KNOB)
        middle = self.height() / 2
        return QRectF(left + knob / 2, middle - _TRACK / 2, self.width() - left - _PADDING - knob, _TRACK)

    def _choose_at(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            track = self._track()
            self._choose((event.position().x() - track.left()) / track.width())

    def _choose(self, level: float) -> None:
        self.set_level(round(level, 2))
        self.chosen.emit(self._level)
