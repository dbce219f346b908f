"""Does relabeling change which model is best? The verdict in words, the figures, the audit, and apply."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from labeler.core.comparison import SplitRanking
from labeler.errors import LabelerError
from labeler.gui.clipboard import copy_text
from labeler.gui.figure_job import REST_MS, FigureJob
from labeler.gui.jobs import Jobs
from labeler.gui.page import Handlers, Page
from labeler.gui.pages.ranking import computing
from labeler.gui.pages.ranking.audit_panel import AuditPanel
from labeler.gui.pages.ranking.computing import AuditSource, Beside, RankingSource
from labeler.gui.pages.ranking.fine_print import FinePrint
from labeler.gui.pages.ranking.header import RankingHeader
from labeler.gui.pages.ranking.live_figures import LiveFigures
from labeler.gui.pages.ranking.models_view import ModelsView
from labeler.gui.pages.ranking.noise_view import NoiseView
from labeler.gui.pages.ranking.pairs_view import PairsView
from labeler.gui.pages.ranking.scope import Scope
from labeler.gui.pages.ranking.slide import VerdictSlide
from labeler.gui.pages.ranking.verdict_block import MODELS, NOISE, PAIRS, VerdictBlock
from labeler.gui.pages.ranking.view_stack import ViewStack
from labeler.gui.picture_export import ask_and_save
from labeler.gui.project import Project
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.theme import GRID
from labeler.gui.widgets.empty_state import EmptyState
from labeler.session.audit_results import AuditFigures
from labeler.session.noise import Noise
from labeler.session.ranking import with_proposers
from labeler.session.results import Changes

RESAMPLES = 10_000
REVIEWS = 50
"""That a click on the audit's button asks for, over all splits."""
_PATIENCE_MS = 300
"""How long the figures of what was chosen before stay in sight while others are computed."""

_NOTHING = "There is nothing to rank yet"
_NO_MODELS = "Add a table of predictions for each model to compare."
_NONE_HERE = "No model predicts these examples by this metric. Choose another metric or split, or add predictions."
_COMPUTING = "The ranking is being computed"
_A_WHILE = "By this metric and of so many predictions it takes a while."
_DRAWING = "drawing 10,000 resamples …"
_STOPPED = "The resamples were stopped: intervals and “best in” are missing."


