"""Does relabeling change which model is best? The verdict in words, the figures, the audit, and apply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from labeler.core.comparison import SplitRanking
from labeler.errors import LabelerError
from labeler.gui.clipboard import copy_text
from labeler.gui.figure_job import REST_MS
from labeler.gui.jobs import Jobs
from labeler.gui.page import Handlers, Page
from labeler.gui.pages.ranking.audit_panel import AuditPanel
from labeler.gui.pages.ranking.figures import RankingFigures
from labeler.gui.pages.ranking.fine_print import FinePrint
from labeler.gui.pages.ranking.header import RankingHeader
from labeler.gui.pages.ranking.scope import Scope
from labeler.gui.pages.ranking.slide import VerdictSlide
from labeler.gui.pages.ranking.verdict_block import VerdictBlock
from labeler.gui.pages.ranking.views import FigureViews
from labeler.gui.picture_export import ask_and_save
from labeler.gui.project import Project
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.theme import GRID
from labeler.gui.widgets.empty_state import EmptyState
from labeler.session.claims import one_claim
from labeler.session.results import Changes

REVIEWS = 50
"""That the audit's button asks for, over all splits."""
_PATIENCE_MS = 300
"""How long the figures of what was chosen before stay in sight while others are computed."""

_NOTHING = "There is nothing to rank yet"
_NO_MODELS = "Add a table of predictions for each model to compare."
_NONE_HERE = "No model predicts these examples by this metric. Choose another metric or split, or add predictions."
_COMPUTING = "The ranking is being computed"
_A_WHILE = "By this metric and of so many predictions it takes a while."
_OWN_BOUNDS = "The audit goes by the bounds of the project, not by those looked at here."
_NO_AUDIT = "An audit speaks of the working labels: choose “now” after the arrow."


