"""The pages of the window, each made when it is first shown: the window is there before most of them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from labeler.gui.jobs import Jobs
from labeler.gui.page import Page
from labeler.gui.widgets.nav_rail import NavItem

PAGES: dict[str, tuple[NavItem, str]] = {
    item.id: (item, page_class)
    for item, page_class in (
        (NavItem("start", "open-folder", "Start"), "StartPage"),
        (NavItem("overview", "overview", "Overview"), "OverviewPage"),
        (NavItem("review", "review", "Review"), "ReviewPage"),
        (NavItem("gallery", "gallery", "Gallery"), "GalleryPage"),
        (NavItem("errors", "errors", "Errors"), "ErrorsPage"),
        (NavItem("corrections", "corrections", "Corrections"), "CorrectionsPage"),
        (NavItem("ranking", "ranking", "Ranking"), "RankingPage"),
        (NavItem("diagnosis", "diagnosis", "Diagnosis"), "DiagnosisPage"),
    )
}
"""By id, which is the module's name in ``pages``: how the rail shows it, and its class there."""


class PageStack(QStackedWidget):
    """``made`` carries the id of a page that has just been made, before it is shown."""

    made = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._pages: dict[str, Page] = {}

    def page(self, page_id: str) -> Page:
        """Makes it if need be."""
        if page_id not in self._pages:
            page_class = getattr(import_module(f"labeler.gui.pages.{page_id}"), PAGES[page_id][1])
            self._pages[page_id] = page_class(self._jobs)
            self.addWidget(self._pages[page_id])
            self.made.emit(page_id)
        return self._pages[page_id]

    def is_made(self, page_id: str) -> bool:
        return page_id in self._pages

    def made_pages(self) -> Iterator[Page]:
        yield from self._pages.values()

    def current(self) -> Page | None:
        """The page in sight; None before the first is shown."""
        page = self.currentWidget()
        return page if isinstance(page, Page) else None

    def current_id(self) -> str:
        return next((page_id for page_id, page in self._pages.items() if page is self.currentWidget()), "")

    def show_page(self, page_id: str) -> Page:
        """Bring it into sight; the page before is told that it was left."""
        page, before = self.page(page_id), self.current()
        if before is not None and before is not page:
            before.left()
        self.setCurrentWidget(page)
        return page
