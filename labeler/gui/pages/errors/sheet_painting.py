"""Paints the sheet: header, rows, the band under the random sample, and the totals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from labeler.core.phrases import between, counted, percent
from labeler.core.shares import Share
from labeler.gui.keymap import keycap, keys_of
from labeler.gui.pages.errors.sheet_layout import SheetLayout
from labeler.gui.pages.errors.sheet_source import SheetSource, Tick
from labeler.gui.theme import TextSize, Theme, Tone, mixed, paint_icon
from labeler.gui.widgets.filmstrip import paint_thumbnail
from labeler.gui.widgets.keycap import keycap_size, paint_keycap
from labeler.gui.widgets.painting import paint_box, paint_focus
from labeler.gui.widgets.paragraph import line_height, line_starts
from labeler.gui.widgets.spans import Span, paint_spans, paint_text
from labeler.gui.widgets.verdict_mark import paint_verdict

PAD = 12
THUMBNAIL = 36
_BOX = 18
_CHECK = 12
_MARK = 16
_DOT = 1.5
_CAP_GAP = 8
_LEFT = Qt.AlignmentFlag.AlignLeft
_CENTRE = Qt.AlignmentFlag.AlignHCenter

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
        with _Clip(self.painter, body):
            for row in self.layout.visible_rows():
                self._ground(row)
            with _Clip(self.painter, self._beside(body)):
                for row in self.layout.visible_rows():
                    self._cells(row)
            for row in self.layout.visible_rows():
                self._example(row)
            if self.layout.band:
                self._band()
        self._header()
        self._foot()
        self._edges()

    def _beside(self, place: QRectF) -> QRectF:
        """What is at the right of the example's column."""
        return place.adjusted(self.layout.example, 0, 0, 0)

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
        box = _centred(place, self.theme.px(_BOX))
        check = _centred(place, self.theme.px(_CHECK))
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
        self._lines(inside, self.source.comment(row), tone="muted", most=2)

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
        paint_text(self.painter, lower, self.source.confusion(row), self.theme, size="small", tone="muted")

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

    # Header and foot

    def _header(self) -> None:
        area = QRectF(0, 0, self.layout.width, self.layout.header)
        self.painter.fillRect(area, self.theme.palette.surface)
        with _Clip(self.painter, self._beside(area)):
            for column in self.layout.visible_columns():
                self._title(column)
            if self.layout.adding:
                side = self.theme.px(14)
                paint_icon(self.painter, _centred(self.layout.add_cell(), side), "add", self.theme.palette.muted)
        example = area.adjusted(PAD, 0, self.layout.example - area.width(), 0)
        paint_text(self.painter, example, "Example", self.theme, size="small", strong=True, tone="muted")
        self.painter.fillRect(QRectF(0, area.bottom() - 1, area.width(), 1), self.theme.palette.border)

    def _title(self, column: int) -> None:
        place, count = self.layout.header_cell(column), self.layout.categories
        if column == self.cursor[1] and self.focused:
            self.painter.fillRect(place, self.theme.palette.row)
        if column < count:
            self._category_title(place, column)
        elif column == count:
            self._lines(place.adjusted(PAD, 0, -PAD / 2, 0), "Incorrectly labeled", tone="wrong", most=2, strong=True)
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
        room = QRectF(place.left() + 4, place.top() + 4, place.width() - 8, cap.top() - place.top() - 6)
        tone: Tone = "text" if column == self.cursor[1] else "muted"
        name = self.source.categories[column].name
        self._lines(room, name, tone=tone, most=2, strong=True, align=_CENTRE)
        if key:
            paint_keycap(self.painter, cap, key, self.theme, faded=not self.source.writable)

    def _foot(self) -> None:
        area = QRectF(0, self.layout.height - self.layout.foot, self.layout.width, self.layout.foot)
        self.painter.fillRect(area, self.theme.palette.surface)
        self.painter.fillRect(QRectF(0, area.top(), area.width(), 1), self.theme.palette.border)
        sheet = self.source.totals.sheet
        shares = {column.category: column.share for column in sheet.categories}
        with _Clip(self.painter, self._beside(area)):
            for column in self.layout.visible_columns():
                place = self.layout.foot_cell(column)
                if column < self.layout.categories:
                    self._total(place, shares.get(self.source.categories[column].name))
                elif column == self.layout.categories:
                    inside = place.adjusted(PAD, 0, 0, 0)
                    self._total(inside, sheet.incorrectly_labeled, tone="wrong", align=_LEFT)
                else:
                    self._besides(place.adjusted(PAD, 0, -PAD, 0))
        example = area.adjusted(PAD, 0, self.layout.example - area.width() - 4, 0)
        self._lines(example, self._of_what(), tone="text", most=3, strong=True, size="body")

    def _of_what(self) -> str:
        sheet = self.source.totals.sheet
        reviewed = sheet.incorrectly_labeled.considered
        if not reviewed:
            return "None reviewed yet"
        where = "of the random sample" if self.source.totals.basis == "sample" else "reviewed"
        return f"% of {counted(reviewed, 'error')} {where}"

    def _total(
        self, place: QRectF, share: Share | None, *, tone: Tone = "text", align: Qt.AlignmentFlag = _CENTRE
    ) -> None:
        if share is None or share.share is None:
            paint_text(self.painter, place, "–", self.theme, tone="faint", align=align)
            return
        lines: list[tuple[str, Tone, TextSize]] = [(percent(share.share, share.considered), tone, "body")]
        if share.interval is not None:
            low, high = (percent(limit, share.considered) for limit in share.interval)
            lines.append((between(low, high), "muted", "small"))
        if share.considered != self.source.totals.sheet.incorrectly_labeled.considered:
            lines.append((f"of {share.considered:,}", "muted", "small"))
        y = place.center().y() - sum(line_height(size) for _, _, size in lines) / 2
        for text, ink, size in lines:
            room = QRectF(place.left(), y, place.width(), line_height(size))
            strong = size == "body"
            paint_text(self.painter, room, text, self.theme, size=size, strong=strong, tone=ink, align=align)
            y += room.height()

    def _besides(self, place: QRectF) -> None:
        """What else was said of the labels."""
        sheet = self.source.totals.sheet
        said = [f"{sheet.excluded.count:,} excluded"] if sheet.excluded.count else []
        if sheet.incorrectly_labeled.unsure:
            said.append(f"{sheet.incorrectly_labeled.unsure:,} unsure or in conflict")
        self._lines(place, ", ".join(said), tone="muted", most=3)

    # Text

    def _lines(
        self,
        place: QRectF,
        text: str,
        *,
        tone: Tone,
        most: int,
        strong: bool = False,
        size: TextSize = "small",
        align: Qt.AlignmentFlag = _LEFT,
    ) -> None:
        """Wrapped, centred in the height; what doesn't fit is elided."""
        lines = self._wrapped(text, place.width(), most=most, size=size)
        height = line_height(size)
        y = place.center().y() - len(lines) * height / 2
        for line in lines:
            room = QRectF(place.left(), y, place.width(), height)
            paint_text(self.painter, room, line, self.theme, size=size, strong=strong, tone=tone, align=align)
            y += height

    def _wrapped(self, text: str, width: float, *, most: int, size: TextSize = "small") -> list[str]:
        font = self.theme.font(size, strong=True)
        if QFontMetricsF(font).horizontalAdvance(text) <= width:
            return [text] if text else []
        starts = line_starts(text, int(width), size=size)[:most]
        ends = [*starts[1:], len(text)]
        lines = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        return [*lines[:-1], QFontMetricsF(font).elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)]

    def _edges(self) -> None:
        """A hairline beside the example's column while something is scrolled under it."""
        if self.layout.across:
            self.painter.fillRect(QRectF(self.layout.example, 0, 1, self.layout.height), self.theme.palette.border)


class _Clip:
    """Paints within a rectangle only."""

    def __init__(self, painter: QPainter, place: QRectF) -> None:
        self._painter, self._place = painter, place

    def __enter__(self) -> None:
        self._painter.save()
        self._painter.setClipRect(self._place, Qt.ClipOperation.IntersectClip)

    def __exit__(self, *_error: object) -> None:
        self._painter.restore()


def _centred(place: QRectF, side: float) -> QRectF:
    return QRectF(round(place.center().x() - side / 2), round(place.center().y() - side / 2), side, side)


def _halves(place: QRectF) -> tuple[QRectF, QRectF]:
    """A line of body text over one of small text, centred together."""
    body, small = line_height("body"), line_height("small")
    top = place.center().y() - (body + small) / 2
    upper = QRectF(place.left(), top, place.width(), body)
    return upper, QRectF(place.left(), top + body, place.width(), small)
