"""What belongs in a category, in a few sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.entry import is_control_enter
from labeler.gui.widgets.text_label import TextLabel

_SIZE = (480, 280)


class DescribeDialog(QDialog):
    """``described`` carries the text once it is accepted; Ctrl+Enter accepts."""

    described = Signal(str)

    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("What belongs in the category")
        self._text = QPlainTextEdit(text)
        self._text.setAccessibleName(f"What belongs in {name}")
        self._text.setPlaceholderText("When does an error belong here? Reviewers see it where they tick.")
        self._text.setTabChangesFocus(True)
        self._keep = ActionButton("Keep", key="Ctrl+Enter", variant="primary")
        self._cancel = ActionButton("Cancel", key="Esc", variant="quiet")
        self._keep.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
        self._lay_out(name)

    def accept(self) -> None:
        super().accept()
        self.described.emit(self._text.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_control_enter(event):
            self.accept()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, name: str) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(TextLabel(name, strong=True, wrap=True))
        layout.addWidget(self._text, 1)
        layout.addSpacing(GRID)
        layout.addLayout(buttons)
        theme = current_theme()
        self.resize(theme.px(_SIZE[0]), theme.px(_SIZE[1]))
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
