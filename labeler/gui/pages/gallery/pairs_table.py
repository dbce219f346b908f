"""The largest confusions: a true label above the predicted one, each with the whole width, and the counts."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from labeler.gui.theme import GRID, Theme, current_theme
from labeler.gui.widgets.figure_table import CELL, Cell, Column, FigureDelegate, FigureTable, Index
from labeler.gui.widgets.spans import Span, paint_spans

PAIR_COLUMNS = (
    Column("True → predicted", 160, stretch=True),
    Column("before", 72, numeric=True),
    Column("after", 72, numeric=True),
)
_ROW = 54
_PADDING = 8


class PairsTable(FigureTable):
    """``quiet`` of a row's first Cell stands on a line of its own: long names differ at their ends."""

    def __init__(self, name: str, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(name, model, parent)
        self.setItemDelegate(_Delegate(self))

    def _fit_sections(self) -> None:
        super()._fit_sections()
        self.verticalHeader().setDefaultSectionSize(current_theme().px(_ROW))


class _Delegate(FigureDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.data(CELL)
        if index.column() or not isinstance(cell, Cell):
            super().paint(painter, option, index)
            return
        theme, place = current_theme(), QRectF(option.rect)
        self.paint_row(painter, place, option, index, theme)
        lines = place.adjusted(_PADDING, GRID // 2, -_PADDING, -GRID // 2)
        half = lines.height() / 2
        _paint(painter, lines.adjusted(0, 0, 0, -half), Span(cell.text), theme)
        _paint(painter, lines.adjusted(0, half, 0, 0), Span(cell.quiet, tone="muted"), theme)


def _paint(painter: QPainter, room: QRectF, span: Span, theme: Theme) -> None:
    paint_spans(painter, room, (span,), theme)
