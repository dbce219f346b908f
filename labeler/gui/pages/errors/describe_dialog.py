"""What belongs in a category, in a few sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from labeler.gui.theme import current_theme
from labeler.gui.widgets.ask_dialog import AskDialog
from labeler.gui.widgets.entry import is_control_enter

_SIZE = (480, 280)
_TITLE = "What belongs in the category"


class DescribeDialog(AskDialog):
    """``described`` carries the text once it is accepted; Ctrl+Enter accepts."""

    described = Signal(str)

    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(_TITLE, question=name, verb="Keep", key="Ctrl+Enter", width=_SIZE[0] // 2, parent=parent)
        self._text = QPlainTextEdit(text)
        self._text.setAccessibleName(f"What belongs in {name}")
        self._text.setPlaceholderText("When does an error belong here? Reviewers see it where they tick.")
        self._text.setTabChangesFocus(True)
        self.body.addWidget(self._text, 1)
        self.lay_out()
        theme = current_theme()
        self.resize(theme.px(_SIZE[0]), theme.px(_SIZE[1]))
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        super().accept()
        self.described.emit(self._text.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_control_enter(event):
            self.accept()
        else:
            super().keyPressEvent(event)
