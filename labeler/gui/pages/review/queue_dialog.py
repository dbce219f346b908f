"""All queues in one place: which kind, with which options, and what it will take before it begins (METHOD 7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.errors import LabelerError
from labeler.gui.pages.review.kind_list import KindList
from labeler.gui.pages.review.queue_form import QueueForm
from labeler.gui.pages.review.queue_kinds import KINDS, Choices, QueueKind, asked, begun, kind_named, lacking
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.fitting import FittedDialog
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.text_label import TextLabel

PAUSE_MS = 120
_SIZE = (920, 660)
_LEFT = 304
_COMMON = ("model", "split", "size", "categories")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Outlook = Callable[[QueueChoice], str]


class QueueDialog(FittedDialog):
    """``started`` carries the choice, with nothing in it that its kind doesn't go by."""

    started = Signal(object)

    def __init__(self, choices: Choices, choice: QueueChoice, outlook: Outlook, parent: QWidget | None = None) -> None:
        """``outlook`` says in words what a queue will take, "" for an empty one; it raises LabelerError where there is
        none. It is asked after a short pause.
        """
        super().__init__(_SIZE, parent)
        self.setWindowTitle("Choose the queue")
        self._choices = choices
        self._outlook = outlook
        self._kind = kind_named(choice.name)
        self._wanted = {kind.name: begun(kind, choice, choices) for kind in KINDS}
        off = {kind.name for kind in KINDS if lacking(kind, choices)[0]}
        self._kinds = KindList(KINDS, off=off)
        self._form = QueueForm(choices)
        self._why_not = EmptyState("review", "")
        self._title = TextLabel(size="title", strong=True)
        self._purpose = TextLabel(tone="muted", wrap=True)
        self._takes = TextLabel(wrap=True)
        self._start = ActionButton("Start", key="Enter", variant="primary")
        self._cancel = ActionButton("Cancel", key="Esc", variant="quiet")
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._connect()
        self._kinds.set_current(self._kind)
        self._show_kind(self._kind)

    def choice(self) -> QueueChoice:
        """As it would start now."""
        return asked(self._wanted[self._kind.name])

    def accept(self) -> None:
        """Begin the queue, if there is one."""
        if self._timer.isActive():
            self._timer.stop()
            self._ask()
        if self._start.isEnabled():
            choice = self.choice()
            super().accept()
            self.started.emit(choice)

    def done(self, result: int) -> None:
        self._timer.stop()
        super().done(result)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.accept()
        else:
            super().keyPressEvent(event)

    # Showing

    def _show_kind(self, kind: QueueKind) -> None:
        self._kind = kind
        self._title.set_text(kind.title)
        self._purpose.set_text(f"{kind.purpose[:1].upper()}{kind.purpose[1:]}")
        why, remedy = lacking(kind, self._choices)
        self._why_not.set_texts(why, remedy)
        self._why_not.setVisible(bool(why))
        self._form.setVisible(not why)
        if not why:
            self._form.show_choice(kind, self._wanted[kind.name])
        self._ask_soon()

    def _on_changed(self, choice: QueueChoice) -> None:
        """What the kinds have in common holds for all of them; the rest was said of this one."""
        common = {part: getattr(choice, part) for part in _COMMON}
        self._wanted = {name: replace(wanted, **common) for name, wanted in self._wanted.items()}
        self._wanted[self._kind.name] = choice
        self._ask_soon()

    # What it takes

    def _ask_soon(self) -> None:
        self._form.say_wrong("")
        if lacking(self._kind, self._choices)[0]:
            self._timer.stop()
            self._say("", startable=False)
        elif self._kind.name == "filter" and not (self.choice().where or self.choice().only):
            self._timer.stop()
            self._say("Type a condition to see what it finds.", startable=False)
        else:
            self._takes.set_tone("faint")  # what stands there is of another choice
            self._start.setEnabled(True)
            self._timer.start()

    def _ask(self) -> None:
        try:
            words = self._outlook(self.choice())
        except LabelerError as error:
            self._say_wrong(error)
        else:
            self._say(words or self._kind.empty, startable=bool(words))

    def _say_wrong(self, error: LabelerError) -> None:
        message = f"{error.message[:1].upper()}{error.message[1:]}".rstrip(".") + "."
        if self._kind.name == "filter":
            self._form.say_wrong(message)
            self._say("", startable=False)
        else:
            self._say(message, startable=False)

    def _say(self, words: str, *, startable: bool) -> None:
        sentence = f"{words[:1].upper()}{words[1:]}"
        self._takes.set_text(sentence)
        self._takes.set_tone("text" if startable else "muted")
        self._start.setEnabled(startable)

    # Making it

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._kinds_side())
        across.addWidget(self._options_side(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, 1)
        column.addWidget(self._foot())
        self.fit()

    def _kinds_side(self) -> QWidget:
        side = Surface()
        column = QVBoxLayout(side)
        column.setContentsMargins(GRID + 4, GRID + 4, GRID + 4, GRID + 4)
        column.addWidget(self._kinds)
        self.set_side(side, _LEFT)
        return side

    def _options_side(self) -> QWidget:
        options = QWidget()
        column = QVBoxLayout(options)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._purpose)
        column.addSpacing(2 * GRID)
        column.addWidget(self._form, 1)
        column.addWidget(self._why_not, 1)
        return scrolled(options)

    def _foot(self) -> QWidget:
        foot = Surface(top=True)
        across = QHBoxLayout(foot)
        across.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        across.setSpacing(GRID)
        across.addWidget(self._takes, 1)
        across.addSpacing(GRID)
        across.addWidget(self._cancel)
        across.addWidget(self._start)
        return foot

    def _connect(self) -> None:
        self._kinds.moved.connect(self._show_kind)
        self._kinds.doubleClicked.connect(lambda _index: self.accept())
        self._form.changed.connect(self._on_changed)
        self._timer.timeout.connect(self._ask)
        self._start.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
