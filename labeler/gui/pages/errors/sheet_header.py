"""Paints the header of the sheet: the titles of its columns, and the keys that tick them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from labeler.gui.keymap import keycap, keys_of
from labeler.gui.pages.errors.painted_text import CENTRE, PAD, Clip, centred, paint_wrapped_lines
from labeler.gui.pages.errors.sheet_layout import SheetLayout
from labeler.gui.pages.errors.sheet_source import SheetSource
from labeler.gui.theme import Theme, Tone, paint_icon
from labeler.gui.widgets.keycap import keycap_size, paint_keycap
from labeler.gui.widgets.spans import paint_text

_CAP_GAP = 8


@dataclass(frozen=True)
class HeaderPainter:
    """``cursor`` is the column of the cursor, ``focused`` whether the sheet has the keyboard."""

    painter: QPainter
    layout: SheetLayout
    source: SheetSource
    cursor: int
    focused: bool

    @property
    def theme(self) -> Theme:
        return self.layout.theme

    def paint(self) -> None:
        area = QRectF(0, 0, self.layout.width, self.layout.header)
        self.painter.fillRect(area, self.theme.palette.surface)
        with Clip(self.painter, self.layout.beside(area)):
            for column in self.layout.visible_columns():
                self._title(column)
            if self.layout.adding:
                side = self.theme.px(14)
                paint_icon(self.painter, centred(self.layout.add_cell(), side), "add", self.theme.palette.muted)
        example = area.adjusted(PAD, 0, self.layout.example - area.width(), 0)
        paint_text(self.painter, example, "Example", self.theme, size="small", strong=True, tone="muted")
        self.painter.fillRect(QRectF(0, area.bottom() - 1, area.width(), 1), self.theme.palette.border)

    def _title(self, column: int) -> None:
        place, count = self.layout.header_cell(column), self.layout.categories
        if column == self.cursor and self.focused:
            self.painter.fillRect(place, self.theme.palette.row)
        if column < count:
            self._category_title(place, column)
        elif column == count:
            inside = place.adjusted(PAD, 0, -PAD / 2, 0)
            paint_wrapped_lines(
                self.painter, inside, "Incorrectly labeled", self.theme, tone="wrong", most=2, strong=True
            )
        else:
            inside = place.adjusted(PAD, 0, -PAD, 0)
            paint_text(self.painter, inside, "Comment", self.theme, size="small", strong=True, tone="muted")

    def _category_title(self, place: QRectF, column: int) -> None:
        """Its name, and at one height for all the key that ticks it."""
        key = keycap("tick", column) if column < len(keys_of("tick")) else ""
        size = keycap_size(key or "1", self.theme)
        cap = QRectF(QPointF(0, 0), size)
        cap.moveCenter(QPointF(round(place.center().x()), 0))
        cap.moveBottom(round(place.bottom() - _CAP_GAP))
        room = QRectF(place.left() + 2, place.top() + 4, place.width() - 4, cap.top() - place.top() - 6)
        tone: Tone = "text" if column == self.cursor else "muted"
        name = self.source.categories[column].name
        paint_wrapped_lines(self.painter, room, name, self.theme, tone=tone, most=2, strong=True, align=CENTRE)
        if key:
            paint_keycap(self.painter, cap, key, self.theme, faded=not self.source.writable)
