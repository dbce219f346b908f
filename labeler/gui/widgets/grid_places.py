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
        wide = (self.width - 2 * self.margin + self.gap) // self.columns - self.gap
        return replace(self, cell_width=max(wide, 1))

    def rect(self, place: int, *, top: int = 0) -> QRect:
        """Of one cell, ``top`` being what of the rows lies above the view."""
        x = self.margin + place % self.columns * self._pitch
        return QRect(x, self.top_of(place) - top, self.cell_width, self.cell_height)

    def top_of(self, place: int) -> int:
        """Beyond what a QRect can hold, of very many cells."""
        return self.margin + place // self.columns * self.row_height

    def between(self, top: int, bottom: int) -> range:
        """The cells of all rows that reach between two heights."""
        first = max((top - self.margin) // self.row_height, 0)
        last = max((bottom - self.margin) // self.row_height, -1)
        return range(min(first * self.columns, self.count), min((last + 1) * self.columns, self.count))

    def within(self, area: QRect, *, top: int = 0) -> list[int]:
        """The cells that a rectangle in the view touches."""
        span = self.between(top + area.top(), top + area.bottom())
        return [place for place in span if self.rect(place, top=top).intersects(area)]

    def at(self, x: int, y: int) -> int:
        """The cell there; −1 beside them all."""
        column, row = (x - self.margin) // self._pitch, (y - self.margin) // self.row_height
        place = row * self.columns + column
        inside = 0 <= column < self.columns and 0 <= place < self.count
        return place if inside and self.rect(place, top=y).contains(x, 0) else -1

    @property
    def _pitch(self) -> int:
        """What room is left goes between the columns."""
        columns = self.columns
        spare = self.width - 2 * self.margin - columns * self.cell_width
        return self.cell_width + max(spare // max(columns - 1, 1) if self.rows > 1 else self.gap, self.gap)
