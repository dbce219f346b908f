"""The two-by-three table of METHOD 11, every cell computed or typed, with the gaps between neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from labeler.core.diagnosis_table import Cell, Table
from labeler.core.diagnosis_words import points, rate_in_words
from labeler.errors import LabelerError
from labeler.gui.theme import GRID, Tone
from labeler.gui.widgets.text_label import TextLabel
from labeler.session.diagnosis import Diagnosed, Told
from labeler.session.typed_errors import ONE_DISTRIBUTION, as_typed, read

_HINT = (
    "Type errors in percent; 8@500 where they were measured on 500 examples; several human levels as 3; 1; 0.5. "
    "Empty fields take what is computed."
)
_ROWS = (
    ("human", "Human level"),
    ("trained_on", "Examples trained on"),
    ("not_trained_on", "Examples not trained on"),
)
_COLUMNS = (("training", "Training data"), ("target", "What matters: dev"))
_FIELDS: Mapping[Cell, str] = {
    ("human", "training"): "human",
    ("trained_on", "training"): "train",
    ("not_trained_on", "training"): "train_dev",
    ("human", "target"): "target_human",
    ("trained_on", "target"): "target_trained",
    ("not_trained_on", "target"): "dev",
}
_TEST = "test"


class ErrorTable(QWidget):
    """``changed`` carries all that is typed (a Told); what is no percentage is told below the table."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: Told = {}
        self._read_only: str | None = None
        self._fields = {field: _Field(field) for field in (*_FIELDS.values(), _TEST)}
        self._gaps: dict[tuple[Cell, Cell], TextLabel] = {}
        self._one = QCheckBox("Dev is of the same distribution as the training data")
        self._hint = TextLabel(size="small", tone="muted", wrap=True)
        self._lay_out()
        for field in self._fields.values():
            field.finished.connect(self._on_finished)
        self._one.clicked.connect(self._on_toggled)

    def show_errors(self, diagnosed: Diagnosed, told: Told, *, read_only: str | None) -> None:
        """What is computed in every field that isn't typed; ``read_only`` says why none can be."""
        self._read_only = read_only
        self._told = told
        errors = diagnosed.after.errors
        for name, field in self._fields.items():
            rate = errors.get(name.replace("_", "-"))
            field.show_value(as_typed(cast("Any", told.get(name))), rate_in_words(rate) if rate else "")
            field.setEnabled(read_only is None)
        self._one.setChecked(bool(told.get("one_distribution", True)))
        self._one.setEnabled(read_only is None)
        self._one.setVisible("train-dev" not in errors)
        self._show_gaps(diagnosed.after.table)
        self._say_hint()

    def take_keyboard(self) -> None:
        self._fields["human"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_hint(self) -> None:
        self._say(f"Read-only: {self._read_only}." if self._read_only else _HINT, tone="muted")

    def _say(self, words: str, *, tone: Tone) -> None:
        self._hint.set_tone(tone)
        self._hint.set_text(words)

    def _show_gaps(self, table: Table) -> None:
        known = {(gap.start, gap.end): gap.difference for gap in table.gaps}
        for (start, end), label in self._gaps.items():
            found = known.get((start, end))
            arrow = "↓" if start[1] == end[1] else "→"
            label.set_text(f"{arrow} {_signed(points(found.value, found.size))}" if found else "")

    def _on_finished(self, name: str, text: str) -> None:
        told = dict(self._told)
        try:
            told.pop(name, None)
            if text.strip():
                told[name] = read(name, text)
        except LabelerError as error:
            self._fields[name].mark_wrong()
            self._say(f"{error.message[:1].upper()}{error.message[1:]}.", tone="wrong")
            return
        self._say_hint()
        if told != self._told:
            self._told = cast("Told", told)
            self.changed.emit(self._told)

    def _on_toggled(self, one: bool) -> None:
        self._told = cast("Told", {**self._told, ONE_DISTRIBUTION: one})
        self.changed.emit(self._told)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(2)
        for place, (_, title) in enumerate(_COLUMNS):
            grid.addWidget(TextLabel(title, size="small", strong=True, tone="muted"), 0, 1 + 2 * place)
        for row, (row_id, title) in enumerate(_ROWS):
            grid.addWidget(TextLabel(title), 1 + 2 * row, 0)
            for place, (column_id, column) in enumerate(_COLUMNS):
                field = self._fields[_FIELDS[row_id, column_id]]
                field.setAccessibleName(f"{title}, {column}, error in percent")
                grid.addWidget(field, 1 + 2 * row, 1 + 2 * place)
            self._add_gap(grid, (row_id, "training"), (row_id, "target"), 1 + 2 * row, 2)
        for row, ((upper, _), (lower, _)) in enumerate(pairwise(_ROWS)):
            for place, (column_id, _) in enumerate(_COLUMNS):
                self._add_gap(grid, (upper, column_id), (lower, column_id), 2 + 2 * row, 1 + 2 * place)
        grid.addWidget(TextLabel("Test"), 7, 0)
        self._fields[_TEST].setAccessibleName("Test, error in percent")
        grid.addWidget(self._fields[_TEST], 7, 3)
        grid.setRowMinimumHeight(6, GRID)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(grid)
        layout.addWidget(self._one)
        layout.addWidget(self._hint)
        layout.addStretch(1)

    def _add_gap(self, grid: QGridLayout, start: Cell, end: Cell, row: int, column: int) -> None:
        label = TextLabel(size="small", tone="muted")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._gaps[start, end] = label
        grid.addWidget(label, row, column)


class _Field(QLineEdit):
    """Shows what is computed until something is typed; tells when the person is through."""

    finished = Signal(str, str)

    def __init__(self, field: str) -> None:
        super().__init__()
        self._field = field
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.editingFinished.connect(lambda: self.finished.emit(self._field, self.text()))

    def show_value(self, typed: str, computed: str) -> None:
        if not self.hasFocus() or not self.isModified():
            self.setText(typed)
        self.setPlaceholderText(computed or "–")
        self.setAccessibleDescription("typed" if typed else f"computed: {computed}" if computed else "not known")

    def mark_wrong(self) -> None:
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)


def _signed(text: str) -> str:
    return text if text.startswith(("−", "0 ")) else f"+{text}"
