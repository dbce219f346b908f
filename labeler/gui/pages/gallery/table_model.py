"""The examples shown as rows of a table: cells are made when they are painted, a million rows cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from labeler.core.splits import SPLITS
from labeler.gui.pages.gallery.reading import STATUS_WORDS, ExampleReader
from labeler.gui.widgets.example_cell import ExampleCell
from labeler.gui.widgets.example_list import ExampleList
from labeler.gui.widgets.figure_table import CELL, HIGHLIGHTED, Cell, Column, Index
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.session.factors import TELLING_ROLES
from labeler.session.session import Session

_DISPLAY, _TOOLTIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_HORIZONTAL = Qt.Orientation.Horizontal
_NO_PARENT = QModelIndex()
_NO_CELL = Cell()
_OF_MANY_WORDS = ("multilabel", "transcript")


MakeCell = Callable[[ExampleReader, int, ExampleCell], Cell]


@dataclass(frozen=True)
class ExampleColumn:
    """``order`` names the sort order of a view that goes by it, "" where there is none."""

    column: Column
    cell: MakeCell
    order: str


def example_columns(session: Session, model: str | None) -> tuple[ExampleColumn, ...]:
    """What is known of every example; of a model only where there is one; then the table's own columns."""
    orders = session.orders()
    wide = 260 if session.examples.task.name in _OF_MANY_WORDS else 150

    def column(title: str, width: int, cell: MakeCell, order: str, *, numeric: bool = False) -> ExampleColumn:
        return ExampleColumn(Column(title, width, numeric=numeric), cell, order if order in orders else "")

    columns = [
        column("Example", 150, lambda _reader, _ordinal, cell: Cell(cell.name, strong=True), "id"),
        column("Split", 84, lambda reader, ordinal, _cell: Cell(_split(reader, ordinal)), "split"),
        column("Given label", wide, lambda _reader, _ordinal, cell: Cell(cell.label), "label"),
        column("Corrected", wide, lambda _reader, _ordinal, cell: _corrected(cell), "working"),
        column("Status", 150, lambda _reader, _ordinal, cell: _status(cell), "status"),
        column("Reviewers", 130, lambda reader, ordinal, _cell: Cell(reader.reviewers(ordinal)), "reviewers"),
        column("Categories", 150, lambda reader, ordinal, _cell: Cell(reader.categories(ordinal)), "categories"),
        *(column(name, 130, _of_table(name), _order_of(name, orders)) for name in metadata(session)),
    ]
    if model is not None:
        columns[5:5] = [
            column(model, wide + 20, lambda _reader, _ordinal, cell: _predicted(cell), "predicted"),
            column("Probability", 96, _probability, "probability", numeric=True),
        ]
    return tuple(columns)


def _order_of(name: str, orders: Sequence[str]) -> str:
    """A column named as an order of another kind has one of its own all the same."""
    return f"column:{name}" if f"column:{name}" in orders else name


def metadata(session: Session) -> tuple[str, ...]:
    """The imported columns that have no part in the project but to be known."""
    settings = session.settings
    labels = settings.get("label_columns", {})
    taken = {column for role, column in settings.get("roles", {}).items() if role not in TELLING_ROLES}
    taken.update((*labels, *labels.values()))
    return tuple(name for name in session.examples.extras if name not in taken)


class ExampleModel(QAbstractTableModel):
    """Rows are the places of an ExampleList; what is selected is highlighted."""

    def __init__(self, examples: ExampleList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._examples = examples
        self._columns: tuple[ExampleColumn, ...] = ()
        self._reader: ExampleReader | None = None
        self._rows = 0

    def show(self, reader: ExampleReader | None, columns: Sequence[ExampleColumn]) -> None:
        """Another reader or other columns."""
        self.beginResetModel()
        self._reader, self._columns, self._rows = reader, tuple(columns), len(self._examples)
        self.endResetModel()

    def renew(self) -> None:
        """The examples shown are others."""
        self.beginResetModel()
        self._rows = len(self._examples)
        self.endResetModel()

    @property
    def columns(self) -> tuple[ExampleColumn, ...]:
        return self._columns

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() or self._reader is None else self._rows

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row = index.row()
        if self._reader is None or not 0 <= row < len(self._examples):
            return None
        ordinal = int(self._examples.ordinals[row])
        if role == HIGHLIGHTED:
            return bool(self._examples.selected[ordinal])
        if role == _ALIGNMENT:
            return _alignment(self._columns[index.column()])
        if role not in (CELL, _DISPLAY, _TOOLTIP):
            return None
        cell = self._columns[index.column()].cell(self._reader, ordinal, self._reader.cells([ordinal])[0])
        return cell if role == CELL else cell.text or None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != _HORIZONTAL or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == _DISPLAY:
            return column.column.title
        if role == _TOOLTIP:
            title = column.column.title
            return plain_tip(f"{title}: a click sorts by it" if column.order else title)
        return _alignment(column) if role == _ALIGNMENT else None


def _alignment(column: ExampleColumn) -> int:
    return _RIGHT if column.column.numeric else _LEFT


def _split(reader: ExampleReader, ordinal: int) -> str:
    return SPLITS[reader.session.examples.splits[ordinal]]


def _corrected(cell: ExampleCell) -> Cell:
    return _NO_CELL if cell.corrected is None else Cell(cell.corrected, strong=True)


def _status(cell: ExampleCell) -> Cell:
    return _NO_CELL if cell.status is None else Cell(STATUS_WORDS[cell.status], mark=cell.status)


def _predicted(cell: ExampleCell) -> Cell:
    """The last mark is the one that holds now."""
    return Cell(cell.predicted, mark=cell.marks[-1] if cell.marks else None)


def _probability(reader: ExampleReader, ordinal: int, _cell: ExampleCell) -> Cell:
    value = reader.prediction.probability(ordinal) if reader.prediction is not None else None
    return Cell("–" if value is None else f"{value:.3f}")


def _of_table(name: str) -> Callable[[ExampleReader, int, ExampleCell], Cell]:
    return lambda reader, ordinal, _cell: Cell(reader.session.examples.extras[name][ordinal].strip())
