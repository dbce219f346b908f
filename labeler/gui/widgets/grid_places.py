"""Where the cells of a grid lie, whatever their number: arithmetic only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRect


@dataclass(frozen=True, slots=True)
class GridPlaces:
    """``count`` cells of one size in rows as wide as ``width``; lengths in pixels, from the top of all rows."""

    count: int
    width: int
    cell_width: int
    cell_height: int
    gap: int
    margin: int

    @property
    def columns(self) -> int:
        return max((self.width - 2 * self.margin + self.gap) // (self.cell_width + self.gap), 1)

    @property
    def rows(self) -> int:
        return -(-self.count // self.columns)

    @property
    def row_height(self) -> int:
        return self.cell_height + self.gap

    @property
    def height(self) -> int:
        return max(self.rows * self.row_height - self.gap, 0) + 2 * self.margin

    def stretched(self) -> GridPlaces:
        """With cells as wide as the room allows, in place of room between them."""
        return replace(self, cell_width=(self.width - 2 * self.margin + self.gap) // self.columns - self.gap)

    def rect(self, place: int, *, top: int = 0) -> QRect:
        """Of one cell, ``top`` being what of the rows lies above the view."""
        row, column = divmod(place, self.columns)
        y = self.margin + row * self.row_height - top
        return QRect(self.margin + column * self._pitch, y, self.cell_width, self.cell_height)

    def between(self, top: int, bottom: int) -> range:
        """The cells of all rows that reach between two heights."""
        first = max((top - self.margin) // self.row_height, 0)
        last = max((bottom - self.margin) // self.row_height, -1)
        return range(min(first * self.columns, self.count), min((last + 1) * self.columns, self.count))

    def within(self, area: QRect) -> list[int]:
        """The cells that a rectangle touches."""
        return [place for place in self.between(area.top(), area.bottom()) if self.rect(place).intersects(area)]

    def at(self, x: int, y: int) -> int:
        """The cell there; −1 beside them all."""
        column, row = (x - self.margin) // self._pitch, (y - self.margin) // self.row_height
        place = row * self.columns + column
        inside = 0 <= column < self.columns and 0 <= place < self.count
        return place if inside and self.rect(place).contains(x, y) else -1

    @property
    def _pitch(self) -> int:
        """What room is left goes between the columns."""
        columns = self.columns
        spare = self.width - 2 * self.margin - columns * self.cell_width
        return self.cell_width + max(spare // max(columns - 1, 1) if self.rows > 1 else self.gap, self.gap)
