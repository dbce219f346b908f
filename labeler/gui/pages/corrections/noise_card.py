"""Are the label errors random or systematic, and who proposed the corrections? (METHOD 9 and 5)"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from labeler.core.splits import phrase
from labeler.gui.figure_job import REST_MS, FigureJob
from labeler.gui.jobs import Jobs
from labeler.gui.pages.corrections.noise_rows import (
    FACTORS,
    PROPOSERS,
    SYSTEMATIC,
    Matrix,
    factor_row,
    proposer_row,
    summary,
    told,
)
from labeler.gui.pages.corrections.section import Section
from labeler.gui.project import Project
from labeler.gui.queue_choice import QueueChoice
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.empty_state import EmptyState
from labeler.gui.widgets.figure_table import Cell, Column, FigureModel, FigureTable
from labeler.gui.widgets.matrix_view import MatrixView
from labeler.gui.widgets.scrolled import scrolled
from labeler.gui.widgets.side_by_side import SideBySide
from labeler.gui.widgets.status_line import StatusLine
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.figures import splits_to_cover
from labeler.session.label_errors import DATA
from labeler.session.noise import Noise
from labeler.session.results import Changes

_TELLING = frozenset({"decisions", "categories", "criteria", "models"})
"""Kinds of changes that move its figures: by other criteria another model is the selected one."""

_MOST_ROWS = 8
_MATRIX = (240, 420)
_NOTHING = "Nothing has been reviewed yet"
_REMEDY = (
    "Review the errors and the right ones of your best model in the order they are drawn: labels found right or wrong "
    "there tell whether label errors are random or have a system."
)
_BEGIN = "Review the errors"
_COMPUTING = "The label errors are being tested"
_AGAIN = "computing anew …"
_NO_ERRORS = "No incorrect label has been found among those tested."


class NoiseCard(Section):
    """``change_chosen`` carries the given and the corrected class of a cell of the matrix."""

    change_chosen = Signal(str, str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._noise: Noise | None = None
        self._matrix = Matrix((), (), {})
        self._stale = True
        self._job = FigureJob(jobs, self)
        self._split = ChipMenu("Split")
        self._status = StatusLine()
        self._headline = TextLabel(size="title", strong=True, wrap=True)
        self._advice = TextLabel(tone="wrong", wrap=True)
        self._summary = TextLabel(tone="muted", wrap=True)
        self._warnings = TextLabel(size="small", tone="unsure", wrap=True)
        self._told = TextLabel(wrap=True)
        self._view = MatrixView("Given to corrected, incorrect labels by class")
        self._no_matrix = TextLabel(_NO_ERRORS, tone="muted", wrap=True)
        self._factors = _Table("Where label errors concentrate", FACTORS)
        self._proposers = _Table("Who proposed the corrections", PROPOSERS)
        self._across = SideBySide(self._needed, gap=2 * GRID)
        self._body = QWidget()
        self._scroll = scrolled(self._body)
        self._empty = EmptyState("corrections", _COMPUTING)
        self._lay_out()
        self._connect()

    # Doors of a section

    def set_project(self, project: Project | None) -> None:
        self._job.stop()
        self._project, self._noise, self._stale = project, None, True
        self._scroll.hide()
        self._empty.set_texts(_COMPUTING)
        self._empty.show()
        if project is not None:
            splits = splits_to_cover(project.session, [])[::-1]
            names = [(name, phrase(name).replace(" together", "")) for name in splits]
            self._split.set_choices(names, current=splits[0] if splits else "")

    def refresh(self, changes: Changes | None = None) -> None:
        if changes is not None and changes.kinds & _TELLING:
            self._stale = True
        if self._stale and self._project is not None and self.isVisible():
            self._stale = False
            split = self._split.current()
            rest = REST_MS if self._noise is not None else 0
            self._job.ask(self._project.session, lambda twin, _progress: twin.noise(split=split), rest=rest)

    def busy(self) -> bool:
        return self._job.busy()

    def entered(self) -> None:
        (self._view if self._view.isVisible() else self._split).setFocus(Qt.FocusReason.OtherFocusReason)

    # What is shown

    def _show(self, noise: Noise) -> None:
        assert self._project is not None
        first, self._noise = self._noise is None, noise
        self._status.say("")
        if not noise.reviewed:
            predicted = bool(self._project.session.predictions)
            self._empty.set_texts(_NOTHING, _REMEDY, button=_BEGIN if predicted else "")
        self._scroll.setVisible(bool(noise.reviewed))
        self._empty.setVisible(not noise.reviewed)
        concludes = noise.describes == DATA
        systematic = concludes and any(one.systematic for one in noise.factors)
        self._headline.set_text(noise.verdict)
        self._advice.set_text(SYSTEMATIC)
        self._advice.setVisible(systematic)
        self._summary.set_text(summary(noise))
        self._warnings.set_text("\n".join(noise.warnings))
        self._warnings.setVisible(bool(noise.warnings))
        self._show_matrix(noise)
        marked = [place for place, one in enumerate(noise.factors) if one.systematic and concludes]
        rows = [factor_row(one, concludes=concludes) for one in noise.factors]
        self._factors.show_rows(rows, highlighted=marked)
        marked = [place for place, one in enumerate(noise.proposers) if one.stands_out]
        self._proposers.show_rows([proposer_row(one) for one in noise.proposers], highlighted=marked)
        self._told.set_text(told(noise))
        self._proposer_card.setVisible(bool(noise.proposers))
        if first and self.isVisible():
            self.entered()

    def _show_matrix(self, noise: Noise) -> None:
        assert self._project is not None
        examples = self._project.session.examples
        self._matrix = Matrix.of(noise.matrix, examples.vocabulary.names)
        classes = examples.task.name in ("binary", "multiclass")
        self._matrix_card.setVisible(classes)
        self._no_matrix.setVisible(not noise.matrix)
        self._view.setVisible(bool(noise.matrix))
        self._view.set_matrix(
            self._matrix.rows,
            self._matrix.columns,
            self._matrix.cell,
            row_title="given",
            column_title="corrected",
            widest=self._matrix.widest,
        )
        if noise.matrix and self._view.cursor_cell() is None:
            self._view.set_cursor_cell(*self._matrix.largest)
        self._across.fit()

    # Answers

    def _on_started(self) -> None:
        if self._noise is not None:
            self._status.say(_AGAIN)

    def _on_failed(self, error: Exception) -> None:
        self._scroll.hide()
        text = str(error)
        self._empty.set_texts("The label errors couldn't be tested", f"{text[:1].upper()}{text[1:]}.")
        self._empty.show()

    def _on_cell(self, row: int, column: int) -> None:
        pair = self._matrix.rows[row], self._matrix.columns[column]
        if pair in self._matrix.pairs:
            self.change_chosen.emit(*pair)

    def _on_begin(self) -> None:
        self.review_requested.emit(QueueChoice("errors", split=self._split.current()))

    def _on_split(self) -> None:
        self._stale = True
        self.refresh()

    # Making it

    def _needed(self) -> int:
        return self._factors.least_width() + current_theme().px(_MATRIX[1]) + 6 * GRID

    def _fit(self) -> None:
        least, most = (current_theme().px(side) for side in _MATRIX)
        self._view.setFixedHeight(min(max(self._view.sizeHint().height() + 4, least), most))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._split)
        top.addWidget(self._status, 1)
        self._matrix_card = matrix = Card("Given → corrected · Enter shows the examples", margin=2 * GRID)
        matrix.body.addWidget(self._view)
        matrix.body.addWidget(self._no_matrix)
        matrix.body.addStretch(1)
        factors = Card("Where label errors concentrate", margin=2 * GRID)
        factors.body.addWidget(self._factors)
        factors.body.addStretch(1)
        self._proposer_card = Card("Who proposed the corrections?", margin=2 * GRID)
        self._proposer_card.body.addWidget(self._told)
        self._proposer_card.body.addWidget(self._proposers)
        self._across.add(self._matrix_card, 1)
        self._across.add(factors, 1)
        self._across.fitted.connect(self._fit)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(3 * GRID, GRID, 3 * GRID, 3 * GRID)
        inside.setSpacing(GRID)
        for widget in (self._headline, self._advice, self._summary, self._warnings):
            inside.addWidget(widget)
        inside.addSpacing(GRID)
        inside.addWidget(self._across)
        inside.addSpacing(GRID)
        inside.addWidget(self._proposer_card)
        inside.addStretch(1)
        top.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._empty, 1)

    def _connect(self) -> None:
        self._empty.requested.connect(self._on_begin)
        self._split.chosen.connect(self._on_split)
        self._view.cell_chosen.connect(self._on_cell)
        self._job.started.connect(self._on_started)
        self._job.done.connect(self._show)
        self._job.failed.connect(self._on_failed)


class _Table(FigureTable):
    def __init__(self, name: str, columns: Sequence[Column]) -> None:
        super().__init__(name, most_rows=_MOST_ROWS)
        self._figures = FigureModel(columns, self)
        self.setModel(self._figures)

    def show_rows(self, rows: Sequence[Sequence[Cell | str]], *, highlighted: Sequence[int]) -> None:
        self._figures.set_rows(rows, highlighted=highlighted)
