"""A slider with its name and its value in words; its middle changes nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from labeler.gui.theme import GRID, Theme, current_theme
from labeler.gui.widgets.painting import paint_bar, paint_box, paint_focus

REACH = 100
_STEP, _PAGE = 5, 25
_HEIGHT = 28
_GROOVE = 4
_KNOB = 14
_NARROWEST, _USUAL = 48, 120
_KEYS = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End),
)


class CentredSlider(QAbstractSlider):
    """From −100 to 100; a double click goes back to 0. ``words`` says a value, ``widest`` is the longest it says."""

    def __init__(self, name: str, *, words: Callable[[int], str], widest: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._words = words
        self._widest = widest
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(-REACH, REACH)
        self.setSingleStep(_STEP)
        self.setPageStep(_PAGE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.valueChanged.connect(self._describe)
        self._describe()

    def set_quietly(self, value: int) -> None:
        """Without a signal: the person didn't do it."""
        blocked = self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(blocked)
        self._describe()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(round(self._beside(theme)) + theme.px(_USUAL), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(round(self._beside(theme)) + theme.px(_NARROWEST), theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            self._paint_words(painter, theme)
            self._paint_groove(painter, theme)
            if self.hasFocus():
                paint_focus(painter, QRectF(self.rect()), theme, radius=6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._drag(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._drag(event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setValue(0)

    def event(self, event: QEvent) -> bool:
        """The arrows belong to the slider that has the keyboard, before any shortcut of the page."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in _KEYS:
            event.accept()
            return True
        return super().event(event)

    def _paint_words(self, painter: QPainter, theme: Theme) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("small"))
        painter.setPen(theme.palette.muted)
        painter.drawText(QRectF(GRID, 0, _width(self._name, theme) + 1, self.height()), middle, self._name)
        painter.setPen(theme.palette.text)
        left = self._groove(theme).right() + theme.px(_KNOB) / 2 + GRID
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), middle, self._words(self.value()))

    def _paint_groove(self, painter: QPainter, theme: Theme) -> None:
        groove, side = self._groove(theme), theme.px(_KNOB)
        middle, at = groove.center().x(), _along(groove, self.value())
        paint_bar(painter, groove, 0.0, fill=theme.palette.accent, track=theme.palette.border)
        painter.fillRect(QRectF(min(middle, at), groove.top(), abs(at - middle), groove.height()), theme.palette.accent)
        painter.fillRect(QRectF(middle - 0.5, groove.top() - 3, 1, groove.height() + 6), theme.palette.faint)
        knob = QRectF(at - side / 2, groove.center().y() - side / 2, side, side)
        paint_box(painter, knob, fill=theme.palette.surface, border=theme.palette.accent, width=2, radius=side / 2)

    def _groove(self, theme: Theme) -> QRectF:
        half = theme.px(_KNOB) / 2
        left = 2 * GRID + _width(self._name, theme) + half
        right = self.width() - 2 * GRID - _width(self._widest, theme) - half
        return QRectF(left, (self.height() - _GROOVE) / 2, max(right - left, 1), _GROOVE)

    def _beside(self, theme: Theme) -> float:
        return _width(self._name, theme) + _width(self._widest, theme) + 4 * GRID + theme.px(_KNOB)

    def _drag(self, at: QPointF) -> None:
        groove = self._groove(current_theme())
        self.setValue(round((at.x() - groove.left()) / groove.width() * 2 * REACH) - REACH)

    def _describe(self) -> None:
        self.setAccessibleDescription(self._words(self.value()))
        self.update()


def _along(groove: QRectF, value: int) -> float:
    return groove.left() + groove.width() * (value + REACH) / (2 * REACH)


def _width(text: str, theme: Theme) -> float:
    return QFontMetricsF(theme.font("small")).horizontalAdvance(text)
