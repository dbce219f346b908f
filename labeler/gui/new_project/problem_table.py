"""Every problem with its place and its remedy, wrapped so that it can be read to the end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from labeler.errors import Problem
from labeler.gui.theme import GRID, TextSize, Tone, current_theme
from labeler.gui.widgets.figure_table import CELL, Cell, Column, FigureDelegate, FigureModel, FigureTable, Index

SHOWN = 200
_COLUMNS = (Column("Where", width=168), Column("What is wrong, and what mends it", stretch=True))
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)


class ProblemTable(FigureTable):
    """The first 200; ``text`` has all that were given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._model = FigureModel(_COLUMNS)
        super().__init__("Problems", self._model, parent)
        self._model.setParent(self)
        self._problems: tuple[Problem, ...] = ()
        self.setItemDelegate(_TwoTexts(self))
        self.setVerticalScrollMode(FigureTable.ScrollMode.ScrollPerPixel)

    def set_problems(self, problems: Sequence[Problem]) -> None:
        self._problems = tuple(problems)
        self._model.set_columns(_COLUMNS)
        self._model.set_rows([_cells(problem) for problem in self._problems[:SHOWN]])
        self.resizeRowsToContents()

    def text(self) -> str:
        """A problem a line, to paste into a message."""
        return "\n".join(str(problem) for problem in self._problems)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resizeRowsToContents()


class _TwoTexts(FigureDelegate):
    """The quiet text of a cell below the other one, both wrapped."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.paint_row(painter, QRectF(option.rect), option, index, current_theme())
        cell = index.data(CELL)
        room = _room(QRectF(option.rect))
        for text, size, tone in _texts(cell):
            font = current_theme().font(size)
            painter.setFont(font)
            painter.setPen(current_theme().color(tone))
            painter.drawText(room, _WRAP, text)
            room.setTop(room.top() + _height(text, size, room.width()) + 2)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        table = self.parent()
        width = table.columnWidth(index.column()) if isinstance(table, FigureTable) else 0
        room = _room(QRectF(0, 0, max(width, 48), 10_000))
        heights = [_height(text, size, room.width()) + 2 for text, size, _ in _texts(index.data(CELL))]
        return QSize(width, round(sum(heights)) + 2 * GRID)


def _room(place: QRectF) -> QRectF:
    return place.adjusted(GRID, GRID - 1, -GRID, 0)


def _texts(cell: Cell) -> list[tuple[str, TextSize, Tone]]:
    texts: list[tuple[str, TextSize, Tone]] = [(cell.text, "body", cell.tone), (cell.quiet, "small", "muted")]
    return [each for each in texts if each[0]]


def _height(text: str, size: TextSize, width: float) -> float:
    return QFontMetricsF(current_theme().font(size)).boundingRect(QRectF(0, 0, width, 10_000), _WRAP, text).height()


def _cells(problem: Problem) -> tuple[Cell, Cell]:
    row = f"row {problem.row:,}" if problem.row else ""
    place = ", ".join(part for part in (row, problem.column) if part)
    return Cell(problem.file, quiet=place), Cell(_capital(problem.message), quiet=_capital(problem.remedy))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
