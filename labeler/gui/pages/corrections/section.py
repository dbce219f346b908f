"""What every section of the page is: a part that shows one thing the corrections are looked at for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from labeler.gui.page import Handlers
from labeler.gui.project import Project
from labeler.session.results import Changes


class Section(QWidget):
    """The signals are those of a Page, which passes them on."""

    handlers_changed = Signal()
    failed = Signal(object)
    requested = Signal(str)
    review_requested = Signal(object)
    gallery_requested = Signal(object)

    def set_project(self, project: Project | None) -> None:
        """Another project, or none; what was computed of the one before is gone."""
        raise NotImplementedError

    def refresh(self, changes: Changes | None = None) -> None:
        """It is in sight and may be out of date; what stands meanwhile stays. None: anything may have changed."""
        raise NotImplementedError

    def handlers(self) -> Handlers:
        """Handlers by action id, of what can be done in it now."""
        return {}

    def busy(self) -> bool:
        return False

    def entered(self) -> None:
        """It has come into sight: give the keyboard to where the next key is expected."""

    def left(self) -> None:
        """It goes out of sight."""
