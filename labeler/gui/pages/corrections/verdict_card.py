"""What one person said of an example: mark and words in the verdict's colour, when, and what was in view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from labeler.core.word_diff import Piece
from labeler.gui.theme import GRID, Tone, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.empty_state import IconLabel
from labeler.gui.widgets.painting import paint_box
from labeler.gui.widgets.spans import Span
from labeler.gui.widgets.text_label import TextLabel, TextLine
from labeler.gui.widgets.verdict_mark import Mark
from labeler.gui.widgets.word_diff_view import WordDiffView

_ICON = 18


@dataclass(frozen=True)
class Said:
    """``words`` are the verdict, ``pieces`` a transcript's difference from the given one, shown in place of ``label``.

    ``key`` settles it so, empty where that decides nothing or can't be done; ``holds``: it was settled so.
    """

    who: str
    words: str
    mark: Mark | None = None
    label: tuple[Span | str, ...] = ()
    pieces: tuple[Piece, ...] | None = None
    facts: str = ""
    comment: str = ""
    key: str = ""
    action: str = ""
    holds: bool = False


class VerdictCard(QWidget):
    """``chosen`` comes with a click on its button."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: Said | None = None
        self._mark = IconLabel("right", side=_ICON)
        self._who = TextLine()
        self._words = TextLabel(wrap=True)
        self._label = TextLabel(strong=True, wrap=True)
        self._diff = WordDiffView(few=2, lines=4)
        self._facts = TextLabel(size="small", tone="muted", wrap=True)
        self._comment = TextLabel(wrap=True)
        self._settle = ActionButton("Settle so", variant="quiet")
        self._lay_out()
        self._settle.clicked.connect(self.chosen)

    def show_said(self, said: Said) -> None:
        self._said = said
        tone: Tone = said.mark or "muted"
        self._mark.setVisible(said.mark is not None)
        self._mark.set_icon(said.mark or "right", tone)
        self._who.set_text(Span(said.who, strong=True))
        self._words.set_text(said.words)
        self._words.setVisible(bool(said.words))
        self._words.set_tone(tone)
        self._label.set_text(*said.label)
        self._label.setVisible(bool(said.label) and said.pieces is None)
        self._diff.set_pieces(said.pieces or ())
        self._diff.setVisible(said.pieces is not None)
        self._facts.set_text(said.facts)
        self._comment.set_text(f"“{said.comment}”" if said.comment else "")
        self._comment.setVisible(bool(said.comment))
        self._settle.set_label(said.action)
        self._settle.set_key(said.key)
        self._settle.setVisible(bool(said.action))
        self._settle.setEnabled(bool(said.key))
        self.setAccessibleName(_spoken(said, self._label.accessibleName(), self._diff.accessibleName()))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = current_theme().palette
        with QPainter(self) as painter:
            holds = self._said is not None and self._said.holds
            border = palette.color(self._said.mark or "accent") if holds and self._said is not None else palette.border
            paint_box(painter, QRectF(self.rect()), fill=palette.surface, border=border, width=2.0 if holds else 1.0)

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._mark)
        head.addWidget(self._who, 1)
        words = QVBoxLayout()
        words.setContentsMargins(GRID, GRID, GRID, 0)
        words.setSpacing(GRID // 2)
        words.addLayout(head)
        for widget in (self._words, self._label, self._diff, self._comment, self._facts):
            words.addWidget(widget)
        foot = QHBoxLayout()  # the button's own padding puts its key below the words
        foot.addWidget(self._settle)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID // 2)
        column.addLayout(words)
        column.addStretch(1)
        column.addLayout(foot)


def _spoken(said: Said, label: str, diff: str) -> str:
    what = diff if said.pieces is not None else label
    parts: Sequence[str] = (f"{said.who}: {said.words} {what}".strip(), said.comment, said.facts)
    return ". ".join(filter(None, (*parts, "settled so" if said.holds else "")))
