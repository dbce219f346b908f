"""What every page is: a widget over a project, with handlers for the actions that make sense now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from labeler.gui.project import Project

Handlers = Mapping[str, Callable[..., Any]]


class Page(QWidget):
    """``handlers_changed`` tells the window to look at ``handlers()`` again; ``failed`` carries what can't be done.

    What a page can't do itself the window does: ``requested`` carries the id of an action. ``review_requested`` asks
    for a queue (a QueueChoice) on Review, ``example_requested`` for one of its examples there, ``gallery_requested``
    for the examples that a View describes on Gallery.
    """

    handlers_changed = Signal()
    failed = Signal(object)
    requested = Signal(str)
    review_requested = Signal(object)
    example_requested = Signal(object, str)
    gallery_requested = Signal(object)

    def set_project(self, project: Project | None) -> None:
        """Show another project, or none."""
        raise NotImplementedError

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
