"""The foot of a large dialog: what is to be said, and what can be done."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from labeler.gui.theme import GRID
from labeler.gui.widgets.card import Surface


class DialogFoot(Surface):
    """The words take what room the buttons leave; the button that Enter presses comes last."""

    def __init__(self, said: QWidget, *buttons: QWidget) -> None:
        super().__init__(top=True)
        across = QHBoxLayout(self)
        across.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        across.setSpacing(GRID)
        across.addWidget(said, 1)
        for button in buttons:
            across.addWidget(button)
