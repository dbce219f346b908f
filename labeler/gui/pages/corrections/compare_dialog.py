"""What changed between two versions of the labels, whichever two."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.errors import LabelerError
from labeler.gui.changes_panel import HEADINGS, ChangesPanel, CountsTable
from labeler.gui.clipboard import copy_table
from labeler.gui.figure_job import FigureJob
from labeler.gui.jobs import Jobs
from labeler.gui.project import Project
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.dialog_foot import DialogFoot
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.fitting import FittedDialog
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.version_changes import WORKING, VersionChanges, named

_SIZE = (980, 720)


class CompareDialog(FittedDialog):
    """Show it with ``open()``; the two versions are changed by its chips, and any two will do."""

    def __init__(
        self, project: Project, jobs: Jobs, before: int | str, after: int | str, parent: QWidget | None = None
    ) -> None:
        """Versions are numbers, 0 (given) and "working"; a number below 0 is the working labels too."""
        super().__init__(_SIZE, parent)
        self.setWindowTitle("What changed between two versions")
        self._project = project
        self._found: VersionChanges | None = None
        self._job = FigureJob(jobs, self)
        self._from, self._to = ChipMenu("From"), ChipMenu("To")
        self._sentence = TextLabel(wrap=True)
        self._counts = CountsTable()
        self._changes = ChangesPanel()
        self._empty = EmptyState("corrections", "The two are being compared")
        self._said = TextLabel(tone="muted", wrap=True)
        self._copy = ActionButton("Copy as a table", icon="copy", key="Ctrl C", variant="quiet")
        self._close = ActionButton("Close", key="Esc")
        self._offer(before, after)
        self._lay_out()
        self._connect()
        self._ask()

    def busy(self) -> bool:
        return self._job.busy()

    def done(self, result: int) -> None:
        self._job.stop()
        super().done(result)

    # What is shown

    def _offer(self, before: int | str, after: int | str) -> None:
        numbers = [version.version for version in self._project.session.versions().versions]
        choices = [(WORKING, "working labels"), *((str(n), f"version {n}") for n in reversed(numbers))]
        choices.append(("0", "given labels"))
        for chip, version in ((self._from, before), (self._to, after)):
            chip.set_choices(choices, current=WORKING if version == WORKING or int(version) < 0 else str(version))

    def _ask(self) -> None:
        before, after = _version(self._from.current()), _version(self._to.current())
        self._copy.setEnabled(False)
        self._job.ask(self._project.session, lambda twin, _progress: twin.version_changes(before, after), rest=0)

    def _show(self, changes: VersionChanges) -> None:
        self._found = changes
        self._said.set_text("")
        self._sentence.set_text(changes.sentence if len(changes) else "")
        self._sentence.setVisible(bool(len(changes)))
        for part in (self._counts, self._changes):
            part.setVisible(bool(len(changes)))
        self._empty.setVisible(not len(changes))
        self._copy.setEnabled(bool(len(changes)))
        if len(changes):
            self._counts.show_changes(changes)
            self._changes.show_changes(changes)
        else:
            self._empty.set_texts("Nothing differs", _alike(changes))

    def _on_failed(self, error: Exception) -> None:
        text = error.message if isinstance(error, LabelerError) else str(error)
        self._sentence.hide()
        self._counts.hide()
        self._changes.hide()
        self._empty.set_texts("The two couldn't be compared", f"{text[:1].upper()}{text[1:]}.")
        self._empty.show()

    def _copy_listed(self) -> None:
        if not self._copy.isEnabled():
            return
        rows = self._changes.shown()
        copy_table(HEADINGS, rows)
        rest = self._changes.count() - len(rows)
        more = f" {rest:,} more are in: labeler versions PROJECT --changes {_typed(self._found)}" if rest else ""
        self._said.set_text(f"{len(rows):,} rows are on the clipboard.{more}")

    # Making it

    def _lay_out(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(GRID)
        chips.addWidget(self._from)
        chips.addWidget(self._to)
        chips.addStretch(1)
        body = QVBoxLayout()
        body.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        body.setSpacing(GRID)
        body.addLayout(chips)
        body.addWidget(self._sentence)
        body.addSpacing(GRID)
        body.addWidget(self._counts)
        body.addSpacing(GRID)
        body.addWidget(self._changes, 1)
        body.addWidget(self._empty, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(DialogFoot(self._said, self._copy, self._close))
        for part in (self._sentence, self._counts, self._changes):
            part.hide()
        self.fit()
        self._from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self._job.done.connect(self._show)
        self._job.failed.connect(self._on_failed)
        for chip in (self._from, self._to):
            chip.chosen.connect(self._ask)
        self._copy.clicked.connect(self._copy_listed)
        self._close.clicked.connect(self.reject)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self).activated.connect(self._copy_listed)


def _version(choice: str) -> int | str:
    return choice if choice == WORKING else int(choice)


def _typed(changes: VersionChanges | None) -> str:
    return "" if changes is None else f"{changes.before}:{changes.after}"


def _alike(changes: VersionChanges) -> str:
    if changes.before == changes.after:
        return "Both are the same; choose another one to compare with."
    first = named(changes.before)
    return f"{first[:1].upper()}{first[1:]} and {named(changes.after)} agree in every label and every status."
