"""The one main window: pages at the left, the page of the moment, and the actions that work there."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from labeler.errors import LabelerError
from labeler.gui import appearance, dialogs, preferences
from labeler.gui.action_set import ActionSet
from labeler.gui.actions import action
from labeler.gui.apply_dialog import ApplyDialog
from labeler.gui.jobs import Jobs
from labeler.gui.keys_page import KeysDialog
from labeler.gui.page_stack import PAGES, PageStack
from labeler.gui.preferences import Preferences
from labeler.gui.project import Project
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.relocate_dialog import RelocateDialog
from labeler.gui.transfers import TRANSFERS
from labeler.gui.turning import turned
from labeler.gui.widgets.banner import Banner
from labeler.gui.widgets.nav_rail import NavRail
from labeler.session.results import Changes
from labeler.session.session import Session
from labeler.session.views import View
from labeler.store.project_file import SUFFIX

if TYPE_CHECKING:
    from labeler.gui.pages.gallery import GalleryPage
    from labeler.gui.pages.review import ReviewPage
    from labeler.gui.pages.start import StartPage


class Window(QMainWindow):
    """Knows which project is open and which page is shown; the pages know the rest."""

    def __init__(self, *, jobs: Jobs, saved: Preferences | None = None) -> None:
        super().__init__()
        self.project: Project | None = None
        self._jobs = jobs
        self._saved = saved or Preferences()
        self._keys: KeysDialog | None = None
        self._passing = False
        self._pages = PageStack(jobs)
        self._rail = NavRail([item for item, _ in PAGES.values()])
        self._banner = Banner("warning", "", dismissable=True)
        self._actions = ActionSet(self, self._trigger)
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        appearance.apply(self._saved)
        self.show_page("start")
        self._show_project()

    # Pages and projects

    def show_page(self, name: str) -> None:
        """Bring a page into sight; only Start is there without a project."""
        if self.project is None:
            name = "start"
        page = self._pages.show_page(name)
        self._rail.set_current(name)
        self._refresh_actions()
        page.entered()

    def open_project(self, path: Path, *, page: str = "review", take_over: bool = False) -> None:
        """Open a project file in place of the present one; raises LabelerError after saying it in the window.

        ``take_over`` writes to it also where another machine is said to (see Session).
        """
        if self.project is not None and self.project.session.path.resolve() == path.resolve():
            self._close_and_start()  # else it would find itself holding the lock
        try:
            session = Session(path, take_over=take_over)
        except LabelerError as error:
            self.report(error)
            raise
        self.take(session, page=page)

    def take(self, session: Session, *, page: str = "review") -> None:
        """Show an open session; the window closes it."""
        self._close_project()
        self.project = Project(session, self._saved.reviewer, self)
        self.project.changed.connect(self._on_changed)
        self._save(self._saved.opened(session.path))
        self._show_project()
        self._hide_banner()
        if session.read_only:
            action = "Take over" if session.held_elsewhere == "other host" else "Try again"
            self._banner.set_text("read-only", f"Read-only: {session.read_only}.", action=action, dismissable=True)
            self._banner.show()
        self.show_page(page)
        gc.freeze()  # what a project holds stays: going through it again and again would hold the window still

    def review(self, choice: QueueChoice, example_id: str | None = None) -> None:
        """Open a queue on Review, at one of its examples or at the first that is left to do."""
        self.show_page("review")
        self._review.open_queue(choice, at=example_id)

    def show_in_gallery(self, view: View) -> None:
        """Show the examples that a view describes."""
        self._gallery.show_view(view)
        self.show_page("gallery")

    def busy(self) -> bool:
        """Whether the page in sight still computes something it will show."""
        page = self._pages.current()
        return page is not None and page.busy()

    def report(self, error: LabelerError) -> None:
        """Say above the page what couldn't be done, and why."""
        more = f" {error.problems[0]}" if error.problems else ""
        rest = f" (and {len(error.problems) - 1:,} more)" if len(error.problems) > 1 else ""
        message = error.message[:1].upper() + error.message[1:]
        self._banner.set_text("warning", f"{message}.{more}{rest}", dismissable=True)
        self._banner.show()
        self._passing = True

    # Events of Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._banner.isVisible():
            self._hide_banner()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._jobs.wait()
        self._close_project()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def take_files(self, files: list[Path]) -> None:
        """What is dropped on the window: a project is opened, tables begin a new one."""
        projects = [file for file in files if file.name.endswith(SUFFIX)]
        if projects:
            self._try(partial(self.open_project, projects[0]))
        elif files:
            self._start_new(files)

    # Making it

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._banner)
        right.addWidget(self._pages, 1)
        middle = QWidget()
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._rail)
        across.addLayout(right, 1)
        self.setCentralWidget(middle)
        self._hide_banner()

    def _connect(self) -> None:
        self._rail.chosen.connect(self.show_page)
        self._rail.keys_requested.connect(self._show_keys)
        self._banner.dismissed.connect(self._hide_banner)
        self._banner.action_requested.connect(self._open_again)
        self._pages.made.connect(self._on_made)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._refresh_actions)

    def _on_made(self, page_id: str) -> None:
        """A page that is about to be shown for the first time."""
        page = self._pages.page(page_id)
        page.handlers_changed.connect(self._refresh_actions)
        page.failed.connect(self.report)
        page.requested.connect(self._trigger)
        page.review_requested.connect(self.review)
        page.example_requested.connect(self.review)
        page.gallery_requested.connect(self.show_in_gallery)
        if page_id == "start":
            self._start.project_chosen.connect(lambda path: self._try(partial(self.open_project, Path(path))))
            self._start.forgotten.connect(self._on_forgotten)
        if page_id == "review":
            self._review.listening_changed.connect(lambda now: self._prefer(listening=now))
            self._review.set_preferences(self._saved)
        page.set_project(self.project)

    @property
    def _start(self) -> StartPage:
        return cast("StartPage", self._pages.page("start"))

    @property
    def _review(self) -> ReviewPage:
        return cast("ReviewPage", self._pages.page("review"))

    @property
    def _gallery(self) -> GalleryPage:
        return cast("GalleryPage", self._pages.page("gallery"))

    # Actions

    def _own_handlers(self) -> dict[str, Callable[[], None]]:
        handlers: dict[str, Callable[[], None]] = {
            "new": lambda: self._start_new([]),
            "open": self._open,
            "demo": self._demo,
            "quit": self._quit,
            "theme": lambda: self._appear(appearance.toggled(self._saved)),
            "larger-text": lambda: self._appear(appearance.scaled(self._saved, 1)),
            "smaller-text": lambda: self._appear(appearance.scaled(self._saved, -1)),
            "keys": self._show_keys,
            "show-start": partial(self.show_page, "start"),
            "reviewer": self._ask_reviewer,
            "record-time": lambda: self._prefer(record_time=not self._saved.record_time),
            "panel-side": lambda: self._prefer(panel_left=not self._saved.panel_left),
        }
        if self.project is not None:
            handlers["close"] = self._close_and_start
            handlers["export"] = partial(self._transfer, "export")
            if not self.project.session.read_only:
                handlers["import-decisions"] = partial(self._transfer, "import-decisions")
                handlers["add-predictions"] = partial(self._transfer, "add-predictions")
                handlers["relocate"] = self._relocate
                handlers["apply"] = self._apply
            for page_id in PAGES:
                handlers[f"show-{page_id}"] = partial(self.show_page, page_id)
            if not self.project.session.read_only and self.project.session.can_undo(self.project.reviewer):
                handlers["undo"] = partial(self._turn, back=True)
            if not self.project.session.read_only and self.project.session.can_redo(self.project.reviewer):
                handlers["redo"] = partial(self._turn, back=False)
        return handlers

    def _handlers(self) -> dict[str, Callable[..., Any]]:
        """Who does what at this moment: the page in sight before the window; while text is typed, only what may."""
        page = self._pages.current()
        if page is None:
            return self._own_handlers()
        handlers = page.handlers()
        if isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit):
            handlers = {action_id: act for action_id, act in handlers.items() if action(action_id).typing}
        return {**self._own_handlers(), **handlers}

    def _trigger(self, action_id: str, *index: int) -> None:
        handler = self._handlers().get(action_id)
        if handler is not None:
            self._try(partial(handler, *index))
            self._refresh_actions()

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except LabelerError as error:
            self.report(error)

    def _refresh_actions(self) -> None:
        self._actions.enable(self._handlers())

    def _turn(self, *, back: bool) -> None:
        assert self.project is not None
        touched = self.project.undo() if back else self.project.redo()
        told = turned(self.project, touched, back=back)
        if self._pages.current_id() != "review":
            self._tell(told)
        elif touched:
            self._review.show_example(touched[0], said=told)
        else:
            self._review.say(told)

    def _open(self) -> None:
        path = dialogs.choose_project(self)
        if path is not None:
            self.open_project(path)

    def _open_again(self) -> None:
        """For writing this time: in place of another machine, or if whoever had the project here has closed it."""
        assert self.project is not None
        session, page = self.project.session, self._rail.current()
        take_over = session.held_elsewhere == "other host"
        self._try(partial(self.open_project, session.path, page=page, take_over=take_over))

    def _start_new(self, files: list[Path]) -> None:
        dialogs.new_project(self, self._jobs, files, created=lambda path: self._try(partial(self.open_project, path)))

    def _transfer(self, action_id: str) -> None:
        assert self.project is not None
        told = TRANSFERS[action_id](self, self.project)
        if told is not None:
            self._tell(told)

    def _apply(self) -> None:
        """Show what applying the corrections changes, and do it if it is wanted."""
        assert self.project is not None
        dialog = ApplyDialog(self.project, self._jobs, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.applied.connect(self._tell)
        dialog.open()

    def _tell(self, words: str) -> None:
        self._banner.set_text("info", words, dismissable=True)
        self._banner.show()
        self._passing = True

    def _relocate(self) -> None:
        """Ask where the media lie now; the page in sight shows them at once."""
        assert self.project is not None
        dialog = RelocateDialog(self.project.session.media.root, self.project.session.media_in, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda folder: self._try(partial(self._use_media, folder)))
        dialog.open()

    def _use_media(self, folder: Path) -> None:
        assert self.project is not None
        done = self.project.relocate(folder)
        missing = f" {done.missing:,} are still missing." if done.missing else ""
        self._tell(f"{done.found:,} media files found in {done.root}.{missing}")

    def _demo(self) -> None:
        self._start.make_demo(dialogs.demo_folder(), done=self.take)
        self.show_page("start")

    def _ask_reviewer(self) -> None:
        question = "Decisions are recorded under this name:"
        name, given = QInputDialog.getText(self, "Who reviews", question, text=self._saved.reviewer)
        if given and name.strip():
            self._save(replace(self._saved, reviewer=name.strip()))
            if self.project is not None:
                self.take_reviewer(name.strip())

    def take_reviewer(self, name: str) -> None:
        """Record from now on under another name."""
        assert self.project is not None
        if self._pages.is_made("review"):
            self._review.leave_example()
        self.project.reviewer = name
        for page in self._pages.made_pages():
            page.set_project(self.project)
        self._refresh_actions()

    def _show_keys(self) -> None:
        self._keys = KeysDialog(self)
        self._keys.changed.connect(
            lambda now: self._save(replace(self._saved, keys=now.own, key_preset=now.preset)),
        )
        self._keys.finished.connect(self._keys.deleteLater)
        self._keys.open()

    def _quit(self) -> None:
        self.close()

    # State

    def _on_changed(self, changes: Changes) -> None:
        if self._passing:
            self._hide_banner()  # it went well this time, or something else was done since
        if "models" in changes.kinds:
            self._show_project()
        self._refresh_actions()

    def _on_forgotten(self, path: str) -> None:
        self._save(self._saved.without(path))
        self._start.set_recent(self._saved.recent)

    def _close_and_start(self) -> None:
        self._close_project()
        self._show_project()
        self.show_page("start")

    def _close_project(self) -> None:
        if self.project is not None:
            project, self.project = self.project, None
            for page in self._pages.made_pages():
                page.set_project(None)
            project.close()
            gc.unfreeze()
            project.deleteLater()

    def _show_project(self) -> None:
        for page in self._pages.made_pages():
            page.set_project(self.project)
        self._start.set_recent(self._saved.recent)
        for page_id in PAGES:
            self._rail.set_enabled(page_id, page_id == "start" or self.project is not None)
        name = f"{self.project.session.path.stem} – labeler" if self.project else "labeler"
        self.setWindowTitle(name)

    def _hide_banner(self) -> None:
        self._passing = False
        self._banner.hide()

    def _prefer(self, **wanted: object) -> None:
        """Remember what the person wants of the pages from now on."""
        self._save(replace(self._saved, **wanted))  # type: ignore[arg-type]
        if self._pages.is_made("review"):
            self._review.set_preferences(self._saved)

    def _appear(self, wanted: Preferences) -> None:
        self._save(wanted)
        appearance.apply(wanted)

    def _save(self, saved: Preferences) -> None:
        self._saved = saved
        preferences.save(saved)
