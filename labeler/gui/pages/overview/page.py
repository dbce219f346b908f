"""What the set holds, how far the review is, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from labeler.core.next_steps import Step
from labeler.gui.figure_job import REST_MS, FigureJob
from labeler.gui.jobs import Jobs
from labeler.gui.page import Handlers, Page
from labeler.gui.pages.overview.cards import ClassesCard, ModelsCard, QueuesCard, ReviewersCard, SplitsCard
from labeler.gui.pages.overview.choices import queue_in, queue_of
from labeler.gui.pages.overview.columns import CardColumns
from labeler.gui.pages.overview.next_card import NextCard
from labeler.gui.pages.overview.state_card import StateCard
from labeler.gui.project import Project
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.theme import GRID
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.gui.widgets.status_line import StatusLine
from labeler.gui.widgets.text_label import TextLabel
from labeler.session import overview as figures
from labeler.session.overview import Overview
from labeler.session.queue_progress import still_told
from labeler.session.results import Changes
from labeler.session.session import Session
from labeler.session.views import View

_AT_ONCE = 20_000
"""So many decisions are counted at a glance."""

_COMPUTING = "Working out where the project stands …"
_SHARES = (13, 9, 9)
_TITLE = "Overview"


class OverviewPage(Page):
    """Sizes are there at once; the other figures follow from a worker, and last what the audit says."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._begun = FigureJob(jobs, self)
        self._completed = FigureJob(jobs, self)
        self._overview: Overview | None = None
        self._header = HeaderBar(_TITLE)
        self._status = StatusLine()
        self._headline = TextLabel(size="title", strong=True, wrap=True)
        self._detail = TextLabel(tone="muted", wrap=True)
        self._next = NextCard()
        self._splits, self._models = SplitsCard(), ModelsCard()
        self._queues, self._reviewers = QueuesCard(), ReviewersCard()
        self._classes, self._state = ClassesCard(), StateCard()
        self._cards = self._arranged()
        self._scroll = QScrollArea()
        self._lay_out()
        self._connect()

    def handlers(self) -> Handlers:
        first = self._next.first()
        handlers: dict[str, Callable[[], None]] = {}
        if self._project is not None and first is not None and self._next.is_possible(first):
            handlers["do-next"] = lambda: self._do(first)
        return handlers

    def busy(self) -> bool:
        return self._begun.busy() or self._completed.busy()

    def entered(self) -> None:
        self._refresh_if_seen()
        self._scroll.setFocus()

    # What is shown

    def _show_project(self, *, another: bool) -> None:
        if another:
            self._overview = None
            self._next.show_steps((), complete=False, read_only=None)

    def _refresh(self, project: Project, *, rest: int) -> None:
        self._stop()
        self._show_at_a_glance(project.session)
        rest = rest if self._overview else 0
        self._begun.ask(project.session, lambda twin, _progress: figures.begun(twin), rest=rest)

    def _show_at_a_glance(self, session: Session) -> None:
        """What takes no time, before anything else is known."""
        name = session.path.name.removesuffix(".labeler")
        sizes = " · ".join(f"{split} {size:,}" for split, size in session.examples.split_sizes.items())
        self._header.set_title(_TITLE, f"{name} · {session.examples.task.name} · {sizes}")
        if len(session.review.ordinals()) <= _AT_ONCE:
            self._splits.show_splits(figures.split_reviews(session))
        if self._overview is None:
            self._headline.set_text(_COMPUTING)
            self._detail.set_text("")
            for card in (self._models, self._queues, self._reviewers, self._classes, self._state):
                card.hide()

    def _show(self, overview: Overview) -> None:
        assert self._project is not None
        before = self._overview
        if before is not None and not overview.complete:
            overview = replace(overview, queues=still_told(overview.queues, before.queues))
        self._overview = overview
        self._splits.show_splits(overview.splits)
        for card in (self._queues, self._reviewers, self._state):
            card.show()
        for shown in (self._models, self._queues, self._reviewers, self._classes, self._state):
            shown.show_overview(overview)
        if overview.complete:
            self._headline.set_text(overview.verdict.headline)
            detail = f"{overview.verdict.detail} {overview.audit}".strip()
            self._detail.set_text(detail)
            self._detail.setVisible(bool(detail))
        if overview.complete or before is None or overview.steps[:1] != before.half.steps[:1]:
            read_only = self._project.session.read_only
            self._next.show_steps(overview.steps, complete=overview.complete, read_only=read_only)
        self.handlers_changed.emit()

    # Events

    def _on_begun(self, overview: Overview) -> None:
        assert self._project is not None
        self._show(overview)
        self._completed.ask(self._project.session, lambda twin, _progress: figures.completed(twin, overview), rest=0)

    def _on_failed(self, error: Exception) -> None:
        self._headline.set_text("The figures couldn't be computed")
        self._detail.set_text(str(error))
        self._detail.show()

    def _on_changed(self, changes: Changes) -> None:
        del changes
        self._outdate(rest=REST_MS)

    def _stop(self) -> None:
        self._begun.stop()
        self._completed.stop()

    # What is asked for

    def _do(self, step: Step) -> None:
        if step.ask is not None:
            self.review_requested.emit(queue_of(step.ask))
        else:
            self.requested.emit(step.action)

    def _settle_conflicts(self) -> None:
        split = self._overview.facts.split if self._overview else QueueChoice().split
        self.review_requested.emit(QueueChoice("conflicts", split=split, size=0))

    # Making it

    def _lay_out(self) -> None:
        self._header.add(self._status)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._headline)
        column.addWidget(self._detail)
        column.addSpacing(GRID)
        column.addWidget(self._next)
        column.addSpacing(GRID)
        column.addWidget(self._cards)
        column.addStretch(1)
        self._scroll.setWidget(body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(_TITLE)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._scroll, 1)

    def _arranged(self) -> CardColumns:
        splits, models, queues = self._splits, self._models, self._queues
        reviewers, classes, state = self._reviewers, self._classes, self._state
        one = [[splits, models, queues, reviewers, state, classes]]
        two = [[splits, models, state], [queues, reviewers, classes]]
        three = [[splits, models], [queues, reviewers], [state, classes]]
        return CardColumns([one, two, three], shares=_SHARES)

    def _connect(self) -> None:
        self._begun.done.connect(self._on_begun)
        self._completed.done.connect(self._show)
        for job in (self._begun, self._completed):
            job.failed.connect(self._on_failed)
        self._next.chosen.connect(self._do)
        self._splits.chosen.connect(lambda split: self.gallery_requested.emit(View(where=(f"split={split}",))))
        self._queues.chosen.connect(lambda row: self.review_requested.emit(queue_in(row)))
        self._models.ranking_requested.connect(lambda: self.requested.emit("show-ranking"))
        self._state.conflicts_requested.connect(self._settle_conflicts)
