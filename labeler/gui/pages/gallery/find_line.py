"""The line in which text is looked for while it is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from labeler.gui.keymap import keycap
from labeler.gui.theme import current_theme
from labeler.gui.widgets.chip_menu import HEIGHT
from labeler.gui.widgets.entry import ENTER, keeps

_WIDTH = 200
_LEAVING = (*ENTER, Qt.Key.Key_Down)


class FindLine(QLineEdit):
    """``entered`` by Enter or the arrow down; Esc empties it and leaves by ``escaped``."""

    entered = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        key = keycap("find-text")
        self.setPlaceholderText(f"Find text   {key}" if key else "Find text")
        self.setAccessibleName("Find text")
        self.setClearButtonEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(current_theme().font())

    def show_text(self, text: str) -> None:
        """Leaves alone what says the same already, and where the cursor is in it."""
        if self.text().strip() != text:
            self.setText(text)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(_WIDTH), theme.px(HEIGHT))

    def event(self, event: QEvent) -> bool:
        return keeps(event) or super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Qt doesn't hand a new font of the application down to a line that has a style sheet."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.font() != current_theme().font():
            self.setFont(current_theme().font())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LEAVING:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
