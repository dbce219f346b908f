"""What all painted buttons share: hover, focus that is seen, Enter and Space."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from labeler.gui.theme import Theme, mixed
from labeler.gui.widgets.spans import Span, Spans, as_spans, plain_text

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PRESSES = (*_ENTER, Qt.Key.Key_Space)
_CONTROL = Qt.KeyboardModifier.ControlModifier


class PaintedButton(QAbstractButton):
    """Reached by Tab and not by click, so that clicking never takes the keyboard from the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: Spans = ()
        self._by_mouse = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def label(self) -> Spans:
        return self._label

    def set_label(self, *parts: Span | str) -> None:
        label = as_spans(parts)
        if label == self._label:
            return
        self._label = label
        self.setAccessibleName(plain_text(self._label))
        self.updateGeometry()
        self.update()

    def focus_visible(self) -> bool:
        return self.hasFocus() and not self._by_mouse

    def background(self, theme: Theme, resting: QColor) -> QColor:
        """``resting`` a little towards the text colour while hovered, a little more while pressed."""
        if not self.isEnabled():
            return resting
        share = 0.08 if self.isDown() else 0.04 if self.underMouse() else 0.0
        return mixed(resting, theme.palette.text, share)

    def area(self) -> QRectF:
        return QRectF(self.rect())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        """Space and Enter belong to the button that has the keyboard, before any shortcut of the page.

        With Ctrl they are the page's, or of the dialog around it.
        """
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _presses(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and _presses(event):
            if not event.isAutoRepeat():  # a key that is held goes no further than one that is pressed
                self.click()
            return
        super().keyPressEvent(event)


def _presses(event: QKeyEvent) -> bool:
    return event.key() in _PRESSES and not event.modifiers() & _CONTROL
