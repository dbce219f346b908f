"""The line above the example: what is reviewed, and what remains of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from labeler.core.splits import phrase
from labeler.gui.pages.review.desk import Desk
from labeler.gui.pages.review.hints import ActionHint
from labeler.gui.pages.review.queue_kinds import kind_named
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.progress_line import ProgressLine
from labeler.gui.widgets.spans import Span, strong
from labeler.gui.widgets.text_label import TextLine


class ReviewHeader(QWidget):
    """``requested`` carries the id of the action whose hint was clicked."""

    requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = HeaderBar()
        self._remaining = TextLine()
        self._remaining.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._progress = ProgressLine("Decided of this queue")
        for widget in (self._remaining, self._progress, ActionHint("queue", "queue", self.requested)):
            self._bar.add(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar)

    def show_queue(self, name: str, choice: QueueChoice) -> None:
        """``name`` is the project's; nothing of the queue is known yet, or none could be opened."""
        self._bar.set_title(name, title(choice))
        self._remaining.set_text("")
        self._progress.hide()

    def show_progress(self, desk: Desk) -> None:
        """How far the queue is, in a sentence and as a line."""
        words = desk.course.words()
        parts = (strong(text) if stressed else Span(text, tone="muted") for text, stressed in words.parts)
        self._remaining.set_text(*parts)
        self._remaining.setToolTip(plain_tip(words.sentence))
        self._progress.setVisible(len(desk) > 0)
        self._progress.set_fraction(words.fraction)


def title(choice: QueueChoice) -> str:
    """What is reviewed, in a few words: "Errors of vgg11_bn · dev and test"; blind, no condition that tells a label."""
    kind, about = kind_named(choice.name), ""
    if choice.where and not choice.blind:
        about = f": {', '.join(choice.where)}"
    elif choice.only:
        about = f": {len(choice.only):,} picked"
    elif "model" in kind.parts and choice.model:
        about = f" of {choice.model}"
    elif "reviewer" in kind.parts and choice.reviewer:
        about = f" of {choice.reviewer}"
    elif "rule" in kind.parts and (choice.label or choice.category):
        about = f": {choice.label or choice.category}"
    return f"{kind.title}{about} · {phrase(choice.split).replace(' together', '')}"
