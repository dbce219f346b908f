"""Where the error is: bias, variance, mismatch, or overfitting to dev."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from labeler.errors import LabelerError
from labeler.gui.clipboard import copy_text
from labeler.gui.figure_job import REST_MS, FigureJob
from labeler.gui.jobs import Jobs
from labeler.gui.page import Handlers, Page
from labeler.gui.pages.diagnosis.error_table import ErrorTable
from labeler.gui.pages.diagnosis.ladder import Ladder
from labeler.gui.pages.diagnosis.split_advice_card import SplitAdviceCard
from labeler.gui.pages.diagnosis.verdict_card import VerdictCard
from labeler.gui.project import Project
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.header_bar import HeaderBar
from labeler.gui.widgets.side_by_side import SideBySide
from labeler.gui.widgets.status_line import StatusLine
from labeler.session.diagnosis import Diagnosed, Told
from labeler.session.results import Changes
from labeler.session.session import Session

_BESIDE = 952
"""The width from which the words stand beside the ladder, without the margins of the page."""
_SOURCE = "source"
_TELLING = frozenset({"decisions", "criteria", "diagnosis", "models", "versions"})
"""Kinds of changes that move its figures: by other criteria another model is the selected one."""


class DiagnosisPage(Page):
    """The ladder and the table are computed in a worker; what is typed is kept in the project at once."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = FigureJob(jobs, self)
        self._shown: Diagnosed | None = None
        self._header = HeaderBar("Diagnosis")
        self._model, self._metric = ChipMenu("Model"), ChipMenu("Metric")
        self._ladder = Ladder()
        self._words = VerdictCard()
        self._table = ErrorTable()
        self._advice = SplitAdviceCard()
        self._status = StatusLine()
        self._empty = EmptyState("diagnosis", "")
        self._body, self._scroll = QWidget(), QScrollArea()
        self._lay_out()
        self._connect()

    def entered(self) -> None:
        self._refresh_if_seen()
        self._model.setFocus()

    def busy(self) -> bool:
        return self._job.busy()

    def handlers(self) -> Handlers:
        return {} if self._shown is None else {"copy-diagnosis": self._copy_words}

    # What is shown

    def _stop(self) -> None:
        self._job.stop()

    def _show_project(self, *, another: bool) -> None:
        del another
        self._shown = None
        if self._project is not None:
            self._offer_choices(self._project.session)

    def _offer_choices(self, session: Session) -> None:
        self._model.set_choices([("", "the selected one"), *((p.model, p.model) for p in session.predictions)])
        metrics = [name for name in session.examples.task.metrics if not _grows(session, name)]
        self._metric.set_choices([(name, session.examples.metric(name).title) for name in metrics])

    def _refresh(self, project: Project, *, rest: int) -> None:
        model, metric = self._model.current() or None, self._metric.current() or None

        def compute(session: Session, _progress: object) -> tuple[Diagnosed, Counter[str]]:
            return session.diagnose(model=model, metric=metric), _sources(session)

        self._job.ask(project.session, compute, rest=rest if self._shown else 0)

    def _show(self, computed: tuple[Diagnosed, Counter[str]]) -> None:
        assert self._project is not None
        diagnosed, sources = computed
        self._shown = diagnosed
        self._empty.hide()
        self._scroll.show()
        session = self._project.session
        title = session.examples.metric(diagnosed.metric).title if diagnosed.metric else ""
        whose = f"{diagnosed.model}, {title}: " if diagnosed.model else ""
        self._header.set_title("Diagnosis", f"{whose}given labels → working corrections")
        self._ladder.show_diagnosed(diagnosed)
        self._words.show_diagnosed(diagnosed)
        self._table.show_errors(diagnosed, session.typed_errors(), read_only=session.read_only)
        self._advice.show_sources(sources)
        self.handlers_changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._shown = None
        self._scroll.hide()
        assert self._project is not None
        no_models = not self._project.session.predictions
        remedy = "Add a table of predictions for each model, on train and train-dev too where you have them."
        message = error.message if isinstance(error, LabelerError) else str(error)
        button = "Add predictions…" if no_models and self._project.session.read_only is None else ""
        sentence = "There is nothing to diagnose yet" if no_models else f"{message[:1].upper()}{message[1:]}"
        self._empty.set_texts(sentence, remedy if no_models else "Choose another model or metric.", button=button)
        self._empty.show()
        self.handlers_changed.emit()

    # Events

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _TELLING:
            self._outdate(rest=REST_MS)

    def _on_typed(self, told: Told) -> None:
        assert self._project is not None
        try:
            self._project.keep_typed_errors(told)
        except LabelerError as error:
            self.failed.emit(error)

    def _copy_words(self) -> None:
        assert self._shown is not None
        copy_text(self._words.text())
        self._status.say_briefly("The diagnosis is on the clipboard.")

    # Making it

    def _connect(self) -> None:
        for chip in (self._model, self._metric):
            chip.chosen.connect(lambda _name: self._outdate(rest=REST_MS))
        self._words.copy_requested.connect(self._copy_words)
        self._table.changed.connect(self._on_typed)
        self._empty.requested.connect(lambda: self.requested.emit("add-predictions"))
        self._job.done.connect(self._show)
        self._job.failed.connect(self._on_failed)

    def _lay_out(self) -> None:
        for widget in (self._status, self._model, self._metric):
            self._header.add(widget)
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName("Diagnosis")
        self._scroll.hide()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._scroll, 1)
        page.addWidget(self._empty, 1)
        self._empty.hide()
        self._lay_out_body()

    def _lay_out_body(self) -> None:
        ladder, table = Card("From human level to test"), Card("Where people and the model stand")
        ladder.body.addWidget(self._ladder)
        ladder.body.addStretch(1)
        table.body.addWidget(self._table)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        body.setSpacing(3 * GRID)
        for left, right in ((ladder, self._words), (table, self._advice)):
            across = SideBySide(lambda: current_theme().px(_BESIDE))
            across.add(left, 3)
            across.add(right, 2)
            body.addWidget(across)
        body.addStretch(1)


def _grows(session: Session, name: str) -> bool:
    """Whether it grows as a model gets better, or isn't the name of a metric but of several."""
    try:
        return session.examples.metric(name).higher_is_better
    except LabelerError:
        return True


def _sources(session: Session) -> Counter[str]:
    """How many examples each source has, where the table tells."""
    column = session.settings.get("roles", {}).get(_SOURCE)
    return Counter(session.examples.extras[column]) if column else Counter()
