"""Dialogs that show what something would change before it is done: worked out first, then done or left."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.errors import LabelerError
from labeler.gui.figure_job import Compute, FigureJob
from labeler.gui.jobs import Jobs
from labeler.gui.project import Project
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.dialog_foot import DialogFoot
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.fitting import FittedDialog
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.text_label import TextLabel


class PreviewDialog(FittedDialog):
    """Ctrl+Enter does it, Esc leaves it; what goes wrong is said in the dialog, which stays. Show it with ``open()``.

    ``carried_out`` carries what was done, in words. One that derives from it fills ``body``, and then asks.
    """

    carried_out = Signal(str)

    def __init__(
        self, project: Project, jobs: Jobs, *, title: str, verb: str, size: tuple[int, int], parent: QWidget | None
    ) -> None:
        super().__init__(size, parent)
        self.setWindowTitle(title)
        self._project = project
        self._job = FigureJob(jobs, self)
        self._title = TextLabel(title, size="title", strong=True)
        self._waiting = EmptyState("corrections", "What would change is being worked out")
        self._said = TextLabel(tone="muted", wrap=True)
        self._do = ActionButton(verb, key="Ctrl Enter", variant="primary")
        self._leave = ActionButton("Cancel", key="Esc", variant="quiet")
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self._scroll = scrolled(inner)
        self._lay_out()
        self._connect()
        self._do.setEnabled(False)

    # For those that derive from it

    def show_preview(self, preview: Any) -> bool:
        """Show what was asked for; False where nothing would change, which ``say_nothing`` has said then."""
        raise NotImplementedError

    def carry_out(self) -> str:
        """Do it, and tell in words; raises LabelerError."""
        raise NotImplementedError

    def ask(self, compute: Compute) -> None:
        """Have it worked out what would change."""
        self._job.ask(self._project.session, compute, rest=0)

    def set_title(self, title: str) -> None:
        self._title.set_text(title)

    def allow(self, allowed: bool, words: str) -> None:
        """Whether it can be done now, and what else is to be said of it."""
        self._do.setEnabled(allowed)
        self._said.set_tone("muted")
        self._said.set_text(words)

    def say_nothing(self, sentence: str, remedy: str = "") -> None:
        """There is nothing to do, and why."""
        self._waiting.set_texts(sentence, remedy)
        self._do.hide()
        self._leave.set_label("Close")
        self._leave.setFocus(Qt.FocusReason.OtherFocusReason)

    # For everybody

    def busy(self) -> bool:
        return self._job.busy()

    def accept(self) -> None:
        """Do it, if it can be done."""
        if not self._do.isEnabled():
            return
        try:
            words = self.carry_out()
        except LabelerError as error:
            self._say_wrong(error)
        else:
            super().accept()
            self.carried_out.emit(words)

    def done(self, result: int) -> None:
        self._job.stop()
        super().done(result)

    # Inside

    def _on_computed(self, preview: Any) -> None:
        if self.show_preview(preview):
            self._waiting.hide()
            self._scroll.show()

    def _on_failed(self, error: Exception) -> None:
        self._waiting.set_texts("What would change couldn't be worked out")
        self._say_wrong(error)

    def _say_wrong(self, error: Exception) -> None:
        text = error.message if isinstance(error, LabelerError) else str(error)
        self._said.set_tone("wrong")
        self._said.set_text(f"{text[:1].upper()}{text[1:]}.")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, GRID)
        head.addWidget(self._title)
        self.body.setContentsMargins(3 * GRID, 0, 3 * GRID, 2 * GRID)
        self.body.setSpacing(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._waiting, 1)
        column.addWidget(self._scroll, 1)
        column.addWidget(DialogFoot(self._said, self._leave, self._do))
        self._scroll.hide()
        self.fit()

    def _connect(self) -> None:
        self._job.done.connect(self._on_computed)
        self._job.failed.connect(self._on_failed)
        self._do.clicked.connect(self.accept)
        self._leave.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)
