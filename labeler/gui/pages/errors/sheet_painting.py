"""Paints the sheet: header, rows, the band under the random sample, and the totals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from labeler.core.phrases import counted
from labeler.gui.pages.errors.painted_text import PAD, Clip, centred, fitted, paint_wrapped_lines
from labeler.gui.pages.errors.sheet_foot import FootPainter
from labeler.gui.pages.errors.sheet_header import HeaderPainter
from labeler.gui.pages.errors.sheet_layout import SheetLayout
from labeler.gui.pages.errors.sheet_source import SheetSource, Tick
from labeler.gui.theme import TextSize, Theme, Tone, mixed, paint_icon
from labeler.gui.widgets.filmstrip import paint_thumbnail
from labeler.gui.widgets.painting import paint_box, paint_focus
from labeler.gui.widgets.paragraph import line_height
from labeler.gui.widgets.spans import Span, paint_spans, paint_text
from labeler.gui.widgets.verdict_mark import paint_verdict

THUMBNAIL = 36
_BOX = 18
_CHECK = 12
_MARK = 16
_DOT = 1.5

Thumbnail = Callable[[int, int], QImage | None]
"""Of an ordinal and a side in device pixels; None: not there (yet)."""


@dataclass(frozen=True)
class SheetPainter:
    """One paint of the viewport. ``cursor`` is a row and a column, ``focused`` whether the sheet has the keyboard."""

    painter: QPainter
    layout: SheetLayout
    source: SheetSource
    thumbnail: Thumbnail
    cursor: tuple[int, int]
    focused: bool
    hovered: int | None = None

    @property
    def theme(self) -> Theme:
        return self.layout.theme

    def paint(self) -> None:
        """What scrolls first, then what lies over it."""
        body = self.layout.body
        with Clip(self.painter, body):
            for row in self.layout.visible_rows():
                self._ground(row)
            with Clip(self.painter, self.layout.beside(body)):
                for row in self.layout.visible_rows():
                    self._cells(row)
            for row in self.layout.visible_rows():
                self._example(row)
            if self.layout.band:
                self._band()
        HeaderPainter(self.painter, self.layout, self.source, self.cursor[1], self.focused).paint()
        FootPainter(self.painter, self.layout, self.source).paint()
        self._edge()

    # Rows

    def _ground(self, row: int) -> None:
        place = self.layout.row_rect(row)
        if row == self.cursor[0]:
            self.painter.fillRect(place, self.theme.palette.accent_soft)
        elif row == self.hovered:
            self.painter.fillRect(place, self.theme.palette.row)
        self.painter.fillRect(QRectF(0, place.bottom() - 1, place.width(), 1), self.theme.palette.border)

    def _cells(self, row: int) -> None:
        count = self.layout.categories
        for column in self.layout.visible_columns():
            place = self.layout.cell(row, column)
            if column < count:
                self._tick(place, self.source.tick(row, column))
            elif column == count:
                self._label(place, row)
            else:
                self._comment(place, row)
            if (row, column) == self.cursor and self.focused:
                paint_focus(self.painter, place.adjusted(2, 2, -2, -3), self.theme, radius=6)

    def _tick(self, place: QRectF, tick: Tick) -> None:
        palette = self.theme.palette
        if tick is Tick.UNASKED:
            self._dot(place.center())
            return
        box = centred(place, self.theme.px(_BOX))
        check = centred(place, self.theme.px(_CHECK))
        if tick is Tick.MINE:
            paint_box(self.painter, box, fill=palette.accent, radius=4)
            paint_icon(self.painter, check, "right", palette.on_accent)
        else:
            border = palette.accent if tick is Tick.OTHERS else mixed(palette.surface, palette.faint, 0.55)
            paint_box(self.painter, box, fill=palette.surface, border=border, width=1.5, radius=4)
            if tick is Tick.OTHERS:
                paint_icon(self.painter, check, "right", palette.accent)

    def _dot(self, at: QPointF) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.theme.palette.faint)
        self.painter.drawEllipse(at, _DOT * self.theme.scale, _DOT * self.theme.scale)

    def _label(self, place: QRectF, row: int) -> None:
        look = self.source.label(row)
        if look.mark is None:
            self._dot(QPointF(place.left() + PAD + self.theme.px(_MARK) / 2, place.center().y()))
            return
        side = self.theme.px(_MARK)
        inside = place.adjusted(PAD, 0, -PAD / 2, 0)
        mark = QRectF(inside.left(), inside.center().y() - side / 2, side, side)
        paint_verdict(self.painter, mark, look.mark, self.theme.palette)
        tone: Tone = "text" if look.mine else "muted"
        paint_text(self.painter, inside.adjusted(side + 6, 0, 0, 0), look.text, self.theme, tone=tone)

    def _comment(self, place: QRectF, row: int) -> None:
        """Two lines at most."""
        inside = place.adjusted(PAD, 0, -PAD, 0)
        paint_wrapped_lines(self.painter, inside, self.source.comment(row), self.theme, tone="muted", most=2)

    def _example(self, row: int) -> None:
        place = self._example_place(row)
        if self.source.part(row) == "random sample":
            self.painter.fillRect(QRectF(0, place.top(), 3, place.height() - 1), self.theme.palette.accent)
        inside = place.adjusted(PAD, 0, -PAD / 2, 0)
        if self.source.textual:
            self._texts(inside, row)
            return
        if self.source.has_media:
            inside = self._picture(inside, row)
        upper, lower = _halves(inside)
        paint_spans(self.painter, upper, self._name(row), self.theme)
        parts = fitted(self.source.confusion_parts(row), lower.width(), self.theme.font("small"))
        paint_text(self.painter, lower, " ".join(parts), self.theme, size="small", tone="muted")

    def _example_place(self, row: int) -> QRectF:
        place = self.layout.row_rect(row)
        return QRectF(0, place.top(), self.layout.example, place.height())

    def _name(self, row: int) -> tuple[Span, ...]:
        """In a lighter tone where it isn't reviewed; that it was picked by hand is said."""
        name = self.source.facts(row).example_id
        if not self.source.decided(row):
            return (Span(name, tone="faint"),)
        picked = self.source.part(row) == "hand-picked"
        return (Span(name), Span("  picked", tone="faint")) if picked else (Span(name),)

    def _picture(self, inside: QRectF, row: int) -> QRectF:
        """Paints it and returns what is left."""
        side = self.theme.px(THUMBNAIL)
        place = QRectF(inside.left(), inside.center().y() - side / 2 - 0.5, side, side)
        image = self.thumbnail(self.source.ordinal(row), round(side * self.painter.device().devicePixelRatioF()))
        if image is None or image.isNull():
            paint_box(self.painter, place, fill=self.theme.palette.canvas, radius=6)
        else:
            if not self.source.decided(row):
                self.painter.setOpacity(0.6)
            paint_thumbnail(self.painter, place, image)
            self.painter.setOpacity(1.0)
        return inside.adjusted(side + 10, 0, 0, 0)

    def _texts(self, inside: QRectF, row: int) -> None:
        """The id, what the reference says, and what the model heard."""
        said, theme = self.source.facts(row), self.theme
        small, body = line_height("small"), line_height("body")
        top = inside.center().y() - (small + 2 * body) / 2
        lines: tuple[tuple[tuple[Span, ...], TextSize], ...] = (
            (self._name(row), "small"),
            ((Span(said.given or "nothing", tone=None if said.given else "faint"),), "body"),
            ((Span(said.predicted or "nothing", tone="muted"),), "body"),
        )
        for spans, size in lines:
            place = QRectF(inside.left(), top, inside.width(), line_height(size))
            paint_spans(self.painter, place, spans, theme, size=size)
            top += place.height()

    def _band(self) -> None:
        place, palette = self.layout.band_rect(), self.theme.palette
        self.painter.fillRect(place, palette.window)
        self.painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), palette.border)
        sample = counted(self.layout.sample, "error")
        words = f"↑ Random sample: {sample}   ↓ The next by ticket: what is reviewed here joins it"
        paint_text(self.painter, place.adjusted(PAD, 0, -PAD, 0), words, self.theme, size="small", tone="muted")

    def _edge(self) -> None:
        """A hairline beside the example's column while something is scrolled under it."""
        if self.layout.across:
            self.painter.fillRect(QRectF(self.layout.example, 0, 1, self.layout.height), self.theme.palette.border)


def _halves(place: QRectF) -> tuple[QRectF, QRectF]:
    """A line of body text over one of small text, centred together."""
    body, small = line_height("body"), line_height("small")
    top = place.center().y() - (body + small) / 2
    upper = QRectF(place.left(), top, place.width(), body)
    return upper, QRectF(place.left(), top + body, place.width(), small)
