"""Where the cells of a matrix lie under its headers, and which of them are in sight. Arithmetic only."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QPointF, QRectF


@dataclass(frozen=True, slots=True)
class MatrixLayout:
    """Lengths in pixels: cells of one size, ``left`` and ``top`` the room of the headers, ``scrolled`` how far."""

    rows: int
    columns: int
    cell: tuple[int, int]
    left: int
    top: int
    scrolled: QPoint = field(default_factory=QPoint)

    def place(self, row: int, column: int) -> QRectF:
        """Of a cell in the viewport."""
        width, height = self.cell
        x = self.left + column * width - self.scrolled.x()
        return QRectF(x, self.top + row * height - self.scrolled.y(), width, height)

    def at(self, point: QPointF) -> tuple[int, int] | None:
        """The cell under a point of the viewport; None over a header, or beside the cells."""
        if point.x() < self.left or point.y() < self.top:
            return None
        width, height = self.cell
        column = int(point.x() - self.left + self.scrolled.x()) // width
        row = int(point.y() - self.top + self.scrolled.y()) // height
        return (row, column) if row < self.rows and column < self.columns else None

    def header_at(self, point: QPointF) -> tuple[int | None, int | None]:
        """The row or the column whose header is under a point."""
        width, height = self.cell
        row = int(point.y() - self.top + self.scrolled.y()) // height
        column = int(point.x() - self.left + self.scrolled.x()) // width
        on_rows = point.x() < self.left and point.y() >= self.top and row < self.rows
        on_columns = point.y() < self.top and point.x() >= self.left and column < self.columns
        return row if on_rows else None, column if on_columns else None

    def rows_in_sight(self, height: int) -> range:
        """Those of which anything shows in a viewport of that height."""
        return _in_sight(self.scrolled.y(), height - self.top, self.cell[1], self.rows)

    def columns_in_sight(self, width: int) -> range:
        return _in_sight(self.scrolled.x(), width - self.left, self.cell[0], self.columns)


def _in_sight(scrolled: int, room: int, side: int, count: int) -> range:
    return range(min(scrolled // side, count), min((scrolled + max(room, 0)) // side + 1, count))
