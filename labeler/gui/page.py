"""What every page is: a widget over a project, with handlers for the actions that make sense now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from labeler.gui.project import Project
from labeler.session.results import Changes

Handlers = Mapping[str, Callable[..., Any]]


class Page(QWidget):
    """``handlers_changed`` tells the window to look at ``handlers()`` again; ``failed`` carries what can't be done.

    What a page can't do itself the window does: ``requested`` carries the id of an action. ``review_requested`` asks
    for a queue (a QueueChoice) on Review, ``example_requested`` for one of its examples there, ``gallery_requested``
    for the examples that a View describes on Gallery.

    How it follows a project is the same for every page: nothing of a project is read once there is another one, and
    what isn't in sight is brought up to date when it comes into sight. A page fills in what begins with an underscore.
    """

    handlers_changed = Signal()
    failed = Signal(object)
    requested = Signal(str)
    review_requested = Signal(object)
    example_requested = Signal(object, str)
    gallery_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._stale = False

    @final
    def set_project(self, project: Project | None) -> None:
        """Show another project, or none; or the same anew, as when somebody else reviews it from now on."""
        before, another = self._project, project is not self._project
        self._stop()
        if before is not None and another:
            before.changed.disconnect(self._on_changed)
        self._project, self._stale = project, True
        self._show_project(another=another)
        if project is not None and another:
            project.changed.connect(self._on_changed)
        self._refresh_if_seen()
        self.handlers_changed.emit()

    def handlers(self) -> Handlers:
        """Handlers by action id, of the actions that can be done at this moment; an action not in it is off."""
        return {}

    def busy(self) -> bool:
        """Whether it still computes something it will show."""
        return False

    def left(self) -> None:
        """Another page has come into sight."""

    def entered(self) -> None:
        """The page has come into sight: give the keyboard to where the next key is expected."""

    # What a page fills in

    def _stop(self) -> None:
        """End every job and timer: the project may be closed when this returns."""

    def _show_project(self, *, another: bool) -> None:
        """Take over the present project, or none; what takes a while is for ``_refresh``."""

    def _refresh(self, project: Project, *, rest: int) -> None:
        """It is in sight and out of date: show it anew, ``rest`` milliseconds from now where that takes a while."""

    def _on_changed(self, changes: Changes) -> None:
        """Something changed in the project, here or elsewhere."""

    # What it does with it

    @final
    def _outdate(self, *, rest: int = 0) -> None:
        """What is shown isn't true any more: show it anew, at once or as soon as somebody looks."""
        self._stale = True
        self._refresh_if_seen(rest=rest)

    @final
    def _refresh_if_seen(self, *, rest: int = 0) -> None:
        if self._stale and self._project is not None and self.isVisible():
            self._stale = False
            self._refresh(self._project, rest=rest)
