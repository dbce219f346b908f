"""What can be done with the selected examples, or with all that is shown, and the example under the cursor in short."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import Span, strong
from labeler.gui.widgets.status_line import StatusLine
from labeler.gui.widgets.text_label import TextLine

_WORDS_SHARE = 0.4
"""What the buttons leave of the width, before their words are cut short."""


@dataclass(frozen=True)
class Counts:
    """Examples in the gallery. ``queued`` of the selected, or of all shown, a queue takes: those ``queued_of``.

    The splits it leaves out are ``left_out`` in words, "12 of train"; empty where it takes them all.
    """

    shown: int
    selected: int
    out_of_sight: int
    queued: int
    queued_of: str = ""
    left_out: str = ""


class SelectionBar(Surface):
    """``requested`` carries an action id, ``cleared`` that nothing is to be selected any more."""

    requested = Signal(str)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(top=True, parent=parent)
        self._counts = Counts(0, 0, 0, 0)
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

    def show_counts(self, counts: Counts) -> None:
        self._counts = counts
        self._clear.setEnabled(bool(counts.selected))
        self._fit()

    def set_possible(self, *, review: bool, decide: bool, why_not: str) -> None:
        self._review.setEnabled(review)
        self._decide.setEnabled(decide)
        self._decide.setToolTip(plain_tip(why_not))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _show_words(self, *, short: bool) -> None:
        counts = self._counts
        hidden = f" · {counts.out_of_sight:,} of them out of sight" if counts.out_of_sight else ""
        left_out = f" · a queue leaves out {counts.left_out}" if counts.left_out else ""
        if counts.selected:
            self._words.set_text(strong(f"{counts.selected:,} selected"), Span(left_out + hidden, tone="muted"))
        else:
            how = "" if short or left_out else ": Space selects, Ctrl+A all"
            self._words.set_text(Span(f"None selected{left_out}{how}", tone="muted"))

    def _fit(self) -> None:
        """Whole sentences where they leave the words their room; the counts stand there too."""
        self._review.set_label(strong(self._review_words()))
        self._decide.set_label(self._decide_words())
        buttons = (self._clear, self._decide, self._review)
        short = sum(button.sizeHint().width() for button in buttons) > (1 - _WORDS_SHARE) * self.width()
        self._show_words(short=short)
        if short:
            self._review.set_label(strong("Review"))
            self._decide.set_label("Decide…")

    def _review_words(self) -> str:
        counts = self._counts
        of = f" of {counts.queued_of}" if counts.left_out else ""
        if counts.queued == 1:
            return f"Review this one{of}"
        return f"Review {'these' if counts.selected else 'all'} {counts.queued:,}{of}"

    def _decide_words(self) -> str:
        selected = self._counts.selected
        return f"Decide these {selected:,}…" if selected > 1 else "Decide this one…"

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(2 * GRID)
        first.addWidget(self._details, 2)
        first.addWidget(self.status, 1)
        second.addWidget(self._words, 1)
        for button in (self._clear, self._decide, self._review):
            second.addWidget(button)
        second.setSpacing(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID + 4)
        column.setSpacing(GRID // 2)
        column.addLayout(first)
        column.addLayout(second)
