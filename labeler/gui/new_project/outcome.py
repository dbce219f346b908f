"""The right side, below: what will be made, or what has to be mended first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from labeler.errors import LabelerError
from labeler.gui.new_project.check import Summary
from labeler.gui.new_project.problem_table import SHOWN, ProblemTable
from labeler.gui.new_project.wording import sentence, told
from labeler.gui.theme import GRID
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.empty_state import EmptyState, IconLabel
from labeler.gui.widgets.figure_table import Cell, Column, FigureModel, FigureTable
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.progress_line import ProgressLine
from labeler.gui.widgets.text_label import TextLabel, TextLine


class Outcome(Card):
    """``skip_chosen`` is the box that leaves bad rows out."""

    skip_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=1, parent=parent)
        self._progress = ProgressLine("Checking", width=0)
        self._empty = EmptyState("new-file", "")
        self._good = _Good()
        self._bad = _Bad()
        self._stack = QStackedWidget()
        self._skip = QCheckBox("Leave bad rows out, and record how many")
        self._skip.clicked.connect(self.skip_chosen)
        self._lay_out()

    def show_lacking(self, request: str, remedy: str = "") -> None:
        """The next input that is needed."""
        self._skip.hide()
        self._empty.set_texts(request, remedy)
        self._show(self._empty)

    def show_summary(self, summary: Summary, *, skipping: bool) -> None:
        self._skip.setChecked(skipping)
        self._skip.setVisible(skipping)
        self._good.show_summary(summary)
        self._show(self._good)

    def show_refusal(self, error: LabelerError, *, skipping: bool) -> None:
        """Why nothing can be made of it yet."""
        self._skip.setChecked(skipping)
        self._skip.setVisible(skipping or any(problem.row is not None for problem in error.problems))
        self._bad.show_refusal(error)
        self._show(self._bad)

    def show_progress(self, message: str, fraction: float) -> None:
        self._progress.setToolTip(plain_tip(message))
        self._progress.set_fraction(fraction)
        self._progress.show()

    def _show(self, view: QWidget) -> None:
        self._progress.hide()
        self._stack.setCurrentWidget(view)

    def _lay_out(self) -> None:
        for view in (self._empty, self._good, self._bad):
            self._stack.addWidget(view)
        for widget, bottom in ((self._progress, 0), (self._skip, GRID)):
            line = QHBoxLayout()
            line.setContentsMargins(2 * GRID, GRID if not bottom else 0, 2 * GRID, bottom)
            line.addWidget(widget)
            self.body.addLayout(line)
        self.body.insertWidget(2, self._stack, 1)
        self._progress.hide()
        self._skip.hide()


class _Good(QWidget):
    """Three figures, warnings, and the labels with their counts."""

    def __init__(self) -> None:
        super().__init__()
        self._figures = [_Figure() for _ in range(3)]
        self._models = TextLine(size="small", tone="muted")
        self._warnings = QVBoxLayout()
        self._warnings.setSpacing(4)
        self._model = FigureModel(parent=self)
        self._table = FigureTable("Labels and how many examples have them", self._model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, GRID)
        layout.setSpacing(GRID)
        top = QVBoxLayout()
        top.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        top.setSpacing(GRID)
        figures = QHBoxLayout()
        for figure, stretch in zip(self._figures, (4, 2, 2), strict=True):
            figures.addWidget(figure, stretch)
        top.addLayout(figures)
        top.addWidget(self._models)
        top.addLayout(self._warnings)
        layout.addLayout(top)
        layout.addLayout(_inset(self._table), 1)
        layout.addStretch(0)

    def show_summary(self, summary: Summary) -> None:
        sizes = ", ".join(f"{size:,} {name}" for name, size in summary.splits)
        examples, labels, models = self._figures
        examples.show_figure(f"{summary.size:,}", f"{_count(summary.size, 'example')}: {sizes}")
        labels.show_figure(f"{len(summary.labels):,}", _count(len(summary.labels), "label"))
        for part in (labels, self._table):
            part.setVisible(bool(summary.labels))  # transcripts have none
        models.show_figure(f"{len(summary.models):,}", _count(len(summary.models), "model"))
        self._models.set_text(_models(summary.models))
        self._show_warnings(summary.warnings)
        names = [name for name, _ in summary.splits]
        self._model.set_columns(
            [Column("Label", stretch=True), *(Column(name, width=88, numeric=True) for name in names)]
        )
        self._model.set_rows(
            [[Cell(label.name, strong=True), *(f"{count:,}" for count in label.counts)] for label in summary.labels]
        )

    def _show_warnings(self, warnings: Sequence[str]) -> None:
        while (item := self._warnings.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        for warning in warnings:
            self._warnings.addWidget(_Warning(warning))


class _Figure(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._number = TextLabel(size="title", strong=True)
        self._caption = TextLine(size="small", tone="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._number)
        layout.addWidget(self._caption)

    def show_figure(self, number: str, caption: str) -> None:
        self._number.set_text(number)
        self._caption.set_text(caption)


class _Warning(QWidget):
    def __init__(self, text: str) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(IconLabel("warning", tone="unsure"))
        layout.addWidget(TextLabel(text, wrap=True), 1)


class _Bad(QWidget):
    """The headline, a button to copy, and the table."""

    def __init__(self) -> None:
        super().__init__()
        self._headline = TextLabel(strong=True, wrap=True)
        self._explained = TextLabel(size="small", tone="muted", wrap=True)
        self._copy = ActionButton("Copy", icon="copy", variant="quiet")
        self._copy.setAccessibleName("Copy the problems")
        self._copy.clicked.connect(self._on_copied)
        self._table = ProblemTable()
        self._message = ""
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._headline)
        words.addWidget(self._explained)
        top = QHBoxLayout()
        top.setContentsMargins(2 * GRID, 2 * GRID - 4, GRID, 0)
        top.setSpacing(GRID + 2)
        top.addWidget(IconLabel("warning", tone="wrong"))
        top.addLayout(words, 1)
        top.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addLayout(_inset(self._table), 1)
        layout.addStretch(0)

    def show_refusal(self, error: LabelerError) -> None:
        problems = [told(problem) for problem in error.problems]
        self._message = sentence(error.message)
        self._headline.set_text(_headline(len(problems)) if problems else self._message)
        self._explained.set_text(f"The first {SHOWN:,} are listed; Copy takes all.")
        self._explained.setVisible(len(problems) > SHOWN)
        self._table.setVisible(bool(problems))
        self._table.set_problems(problems)

    def _on_copied(self) -> None:
        QApplication.clipboard().setText(self._table.text() or self._message)


def _inset(table: QWidget) -> QHBoxLayout:
    """Its texts stand below those of the lines above it."""
    line = QHBoxLayout()
    line.setContentsMargins(GRID, 0, GRID, 0)
    line.addWidget(table)
    return line


def _headline(count: int) -> str:
    return f"{count:,} {'problem' if count == 1 else 'problems'} to mend; nothing has been written"


def _count(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"


def _models(models: tuple[str, ...]) -> str:
    if not models:
        return "No predictions yet: there will be nothing to compare until some are added."
    return ", ".join(models)
