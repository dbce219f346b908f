"""What one model's errors are made of, and whether relabeling is worth it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from labeler.gui.jobs import Jobs
from labeler.gui.page import Page
from labeler.gui.project import Project
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.header_bar import HeaderBar


class ErrorsPage(Page):
    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self._header = HeaderBar("Error analysis")
        self._empty = EmptyState("errors", "Nothing to show yet")
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._empty, 1)

    def set_project(self, project: Project | None) -> None:
        self._project = project
