"""Where the parts of the sheet lie; no Qt but its rectangles, so that it can be tested alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from labeler.gui.theme import Theme

ROW, TEXT_ROW = 48, 74
HEADER, FOOT = 68, 68
BAND = 28
EXAMPLE, WIDEST_EXAMPLE = 196, 380
TEXT_EXAMPLE, WIDEST_TEXT_EXAMPLE = 320, 560
CATEGORY, LONG_CATEGORY, WIDEST_CATEGORY = 64, 92, 124
LABEL, WIDEST_LABEL = 92, 160
COMMENT, EASY_COMMENT = 104, 220
ADD = 28


@dataclass(frozen=True, slots=True)
class Wishes:
    """How wide the columns would be by what stands in them, in pixels; a category's is that of the widest."""

    example: int = 0
    category: int = 0
    label: int = 0


@dataclass(frozen=True)
class SheetLayout:
    """In pixels of the viewport, scrolled by ``across`` and ``down``. The example's column, header and foot stay.

    Columns are the categories, then the label, then the comment. ``rows`` of which the first ``sample`` stand above a
    band; ``adding``: a narrow place after the categories makes a new one.
    """

    theme: Theme
    width: int
    height: int
    categories: int
    rows: int
    sample: int
    textual: bool = False
    adding: bool = True
    across: int = 0
    down: int = 0
    wishes: Wishes = Wishes()

    # Sizes

    @property
    def columns(self) -> int:
        return self.categories + 2

    @property
    def row_height(self) -> int:
        return self.theme.px(TEXT_ROW if self.textual else ROW)

    @property
    def header(self) -> int:
        return self.theme.px(HEADER)

    @property
    def foot(self) -> int:
        return self.theme.px(FOOT)

    @property
    def example(self) -> int:
        """What the other columns leave of what it wishes; at most half of the room, so that they stay in sight."""
        widest = self.theme.px(WIDEST_TEXT_EXAMPLE if self.textual else WIDEST_EXAMPLE)
        wished = min(self.wishes.example, widest, self._least_example + max(self._spare, 0))
        return min(max(wished, self._least_example), self.width // 2)

    @property
    def category(self) -> int:
        """As wide as there is room for, within limits, once a comment can be read with ease."""
        taken = self.example + self._adding + self.label + self.theme.px(EASY_COMMENT)
        shared = (self.width - taken) // max(self.categories, 1)
        return min(max(shared, self._least_category), self.theme.px(WIDEST_CATEGORY))

    @property
    def label(self) -> int:
        least, widest = self.theme.px(LABEL), self.theme.px(WIDEST_LABEL)
        room = self.width - self._least_example - self._others
        return min(max(self.wishes.label, least), max(room, least), widest)

    @property
    def _spare(self) -> int:
        """What is left where every column but the label's is as narrow as it may be."""
        return self.width - self._least_example - self._others - self.label

    @property
    def _others(self) -> int:
        """Categories and comment, and the place between them, as narrow as they may be."""
        return self.categories * self._least_category + self._adding + self.theme.px(COMMENT)

    @property
    def _least_example(self) -> int:
        return self.theme.px(TEXT_EXAMPLE if self.textual else EXAMPLE)

    @property
    def _least_category(self) -> int:
        return min(max(self.wishes.category, self.theme.px(CATEGORY)), self.theme.px(LONG_CATEGORY))

    @property
    def _adding(self) -> int:
        return self.theme.px(ADD) if self.adding else 0

    @property
    def body(self) -> QRectF:
        """Where rows show."""
        return QRectF(0, self.header, self.width, max(self.height - self.header - self.foot, 0))

    @property
    def full_width(self) -> int:
        comment_right = self.left(self.columns - 1) + self.theme.px(COMMENT)
        return max(comment_right, self.width - self.example) + self.example

    @property
    def full_height(self) -> int:
        return self.rows * self.row_height + self.band

    @property
    def band(self) -> int:
        """Height of what parts the random sample from the rest."""
        return self.theme.px(BAND) if 0 < self.sample < self.rows else 0

    # Places

    def left(self, column: int) -> int:
        """Of a column, from the right of the example's, unscrolled."""
        start = min(column, self.categories) * self.category
        if column < self.categories:
            return start
        return start + self._adding + (self.label if column > self.categories else 0)

    def column_width(self, column: int) -> int:
        if column < self.categories:
            return self.category
        if column == self.categories:
            return self.label
        return self.full_width - self.example - self.left(column)

    def top(self, row: int) -> int:
        """Of a row, unscrolled."""
        return row * self.row_height + (self.band if row >= self.sample else 0)

    def row_rect(self, row: int) -> QRectF:
        return QRectF(0, self.header + self.top(row) - self.down, self.width, self.row_height)

    def column_span(self, column: int) -> tuple[float, float]:
        """Left and width in the viewport."""
        return self.example + self.left(column) - self.across, self.column_width(column)

    def cell(self, row: int, column: int) -> QRectF:
        left, width = self.column_span(column)
        place = self.row_rect(row)
        return QRectF(left, place.top(), width, place.height())

    def header_cell(self, column: int) -> QRectF:
        left, width = self.column_span(column)
        return QRectF(left, 0, width, self.header)

    def foot_cell(self, column: int) -> QRectF:
        left, width = self.column_span(column)
        return QRectF(left, self.height - self.foot, width, self.foot)

    def add_cell(self) -> QRectF:
        left = self.example + self.categories * self.category - self.across
        return QRectF(left, 0, self._adding, self.header)

    def beside(self, place: QRectF) -> QRectF:
        """What of it is at the right of the example's column."""
        return place.adjusted(self.example, 0, 0, 0)

    def band_rect(self) -> QRectF:
        top = self.header + self.sample * self.row_height - self.down
        return QRectF(0, top, self.width, self.band)

    # What is where

    def visible_rows(self) -> range:
        first = max((self.down - self.band) // self.row_height, 0)
        last = (self.down + int(self.body.height())) // self.row_height + 1
        return range(min(first, self.rows), min(last, self.rows))

    def visible_columns(self) -> list[int]:
        return [c for c in range(self.columns) if self._is_in_sight(*self.column_span(c))]

    def _is_in_sight(self, left: float, width: float) -> bool:
        return left < self.width and left + width > self.example

    def row_at(self, at: QPointF) -> int | None:
        if not self.body.contains(at):
            return None
        return next((row for row in self.visible_rows() if self.row_rect(row).contains(at)), None)

    def column_at(self, x: float) -> int | None:
        """None over the example's column and between columns."""
        if x < self.example:
            return None
        spans = ((column, *self.column_span(column)) for column in self.visible_columns())
        return next((column for column, left, width in spans if left <= x < left + width), None)

    def to_show(self, row: int, column: int) -> tuple[int, int]:
        """``across`` and ``down`` at which that cell is in sight, as near to the present ones as can be."""
        left, width = self.left(column), self.column_width(column)
        room = self.width - self.example
        across = max(min(self.across, left), min(left + width - room, left))
        top, room = self.top(row), int(self.body.height())
        down = max(min(self.down, top), top + self.row_height - room)
        return across, max(down, 0)
