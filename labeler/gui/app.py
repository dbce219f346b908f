"""Starting the window, and the one place where unexpected errors end up."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

from labeler.errors import LabelerError
from labeler.gui import preferences
from labeler.gui.jobs import ThreadJobs
from labeler.gui.page_stack import PAGES
from labeler.gui.theme import app_icon
from labeler.gui.window import Window

SIZE = (1440, 900)
_SETTLE_MS = 50
_SETTLED_AFTER_MS = 1500
_PAUSE_MS = 300


def run(project: Path | None, *, screenshot: Path | None = None) -> int:
    """Open the window, with a project if one is named; the exit code.

    With ``screenshot`` the window is painted once everything in it has been computed, saved there, and left.
    """
    if screenshot is not None:
        qInstallMessageHandler(_without_noise)
    app = application()
    window = Window(jobs=ThreadJobs(app), saved=preferences.load())
    window.resize(*SIZE)
    sys.excepthook = _reporting(window)
    window.show()
    _load_ahead(iter(PAGES))
    if project is not None:
        try:
            window.open_project(project)
        except LabelerError:
            if screenshot is not None:
                raise
    if screenshot is not None:
        return _picture(app, window, screenshot)
    return app.exec()


def application() -> QApplication:
    """The application, made once, with its name and icon."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("labeler")
    app.setApplicationDisplayName("labeler")
    app.setDesktopFileName("labeler")
    app.setWindowIcon(app_icon())
    return app


def _load_ahead(pages: Iterator[str]) -> None:
    """Import what the pages are made of, one in each pause: the first look at a page then takes less."""
    page = next(pages, None)
    if page is not None:
        import_module(f"labeler.gui.pages.{page}")
        QTimer.singleShot(_PAUSE_MS, partial(_load_ahead, pages))


def _without_noise(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Drawing into memory, Qt says at every window what it can't do there."""
    if "propagateSizeHints" not in message:
        sys.stderr.write(message + "\n")


def _picture(app: QApplication, window: Window, path: Path) -> int:
    window.show_page("ranking" if window.project is not None else "start")
    for _ in range(_SETTLED_AFTER_MS // _SETTLE_MS):
        _spin(_SETTLE_MS)
    while window.busy():
        _spin(_SETTLE_MS)
    saved = window.grab().save(str(path))
    window.close()
    app.processEvents()
    if not saved:
        raise LabelerError(f"the picture can't be written to {path}; choose another place, and a name ending in .png")
    return 0


def _spin(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _reporting(window: Window) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """A bug is shown with its details, and the window goes on: decisions are on disk already."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, LabelerError):
            window.report(error)
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(details)
        box = QMessageBox(QMessageBox.Icon.Critical, "labeler", "Something went wrong that is our mistake, not yours.")
        box.setInformativeText("Everything that was shown as decided is saved. Please report this with its details.")
        box.setDetailedText(details)
        box.setParent(window, box.windowFlags())
        box.open()

    return hook
