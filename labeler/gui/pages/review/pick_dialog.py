"""A small dialog that asks for one of many: a few letters, Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.search_list import SearchList
from labeler.gui.widgets.spans import Span
from labeler.gui.widgets.text_label import TextLabel

_SIZE = (480, 500)


class PickDialog(QDialog):
    """``entries`` is its list, which the subclass fills; the keyboard is there from the start."""

    def __init__(
        self, title: str, *question: Span | str, entries: SearchList, hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.entries = entries
        surface = Surface()
        column = QVBoxLayout(surface)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        column.addWidget(TextLabel(*question, wrap=True))
        column.addWidget(entries, 1)
        column.addWidget(TextLabel(hint, size="small", tone="muted", wrap=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(surface)
        theme, screen = current_theme(), self.screen().availableSize()
        width, height = (theme.px(side) for side in _SIZE)
        self.resize(min(width, screen.width() - 6 * GRID), min(height, screen.height() - 10 * GRID))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.entries.setFocus(Qt.FocusReason.OtherFocusReason)