class RankingPage(Page):
    """Follows every decision while it is in sight, and catches up when it comes into sight."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: SplitRanking | None = None
        self._can: tuple[frozenset[str], str] = (frozenset(), "")
        self._figures = RankingFigures(jobs, self)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._header = RankingHeader()
        self._verdict = VerdictBlock()
        self._views = FigureViews()
        self._panel = AuditPanel()
        self._small = FinePrint()
        self._empty = EmptyState("ranking", _NOTHING)
        self._scroll = QScrollArea()
        self._lay_out()
        self._connect()

    # The page

    def entered(self) -> None:
        self._figures.resume()
        if not self._stale:
            self._catch_up(rest=0)
        self._refresh_if_seen()
        self._views.focus()

    def left(self) -> None:
        self._figures.pause()

    def busy(self) -> bool:
        return self._figures.busy()

    def handlers(self) -> Handlers:
        if self._project is None or self._shown is None:
            return {}
        handlers: dict[str, Callable[..., Any]] = {
            "copy-verdict": self._copy_verdict,
            "save-slide": self._save_slide,
            "ranking-view": self._go_to_view,
        }
        if self._panel.can_review():
            handlers["review-audit"] = self._review_audit
        return handlers

    def _tell_handlers(self) -> None:
        """Where something else can be done than before: the window looks at every action then."""
        can = frozenset(self.handlers()), self._why_not_apply()
        if can != self._can:
            self._can = can
            self._header.show_apply(can[1])
            self.handlers_changed.emit()

    # What is shown

    @property
    def _scope(self) -> Scope:
        """What the figures are of."""
        return self._figures.scope or self._header.scope()

    def _stop(self) -> None:
        self._figures.stop()
        self._patience.stop()

    def _show_project(self, *, another: bool) -> None:
        self._shown = None
        if self._project is not None:
            self._header.offer(self._project.session)
            if another:
                self._header.reset()
        self._tell_handlers()

    def _refresh(self, project: Project, *, rest: int) -> None:
        """Everything anew; what is in sight stays for a moment, lest the page flickers."""
        del rest
        self._views.forget()
        if not project.session.predictions:
            self._figures.stop()
            self._show_empty(_NO_MODELS, add=True)
            return
        self._patience.start()
        self._figures.begin(project.session, self._header.scope())
        self._tell_handlers()

    def _show_ranking(self) -> None:
        ranking, source = self._figures.ranking(), self._figures.source
        if ranking is None or source is None or self._project is None:
            return
        self._patience.stop()
        if not ranking.models:
            self._show_empty(_NONE_HERE, add=True)
            return
        first, self._shown = self._shown is None, ranking
        self._empty.hide()
        self._scroll.show()
        self._header.show_scope(shown=True)
        self._verdict.show_verdict(ranking.verdict, ranking.warnings)
        self._small.show_words(ranking, self._figures.estimates, source.not_compared)
        if self._figures.beside is not None:
            self._small.show_parity(self._figures.beside.parity)
        self._show_view()
        if first or not self._scope.audited:
            self._show_audit()
        self._tell_handlers()

    def _show_view(self) -> None:
        """The view that is chosen; the others are brought up to date when they are."""
        assert self._project is not None
        if self._shown is not None:
            metric = self._project.session.examples.metric(self._scope.metric)
            self._views.show_view(self._verdict.view(), self._shown, self._figures, metric)

    def _show_audit(self) -> None:
        source = self._figures.audit
        if self._shown is None:
            return
        if not self._scope.audited:
            self._panel.show_nothing(_NO_AUDIT)
        elif source is not None and source.figures is None:
            self._panel.show_nothing(f"{source.why_not[:1].upper()}{source.why_not[1:]}.")
        elif source is not None and source.figures is not None:
            order, waiting = [model.model for model in self._shown.models], source.next_reviews(self._a_split())
            self._panel.show_audit(
                source.figures,
                order=order,
                next_reviews=waiting,
                why_not=self._why_not_review(),
                note="" if self._header.has_own_bounds() else _OWN_BOUNDS,
            )
            self._views.show_audit(source.figures)
        self._tell_handlers()

    def _show_empty(self, remedy: str, *, why: str = _NOTHING, add: bool = False) -> None:
        assert self._project is not None
        add = add and self._project.session.read_only is None
        self._shown = None
        self._scroll.hide()
        self._header.show_scope(shown=False)
        self._empty.set_texts(why, remedy, button="Add predictions…" if add else "")
        self._empty.show()
        self._tell_handlers()

    def _a_split(self) -> int:
        """How many of the audit's next reviews are of each split."""
        return REVIEWS // len(self._scope.split.split("+"))

    def _why_not_review(self) -> str:
        assert self._project is not None
        if self._project.session.read_only:
            return f"Read-only: {self._project.session.read_only}."
        own, title = self._header.own_metric()
        if one_claim(own, self._scope.metric):
            return ""
        return f"The queue goes by the project's metric, {title}: make this the project's to review for it."

    def _why_not_apply(self) -> str:
        if self._project is None or self._shown is None:
            return f"{_COMPUTING}." if self.busy() else f"{_NOTHING}."
        read_only = self._project.session.read_only
        if read_only:
            return f"Read-only: {read_only}."
        beside = self._figures.beside
        return self._can[1] if beside is None else self._small.why_not_apply(beside.unapplied)

    # Events

    def _on_ranking_failed(self, error: Exception) -> None:
        self._patience.stop()
        if self._shown is None:
            text = str(error)
            self._show_empty(f"{text[:1].upper()}{text[1:]}", why="The ranking couldn't be computed")
        else:
            self._verdict.status.say(f"it couldn't be computed: {error}", tone="wrong")

    def _on_changed(self, changes: Changes) -> None:
        assert self._project is not None
        if changes.kinds & {"versions", "criteria"}:
            before = self._header.scope()
            self._header.offer(self._project.session)
            if "criteria" in changes.kinds or self._header.scope() != before:
                self._outdate()
        if changes.examples and not self._stale:
            self._figures.tell(changes)
            if self.isVisible():
                self._catch_up(rest=REST_MS)

    def _catch_up(self, *, rest: int) -> None:
        self._figures.catch_up(rest=rest)
        if self._views.wants_noise(self._verdict.view()):
            self._figures.ask_noise(rest=rest)

    def _on_adopted(self) -> None:
        assert self._project is not None
        scope = self._header.scope()
        try:
            self._project.go_by(metric=scope.metric, bounds=scope.bounds)
        except LabelerError as error:
            self.failed.emit(error)

    def _on_stop(self) -> None:
        self._figures.stop_drawing()
        self._verdict.show_stopped()

    def _review_audit(self, *, exact_count: bool = False) -> None:
        asked = QueueChoice(name="audit", split=self._scope.split, size=self._a_split(), exact_count=exact_count)
        self.review_requested.emit(asked)

    def _go_to_view(self, number: int) -> None:
        """By key: models, pairs or noise."""
        if self._verdict.go_to(number):
            self._show_view()

    def _copy_verdict(self) -> None:
        assert self._shown is not None
        copy_text(self._shown.verdict.text)
        self._verdict.status.say_briefly("The verdict is on the clipboard.")

    def _save_slide(self) -> None:
        """Raises LabelerError where it can't be written."""
        assert self._shown is not None
        assert self._project is not None
        title = self._project.session.examples.metric(self._scope.metric).title
        slide = VerdictSlide(self._shown, split=self._scope.split, metric=title, rounds=self._scope.rounds)
        path = ask_and_save(self, slide, name=f"{self._project.session.path.stem} ranking")
        if path is not None:
            self._verdict.status.say_briefly(f"Saved: {path.name}")

    def _on_save_clicked(self) -> None:
        try:
            self._save_slide()
        except LabelerError as error:
            self.failed.emit(error)

    # Making it

    def _lay_out(self) -> None:
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        inside.setSpacing(12)
        inside.addWidget(self._verdict)
        inside.addWidget(self._views, 1)
        inside.addWidget(self._panel)
        inside.addWidget(self._small)
        self._scroll.setWidget(body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName("Ranking")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._scroll, 1)
        page.addWidget(self._empty, 1)
        self._scroll.hide()
        self._empty.hide()

    def _connect(self) -> None:
        figures, header, verdict = self._figures, self._header, self._verdict
        figures.ranking_changed.connect(self._show_ranking)
        figures.audit_changed.connect(self._show_audit)
        figures.drawing.connect(verdict.show_progress)
        figures.noise_known.connect(self._views.show_noise)
        figures.ranking_failed.connect(self._on_ranking_failed)
        figures.audit_failed.connect(lambda error: self._panel.show_nothing(f"The audit couldn't be computed: {error}"))
        figures.noise_failed.connect(self._views.show_noise_failure)
        header.changed.connect(self._outdate)
        header.adopted.connect(self._on_adopted)
        header.apply_requested.connect(lambda: self.requested.emit("apply"))
        verdict.copy_requested.connect(self._copy_verdict)
        verdict.save_requested.connect(self._on_save_clicked)
        verdict.stop_requested.connect(self._on_stop)
        verdict.draw_requested.connect(self._figures.draw)
        verdict.view_chosen.connect(lambda _view: self._show_view())
        self._panel.review_requested.connect(self._review_audit)
        self._panel.count_requested.connect(lambda: self._review_audit(exact_count=True))
        self._small.requested.connect(lambda: self.requested.emit("show-corrections"))
        self._empty.requested.connect(lambda: self.requested.emit("add-predictions"))
        self._patience.timeout.connect(lambda: self._show_empty(_A_WHILE, why=_COMPUTING))
