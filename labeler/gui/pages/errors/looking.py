"""Keeps which undecided examples the reviewer looked at in the sheet, where labels and predictions are in view."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from labeler.errors import LabelerError
from labeler.gui.pages.errors.saying import Saying
from labeler.gui.project import Project

_MS = 1000
"""So long the cursor rests on a row that is looked at, and not passed over."""


class Looking(QObject):
    """A verdict given elsewhere later isn't blind to the predictions any more (METHOD 6).

    ``failed`` carries why it can't be kept, once a project.
    """

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._ordinal: int | None = None
        self._kept: set[tuple[str, int]] = set()
        self._in_trouble = False
        self._rest = QTimer(self, singleShot=True, interval=_MS)
        self._rest.timeout.connect(self._keep)

    def set_project(self, project: Project | None) -> None:
        self.turn_to(None)
        self._project = project
        self._kept.clear()
        self._in_trouble = False

    def turn_to(self, ordinal: int | None) -> None:
        """The cursor is on an example; on none, or the page is out of sight."""
        if ordinal != self._ordinal:
            self._ordinal = ordinal
            self._rest.stop()
            if ordinal is not None:
                self._rest.start()

    def _keep(self) -> None:
        project, ordinal = self._project, self._ordinal
        if project is None or ordinal is None or (project.reviewer, ordinal) in self._kept:
            return
        mine = project.mine(ordinal)
        if mine is not None and mine.verdict is not None:
            return
        self._kept.add((project.reviewer, ordinal))
        seen = Saying(project).in_view(ordinal)
        try:
            project.keep([(project.session.examples.ids[ordinal], None, seen)])
        except LabelerError as error:
            if not self._in_trouble:
                self.failed.emit(error)
            self._in_trouble = True
