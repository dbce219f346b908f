"""Does relabeling change which model is best? The verdict in words, the figures, parity, and apply."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from labeler.core.parity import Parity
from labeler.core.ranking import SplitRanking
from labeler.errors import LabelerError
from labeler.gui import dialogs
from labeler.gui.actions import keycap
from labeler.gui.jobs import Job, Jobs, Report
from labeler.gui.page import Handlers, Page
from labeler.gui.pages.ranking_tables import PARITY_COLUMNS, bump_rows, model_columns, model_rows, moved, parity_rows
from labeler.gui.project import Project
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.bump_chart import BumpChart
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.figure_table import FigureModel, FigureTable
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.gui.widgets.spans import strong
from labeler.gui.widgets.status_line import StatusLine
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.results import Changes
from labeler.session.session import Session

_ROW = 36
_REST_MS = 400
"""How long the decisions must rest before the bootstrap is drawn anew."""


class RankingPage(Page):
    """Values, ranks and tests are there at once; the bootstrap's figures follow from a worker."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._project: Project | None = None
        self._ranking: SplitRanking | None = None
        self._parity: Parity | None = None
        self._stale = True
        self._header = HeaderBar("Ranking")
        self._metric = ChipMenu("Metric")
        self._split = ChipMenu("Split")
        self._apply = ActionButton(strong("Apply to dev and test"), variant="primary", key=keycap("apply"))
        self._headline = TextLabel(size="title", strong=True, wrap=True)
        self._detail = TextLabel(tone="muted", wrap=True)
        self._copy = ActionButton("Copy", icon="copy", variant="hint")
        self._models = FigureModel(model_columns(bootstrapped=False))
        self._table = FigureTable("Models before and after", self._models)
        self._chart = BumpChart()
        self._parity_model = FigureModel(PARITY_COLUMNS)
        self._parity_table = FigureTable("How alike dev and test were reviewed", self._parity_model)
        self._parity_words = TextLabel(wrap=True)
        self._version_words = TextLabel(tone="muted", wrap=True)
        self._warnings = TextLabel(size="small", tone="unsure", wrap=True)
        self._status = StatusLine()
        self._empty = EmptyState("ranking", "There is nothing to rank yet")
        self._body = QWidget()
        self._scroll = QScrollArea()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._lay_out()
        self._connect()

    def set_project(self, project: Project | None) -> None:
        self._stop_job()
        if self._project is not None and self._project is not project:
            self._project.changed.disconnect(self._on_changed)
        if project is not None and self._project is not project:
            project.changed.connect(self._on_changed)
        self._project, self._ranking, self._stale = project, None, True
        if project is not None:
            self._offer_choices(project.session)
            self._refresh_if_seen()

    def entered(self) -> None:
        self._refresh_if_seen()
        self._table.setFocus()

    def busy(self) -> bool:
        return self._job is not None or self._rest.isActive()

    def handlers(self) -> Handlers:
        if self._project is None or self._ranking is None:
            return {}
        handlers = {"copy-verdict": self._copy_verdict}
        if self._project.session.read_only is None and self._parity is not None and self._parity.applicable:
            handlers["apply"] = self._apply_corrections
        return handlers

    # What is shown

    def _offer_choices(self, session: Session) -> None:
        metrics = [(name, name) for name in _metrics(session)]
        self._metric.set_choices(metrics)
        splits = session.examples.split_sizes
        both = [("dev+test", "dev + test")] if {"dev", "test"} <= splits.keys() else []
        self._split.set_choices([*both, *((name, name) for name in splits)])

    def _refresh_if_seen(self) -> None:
        if self._stale and self._project is not None and self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        """Everything but the bootstrap, at once; the bootstrap after a rest."""
        assert self._project is not None
        self._stop_job()
        self._stale = False
        session = self._project.session
        try:
            result = session.rank(metric=self._metric.current(), split=[self._split.current()], resamples=0)
            self._parity = session.parity()
        except LabelerError as error:
            self._ranking = None
            self._show_empty(error.message)
            return
        ranking = result.splits[self._split.current()]
        if not ranking.models:
            self._show_empty("No model predicts these examples by this metric; add predictions or choose another.")
            return
        self._show(ranking)
        self._rest.start()

    def _show(self, ranking: SplitRanking) -> None:
        self._ranking = ranking
        self._empty.hide()
        self._scroll.show()
        self._headline.set_text(ranking.verdict.headline)
        self._detail.set_text(ranking.verdict.detail)
        self._warnings.set_text(" ".join(ranking.warnings))
        self._warnings.setVisible(bool(ranking.warnings))
        bootstrapped = any(model.interval_after is not None for model in ranking.models)
        self._models.set_columns(model_columns(bootstrapped=bootstrapped))
        self._models.set_rows(model_rows(ranking, bootstrapped=bootstrapped), highlighted=moved(ranking))
        self._chart.set_data(bump_rows(ranking))
        self._header.set_title("Ranking", "given labels → working corrections")
        self._show_parity()
        self.handlers_changed.emit()

    def _show_parity(self) -> None:
        assert self._project is not None
        assert self._parity is not None
        parity = self._parity
        self._parity_model.set_rows(parity_rows(parity))
        if not parity.applicable:
            words, tone = "Parity needs a dev and a test split and a model.", "muted"
        elif parity.blocking:
            words, tone = "Applying stops here: " + " ".join(parity.blocking), "wrong"
        elif parity.warnings:
            words, tone = " ".join(parity.warnings), "unsure"
        else:
            words, tone = "Dev and test were reviewed alike.", "right"
        self._parity_words.set_text(words)
        self._parity_words.set_tone(tone)  # type: ignore[arg-type]
        versions = self._project.session.versions().versions
        if versions:
            last = versions[-1]
            self._version_words.set_text(
                f"Version {last.version}, applied {last.at[:16].replace('T', ' ')} by {last.by}: "
                f"{last.corrected:,} corrected, {last.excluded:,} excluded."
            )
        else:
            self._version_words.set_text("No version has been applied yet.")

    def _show_empty(self, remedy: str) -> None:
        self._scroll.hide()
        self._empty.set_texts("There is nothing to rank yet", remedy)
        self._empty.show()
        self.handlers_changed.emit()

    # The bootstrap, in a worker with a connection of its own

    def _start_bootstrap(self) -> None:
        if self._project is None or self._ranking is None:
            return
        path, metric, split = self._project.session.path, self._metric.current(), self._split.current()
        self._status.say("drawing 10,000 resamples …")
        self._job = self._jobs.run(
            lambda report: _bootstrapped(path, metric, split, report),
            done=self._on_bootstrapped,
            failed=self._on_bootstrap_failed,
        )
        if self._ranking.models and self._ranking.models[0].interval_after is not None:
            self._job = None  # an inline job is done before it is returned

    def _on_bootstrapped(self, ranking: SplitRanking) -> None:
        self._job = None
        self._status.say("")
        if self._ranking is not None:
            self._show(_with_bootstrap(self._ranking, ranking))

    def _on_bootstrap_failed(self, error: Exception) -> None:
        self._job = None
        self._status.say(f"the intervals couldn't be computed: {error}", tone="wrong")

    def _stop_job(self) -> None:
        self._rest.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    # Events

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {"decisions", "versions"}:
            self._stale = True
            self._refresh_if_seen()

    def _on_chosen(self) -> None:
        self._stale = True
        self._refresh_if_seen()

    def _apply_corrections(self) -> None:
        """Asks for a reason where parity would stop it; raises LabelerError if it can't be done."""
        assert self._project is not None
        assert self._parity is not None
        reason = None
        if self._parity.blocking:
            text = " ".join(self._parity.blocking) + " Apply all the same, and record why:"
            reason = dialogs.ask_reason(self, "Dev and test were not reviewed alike", text)
            if reason is None:
                return
        applied = self._project.apply(override_parity=reason)
        if applied.created:
            words = f"Version {applied.version}: {applied.corrected:,} corrected, {applied.excluded:,} excluded."
            self._status.say_briefly(words, tone="right")
        else:
            self._status.say_briefly(f"Nothing has changed since version {applied.version}.")
        self._show_parity()

    def _copy_verdict(self) -> None:
        assert self._ranking is not None
        QGuiApplication.clipboard().setText(self._ranking.verdict.text)
        self._status.say_briefly("The verdict is on the clipboard.")

    def _on_apply_clicked(self) -> None:
        try:
            if "apply" in self.handlers():
                self._apply_corrections()
        except LabelerError as error:
            self.failed.emit(error)

    # Making it

    def _lay_out(self) -> None:
        for widget in (self._metric, self._split, self._apply):
            self._header.add(widget)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        body.setSpacing(GRID)
        body.addWidget(self._headline)
        words = QHBoxLayout()
        words.addWidget(self._detail, 1)
        words.addWidget(self._status)
        words.addWidget(self._copy)
        body.addLayout(words)
        body.addSpacing(GRID)
        table = Card(margin=1)
        table.body.addWidget(self._table)
        chart = Card("Before → after")
        chart.body.addWidget(self._chart, 1)
        across = QHBoxLayout()
        across.setSpacing(3 * GRID)
        across.addWidget(table, 16)
        across.addWidget(chart, 9)
        body.addLayout(across, 1)
        body.addSpacing(2 * GRID)
        body.addWidget(self._parity_card())
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._scroll, 1)
        page.addWidget(self._empty, 1)
        self._empty.hide()
        self._fit_heights()

    def _parity_card(self) -> Card:
        card = Card("Parity · were dev and test reviewed alike?")
        across = QHBoxLayout()
        across.setSpacing(3 * GRID)
        across.addWidget(self._parity_table, 16)
        words = QVBoxLayout()
        words.addWidget(self._parity_words)
        words.addWidget(self._version_words)
        words.addWidget(self._warnings)
        words.addStretch(1)
        across.addLayout(words, 9)
        card.body.addLayout(across)
        return card

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_heights()

    def _fit_heights(self) -> None:
        """Parity is shown whole; the models' table scrolls, but not below a handful of rows."""
        row = current_theme().px(_ROW)
        self._parity_table.setFixedHeight(5 * row + 4)
        self._table.setMinimumHeight(6 * row)

    def _connect(self) -> None:
        self._metric.chosen.connect(self._on_chosen)
        self._split.chosen.connect(self._on_chosen)
        self._apply.clicked.connect(self._on_apply_clicked)
        self._copy.clicked.connect(self._copy_verdict)
        self._rest.timeout.connect(self._start_bootstrap)


def _metrics(session: Session) -> list[str]:
    """The metrics this project's models can be compared by, the default first."""
    deepest = max((prediction.depth for prediction in session.predictions), default=1)
    names = []
    for name in session.examples.task.metrics:
        if name == "top-K":
            names += [f"top-{k}" for k in (3, 5) if k <= deepest]
        elif name != "weighted-error" or session.examples.weights is not None:
            names.append(name)
    return names


def _bootstrapped(path: Path, metric: str, split: str, report: Report) -> SplitRanking:
    with Session(path, read_only=True) as session:
        result = session.rank(metric=metric, split=[split], progress=lambda share: report("", share))
        return result.splits[split]


def _with_bootstrap(shown: SplitRanking, drawn: SplitRanking) -> SplitRanking:
    """What is shown, with the bootstrap's figures of the same models."""
    by_model = {model.model: model for model in drawn.models}
    models = tuple(
        replace(
            model,
            interval_after=by_model[model.model].interval_after,
            share_best_before=by_model[model.model].share_best_before,
            share_best_after=by_model[model.model].share_best_after,
        )
        if model.model in by_model
        else model
        for model in shown.models
    )
    return replace(shown, models=models)
