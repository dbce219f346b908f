"""The confusion matrix beside the gallery, or its largest cells first: a cell opens its examples."""

from __future__ import annotations

from math import sqrt

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from labeler.core.phrases import counted, rough_percent
from labeler.core.splits import phrase
from labeler.gui.pages.gallery.pairs_table import PAIR_COLUMNS, PairsTable
from labeler.gui.theme import GRID, current_theme
from labeler.gui.widgets.action_button import ActionButton
from labeler.gui.widgets.card import Surface
from labeler.gui.widgets.figure_table import Cell, FigureModel
from labeler.gui.widgets.flow_row import FlowRow
from labeler.gui.widgets.matrix_view import CellOf, MatrixCell, MatrixView
from labeler.gui.widgets.segmented import Segmented
from labeler.gui.widgets.text_label import TextLabel, TextLine
from labeler.session.confusion import Confusion

MANY = 20
"""Labels from which the largest confusions are shown first, the matrix when asked for."""

_WIDTH = 460
_LISTED = 1000
_FAINTEST = 0.05
_TIMES = ((False, "before"), (True, "after"))
_FIGURES = ((False, "counts"), (True, "rates"))
_FORMS = (("matrix", "matrix"), ("largest", "largest first"))


class ConfusionPanel(Surface):
    """``chosen`` carries the conditions of a cell, as ("label=cat", "predicted=dog"); ``closed`` that it was closed.

    ``left`` comes when the keyboard should go back to the examples.
    """

    chosen = Signal(tuple)
    closed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(left=True, parent=parent)
        self._confusion: Confusion | None = None
        self._pairs: list[tuple[int, int]] = []
        self._labels: tuple[str, ...] = ()
        self._awaited = False
        self._about = TextLine(size="small", tone="muted")
        self._close = ActionButton("Close", icon="close", action="confusion", variant="quiet")
        self._time, self._figure, self._form = Segmented("Labels"), Segmented("Figures"), Segmented("Shown as")
        self._matrix = MatrixView("Confusion matrix")
        self._model = FigureModel(PAIR_COLUMNS, self)
        self._largest = PairsTable("Largest confusions", self._model)
        self._why = TextLabel("", tone="muted", wrap=True)
        self._stack = QStackedWidget()
        self.setAccessibleName("Confusion")
        self._lay_out()
        self._connect()
        self.clear()

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(_WIDTH), super().sizeHint().height())

    def show_confusion(self, confusion: Confusion) -> None:
        """Keeps what is scrolled and where the cursor is while the labels are the same."""
        if confusion.labels != self._labels:
            self._labels = confusion.labels
            self._form.set_current("matrix" if len(confusion.labels) <= MANY else "largest")
        self._confusion = confusion
        self._show()
        if self._awaited:
            self.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to the figures, as soon as they are there."""
        self._awaited = self._confusion is None
        shown = self._stack.currentWidget()
        if self._awaited or shown is None or shown is self._why:
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def has_keyboard(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def clear(self, why: str = "") -> None:
        """Nothing to show, and why."""
        self._confusion, self._pairs = None, []
        self._about.set_text("")
        self._why.set_text(f"{why[:1].upper()}{why[1:]}")
        self._stack.setCurrentWidget(self._why)
        for segments in (self._time, self._figure, self._form):
            segments.setEnabled(False)

    # Showing

    def _show(self) -> None:
        confusion = self._confusion
        if confusion is None:
            return
        for segments in (self._time, self._figure, self._form):
            segments.setEnabled(True)
        self._about.set_text(_about(confusion))
        if self._form.current() == "largest":
            self._show_largest(confusion)
        else:
            self._show_matrix(confusion)

    def _show_matrix(self, confusion: Confusion) -> None:
        after, rates = self._time.current(), self._figure.current()
        counts = confusion.counts(after=after)
        widest = "100" if rates else f"{int(counts.max(initial=0)):,}"
        self._matrix.set_matrix(
            confusion.labels,
            confusion.columns,
            _cells(confusion, after=after, rates=rates),
            row_title="true",
            column_title="predicted, % of the true class" if rates else "predicted",
            widest=widest,
        )
        self._stack.setCurrentWidget(self._matrix)

    def _show_largest(self, confusion: Confusion) -> None:
        after, rates = self._time.current(), self._figure.current()
        self._pairs = confusion.pairs(after=after)[:_LISTED]
        if not self._pairs:
            self._why.set_text("Nothing is misclassified here.")
            self._stack.setCurrentWidget(self._why)
            return
        self._model.set_rows([_row(confusion, *pair, after=after, rates=rates) for pair in self._pairs])
        self._stack.setCurrentWidget(self._largest)

    # Choosing

    def _on_cell(self, row: int, column: int) -> None:
        if self._confusion is not None:
            self.chosen.emit(self._confusion.conditions(row, column, after=self._time.current()))

    def _on_row(self, row: int) -> None:
        if row < len(self._pairs):
            self._on_cell(*self._pairs[row])

    # Making it

    def _lay_out(self) -> None:
        self._time.set_choices(_TIMES, current=False)
        self._figure.set_choices(_FIGURES, current=False)
        self._form.set_choices(_FORMS, current="matrix")
        for widget in (self._matrix, self._largest, self._why):
            self._stack.addWidget(widget)
        self._why.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(TextLabel("Confusion", strong=True))
        head.addStretch(1)
        head.addWidget(self._close)
        chips = FlowRow(gap=GRID)
        for segments in (self._time, self._figure, self._form):
            chips.addWidget(segments)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addLayout(chips)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        for segments in (self._time, self._figure, self._form):
            segments.chosen.connect(lambda _value: self._show())
        self._matrix.cell_chosen.connect(self._on_cell)
        self._largest.row_activated.connect(self._on_row)
        self._largest.clicked.connect(lambda index: self._on_row(index.row()))
        self._close.clicked.connect(self.closed)


def _about(confusion: Confusion) -> str:
    where = f" · {phrase(confusion.split)}" if confusion.split else ""
    left_out = f" · {confusion.excluded:,} excluded left out" if confusion.excluded else ""
    return f"{confusion.model}{where} · {counted(confusion.examples, 'example')}{left_out}"


def _cells(confusion: Confusion, *, after: bool, rates: bool) -> CellOf:
    """What is in a cell; errors are the stronger the larger a share of their row they are."""
    counts, shares = confusion.counts(after=after), confusion.rates(after=after)
    largest = max((float(shares[pair]) for pair in confusion.pairs(after=after)), default=0.0)

    def cell(row: int, column: int) -> MatrixCell:
        count, share, error = int(counts[row, column]), float(shares[row, column]), confusion.is_error(row, column)
        text = "" if not count else _per_cent(share) if rates else f"{count:,}"
        heat = sqrt(share / max(largest, _FAINTEST)) if error and count else 0.0
        return MatrixCell(text, "wrong", min(heat, 1.0), _said(confusion, row, column, after=after), quiet=not error)

    return cell


def _per_cent(share: float) -> str:
    """As short as a cell: 12, 1.5, 0.3; the unit stands at the columns."""
    return f"{100 * share:.0f}" if share >= 0.095 else f"{100 * share:.1f}"


def _said(confusion: Confusion, row: int, column: int, *, after: bool) -> str:
    counts, label, predicted = confusion.counts(after=after), confusion.labels[row], confusion.columns[column]
    count, whole = int(counts[row, column]), int(counts[row].sum())
    other = int(confusion.counts(after=not after)[row, column])
    what = f"{label}: {predicted}" if confusion.multilabel else f"{label} predicted {predicted}"
    share = f", {rough_percent(count / whole)} of {whole:,} {label}" if whole and count else ""
    change = f"; {'before' if after else 'after'} relabeling {other:,}" if other != count else ""
    return f"{what}: {counted(count, 'example')}{share}{change}"


def _row(confusion: Confusion, row: int, column: int, *, after: bool, rates: bool) -> list[Cell]:
    true, predicted = confusion.labels[row], confusion.columns[column]
    said = _said(confusion, row, column, after=after)
    figures = [_figure(confusion, row, column, after=time, rates=rates) for time in (False, True)]
    shown = [Cell(figures[0], strong=not after), Cell(figures[1], strong=after)]
    return [Cell(true, quiet=f"→ {predicted}", tooltip=said), *shown]


def _figure(confusion: Confusion, row: int, column: int, *, after: bool, rates: bool) -> str:
    counts = confusion.counts(after=after)
    count, whole = int(counts[row, column]), int(counts[row].sum())
    return f"{count:,}" if not rates else rough_percent(count / whole) if whole else "–"
