"""A text beside the one that is typed, word by word."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.core.word_diff import word_diff
from labeler.gui.keymap import IN_FORCE, keycap
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import Span, strong
from labeler.gui.widgets.text_label import TextLine
from labeler.gui.widgets.word_diff_view import WordDiffView, difference

FEW, LINES = 4, 24
"""Lines that words which are the same may take up, and lines in all: it scrolls, so hardly any text is cut."""


class ComparedText(QWidget):
    """One text beside another: the given one, or with ``model`` what that heard, which its button takes over."""

    taken = Signal(int)

    def __init__(self, model: str = "", number: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._number = number
        self._count = TextLine(size="small", tone="muted", align=Qt.AlignmentFlag.AlignRight)
        self._diff = WordDiffView(lines=LINES, few=FEW)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._title(), 1)
        head.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._diff)

    def compare(self, reference: str, hypothesis: str, normalization: Collection[str]) -> None:
        pieces = word_diff(reference, hypothesis, normalization=normalization)
        self._diff.set_pieces(pieces)
        self._count.set_text(difference(pieces))

    def _title(self) -> QWidget:
        if not self._number:
            return TextLine(strong("Given", "muted"), size="small")
        self._take = ActionButton(Span(self.model), variant="hint")
        self._take.clicked.connect(lambda: self.taken.emit(self._number))
        self._take.setToolTip(plain_tip(f"Take over what {self.model} heard"))
        IN_FORCE.changed.connect(self._show_key)
        self._show_key()
        return self._take

    def _show_key(self) -> None:
        self._take.set_key(keycap("take-hypothesis", self._number - 1))
