"""One condition as a chip with a cross: "label is cat ×"."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.gui.theme import Theme, Tone, current_theme, paint_icon
from labeler.gui.widgets.chip_menu import HEIGHT
from labeler.gui.widgets.painted_button import PaintedButton
from labeler.gui.widgets.painting import paint_box, paint_focus
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import paint_spans, spans_width

_PADDING = 13
_CROSS = 12
_GAP = 8
_WIDEST = 320
_GONE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class ConditionChip(PaintedButton):
    """``clicked`` asks to change it; ``removed`` comes from its cross, Delete or Backspace."""

    removed = Signal()

    def __init__(self, words: str, parent: QWidget | None = None, *, wrong: str = "") -> None:
        """``wrong`` is why the condition says nothing of the project, if it doesn't."""
        super().__init__(parent)
        self._wrong = wrong
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.set_label(words)
        self.setToolTip(plain_tip(wrong or words))
        self.setAccessibleName(f"Condition: {words}")
        self.setAccessibleDescription(f"{f'{wrong}. ' if wrong else ''}Enter changes it, Delete removes it")

    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = min(spans_width(self.label, theme), theme.px(_WIDEST))
        return QSize(round(words + 2 * _PADDING + _GAP + theme.px(_CROSS)), theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            fill = self.background(theme, theme.palette.accent_soft)
            paint_box(painter, self.area(), fill=fill, border=theme.palette.wrong if self._wrong else None)
            cross = self._cross(theme)
            tone: Tone = "wrong" if self._wrong else "text"
            words = self.area().adjusted(_PADDING, 0, 0, 0)
            words.setRight(cross.left() - _GAP)
            paint_spans(painter, words, self.label, theme, tone=tone)
            paint_icon(painter, cross, "close", theme.palette.muted)
            if self.focus_visible():
                paint_focus(painter, self.area(), theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._on_cross(event):
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._on_cross(event) and not self.isDown():
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _GONE and not event.modifiers():
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _cross(self, theme: Theme) -> QRectF:
        side, area = theme.px(_CROSS), self.area()
        return QRectF(area.right() - _PADDING - side + 2, area.center().y() - side / 2, side, side)

    def _on_cross(self, event: QMouseEvent) -> bool:
        room = self._cross(current_theme()).adjusted(-_GAP, -_GAP, _GAP, _GAP)
        return event.button() == Qt.MouseButton.LeftButton and room.contains(event.position())
