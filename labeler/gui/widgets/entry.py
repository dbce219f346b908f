"""Where an editor of labels takes its keys: which are its own, and which go on to the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}

_FOR_THE_WINDOW = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def is_plain(event: QKeyEvent) -> bool:
    """A key that types, moves or ends here. With Ctrl or Alt, F1 or Pause it may be a shortcut of the window."""
    shortcut = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35 or event.key() == Qt.Key.Key_Pause
    return not (event.modifiers() & _FOR_THE_WINDOW or shortcut)


def types_nothing(event: QKeyEvent) -> bool:
    """A chord with Alt that is nobody's at this moment: Qt would put its letter in.

    AltGr does type; some systems call it Ctrl and Alt.
    """
    held = event.modifiers()
    return bool(held & Qt.KeyboardModifier.AltModifier) and not held & Qt.KeyboardModifier.ControlModifier


def is_control_enter(event: QKeyEvent) -> bool:
    return event.key() in ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def keeps(event: QEvent) -> bool:
    """Says, before any shortcut is tried, that a key is for the widget that has the keyboard."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if not (is_plain(event) or is_control_enter(event)):
        return False
    event.accept()
    return True


class Entry(QLineEdit):
    """A line whose keys are offered to ``handle`` first; it returns True for those it took."""

    def __init__(self, handle: Callable[[QKeyEvent], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handle = handle

    def event(self, event: QEvent) -> bool:
        return keeps(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._handle(event):
            return
        if event.text() and types_nothing(event):
            event.ignore()
        else:
            super().keyPressEvent(event)
