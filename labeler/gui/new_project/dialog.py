"""The dialog that sets a project up: it keeps the inputs, has them checked after every edit, and has them written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from labeler.errors import LabelerError
from labeler.gui.jobs import Job, Jobs
from labeler.gui.new_project.asking import Asking
from labeler.gui.new_project.check import Summary, check, write
from labeler.gui.new_project.columns_panel import ColumnsPanel
from labeler.gui.new_project.footer import Footer
from labeler.gui.new_project.inputs import Inputs
from labeler.gui.new_project.inputs_panel import InputsPanel
from labeler.gui.new_project.intake import Meant, take_in
from labeler.gui.new_project.outcome import Outcome
from labeler.gui.new_project.tab_order import tab_stops
from labeler.gui.new_project.wording import sentence
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.banner import Banner
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.store.project_file import refuse_existing

_DEBOUNCE_MS = 250
_SIZE = (1120, 760)
_LEFT = 424
_SUBTITLE = "All is checked before anything is written; your files are never changed"
_EXAMPLES_REMEDY = "One row an example, with its id, label, split (dev or test) and file. More columns are welcome."
_TITLES: dict[Meant, str] = {
    "anything": "Tables of examples and predictions",
    "examples": "Tables of examples",
    "predictions": "Predictions, one table a model",
    "labels": "The list of labels",
}


class NewProjectDialog(QDialog):
    """``checked`` carries a Summary or a LabelerError; ``created`` the path of the project that was made."""

    checked = Signal(object)
    created = Signal(object)

    def __init__(self, jobs: Jobs, *, asking: Asking | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._asking = asking or Asking()
        self._inputs = Inputs()
        self._outcome_for: Inputs | None = None
        self._summary: Summary | None = None
        self._checking: Job | None = None
        self._writing: Job | None = None
        self._notice = Banner("warning", dismissable=True)
        self._left = InputsPanel()
        self._columns = ColumnsPanel()
        self._outcome = Outcome()
        self._footer = Footer()
        self._timer = QTimer(self, singleShot=True, interval=_DEBOUNCE_MS)
        self._body = QWidget()
        self.setWindowTitle("New project")
        self.setAcceptDrops(True)
        self.resize(*_SIZE)
        self._lay_out()
        self._connect()
        self.set_inputs(self._inputs)

    # Inputs

    def inputs(self) -> Inputs:
        return self._inputs

    def set_inputs(self, inputs: Inputs) -> None:
        """Show them, and have them checked once nothing changes for a moment."""
        self._inputs = inputs
        self._left.show_inputs(inputs)
        self._columns.show_inputs(inputs)
        self._footer.show_path(inputs.project_file)
        if replace(inputs, project=None) != self._outcome_for:
            self._outcome_for = replace(inputs, project=None)
            self._check_soon()
        self._show_readiness()

    def add_files(self, paths: Iterable[Path], *, meant: Meant = "anything") -> None:
        """Tables and folders in any order; what is of no use here is said above."""
        inputs, refused = take_in(self._inputs, paths, meant=meant)
        self._notice.set_text("warning", " ".join(refused), dismissable=True)
        self._notice.setVisible(bool(refused))
        self.set_inputs(inputs)
        self._order_tabs()
        self.focus_next()

    def focus_next(self) -> None:
        """The keyboard goes to the first input that is still empty, else to the project file."""
        empty = self._columns.first_empty() or self._left.first_empty()
        if empty is not None:
            empty.setFocus()
        else:
            self._footer.focus_path()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._writing is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    # Checking

    def _check_soon(self) -> None:
        """Forgets the last check, which was about other inputs."""
        if self._checking is not None:
            self._checking.cancel()
        self._checking, self._summary = None, None
        lacking = self._inputs.lacking()
        if lacking:
            self._timer.stop()
            self._left.show_summary(None)
            self._outcome.show_lacking(lacking, "" if self._inputs.examples else _EXAMPLES_REMEDY)
        else:
            self._timer.start()

    def _check(self) -> None:
        inputs = self._inputs
        self._checking = self._jobs.run(
            lambda report: check(inputs, report),
            done=self._on_checked,
            failed=self._on_refused,
            progress=self._outcome.show_progress,
        )

    def _on_checked(self, summary: Summary) -> None:
        self._summary = summary
        self._left.show_summary(summary)
        self._outcome.show_summary(summary, skipping=self._inputs.skip_bad_rows)
        self._show_readiness()
        self.checked.emit(summary)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, LabelerError):
            raise error
        self._left.show_summary(None)
        self._outcome.show_refusal(error, skipping=self._inputs.skip_bad_rows)
        self._show_readiness()
        self.checked.emit(error)

    def _show_readiness(self) -> None:
        wrong = self._wrong_with_project_file()
        self._footer.say(wrong, wrong=True)
        self._footer.set_ready(self._summary is not None and not wrong and self._writing is None)

    def _wrong_with_project_file(self) -> str:
        path = self._inputs.project_file
        if path is None:
            return ""
        try:
            refuse_existing(path)
        except LabelerError as error:
            return sentence(error.message)
        except OSError as error:  # such as a name that is too long
            return sentence(f"{path.name} can't be made: {error.strerror}")
        return ""

    # Writing

    def accept(self) -> None:
        """Make the project, if all is well with it; the dialog closes once it is there."""
        self._show_readiness()
        project = self._inputs.project_file
        if self._summary is None or project is None or self._wrong_with_project_file():
            return
        self._body.setEnabled(False)
        self._footer.set_ready(False)
        self._footer.show_progress("Starting", 0.0)
        inputs = self._inputs
        self._writing = _Pending()
        job = self._jobs.run(
            lambda report: write(inputs, project, report),
            done=self._on_written,
            failed=self._on_not_written,
            progress=self._footer.show_progress,
        )
        self._writing = job if self._writing is not None else None  # it may be over already

    def reject(self) -> None:
        """Give up the project being made; else close."""
        if self._writing is not None:
            self._writing.cancel()
            self._end_writing("Cancelled; nothing was written.")
        else:
            super().reject()

    def done(self, result: int) -> None:
        self._timer.stop()
        if self._checking is not None:
            self._checking.cancel()
        super().done(result)

    def _on_written(self, path: Path) -> None:
        self._end_writing("")
        super().accept()
        self.created.emit(path)

    def _on_not_written(self, error: Exception) -> None:
        self._end_writing("")
        if not isinstance(error, LabelerError):
            raise error
        if error.problems:  # a file has changed since it was checked
            self._summary = None
            self._on_refused(error)
        self._footer.say(sentence(error.message), wrong=True)

    def _end_writing(self, said: str) -> None:
        self._writing = None
        self._body.setEnabled(True)
        self._footer.show_form()
        self._show_readiness()
        if said:
            self._footer.say(said)
        self._footer.focus_path()

    # Asking

    def _on_asked(self, what: Meant) -> None:
        folder = self._inputs.examples[0].path.parent if self._inputs.examples else None
        paths = self._asking.tables(self, _TITLES[what], folder)
        if paths:
            self.add_files(paths, meant=what)

    def _on_media_asked(self) -> None:
        folder = self._asking.folder(self, "The folder that the files are named from", self._inputs.media_folder)
        if folder is not None:
            self.set_inputs(replace(self._inputs, media=folder))

    def _on_project_asked(self) -> None:
        path = self._asking.project(self, "Where the project goes", self._inputs.project_file)
        if path is not None:
            self.set_inputs(replace(self._inputs, project=path))

    def _on_project_edited(self, text: str) -> None:
        self.set_inputs(replace(self._inputs, project=Path(text.strip()) if text.strip() else None))

    def _on_skip_chosen(self, skip: bool) -> None:
        self.set_inputs(replace(self._inputs, skip_bad_rows=skip))

    # Making it

    def _lay_out(self) -> None:
        self._notice.hide()
        left = QScrollArea()
        left.setWidget(self._left)
        left.setWidgetResizable(True)
        left.setFrameShape(QFrame.Shape.NoFrame)
        left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left.setFixedWidth(current_theme().px(_LEFT))
        right = QVBoxLayout()
        right.setContentsMargins(GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        right.setSpacing(2 * GRID)
        right.addWidget(self._columns)
        right.addWidget(self._outcome, 1)
        across = QHBoxLayout(self._body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(left)
        across.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(HeaderBar("New project", _SUBTITLE))
        layout.addWidget(self._notice)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._footer)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._check)
        self._left.edited.connect(self.set_inputs)
        self._left.asked.connect(self._on_asked)
        self._left.media_asked.connect(self._on_media_asked)
        self._columns.edited.connect(self.set_inputs)
        self._outcome.skip_chosen.connect(self._on_skip_chosen)
        self._footer.path_edited.connect(self._on_project_edited)
        self._footer.browse.connect(self._on_project_asked)
        self._footer.accepted.connect(self.accept)
        self._footer.rejected.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.accept)

    def _order_tabs(self) -> None:
        """Rows that came later stand where they are seen, not at the end."""
        stops = tab_stops(self)
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)


class _Pending:
    """Stands for a job that has not returned yet: work done inline is over before it does."""

    def cancel(self) -> None:
        return

    def hurry(self) -> None:
        return
