"""How large a dialog is: as large as its text asks for, within the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from labeler.gui.theme import GRID, current_theme


def fit(dialog: QDialog, size: tuple[int, int]) -> None:
    """``size`` at normal text."""
    theme, screen = current_theme(), dialog.screen().availableSize()
    width, height = (theme.px(side) for side in size)
    dialog.resize(min(width, screen.width() - 6 * GRID), min(height, screen.height() - 10 * GRID))


def fit_side(dialog: QDialog, side: QWidget, width: int) -> None:
    """The part at its left, at most a third of the screen."""
    side.setFixedWidth(min(current_theme().px(width), dialog.screen().availableSize().width() // 3))
