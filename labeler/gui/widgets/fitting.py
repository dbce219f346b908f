"""How large a dialog is: as large as its text asks for, within the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QWidget

from labeler.gui.theme import GRID, current_theme


class FittedDialog(QDialog):
    """Call ``fit`` once it is laid out; it fits itself anew where the size of the text changes."""

    def __init__(self, size: tuple[int, int], parent: QWidget | None = None) -> None:
        """``size`` at normal text."""
        super().__init__(parent)
        self._size = size
        self._side: tuple[QWidget, int] | None = None

    def set_side(self, side: QWidget, width: int) -> None:
        """A part at its left, which takes at most a third of the screen."""
        self._side = side, width

    def fit(self) -> None:
        theme, screen = current_theme(), self.screen().availableSize()
        if self._side is not None:
            side, wanted = self._side
            side.setFixedWidth(min(theme.px(wanted), screen.width() // 3))
        width, height = (theme.px(length) for length in self._size)
        self.resize(min(width, screen.width() - 6 * GRID), min(height, screen.height() - 10 * GRID))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()