class RankingPage(Page):
    """Values, ranks and tests come first, then the resamples; from there on both follow every decision."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._scope: Scope | None = None
        self._shown: SplitRanking | None = None
        self._beside: Beside | None = None
        self._stale = True
        self._values: LiveFigures[RankingSource] = LiveFigures(jobs, self)
        self._drawn: LiveFigures[RankingSource] = LiveFigures(jobs, self)
        self._audit: LiveFigures[AuditSource] = LiveFigures(jobs, self)
        self._aside = FigureJob(jobs, self)
        self._noise = FigureJob(jobs, self)
        self._noise_stale = True
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._header = RankingHeader()
        self._verdict = VerdictBlock()
        self._models = ModelsView()
        self._pairs = PairsView()
        self._noise_view = NoiseView()
        self._views = ViewStack()
        self._panel = AuditPanel()
        self._small = FinePrint()
        self._empty = EmptyState("ranking", _NOTHING)
        self._scroll = QScrollArea()
        self._lay_out()
        self._connect()

    # The page

    def set_project(self, project: Project | None) -> None:
        if self._project is not None and self._project is not project:
            self._project.changed.disconnect(self._on_changed)
        if project is not None and self._project is not project:
            project.changed.connect(self._on_changed)
        another = project is not self._project
        self._project = project
        self._stop()
        if project is not None:
            self._header.offer(project.session)
            if another:
                self._header.reset()
            self._refresh_if_seen()
        self.handlers_changed.emit()

    def entered(self) -> None:
        if self._project is not None and not self._stale:
            self._catch_up()
            self._ask_beside(rest=0)
        self._refresh_if_seen()
        self._models.table.setFocus()

    def busy(self) -> bool:
        jobs = (self._values, self._drawn, self._audit, self._aside, self._noise)
        return any(job.busy() for job in jobs)

    def handlers(self) -> Handlers:
        if self._project is None or self._shown is None:
            return {}
        handlers = {"copy-verdict": self._copy_verdict, "save-slide": self._save_slide}
        if self._panel.can_review():
            handlers["review-audit"] = self._review_audit
        return handlers

    # What is compared

    def _refresh_if_seen(self) -> None:
        if self._stale and self._project is not None and self.isVisible():
            self._begin()

    def _begin(self) -> None:
        """Everything anew: what is in sight stays for a moment, lest the page flickers."""
        assert self._project is not None
        session, self._stale = self._project.session, False
        self._stop_jobs()
        self._beside = None
        self._scope = scope = self._header.scope()
        if not session.predictions:
            self._show_empty(_NO_MODELS, add=True)
            return
        self._patience.start()
        self._values.begin(session, computing.ranking_of(scope, resamples=0))
        self._begin_audit(rest=0)
        self._ask_beside(rest=0)
        self._noise_stale = True
        self._noise_view.forget()

    def _begin_audit(self, *, rest: int) -> None:
        assert self._project is not None
        assert self._scope is not None
        if self._scope.audited:
            self._audit.begin(self._project.session, computing.audit_of(self._scope), rest=rest, keep=True)
        else:
            self._panel.show_nothing("An audit speaks of the working labels: choose “now” as After.")

    def _ask_beside(self, *, rest: int) -> None:
        assert self._project is not None
        assert self._scope is not None
        self._aside.ask(self._project.session, computing.beside(self._scope), rest=rest)

    def _ask_noise(self, *, rest: int = 0) -> None:
        """Only where it is looked at."""
        self._noise_stale = True
        if self._project is None or self._scope is None or self._verdict.view() != NOISE or not self.isVisible():
            return
        self._noise_stale = False
        self._noise.ask(self._project.session, computing.noise(self._scope), rest=rest)

    def _stop(self) -> None:
        self._stop_jobs()
        self._audit.stop()
        self._shown, self._beside, self._stale = None, None, True

    def _stop_jobs(self) -> None:
        for job in (self._values, self._drawn, self._aside, self._noise):
            job.stop()
        self._patience.stop()
        self._verdict.show_progress(None)

    # What is shown

    @property
    def _source(self) -> RankingSource | None:
        """The one with the resamples where they are drawn."""
        return self._drawn.live or self._values.live

    def _show(self) -> None:
        source = self._source
        if source is None or self._scope is None:
            return
        ranking = source.ranking()
        if not ranking.models:
            self._show_empty(_NONE_HERE, add=True)
            return
        if self._beside is not None:
            ranking = with_proposers(ranking, self._beside.proposers)
        first, self._shown = self._shown is None, ranking
        self._patience.stop()
        self._empty.hide()
        self._scroll.show()
        self._header.show_scope(True)
        self._verdict.show_verdict(ranking.verdict, ranking.warnings)
        self._show_view()
        if first:
            self._show_audit()
        self.handlers_changed.emit()

    def _show_view(self, _view: object = None) -> None:
        """The view that is chosen; the others are brought up to date when they are."""
        source, ranking, view = self._source, self._shown, self._verdict.view()
        self._views.setCurrentWidget({MODELS: self._models, PAIRS: self._pairs, NOISE: self._noise_view}[view])
        if source is None or ranking is None or self._project is None or self._scope is None:
            return
        estimates = None if self._beside is None else self._beside.estimates
        self._small.show_words(estimates, source.not_compared)
        if view == MODELS:
            self._models.show_ranking(ranking, estimates, drawn=source.drawn)
        elif view == PAIRS:
            metric = self._project.session.examples.metric(self._scope.metric)
            self._pairs.show_pairs(
                ranking,
                self._figures(),
                title=metric.title,
                higher_is_better=metric.higher_is_better,
                reviewed=source.reviewed,
            )
        else:
            self._noise_view.show_ranking(ranking)
            if self._noise_stale:
                self._ask_noise()

    def _figures(self) -> AuditFigures | None:
        return None if self._audit.live is None else self._audit.live.figures()

    def _show_audit(self) -> None:
        source = self._audit.live
        if source is None or self._shown is None or self._scope is None or not self._scope.audited:
            return
        figures = source.figures()
        if figures is None:
            self._panel.show_nothing(f"{source.why_not[:1].upper()}{source.why_not[1:]}.")
        else:
            order = [model.model for model in self._shown.models]
            waiting = source.next_reviews(self._a_split())
            self._panel.show_audit(figures, order=order, next_reviews=waiting, why_not=self._why_not_review())
        if self._verdict.view() == PAIRS:
            self._pairs.show_audit(figures)
        self.handlers_changed.emit()

    def _a_split(self) -> int:
        """How many of a queue are of each split."""
        assert self._scope is not None
        return REVIEWS // len(self._scope.split.split("+"))

    def _why_not_review(self) -> str:
        assert self._project is not None
        assert self._scope is not None
        if self._project.session.read_only:
            return f"Read-only: {self._project.session.read_only}."
        own = self._header.own_metric()
        if self._scope.metric != own:
            return f"The queue goes by the project's metric, {own}: make {self._scope.metric} the project's first."
        return ""

    def _show_empty(self, remedy: str, *, why: str = _NOTHING, add: bool = False) -> None:
        assert self._project is not None
        add = add and self._project.session.read_only is None
        self._shown = None
        self._scroll.hide()
        self._header.show_scope(False)
        self._empty.set_texts(why, remedy, button="Add predictions…" if add else "")
        self._empty.show()
        self.handlers_changed.emit()

    # Events

    def _on_patience_over(self) -> None:
        self._show_empty(_A_WHILE, why=_COMPUTING)

    def _on_values(self) -> None:
        """What needs no resamples is there: draw them."""
        assert self._project is not None
        assert self._scope is not None
        source = self._values.live
        self._show()
        if source is not None and source.ranking().models and not self._drawn.busy():
            make = computing.ranking_of(self._scope, resamples=RESAMPLES)
            self._drawn.begin(self._project.session, make, rest=REST_MS)

    def _on_drawing(self, share: float) -> None:
        self._verdict.show_progress(share)
        if not self._verdict.status.text():
            self._verdict.status.say(_DRAWING)

    def _on_drawn(self) -> None:
        self._values.stop()
        self._verdict.show_progress(None)
        if self._verdict.status.text() == _DRAWING:
            self._verdict.status.say("")
        self._show()

    def _on_stop(self) -> None:
        self._drawn.stop()
        self._verdict.show_progress(None)
        self._verdict.status.say(_STOPPED)

    def _on_beside(self, found: Beside) -> None:
        self._beside = found
        self._small.show_parity(found.parity)
        self._show()

    def _on_noise(self, found: Noise) -> None:
        self._noise_view.show_noise(found)

    def _on_ranking_failed(self, error: Exception) -> None:
        self._patience.stop()
        if self._shown is None or self._source is None:
            self._show_empty(_sentence(error), why="The ranking couldn't be computed")
        else:
            self._verdict.show_progress(None)
            self._verdict.status.say(f"the intervals couldn't be computed: {error}", tone="wrong")

    def _on_audit_failed(self, error: Exception) -> None:
        self._panel.show_nothing(f"The audit couldn't be computed: {error}")

    def _on_changed(self, changes: Changes) -> None:
        assert self._project is not None
        if changes.kinds & {"versions", "criteria", "models"}:
            before = self._header.scope()
            self._header.offer(self._project.session)
            if self._header.scope() != before or changes.kinds & {"criteria"}:
                self._stale = True
                self._refresh_if_seen()
        if changes.examples and not self._stale:
            self._follow(changes)

    def _follow(self, changes: Changes) -> None:
        """At once where the page is in sight; else when it is entered."""
        assert self._scope is not None
        if not self._scope.follows:
            return
        for figures in (self._values, self._drawn, self._audit):
            figures.tell(changes)
        if self.isVisible():
            self._catch_up()
            self._ask_beside(rest=REST_MS)

    def _catch_up(self) -> None:
        """What costs little now; what takes a look at every decision after a rest."""
        for figures in (self._values, self._drawn, self._audit):
            figures.catch_up()
        self._begin_audit(rest=REST_MS)
        self._ask_noise(rest=REST_MS)

    def _on_chosen(self) -> None:
        self._stale = True
        self._refresh_if_seen()

    def _on_adopted(self) -> None:
        assert self._project is not None
        scope = self._header.scope()
        try:
            self._project.go_by(metric=scope.metric, bounds=scope.bounds)
        except LabelerError as error:
            self.failed.emit(error)

    def _review_audit(self) -> None:
        assert self._scope is not None
        self.review_requested.emit(QueueChoice(name="audit", split=self._scope.split, size=self._a_split()))

    def _copy_verdict(self) -> None:
        assert self._shown is not None
        copy_text(self._shown.verdict.text)
        self._verdict.status.say_briefly("The verdict is on the clipboard.")

    def _save_slide(self) -> None:
        """Raises LabelerError where it can't be written."""
        assert self._shown is not None
        assert self._scope is not None
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

    def _why_not_apply(self) -> str:
        if self._project is None or self._shown is None:
            return f"{_COMPUTING}." if self.busy() else f"{_NOTHING}."
        read_only = self._project.session.read_only
        return f"Read-only: {read_only}." if read_only else self._small.why_not_apply()

    # Making it

    def _lay_out(self) -> None:
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        inside.setSpacing(12)
        for view in (self._models, self._pairs, self._noise_view):
            self._views.addWidget(view)
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
        self._connect_figures()
        self._header.changed.connect(self._on_chosen)
        self._header.adopted.connect(self._on_adopted)
        self._header.apply_requested.connect(lambda: self.requested.emit("apply"))
        self._verdict.copy_requested.connect(self._copy_verdict)
        self._verdict.save_requested.connect(self._on_save_clicked)
        self._verdict.stop_requested.connect(self._on_stop)
        self._verdict.view_chosen.connect(self._show_view)
        self._panel.review_requested.connect(self._review_audit)
        self._small.requested.connect(lambda: self.requested.emit("show-corrections"))
        self._empty.requested.connect(lambda: self.requested.emit("add-predictions"))
        self._patience.timeout.connect(self._on_patience_over)
        self.handlers_changed.connect(lambda: self._header.show_apply(self._why_not_apply()))

    def _connect_figures(self) -> None:
        values, drawn, audit = self._values.told, self._drawn.told, self._audit.told
        values.made.connect(self._on_values)
        values.moved.connect(self._show)
        drawn.made.connect(self._on_drawn)
        drawn.moved.connect(self._show)
        drawn.progressed.connect(self._on_drawing)
        for told in (values, drawn):
            told.failed.connect(self._on_ranking_failed)
        audit.made.connect(self._show_audit)
        audit.moved.connect(self._show_audit)
        audit.failed.connect(self._on_audit_failed)
        self._aside.done.connect(self._on_beside)
        self._noise.done.connect(self._on_noise)
        self._noise.failed.connect(lambda error: self._noise_view.show_failure(_sentence(error)))


def _sentence(error: Exception) -> str:
    text = str(error)
    return text[:1].upper() + text[1:]
