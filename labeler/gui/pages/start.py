"""Where everybody begins: make a project, open one, or look at the demo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from labeler.errors import LabelerError
from labeler.gui.jobs import Job, Jobs, Report
from labeler.gui.page import Page
from labeler.gui.pages.recent_projects import RecentList, recent
from labeler.gui.pages.start_actions import BigAction, DemoProgress
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.text_label import TextLabel, TextLine
from labeler.session import scripting
from labeler.session.session import Session

_WIDTH = 880
_BESIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_TITLE = "Does relabeling change which model is best?"
_PROMISE = (
    "Review the examples your models disagree on, correct dev and test together, and see what the errors "
    "are made of and whether the ranking holds."
)
_HINT = "Tables or a project can be dropped anywhere on this window."
_ACTIONS = (
    ("new", "new-file", "New project", "From a table of examples and one of predictions a model"),
    ("open", "open-folder", "Open project", "A .labeler file, yours or a colleague’s"),
    ("demo", "demo", "Demo", "A cat classifier with wrong labels, made here in seconds"),
)


class StartPage(Page):
    """``requested`` carries the id of an action, ``forgotten`` the path of a project to list no longer."""

    project_chosen = Signal(str)
    forgotten = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._busy = False
        self._open = ""
        self._paths: tuple[str, ...] = ()
        self._actions = [BigAction(*each) for each in _ACTIONS]
        self._recent = RecentList()
        self._making = DemoProgress()
        self._column = QWidget()
        self._lay_out()
        for button in self._actions:
            button.clicked.connect(lambda _checked=False, name=button.action_id: self.requested.emit(name))
        self._recent.chosen.connect(self._on_chosen)
        self._recent.forgotten.connect(self.forgotten)
        self._making.cancelled.connect(self._on_cancelled)

    def set_recent(self, paths: Sequence[str]) -> None:
        """The latest first."""
        self._paths = tuple(paths)
        self._show_recent()

    def entered(self) -> None:
        """Enter opens the project of last time; without one it begins a new one."""
        self._show_recent()
        (self._recent.first() or self._actions[0]).setFocus()

    def busy(self) -> bool:
        return self._busy

    def make_demo(self, folder: Path, *, done: Callable[[Session], None]) -> None:
        """Open the demo in a folder, made first if it isn't there; ``failed`` says why it can't be."""
        project = folder / scripting.DEMO_PROJECT
        if project.exists():
            self._open_demo(project, done)
        elif not self._busy:
            self._set_busy(busy=True)
            self._job = self._jobs.run(
                lambda report: _make_demo(folder, report),
                done=lambda _nothing: self._on_made(project, done),
                failed=self._on_failed,
                progress=self._making.show_progress,
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go from action to action, Up and Down between them and the list."""
        key = Qt.Key(event.key())
        place = next((place for place, button in enumerate(self._actions) if button.hasFocus()), None)
        beside: QWidget | None = None
        if place is not None and key in _BESIDE:
            beside = self._actions[(place + _BESIDE[key]) % len(self._actions)]
        elif place is not None and key == Qt.Key.Key_Down:
            beside = self._recent.first()
        elif place is None and key == Qt.Key.Key_Up:
            beside = self._actions[0]
        if beside is None:
            super().keyPressEvent(event)
        else:
            beside.setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_width()

    def _show_project(self, *, another: bool) -> None:
        """The open one is marked in the list."""
        del another
        self._open = str(self._project.session.path.resolve()) if self._project else ""
        self._show_recent()

    def _fit_width(self) -> None:
        self._column.setMaximumWidth(current_theme().px(_WIDTH))

    def _show_recent(self) -> None:
        self._recent.show_projects([recent(path, open_now=path == self._open) for path in self._paths])

    def _on_chosen(self, path: str) -> None:
        """The one that is open already is gone back to."""
        if path == self._open:
            self.requested.emit("show-review")
        else:
            self.project_chosen.emit(path)

    def _on_made(self, project: Path, done: Callable[[Session], None]) -> None:
        self._set_busy(busy=False)
        self._open_demo(project, done)

    def _open_demo(self, project: Path, done: Callable[[Session], None]) -> None:
        try:
            session = Session(project)
        except LabelerError as error:
            self.failed.emit(error)
        else:
            done(session)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, LabelerError):
            raise error
        self.failed.emit(error)

    def _on_cancelled(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._set_busy(busy=False)
        self._actions[-1].setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self._making.show_progress("Making the demo", 0.0)
        self._making.setVisible(busy)
        self._actions[-1].setEnabled(not busy)

    def _lay_out(self) -> None:
        down = QVBoxLayout(self._column)
        down.setContentsMargins(0, 8 * GRID, 0, 3 * GRID)
        down.setSpacing(2 * GRID)
        down.addLayout(_words())
        down.addSpacing(GRID)
        actions = QHBoxLayout()
        actions.setSpacing(2 * GRID)
        for button in self._actions:
            actions.addWidget(button, 1)
        down.addLayout(actions)
        down.addWidget(self._making)
        down.addWidget(self._recent)
        down.addWidget(TextLine(_HINT, size="small", tone="muted"))
        down.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(_centred(self._column))
        self._making.hide()
        self._fit_width()


def _words() -> QVBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(GRID)
    words.addWidget(TextLabel(_TITLE, size="title", strong=True, wrap=True))
    words.addWidget(TextLabel(_PROMISE, tone="muted", wrap=True))
    return words


def _centred(column: QWidget) -> QScrollArea:
    """In the middle, scrolled where the window is low or the text large."""
    page = QWidget()
    across = QHBoxLayout(page)
    across.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
    across.addStretch(1)
    across.addWidget(column, 100)
    across.addStretch(1)
    area = _Scrolled()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


class _Scrolled(QScrollArea):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows are the page's."""
        event.ignore()


def _make_demo(folder: Path, report: Report) -> None:
    """Only files: a session belongs to the thread that opens it."""
    scripting.demo(folder, progress=report).close()
