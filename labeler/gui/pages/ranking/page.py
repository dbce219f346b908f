"""Does relabeling change which model is best? The verdict in words, the figures, parity, and apply."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from labeler.core.comparison import SplitRanking
from labeler.core.parity import Parity
from labeler.errors import LabelerError
from labeler.gui import dialogs
from labeler.gui.jobs import Jobs
from labeler.gui.page import Handlers, Page
from labeler.gui.pages.ranking.ranking_job import RankingJob, is_quick
from labeler.gui.pages.ranking.tables import bump_rows, model_columns, model_rows, moved
from labeler.gui.parity_card import INAPPLICABLE, ParityCard
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
_TABLE, _CHART = 16, 9
"""How the table and the chart share the width."""

_NOTHING = "There is nothing to rank yet"
_NO_MODELS = "Add a table of predictions for each model to compare."
_NONE_HERE = "No model predicts these examples by this metric. Choose another metric or split, or add predictions."
_COMPUTING = "The ranking is being computed"
_DRAWING = "drawing 10,000 resamples …"


class RankingPage(Page):
    """Values, ranks and tests are there at once where that takes no time, the rest follows from a worker.

    ``requested`` carries the id of an action.
    """

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = RankingJob(jobs, self)
        self._project: Project | None = None
        self._ranking: SplitRanking | None = None
        self._parity: Parity | None = None
        self._stale = True
        self._header = HeaderBar("Ranking")
        self._metric = ChipMenu("Metric")
        self._split = ChipMenu("Split")
        self._apply = ActionButton(strong("Apply to dev and test"), variant="primary", action="apply")
        self._headline = TextLabel(size="title", strong=True, wrap=True)
        self._detail = TextLabel(tone="muted", wrap=True)
        self._copy = ActionButton("Copy", icon="copy", variant="hint")
        self._models = FigureModel(model_columns(bootstrapped=False))
        self._table = FigureTable("Models before and after", self._models)
        self._chart = BumpChart()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parity_card = ParityCard()
        self._status = StatusLine()
        self._empty = EmptyState("ranking", _NOTHING)
        self._body = QWidget()
        self._scroll = QScrollArea()
        self._lay_out()
        self._connect()

    def set_project(self, project: Project | None) -> None:
        self._job.stop()
        if self._project is not None and self._project is not project:
            self._project.changed.disconnect(self._on_changed)
        if project is not None and self._project is not project:
            project.changed.connect(self._on_changed)
        self._project, self._ranking, self._stale = project, None, True
        self.handlers_changed.emit()
        if project is not None:
            self._offer_choices(project.session)
            self._refresh_if_seen()

    def entered(self) -> None:
        self._refresh_if_seen()
        self._table.setFocus()

    def busy(self) -> bool:
        return self._job.busy()

    def handlers(self) -> Handlers:
        if self._project is None or self._ranking is None:
            return {}
        handlers = {"copy-verdict": self._copy_verdict}
        if not self._why_not_apply():
            handlers["apply"] = self._apply_corrections
        return handlers

    def _why_not_apply(self) -> str:
        """A sentence for who wonders why the button is off; empty where it is on."""
        if self._project is None or self._ranking is None:
            return f"{_COMPUTING}." if self.busy() else f"{_NOTHING}."
        if self._project.session.read_only:
            return f"Read-only: {self._project.session.read_only}."
        return "" if self._parity is not None and self._parity.applicable else INAPPLICABLE

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
        """What is quick at once; the bootstrap, or everything, after a rest."""
        assert self._project is not None
        self._job.stop()
        self._stale, self._ranking = False, None
        session = self._project.session
        if not session.predictions:
            self._show_empty(_NO_MODELS, add=True)
            return
        metric, split = self._metric.current(), self._split.current()
        try:
            quick = is_quick(session, metric)
            ranking = session.rank(metric=metric, split=[split], resamples=0).splits[split] if quick else None
        except LabelerError as error:
            self._show_empty(error.message[:1].upper() + error.message[1:])
            return
        if ranking is None or ranking.models:
            self._job.ask(session.path, metric=metric, split=split)
        if ranking is None:
            self._show_empty("By this metric and of so many predictions it takes a while.", why=_COMPUTING)
        else:
            self._show(ranking)

    def _show(self, ranking: SplitRanking) -> None:
        if not ranking.models:
            self._show_empty(_NONE_HERE, add=True)
            return
        self._ranking = ranking
        self._empty.hide()
        self._scroll.show()
        self._headline.set_text(ranking.verdict.headline)
        self._detail.set_text(ranking.verdict.detail)
        bootstrapped = any(model.interval_after is not None for model in ranking.models)
        self._models.set_columns(model_columns(bootstrapped=bootstrapped))
        self._models.set_rows(model_rows(ranking, bootstrapped=bootstrapped), highlighted=moved(ranking))
        self._chart.set_data(bump_rows(ranking))
        self._header.set_title("Ranking", "given labels → working corrections")
        self._parity_card.show_warnings(ranking.warnings)
        self._show_parity()

    def _show_parity(self) -> None:
        assert self._project is not None
        self._parity = self._project.session.parity()
        self._parity_card.show_parity(self._parity)
        self._parity_card.show_versions(self._project.session.versions().versions)
        self.handlers_changed.emit()

    def _show_empty(self, remedy: str, *, why: str = _NOTHING, add: bool = False) -> None:
        assert self._project is not None
        add = add and self._project.session.read_only is None
        self._scroll.hide()
        self._header.set_title("Ranking")
        self._empty.set_texts(why, remedy, button="Add predictions…" if add else "")
        self._empty.show()
        self.handlers_changed.emit()

    # Events

    def _on_started(self) -> None:
        if not self._status.text():
            self._status.say(_DRAWING)

    def _on_computed(self, ranking: SplitRanking) -> None:
        if self._status.text() == _DRAWING:
            self._status.say("")
        self._show(ranking)

    def _on_failed(self, error: Exception) -> None:
        if self._ranking is None:
            self._show_empty(str(error), why="The ranking couldn't be computed")
        else:
            self._status.say(f"the intervals couldn't be computed: {error}", tone="wrong")

    def _on_changed(self, changes: Changes) -> None:
        if "decisions" in changes.kinds:
            self._stale = True
            self._refresh_if_seen()
        elif "versions" in changes.kinds and self._ranking is not None:
            self._show_parity()

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

    def _copy_verdict(self) -> None:
        assert self._ranking is not None
        QGuiApplication.clipboard().setText(self._ranking.verdict.text)
        self._status.say_briefly("The verdict is on the clipboard.")

    def _on_apply_clicked(self) -> None:
        try:
            self._apply_corrections()
        except LabelerError as error:
            self.failed.emit(error)

    def _on_handlers_changed(self) -> None:
        why_not = self._why_not_apply()
        self._apply.setEnabled(not why_not)
        self._apply.setToolTip(why_not)

    # Making it

    def _lay_out(self) -> None:
        for widget in (self._metric, self._split, self._apply):
            self._header.add(widget)
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName("Ranking")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._scroll, 1)
        page.addWidget(self._empty, 1)
        self._empty.hide()
        self._lay_out_body()
        self._fit()

    def _lay_out_body(self) -> None:
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
        self._across.setSpacing(3 * GRID)
        self._across.addWidget(table, _TABLE)
        self._across.addWidget(chart, _CHART)
        body.addLayout(self._across, 1)
        body.addSpacing(2 * GRID)
        body.addWidget(self._parity_card)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The table scrolls, but not below a handful of rows; the chart goes below where both lack room."""
        self._table.setMinimumHeight(6 * current_theme().px(_ROW))
        room = (self.width() - 9 * GRID) * _TABLE / (_TABLE + _CHART)
        beside = room >= self._table.least_width() + 2
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._across.setDirection(sideways if beside else down)

    def _connect(self) -> None:
        self._metric.chosen.connect(self._on_chosen)
        self._split.chosen.connect(self._on_chosen)
        self._apply.clicked.connect(self._on_apply_clicked)
        self._copy.clicked.connect(self._copy_verdict)
        self._empty.requested.connect(lambda: self.requested.emit("add-predictions"))
        self._job.started.connect(self._on_started)
        self._job.done.connect(self._on_computed)
        self._job.failed.connect(self._on_failed)
        self.handlers_changed.connect(self._on_handlers_changed)


def _metrics(session: Session) -> list[str]:
    """The metrics this project's models can be compared by, the default first."""
    deepest = max((prediction.depth for prediction in session.predictions), default=1)
    names = []
    for name in session.examples.task.metrics:
        if name == "top-K":
            names += [f"top-{k}" for k in (3, 5) if k <= deepest]
        elif name == "label:NAME":
            names += [f"label:{label}" for label in session.examples.vocabulary.names]
        elif name != "slice:COLUMN" and (name != "weighted-error" or session.examples.weights is not None):
            names.append(name)
    return names
