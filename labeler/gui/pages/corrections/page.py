"""What was corrected, what is in conflict, whether the errors have a system, and what applying it all changes."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from labeler.errors import LabelerError
from labeler.gui.figure_job import REST_MS, FigureJob
from labeler.gui.jobs import Jobs
from labeler.gui.page import Handlers, Page
from labeler.gui.pages.corrections.conflict_view import ConflictView
from labeler.gui.pages.corrections.correction_list import CorrectionList
from labeler.gui.pages.corrections.figures import Figures
from labeler.gui.pages.corrections.noise_card import NoiseCard
from labeler.gui.pages.corrections.page_header import PageHeader
from labeler.gui.pages.corrections.section import Section
from labeler.gui.pages.corrections.versions_section import VersionsSection
from labeler.gui.project import Project
from labeler.gui.widgets.empty_state import EmptyState
from labeler.session.results import Changes

_TEXTS = {"corrected": "Corrected", "conflicts": "Conflicts", "noise": "Random or systematic", "versions": "Versions"}
_SHORT = {"noise": "Random?"}
_COMPUTING = "The corrections are being read"
_FAILED = "The corrections couldn't be read"


class CorrectionsPage(Page):
    """Four sections; what the first two show is computed once for both, and anew after a rest while one is in sight."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: Figures | None = None
        self._job = FigureJob(jobs, self)
        self._list = CorrectionList(jobs)
        self._conflicts = ConflictView(jobs)
        self._noise = NoiseCard(jobs)
        self._sections: dict[str, Section] = {
            "corrected": self._list,
            "conflicts": self._conflicts,
            "noise": self._noise,
            "versions": VersionsSection(jobs),
        }
        self._header = PageHeader("Corrections")
        self._stack = QStackedWidget()
        self._wait = EmptyState("corrections", _COMPUTING)
        self._lay_out()
        self._connect()

    # Doors of a page

    def handlers(self) -> Handlers:
        if self._project is None:
            return {}
        handlers = self._section().handlers()
        typed = "take-hypothesis" in handlers  # its keys are those of the sections
        return dict(handlers) if typed else {"corrections-section": self._go_to, **handlers}

    def busy(self) -> bool:
        return self._job.busy() or self._section().busy()

    def entered(self) -> None:
        self._refresh_if_seen()
        self._section().entered()

    def left(self) -> None:
        self._section().left()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_seen()
        self._section().refresh()

    # Sections

    def _section(self) -> Section:
        return self._sections[self._header.current()]

    def _go_to(self, number: int) -> None:
        """By key, counted from 1."""
        names = list(self._sections)
        if number <= len(names):
            self._header.set_current(names[number - 1])
            self._show_section()

    def _show_section(self) -> None:
        before = self._stack.currentWidget()
        if isinstance(before, Section) and before is not self._section():
            before.left()
        self._stack.setCurrentWidget(self._wait if self._waits() else self._section())
        self._refresh_if_seen()
        self._section().refresh()
        self._section().entered()
        self.handlers_changed.emit()

    def _waits(self) -> bool:
        """Whether what the section shows isn't there yet."""
        return self._figures is None and self._header.current() in ("corrected", "conflicts")

    def _show_change(self, given: str, corrected: str) -> None:
        """The corrections behind one cell of the matrix."""
        self._header.set_current("corrected")
        self._list.show_change(given, corrected)
        self._show_section()

    def _show_counts(self) -> None:
        counts = dict.fromkeys(_TEXTS, "")
        if self._figures is not None:
            counts["corrected"] = f" {self._figures.corrections.counts['corrected']:,}"
            counts["conflicts"] = f" {self._conflicts.open_count():,}"
        texts = ((section, _TEXTS[section] + counts[section]) for section in self._sections)
        self._header.show_sections([(section, text, _SHORT.get(section, text)) for section, text in texts])

    # Figures

    def _stop(self) -> None:
        self._job.stop()

    def _show_project(self, *, another: bool) -> None:
        del another
        self._figures = None
        for section in self._sections.values():
            section.set_project(self._project)
        if self._waits():
            self._stack.setCurrentWidget(self._wait)
        self._show_counts()

    def _refresh(self, project: Project, *, rest: int) -> None:
        self._job.ask(project.session, Figures.of, rest=rest if self._figures else 0)

    def _on_computed(self, figures: Figures) -> None:
        first, self._figures = self._figures is None, figures
        self._list.show_figures(figures)
        self._conflicts.show_conflicts(figures.conflicts)
        self._show_counts()
        if first:
            self._show_section()
        self.handlers_changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._wait.set_texts(_FAILED, str(error))
        if isinstance(error, LabelerError):
            self.failed.emit(error)

    def _on_changed(self, changes: Changes) -> None:
        self._outdate(rest=REST_MS)
        for section in self._sections.values():
            section.refresh(changes)

    # Making it

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._stack, 1)
        self._stack.addWidget(self._wait)
        for section in self._sections.values():
            self._stack.addWidget(section)
        self._show_counts()

    def _connect(self) -> None:
        self._header.chosen.connect(lambda _name: self._show_section())
        self._job.done.connect(self._on_computed)
        self._job.failed.connect(self._on_failed)
        self._noise.change_chosen.connect(self._show_change)
        for section in self._sections.values():
            section.handlers_changed.connect(partial(self._on_section_changed, section))
            section.failed.connect(self.failed)
            section.requested.connect(self.requested)
            section.review_requested.connect(self.review_requested)
            section.gallery_requested.connect(self.gallery_requested)

    def _on_section_changed(self, section: Section) -> None:
        self._show_counts()
        if section is self._section():
            self.handlers_changed.emit()
