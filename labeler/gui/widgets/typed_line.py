"""A button that turns into a line to type in, and back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStackedWidget, QWidget

from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.entry import keeps

_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class TypedLine(QStackedWidget):
    """Enter keeps what was typed and so does going elsewhere; only Esc drops it.

    ``entered`` carries a text that differs from the one shown before; ``left`` gives the keyboard back. ``typing``
    tells when the line opens and closes.
    """

    entered = Signal(str)
    left = Signal()
    typing = Signal(bool)

    def __init__(
        self, button: ActionButton, *, placeholder: str, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._button = button
        self._line = EscapableLine()
        self._text = ""
        self._typing = False
        self._line.setPlaceholderText(placeholder)
        self._line.setAccessibleName(name or placeholder)
        self.addWidget(self._button)
        self.addWidget(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._button.clicked.connect(self.open)
        self._line.returnPressed.connect(self.keep)
        self._line.escaped.connect(self._on_escaped)
        self._line.unfocused.connect(self.keep)

    def show_text(self, text: str) -> None:
        """What stands already: the line starts with it."""
        self._text = text

    def open(self) -> None:
        self._line.setText(self._text)
        self.setCurrentWidget(self._line)
        self._typing = True
        self.typing.emit(True)
        self._line.selectAll()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_typing(self) -> bool:
        return self._typing

    def keep(self) -> None:
        """Back to the button; tells of what was typed, if anything was."""
        if not self._typing:
            return
        text, had_keys = self._line.text().strip(), self._line.hasFocus()
        self._close()
        if text != self._text:
            self.entered.emit(text)
        if had_keys:
            self.left.emit()

    def _on_escaped(self) -> None:
        self._close()
        self.left.emit()

    def _close(self) -> None:
        self._typing = False  # first: the line loses the focus on the way
        self.setCurrentWidget(self._button)
        self.typing.emit(False)


class EscapableLine(QLineEdit):
    """Tells of Esc, and of the keyboard going elsewhere within the window."""

    escaped = Signal()
    unfocused = Signal()

    def event(self, event: QEvent) -> bool:
        return keeps(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:  # a menu or another window: the person comes back to the line
            self.unfocused.emit()
