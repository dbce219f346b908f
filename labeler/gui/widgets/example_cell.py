"""One example of a grid, painted: its picture or text, its label, what a model says, what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPixmap

from labeler.gui.theme import Theme, Tone, current_theme, icon_pixmap
from labeler.gui.widgets.painting import paint_box, rounded_path
from labeler.gui.widgets.spans import Span, paint_spans, paint_text, strong
from labeler.gui.widgets.verdict_mark import Mark
from labeler.gui.widgets.wrapped_text import paint_wrapped
from labeler.gui.widgets.writing import has_leftward_letters

PADDING = 6
LINE = 18
_RADIUS = 6
_MARK = 12
_BADGE = 16
_TICK = 20
_GAP = 5
_TEXT_WIDTH, _TEXT_HEIGHT = 2.1, 0.7
"""A cell of text is so much wider and lower than one with a picture."""


@dataclass(frozen=True, slots=True)
class ExampleCell:
    """``corrected`` is None where the given label stands. Labels are as they are spoken.

    ``marks`` tell whether the model is right by the given label and, where that is another thing, by the corrected
    one; none where it says nothing. ``status`` is what became of the label.
    """

    name: str
    label: str
    corrected: str | None = None
    predicted: str = ""
    marks: tuple[Mark, ...] = ()
    status: Mark | None = None


@dataclass(frozen=True, slots=True)
class CellLook:
    """How large cells are at the moment, and what they have: ``side`` is that of the picture at scale 1, at least.

    ``texts``: a text stands in the box, beside its picture if it has one.
    """

    side: int
    texts: bool
    pictures: bool
    predictions: bool

    def least_width(self, theme: Theme) -> int:
        return theme.px(self.side * (_TEXT_WIDTH if self.texts else 1)) + 2 * PADDING

    def height(self, theme: Theme, width: int) -> int:
        """Of a cell that wide."""
        return self.box(theme, width).height() + theme.px(LINE) * self.lines + 2 * PADDING + _GAP

    def box(self, theme: Theme, width: int) -> QSize:
        """What the picture, or the text beside its picture, is in."""
        inside = max(width - 2 * PADDING, 1)
        return QSize(inside, theme.px(self.side * _TEXT_HEIGHT) if self.texts else inside)

    def picture(self, theme: Theme, width: int) -> int:
        """The side of the square that a picture is fitted into; 0 where there are none."""
        return self.box(theme, width).height() if self.pictures else 0

    @property
    def lines(self) -> int:
        """A text is its own label."""
        return (not self.texts) + self.predictions


@dataclass(frozen=True, slots=True)
class CellState:
    """``cursor``: it has the keyboard's cursor, shown strongly only while the grid has the keyboard."""

    selected: bool = False
    cursor: bool = False
    focused: bool = False
    hovered: bool = False


def tick_rect(rect: QRect, theme: Theme) -> QRectF:
    """Where a click selects: the ring in the upper left corner of the picture."""
    side = theme.px(_TICK)
    return QRectF(rect.left() + PADDING + 4, rect.top() + PADDING + 4, side, side)


def paint_cell(
    painter: QPainter,
    rect: QRect,
    cell: ExampleCell,
    image: QImage | None,
    *,
    state: CellState,
    look: CellLook,
    theme: Theme,
) -> None:
    _paint_ground(painter, QRectF(rect), state, theme)
    size, side = look.box(theme, rect.width()), look.picture(theme, rect.width())
    box = QRectF(QPointF(rect.topLeft()) + QPointF(PADDING, PADDING), size.toSizeF())
    if look.texts:
        _paint_text_box(painter, box, cell, side, theme)
    if look.pictures:
        _paint_picture(painter, QRectF(box.left(), box.top(), side, side), image, theme)
    if look.texts:
        paint_box(painter, box, border=theme.palette.border, radius=_RADIUS)  # around the picture too
    if cell.status is not None:
        _paint_status(painter, box, cell.status, theme)
    if state.selected or state.hovered:
        _paint_tick(painter, tick_rect(rect, theme), state, theme)
    line = QRectF(box.left(), box.bottom() + _GAP, box.width(), theme.px(LINE))
    if not look.texts:
        _paint_label(painter, line, cell, theme)
        line.translate(0, line.height())
    if look.predictions:
        _paint_prediction(painter, line, cell, theme)


def _paint_ground(painter: QPainter, rect: QRectF, state: CellState, theme: Theme) -> None:
    palette = theme.palette
    if state.selected:
        paint_box(painter, rect, fill=palette.accent_soft, radius=_RADIUS + PADDING - 2)
    if state.cursor:
        border = palette.accent if state.focused else palette.faint
        paint_box(painter, rect, border=border, width=2.0, radius=_RADIUS + PADDING - 2)


def _paint_picture(painter: QPainter, box: QRectF, image: QImage | None, theme: Theme) -> None:
    paint_box(painter, box, fill=theme.palette.canvas, radius=_RADIUS)
    if image is None or image.isNull():
        return
    place = _fitted(image, box)
    full = place.width() >= box.width() - 1 and place.height() >= box.height() - 1
    if full:  # its corners would stand out of the box
        painter.save()
        painter.setClipPath(rounded_path(box, _RADIUS))
    painter.drawImage(place, image)
    if full:
        painter.restore()


