"""One decision on many examples, asked for with what it will replace."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from labeler.core.phrases import counted
from labeler.errors import LabelerError
from labeler.gui.chords import pressed
from labeler.gui.keymap import keycap, keys_of
from labeler.gui.pages.gallery.bulk_choice import BulkChoice, sentences, wait
from labeler.gui.project import Project
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.dialog_foot import DialogFoot
from labeler.gui.widgets.fitting import FittedDialog
from labeler.gui.widgets.flow_row import FlowRow
from labeler.gui.widgets.label_editor import Offer
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.segmented import Segmented
from labeler.gui.widgets.spans import strong
from labeler.gui.widgets.task_editors import editor_for
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.bulk import Bulk

_SIZE = (600, 640)
_REST_MS = 150
_AT_ONCE = 200
"""Looked at between two events: some 20 ms."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_VERDICTS = (
    (None, "leave it"),
    ("correct", "right"),
    ("incorrect", "incorrect"),
    ("excluded", "excluded"),
    ("unsure", "unsure"),
)
_KEYS = {"right": "correct", "wrong": "incorrect", "exclude": "excluded", "unsure": "unsure"}
"""The verdicts by the actions of Review whose keys stand for them here too."""
_NONE = ""


class BulkDialog(FittedDialog):
    """Decides ``ids``, through the project, when it is accepted: once something is said and all are looked at."""

    def __init__(self, project: Project, ids: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(_SIZE, parent)
        self._project, self._ids = project, tuple(ids)
        self._title = f"Decide {counted(len(self._ids), 'example')}"
        self.setWindowTitle(self._title)
        self._label: str | None = None
        self._verdict = Segmented("Label is")
        self._hint = TextLabel(_hint(), size="small", tone="faint", wrap=True)
        self._chosen = TextLabel(wrap=True)
        self._editor = editor_for(project.session.examples.task.name)
        self._reason, self._comment = QLineEdit(), QLineEdit()
        self._tick, self._untick = ChipMenu("Tick"), ChipMenu("Untick")
        self._says = TextLabel(wrap=True)
        self._decide = ActionButton("Decide", key="Enter", variant="primary")
        self._cancel = ActionButton("Cancel", key="Esc", variant="quiet")
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._steps = QTimer(self, singleShot=True, interval=0)
        self._bulk: Bulk | None = None
        self._fill()
        self._lay_out()
        self._connect()
        self._on_verdict()

    def choice(self) -> BulkChoice:
        """What would be said now."""
        verdict = self._verdict.current()
        return BulkChoice(
            verdict=verdict,
            label=self._label if verdict == "incorrect" else None,
            reason=self._reason.text().strip() if verdict == "excluded" else "",
            comment=self._comment.text().strip(),
            tick=self._tick.current(),
            untick=self._untick.current(),
        )

    def accept(self) -> None:
        """Record it, if it says anything; the examples it changed are told by the project."""
        if self._rest.isActive():
            self._look()
        if self._bulk is None or not self._decide.isEnabled():
            return
        self._steps.stop()
        self._decide.set_label("Deciding…")
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        self.repaint()
        try:
            self._project.record_all(self._bulk)
        except LabelerError as error:
            self._say(_sentence(error), possible=False)
            return
        finally:
            QApplication.restoreOverrideCursor()
            self._decide.set_label("Decide")
        super().accept()

    def done(self, result: int) -> None:
        self._rest.stop()
        self._steps.stop()
        super().done(result)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._verdict.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.accept()
        elif not self._say_by_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of the verdicts: Space is a verdict here, not the next one of them."""
        if watched is self._verdict and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._say_by_key(event)
        return super().eventFilter(watched, event)

    def _say_by_key(self, event: QKeyEvent) -> bool:
        """A verdict by its key of Review; what types text keeps its keys, as do buttons theirs."""
        focused = self.focusWidget()
        if isinstance(focused, QLineEdit) or (focused is not None and self._editor.isAncestorOf(focused)):
            return False
        chord = pressed(event)
        verdict = next((said for action_id, said in _KEYS.items() if chord in keys_of(action_id)), None)
        if verdict is None:
            return False
        self._verdict.set_current(verdict)
        self._on_verdict()
        return True

    # What is said

    def _on_verdict(self) -> None:
        verdict = self._verdict.current()
        self._editor.setVisible(verdict == "incorrect")
        self._chosen.setVisible(verdict == "incorrect")
        self._reason.setVisible(verdict == "excluded")
        if verdict == "incorrect":
            self._editor.edit(self._offer())
        self._look()

    def _offer(self) -> Offer:
        """No given label stands for all of them: any may be chosen, none at all too where that is a label."""
        examples = self._project.session.examples
        return Offer(examples.vocabulary.names, "", standing=self._label, blind=examples.task.may_be_empty)

    def _on_label(self, label: str) -> None:
        self._label = label
        self._look()
        self._decide.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        """Find out what it comes to, some examples at a time; nothing is recorded."""
        self._rest.stop()
        self._steps.stop()
        self._bulk, said = None, self.choice()
        named = () if self._label is None else ("They are ", strong(self._label or "none of the labels"))
        self._chosen.set_text(*(named or ("Choose what they are",)))
        missing = said.missing()
        if missing:
            self._say(missing, possible=False)
            return
        try:
            told = said.said()
            told["seen"] = ("label", "predictions") if self._project.session.predictions else ("label",)
            self._bulk = self._project.bulk(self._ids, said.verdict, **told)
        except LabelerError as error:
            self._say(_sentence(error), possible=False)
            return
        self._step()

    def _step(self) -> None:
        """Look at some more of them; it is decided once it is known what all of it comes to."""
        assert self._bulk is not None
        try:
            left = self._bulk.look_at(_AT_ONCE)
        except LabelerError as error:
            self._say(_sentence(error), possible=False)
            return
        outlook = self._bulk.outlook
        if left:
            self._say(f"Looking: {outlook.examples:,} of {len(self._ids):,}", possible=False)
            self._steps.start()
        else:
            words = [*sentences(outlook, self._project.reviewer), wait(outlook.recorded)]
            self._say(" ".join(filter(None, words)), possible=outlook.recorded > 0)

    def _say(self, words: str, *, possible: bool) -> None:
        self._says.set_text(words)
        self._says.set_tone("text" if possible else "muted")
        self._decide.setEnabled(possible)

    # Making it

    def _fill(self) -> None:
        names = [category.name for category in self._project.session.categories]
        self._verdict.set_choices(_VERDICTS, current=None)
        for menu in (self._tick, self._untick):
            menu.set_choices([(_NONE, "none"), *((name, name) for name in names)])
            menu.setEnabled(bool(names))
        for line, name in ((self._reason, "Reason"), (self._comment, "Comment")):
            line.setAccessibleName(name)
        self._reason.setPlaceholderText("Why they are left out")
        self._comment.setPlaceholderText("The same for all of them; empty leaves comments as they are")

    def _lay_out(self) -> None:
        options = QWidget()
        column = QVBoxLayout(options)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(TextLabel(self._title, size="title", strong=True))
        column.addWidget(TextLabel("One action: Undo takes all of it back.", tone="muted", wrap=True))
        for title, widgets in (
            ("Given label", (self._verdict, self._hint, self._chosen, self._editor, self._reason)),
            ("Category", (self._categories(),)),
            ("Comment", (self._comment,)),
        ):
            column.addSpacing(GRID)
            column.addWidget(TextLabel(title, size="small", tone="muted"))
            for widget in widgets:
                column.addWidget(widget, 1 if widget is self._editor else 0)
        column.addStretch(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolled(options), 1)
        layout.addWidget(DialogFoot(self._says, self._cancel, self._decide))
        self.fit()

    def _categories(self) -> QWidget:
        row = QWidget()
        across = FlowRow(row, gap=GRID)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._tick)
        across.addWidget(self._untick)
        return row

    def _connect(self) -> None:
        self._verdict.installEventFilter(self)
        self._verdict.chosen.connect(lambda _verdict: self._on_verdict())
        self._editor.chosen.connect(self._on_label)
        self._editor.cancelled.connect(self.reject)
        for line in (self._reason, self._comment):
            line.textEdited.connect(lambda _text: self._rest.start())
        for menu in (self._tick, self._untick):
            menu.chosen.connect(lambda _name: self._look())
        self._rest.timeout.connect(self._look)
        self._steps.timeout.connect(self._step)
        self._decide.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)


def _hint() -> str:
    words = dict(_VERDICTS)
    keys = [f"{keycap(action_id)} {words[verdict]}" for action_id, verdict in _KEYS.items() if keycap(action_id)]
    return f"By key, as in Review: {', '.join(keys)}" if keys else ""


def _sentence(error: LabelerError) -> str:
    return f"{error.message[:1].upper()}{error.message[1:]}"
