"""A few choices side by side, one of which holds: "dev and test | dev | test"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.gui.theme import Theme, Tone, current_theme, mixed
from labeler.gui.widgets.painting import paint_box, paint_focus
from labeler.gui.widgets.spans import Span, paint_text, spans_width

HEIGHT = 34
_PADDING = 12
_INSET = 3
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Segmented(QWidget):
    """``chosen`` carries the value and comes from the person only: a click, an arrow key or Space.

    Enter is left to the dialog around it. Where the choices lack room side by side they stand below each other.
    """

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._choices: tuple[tuple[Any, str], ...] = ()
        self._current = -1
        self._hovered = -1
        self._by_mouse = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._say()

    def set_choices(self, choices: Sequence[tuple[Any, str]], *, current: object = None) -> None:
        """Of (value, text)."""
        self._choices = tuple(choices)
        self.updateGeometry()
        self.set_current(current)

    def current(self) -> Any:
        """None where nothing holds."""
        return self._choices[self._current][0] if self._current >= 0 else None

    def set_current(self, value: object) -> None:
        self._current = next((place for place, (own, _) in enumerate(self._choices) if own == value), -1)
        self._say()
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self._width(), current_theme().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._widths(), default=0) + 2 * _INSET, current_theme().px(HEIGHT))

    def heightForWidth(self, width: int) -> int:
        rows = 1 if width >= self._width() else len(self._choices)
        return rows * current_theme().px(HEIGHT)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            paint_box(painter, self._box(), fill=theme.palette.surface, border=theme.palette.border)
            for place, rect in enumerate(self._places()):
                self._paint_one(painter, place, rect, theme)
            if self.hasFocus() and not self._by_mouse:
                paint_focus(painter, self._box(), theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._choose(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, count = Qt.Key(event.key()), len(self._choices)
        if key in _STEPS and count and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._choose(min(max(self._current + _STEPS[key], 0), count - 1))
        elif key == Qt.Key.Key_Space and count:
            self._choose((self._current + 1) % count)
        else:
            super().keyPressEvent(event)

    # Inside

    def _choose(self, place: int) -> None:
        if place != self._current:
            self._current = place
            self._say()
            self.update()
            self.chosen.emit(self._choices[place][0])

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()

    def _say(self) -> None:
        text = self._choices[self._current][1] if self._current >= 0 else ""
        self.setAccessibleName(f"{self._name}: {text}")
        texts = ", ".join(text for _, text in self._choices)
        self.setAccessibleDescription(f"One of: {texts}" if texts else "")

    def _widths(self) -> list[int]:
        theme = current_theme()
        return [round(spans_width((Span(text, strong=True),), theme)) + 2 * _PADDING for _, text in self._choices]

    def _width(self) -> int:
        return sum(self._widths()) + 2 * _INSET

    def _box(self) -> QRectF:
        """No wider than the choices, however much room there is."""
        width = min(self._width(), self.width())
        return QRectF(0, 0, width, self.heightForWidth(width))

    def _places(self) -> list[QRectF]:
        height = current_theme().px(HEIGHT)
        if self.width() < self._width():
            return [QRectF(0, row * height, self.width(), height) for row in range(len(self._choices))]
        left, places = float(_INSET), []
        for width in self._widths():
            places.append(QRectF(left, 0, width, height))
            left += width
        return places

    def _at(self, at: QPointF) -> int:
        return next((place for place, rect in enumerate(self._places()) if rect.contains(at)), -1)

    def _paint_one(self, painter: QPainter, place: int, rect: QRectF, theme: Theme) -> None:
        palette, held = theme.palette, place == self._current
        inner = rect.adjusted(0 if rect.left() else _INSET, _INSET, 0 if rect.left() else -_INSET, -_INSET)
        if held:
            paint_box(painter, inner, fill=palette.accent_soft, radius=6)
        elif place == self._hovered and self.isEnabled():
            paint_box(painter, inner, fill=mixed(palette.surface, palette.text, 0.04), radius=6)
        tone: Tone = "faint" if not self.isEnabled() else "accent" if held else "muted"
        align = Qt.AlignmentFlag.AlignHCenter if rect.left() else Qt.AlignmentFlag.AlignLeft
        words = rect if rect.left() else rect.adjusted(_PADDING, 0, -_PADDING, 0)
        paint_text(painter, words, self._choices[place][1], theme, strong=held, tone=tone, align=align)
