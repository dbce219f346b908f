"""The first rows of the examples, and which column plays which part."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from labeler.gui.new_project.inputs import PARTS, Inputs
from labeler.gui.new_project.wording import TITLES
from labeler.gui.theme import GRID, Tone, current_theme
from labeler.gui.widgets.card import Card
from labeler.gui.widgets.chip_menu import ChipMenu
from labeler.gui.widgets.figure_table import HEADER, ROW, Cell, Column, FigureModel, FigureTable
from labeler.gui.widgets.text_label import TextLabel

_SHOWN = 4
_WIDEST = 200
_ROOM = 600
_SCROLL_BAR = 12
_SAMPLE_COLUMNS = ("example_id", "split", "file", "label")
_SAMPLE = (
    ("c00000", "dev", "images/c00000.jpg", "cat"),
    ("c00008", "dev", "images/c00008.jpg", "dog"),
    ("c00011", "test", "images/c00011.jpg", "cat"),
    ("c00013", "test", "images/c00013.jpg", "cat"),
)


class ColumnsPanel(Card):
    """``edited`` carries the inputs with another mapping."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=1, parent=parent)
        self._inputs = Inputs()
        self._heading = TextLabel(size="small", strong=True, tone="muted")
        self._chips = {part: ChipMenu(TITLES[part], max_width=120) for part in PARTS}
        self._model = FigureModel(parent=self)
        self._table = FigureTable("First rows of the examples", self._model)
        self._lay_out()
        for part, chip in self._chips.items():
            chip.chosen.connect(lambda column, part=part: self.edited.emit(self._inputs.with_column(part, column)))

    def show_inputs(self, inputs: Inputs) -> None:
        """With no examples yet, a few rows show how a table of them looks."""
        self._inputs = inputs
        for part, chip in self._chips.items():
            chip.setVisible(bool(inputs.examples) and not (part == "label" and inputs.label_columns))
            if inputs.examples:
                chip.set_choices(_choices(part, inputs.examples[0].table.columns))
                chip.set_current(inputs.column(part))
        if inputs.examples:
            table = inputs.examples[0].table
            playing = {*map(inputs.column, PARTS), *inputs.label_columns}
            known = [name in playing for name in table.columns]
            self._heading.set_text("Columns")
            self._show_rows(table.columns, table.rows, ["text" if each else "muted" for each in known])
        else:
            self._heading.set_text("A table of examples, for instance")
            self._show_rows(_SAMPLE_COLUMNS, _SAMPLE, ["muted"] * len(_SAMPLE_COLUMNS))

    def first_empty(self) -> QWidget | None:
        """The choice without which nothing can be read, while it is not made."""
        inputs = self._inputs
        waiting = inputs.examples and not inputs.column("label") and not inputs.label_columns
        return self._chips["label"] if waiting else None

    def _show_rows(self, names: Sequence[str], rows: Sequence[Sequence[str]], tones: Sequence[Tone]) -> None:
        whole = [row for row in rows if len(row) == len(names)][:_SHOWN]
        self._model.set_columns(_columns(names, whole))
        self._model.set_rows([[Cell(text, tone=tone) for text, tone in zip(row, tones, strict=True)] for row in whole])

    def _lay_out(self) -> None:
        theme = current_theme()
        self._table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table.setFixedHeight(theme.px(HEADER) + _SHOWN * theme.px(ROW) + _SCROLL_BAR)
        heading = QHBoxLayout()
        heading.setContentsMargins(2 * GRID, 2 * GRID - 4, 2 * GRID, 0)
        heading.setSpacing(GRID)
        heading.addWidget(self._heading)
        heading.addSpacing(4)
        for chip in self._chips.values():
            heading.addWidget(chip)
        heading.addStretch(1)
        inset = QHBoxLayout()
        inset.setContentsMargins(GRID, 0, GRID, 0)
        inset.addWidget(self._table)
        self.body.setSpacing(4)
        self.body.addLayout(heading)
        self.body.addLayout(inset)


def _choices(part: str, columns: tuple[str, ...]) -> list[tuple[str, str]]:
    """A part whose own name is a column can't be played by none."""
    none = [] if part in columns else [("", "choose" if part == "label" else "none")]
    return [*none, *((name, name) for name in columns)]


def _columns(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Column]:
    """As wide as their texts; the last one takes what is left, if anything is."""
    longest = [max(len(text) for text in texts) for texts in zip(names, *rows, strict=True)]
    widths = [min(28 + 8 * length, _WIDEST) for length in longest]
    roomy = sum(widths) < _ROOM
    last = len(names) - 1
    return [
        Column(name, width, stretch=roomy and place == last)
        for place, (name, width) in enumerate(zip(names, widths, strict=True))
    ]
