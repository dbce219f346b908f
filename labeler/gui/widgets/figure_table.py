"""Tables of figures: quiet header, hairlines between rows, numbers right-aligned and tabular."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from labeler.gui.theme import Theme, Tone, current_theme
from labeler.gui.widgets.painting import FOCUS_WIDTH
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import Span, paint_spans
from labeler.gui.widgets.verdict_mark import Mark, paint_verdict

ROW = 34
HEADER = 38
WHOLE = sys.maxsize
"""Of ``most_rows``: every row, however many there are."""
CELL = Qt.ItemDataRole.UserRole
HIGHLIGHTED = Qt.ItemDataRole.UserRole + 1

_PADDING = 8
_EDGES = 4
_MARK = 14
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
_TOOLTIP = Qt.ItemDataRole.ToolTipRole
_HORIZONTAL = Qt.Orientation.Horizontal
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver
_NO_PARENT = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` in pixels at scale 1; with ``stretch`` at least that, for such a column takes what is left.

    ``spare`` ones are hidden, the last first, where the others would lack room.
    """

    title: str
    width: int = 96
    numeric: bool = False
    stretch: bool = False
    spare: bool = False
    tooltip: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """``quiet`` follows the text in a lighter tone, for units and intervals; ``mark`` stands before it.

    A ``named`` cell is elided in the middle: names often differ at their end.
    """

    text: str = ""
    strong: bool = False
    tone: Tone = "text"
    quiet: str = ""
    mark: Mark | None = None
    tooltip: str = ""
    named: bool = False


class FigureModel(QAbstractTableModel):
    """For tables of some hundred rows; of a larger one the rows are made when they are looked at: ``set_lazy``."""

    def __init__(self, columns: Sequence[Column] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: Sequence[Sequence[Cell]] = ()
        self._highlighted: frozenset[int] = frozenset()

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._columns

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Empties the table."""
        self.beginResetModel()
        self._columns, self._rows = tuple(columns), ()
        self.endResetModel()

    def set_rows(self, rows: Sequence[Sequence[Cell | str]], *, highlighted: Collection[int] = ()) -> None:
        """Rows of as many cells as there are columns."""
        made = tuple(tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in row) for row in rows)
        same = len(made) == len(self._rows)
        if not same:
            self.beginResetModel()
        self._rows, self._highlighted = made, frozenset(highlighted)
        if not same:
            self.endResetModel()
        elif made:
            self.dataChanged.emit(self.index(0, 0), self.index(len(made) - 1, len(self._columns) - 1))

    def set_lazy(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Rows of any number, each made when it is asked for."""
        self.beginResetModel()
        self._rows, self._highlighted = rows, frozenset()
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        cell = self._rows[index.row()][index.column()]
        if role == _DISPLAY:
            return f"{cell.text} {cell.quiet}".strip()
        if role == CELL:
            return cell
        if role == HIGHLIGHTED:
            return index.row() in self._highlighted
        if role == _TOOLTIP:
            return plain_tip(cell.tooltip) or None
        return _alignment(self._columns[index.column()]) if role == _ALIGNMENT else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != _HORIZONTAL or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == _DISPLAY:
            return column.title
        if role == _TOOLTIP:
            return plain_tip(column.tooltip) or None
        return _alignment(column) if role == _ALIGNMENT else None


class FigureDelegate(QStyledItemDelegate):
    """Paints a CELL; pages with other cells derive from it and keep ``paint_row``."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        place = QRectF(option.rect)
        self.paint_row(painter, place, option, index, theme)
        cell = index.data(CELL)
        if isinstance(cell, Cell):
            alignment = Qt.AlignmentFlag(index.data(_ALIGNMENT) or _LEFT)
            _paint_cell(painter, place.adjusted(_PADDING, 0, -_PADDING, 0), cell, alignment, theme)

    def paint_row(
        self, painter: QPainter, place: QRectF, option: QStyleOptionViewItem, index: Index, theme: Theme
    ) -> None:
        """Background and hairline, before what is in the cell."""
        palette = theme.palette
        if index.data(HIGHLIGHTED):
            painter.fillRect(place, palette.accent_soft)
        elif option.state & (_SELECTED | _HOVERED):
            painter.fillRect(place, palette.row)
        painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), palette.border)
        if option.state & _SELECTED and index.column() == 0:
            painter.fillRect(QRectF(place.left(), place.top(), FOCUS_WIDTH + 1, place.height() - 1), palette.accent)


class FigureTable(QTableView):
    """``row_activated`` comes on Enter or a double click. Columns of a FigureModel set their own widths.

    With ``most_rows`` it is as high as the rows of its FigureModel, up to so many; more are scrolled to.
    """

    row_activated = Signal(int)

    def __init__(
        self,
        name: str,
        model: QAbstractItemModel | None = None,
        parent: QWidget | None = None,
        *,
        most_rows: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._most_rows = most_rows
        self.setAccessibleName(name)
        self.setItemDelegate(FigureDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        self._set_up_headers()
        self.activated.connect(self._on_activated)
        if model is not None:
            self.setModel(model)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if isinstance(model, FigureModel):
            model.modelReset.connect(self._on_reset)
            self._on_reset()

    def least_width(self) -> int:
        """What the columns of a FigureModel need without the spare ones; below it the table scrolls sideways."""
        return sum(current_theme().px(column.width) for column in self._columns() if not column.spare)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._on_reset()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sections()

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setMinimumSectionSize(16)
        self._fit_sections()

    def _fit_sections(self) -> None:
        theme, header, columns = current_theme(), self.horizontalHeader(), self._columns()
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        header.setFixedHeight(theme.px(HEADER))
        left = self.viewport().width() - self.least_width()
        hidden: set[int] = set()
        for section, column in enumerate(columns):
            if column.spare and (hidden or theme.px(column.width) > left):
                hidden.add(section)
            elif column.spare:
                left -= theme.px(column.width)
        stretching = sum(column.stretch for section, column in enumerate(columns) if section not in hidden)
        share = max(left, 0) // max(stretching, 1)
        for section, column in enumerate(columns):
            header.setSectionHidden(section, section in hidden)
            header.resizeSection(section, theme.px(column.width) + (share if column.stretch else 0))

    def _columns(self) -> tuple[Column, ...]:
        model = self.model()
        return model.columns if isinstance(model, FigureModel) else ()

    def _fit_height(self) -> None:
        model = self.model()
        if self._most_rows is not None and model is not None:
            theme, rows = current_theme(), min(model.rowCount(), self._most_rows)
            self.setFixedHeight(theme.px(HEADER) + rows * theme.px(ROW) + _EDGES)

    def _on_reset(self) -> None:
        self._fit_sections()
        self._fit_height()

    def _on_activated(self, index: QModelIndex) -> None:
        self.row_activated.emit(index.row())


def _alignment(column: Column) -> int:
    return int(_RIGHT if column.numeric else _LEFT)


def _paint_cell(painter: QPainter, room: QRectF, cell: Cell, alignment: Qt.AlignmentFlag, theme: Theme) -> None:
    if cell.mark is not None:
        side = theme.px(_MARK)
        paint_verdict(painter, QRectF(room.left(), room.top(), side, room.height()), cell.mark, theme.palette)
        room = room.adjusted(side + _PADDING, 0, 0, 0)
    text = cell.text
    if cell.named:
        metrics = QFontMetricsF(theme.font("body", strong=cell.strong))
        text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
    spans = [Span(text, strong=cell.strong, tone=cell.tone)]
    if cell.quiet:
        spans.append(Span(f" {cell.quiet}", tone="muted"))
    paint_spans(painter, room, tuple(spans), theme, align=alignment)
