"""What to do while none of the errors is reviewed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from labeler.core.error_analysis import Sheet
from labeler.core.error_words import ENOUGH
from labeler.core.phrases import counted
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.text_label import TextLabel


class SheetStart(QWidget):
    """``requested`` is the click on its button."""

    requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = TextLabel(wrap=True)
        button = ActionButton("Review the errors", variant="primary")
        button.clicked.connect(self.requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._words, 1)
        layout.addWidget(button)

    def show_for(self, sheet: Sheet) -> None:
        all_of_them = f"These are all {counted(sheet.misclassified, 'error')}"
        sample = f"The first {ENOUGH} errors by ticket make a random sample"
        which = sample if sheet.misclassified > ENOUGH else all_of_them
        self._words.set_text(f"Nothing is reviewed yet. {which}: review them here, or large.")
        self.setVisible(not sheet.reviewed)
