"""What can be done with the selected examples, or with all that is shown, and the example under the cursor in short."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.spans import Span, strong
from labeler.gui.widgets.status_line import StatusLine
from labeler.gui.widgets.text_label import TextLine


class SelectionBar(Surface):
    """``requested`` carries an action id, ``cleared`` that nothing is to be selected any more."""

    requested = Signal(str)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(top=True, parent=parent)
        self._details = TextLine(size="small", tone="muted")
        self.status = StatusLine()
        self._words = TextLine()
        self._review = ActionButton(variant="primary", action="review-these")
        self._decide = ActionButton(variant="card", action="decide-these")
        self._clear = ActionButton("Clear", variant="quiet", key="Esc")
        self._review.clicked.connect(lambda: self.requested.emit("review-these"))
        self._decide.clicked.connect(lambda: self.requested.emit("decide-these"))
        self._clear.clicked.connect(self.cleared)
        self._lay_out()

    def show_details(self, *parts: Span | str) -> None:
        """Of the example under the cursor."""
        self._details.set_text(*parts)

    def show_counts(self, *, shown: int, selected: int, out_of_sight: int) -> None:
        if selected:
            hidden = f" · {out_of_sight:,} of them out of sight" if out_of_sight else ""
            self._words.set_text(strong(f"{selected:,} selected"), Span(hidden, tone="muted"))
            self._review.set_label(strong(f"Review these {selected:,}" if selected > 1 else "Review this one"))
            self._decide.set_label(f"Decide these {selected:,}…" if selected > 1 else "Decide this one…")
        else:
            self._words.set_text(Span("None selected: Space selects, Ctrl+A all", tone="muted"))
            self._review.set_label(strong("Review this one" if shown == 1 else f"Review all {shown:,}"))
            self._decide.set_label("Decide this one…")
        self._clear.setEnabled(bool(selected))

    def set_possible(self, *, review: bool, decide: bool, why_not: str) -> None:
        self._review.setEnabled(review)
        self._decide.setEnabled(decide)
        self._decide.setToolTip(why_not)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(2 * GRID)
        first.addWidget(self._details, 1)
        second.addWidget(self._words, 3)
        second.addWidget(self.status, 2)
        for button in (self._clear, self._decide, self._review):
            second.addWidget(button)
        second.setSpacing(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID + 4)
        column.setSpacing(GRID // 2)
        column.addLayout(first)
        column.addLayout(second)
