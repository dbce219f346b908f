"""A small dialog: a question, what is typed or chosen below it, and two buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.text_label import TextLabel


class AskDialog(QDialog):
    """One that derives from it fills ``body`` and then calls ``lay_out``; ``agree`` is the button that accepts."""

    def __init__(
        self, title: str, *, question: str, verb: str, key: str = "Enter", width: int, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        self.agree = ActionButton(verb, key=key, variant="primary")
        self._cancel = ActionButton("Cancel", key="Esc", variant="quiet")
        self._question = TextLabel(question, strong=True, wrap=True)
        self.setMinimumWidth(current_theme().px(width))
        self.agree.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)

    def lay_out(self) -> None:
        """The buttons after all else, for the Tab key too."""
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.agree)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._question)
        column.addLayout(self.body, 1)
        column.addSpacing(GRID)
        column.addLayout(buttons)