def _fitted(image: QImage, box: QRectF) -> QRectF:
    """On whole pixels where it has the size asked for, so that nothing is resampled while scrolling."""
    scale = min(box.width() / image.width(), box.height() / image.height())
    width, height = image.width() * scale, image.height() * scale
    left = box.left() + round((box.width() - width) / 2)
    return QRectF(left, box.top() + round((box.height() - height) / 2), width, height)


def _paint_text_box(painter: QPainter, box: QRectF, cell: ExampleCell, left: float, theme: Theme) -> None:
    """``left`` of it is taken by the picture; where there is none the example's name stands above."""
    paint_box(painter, box, fill=theme.palette.surface, radius=_RADIUS)
    inside = box.adjusted((left or theme.px(_TICK)) + 10, 8, -10, -6)
    if not left:
        line = QRectF(inside.left(), inside.top(), inside.width(), theme.px(LINE))
        _paint_words(painter, line, cell.name, theme, tone="muted")
        inside.setTop(line.bottom() + 4)
    if cell.corrected is not None:
        half = inside.adjusted(0, 0, 0, -inside.height() / 2)
        used = paint_wrapped(painter, half, cell.label, theme, size="small", tone="muted")
        inside.setTop(inside.top() + used + 2)
    words, tone = (cell.label, "text") if cell.corrected is None else (cell.corrected, "wrong")
    paint_wrapped(painter, inside, words, theme, size="small", tone=_tone(tone))


def _tone(name: str) -> Tone:
    return "wrong" if name == "wrong" else "text"


def _paint_label(painter: QPainter, line: QRectF, cell: ExampleCell, theme: Theme) -> None:
    if cell.corrected is None:
        _paint_words(painter, line, cell.label, theme, strong=True)
    else:
        spans = (Span(cell.label, tone="muted"), Span(" → ", tone="muted"), strong(cell.corrected))
        paint_spans(painter, line, spans, theme, size="small")


def _paint_prediction(painter: QPainter, line: QRectF, cell: ExampleCell, theme: Theme) -> None:
    side, left = theme.px(_MARK), line.left()
    for mark in cell.marks:
        _draw(painter, QPointF(left, line.center().y() - side / 2), mark, side, theme)
        left += side + 4
    rest = QRectF(left, line.top(), line.right() - left, line.height())
    _paint_words(painter, rest, cell.predicted, theme, tone="muted")


def _paint_words(
    painter: QPainter, line: QRectF, text: str, theme: Theme, *, strong: bool = False, tone: Tone = "text"
) -> None:
    """As ``paint_text`` does, in a third of the time: the same few labels stand in cell after cell."""
    if has_leftward_letters(text):
        paint_text(painter, line, text, theme, size="small", strong=strong, tone=tone)
        return
    words, baseline = _fitting(text, int(line.width()), strong, theme.scale)
    painter.setFont(theme.font("small", strong=strong))
    painter.setPen(theme.color(tone))
    painter.drawText(QPointF(line.left(), line.center().y() + baseline), words)


@lru_cache(maxsize=4096)
def _fitting(text: str, width: int, strong: bool, _scale: float) -> tuple[str, float]:
    """What of a text there is room for, and where its line lies below the middle."""
    theme = current_theme()
    metrics = QFontMetricsF(theme.font("small", strong=strong))
    middle = QFontMetricsF(theme.font("small"))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width), (middle.ascent() - middle.descent()) / 2


def _paint_status(painter: QPainter, box: QRectF, mark: Mark, theme: Theme) -> None:
    """On a patch of the surface in the lower right corner, legible on any picture."""
    side = theme.px(_BADGE)
    patch = QRectF(box.right() - side - 6, box.bottom() - side - 6, side + 4, side + 4)
    paint_box(painter, patch, fill=theme.palette.surface, radius=patch.width() / 2)
    _draw(painter, patch.topLeft() + QPointF(2, 2), mark, side, theme)


def _paint_tick(painter: QPainter, place: QRectF, state: CellState, theme: Theme) -> None:
    palette = theme.palette
    fill, border = (palette.accent, palette.on_accent) if state.selected else (palette.surface, palette.muted)
    paint_box(painter, place, fill=fill, radius=place.width() / 2)
    paint_box(painter, place, border=border, width=1.5, radius=place.width() / 2)
    if state.selected:
        side = round(place.width() * 0.6)
        _draw(painter, place.center() - QPointF(side / 2, side / 2), "right", side, theme, tone="on_accent")


def _draw(painter: QPainter, at: QPointF, name: str, side: int, theme: Theme, *, tone: Tone | None = None) -> None:
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(at.toPoint(), _pixmap(name, tone or _tone_of(name), side, ratio, theme.name))


def _tone_of(mark: str) -> Tone:
    tones: dict[str, Tone] = {"right": "right", "wrong": "wrong", "excluded": "excluded", "unsure": "unsure"}
    return tones.get(mark, "conflict")


@cache
def _pixmap(name: str, tone: Tone, side: int, ratio: float, _theme: str) -> QPixmap:
    """Few there are: five marks in a handful of sizes; drawing them as vectors takes ten times as long."""
    return icon_pixmap(name, tone, size=side, ratio=ratio)
