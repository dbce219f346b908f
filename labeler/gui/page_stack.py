"""The pages of the window, each made when it is first shown: the window is there before most of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from labeler.gui.jobs import Jobs
from labeler.gui.page import Page
from labeler.gui.widgets.nav_rail import NavItem


def _start(jobs: Jobs) -> Page:
    from labeler.gui.pages.start import StartPage  # noqa: PLC0415 – as those below: each when it is first shown

    return StartPage(jobs)


def _overview(jobs: Jobs) -> Page:
    from labeler.gui.pages.overview import OverviewPage  # noqa: PLC0415

    return OverviewPage(jobs)


def _review(jobs: Jobs) -> Page:
    from labeler.gui.pages.review import ReviewPage  # noqa: PLC0415

    return ReviewPage(jobs)


def _gallery(jobs: Jobs) -> Page:
    from labeler.gui.pages.gallery import GalleryPage  # noqa: PLC0415

    return GalleryPage(jobs)


def _errors(jobs: Jobs) -> Page:
    from labeler.gui.pages.errors import ErrorsPage  # noqa: PLC0415

    return ErrorsPage(jobs)


def _corrections(jobs: Jobs) -> Page:
    from labeler.gui.pages.corrections import CorrectionsPage  # noqa: PLC0415

    return CorrectionsPage(jobs)


def _ranking(jobs: Jobs) -> Page:
    from labeler.gui.pages.ranking import RankingPage  # noqa: PLC0415

    return RankingPage(jobs)


def _diagnosis(jobs: Jobs) -> Page:
    from labeler.gui.pages.diagnosis import DiagnosisPage  # noqa: PLC0415

    return DiagnosisPage(jobs)


PAGES: dict[str, tuple[NavItem, Callable[[Jobs], Page]]] = {
    item.id: (item, make)
    for item, make in (
        (NavItem("start", "open-folder", "Start"), _start),
        (NavItem("overview", "overview", "Overview"), _overview),
        (NavItem("review", "review", "Review"), _review),
        (NavItem("gallery", "gallery", "Gallery"), _gallery),
        (NavItem("errors", "errors", "Errors"), _errors),
        (NavItem("corrections", "corrections", "Corrections"), _corrections),
        (NavItem("ranking", "ranking", "Ranking"), _ranking),
        (NavItem("diagnosis", "diagnosis", "Diagnosis"), _diagnosis),
    )
}
"""By id: how the rail shows it, and what makes it."""


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
            _, make = PAGES[page_id]
            self._pages[page_id] = make(self._jobs)
            self.addWidget(self._pages[page_id])
            self.made.emit(page_id)
        return self._pages[page_id]

    def is_made(self, page_id: str) -> bool:
        return page_id in self._pages

    def made_pages(self) -> tuple[Page, ...]:
        return tuple(self._pages.values())

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
