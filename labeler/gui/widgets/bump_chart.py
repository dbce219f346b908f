"""Before → after: who overtakes whom. The same painting goes to the screen, PNG, SVG and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from labeler.gui.theme import GRID, Palette, Theme, Tone, current_theme
from labeler.gui.widgets.chart import Chart
from labeler.gui.widgets.spans import paint_text

ROW = 40
MIN_ROW = 20
_GAP = 12
_DOT = 4.0
_MAX_NAME = 0.24
_LEFT = Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class BumpRow:
    """Ranks from 1, equal ones are ties, None: not ranked, last. Values are texts with their unit."""

    model: str
    rank_before: float | None
    rank_after: float | None
    before: str
    after: str
    highlighted: bool = False


def paint_bump_chart(
    painter: QPainter, rect: QRectF, data: Sequence[BumpRow], palette: Palette, *, scale: float | None = None
) -> None:
    """Scales its rows to the height of ``rect``; names that lack room are elided. ``scale`` is that of the text."""
    if data:
        theme = current_theme()
        _Painting(painter, rect, tuple(data), Theme(theme.name, palette, scale or theme.scale)).paint()


class BumpChart(Chart):
    def __init__(self, name: str = "Ranking before and after", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._data: tuple[BumpRow, ...] = ()

    def set_data(self, data: Sequence[BumpRow]) -> None:
        self._data = tuple(data)
        self.show_anew()

    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        if self._data:
            _Painting(painter, room, self._data, theme).paint()

    def natural_size(self, theme: Theme) -> QSizeF:
        return QSizeF(theme.px(420), theme.px(ROW) * max(len(self._data), 1))

    def least_size(self, theme: Theme) -> QSizeF:
        return QSizeF(theme.px(280), theme.px(MIN_ROW) * max(len(self._data), 1))

    def described(self) -> str:
        return "; ".join(_said(row) for row in self._data)


class _Painting:
    """One painting: the places of all rows, worked out once."""

    def __init__(self, painter: QPainter, rect: QRectF, data: tuple[BumpRow, ...], theme: Theme) -> None:
        self._painter = painter
        self._rect = rect
        self._theme = theme
        self._data = data
        self._before = sorted(data, key=lambda row: (_place(row.rank_before), row.model))
        position = {row.model: place for place, row in enumerate(self._before)}
        self._after = sorted(data, key=lambda row: (_place(row.rank_after), position[row.model]))
        pairs = zip(self._before, self._after, strict=True)
        self._moved = {after.model for before, after in pairs if before is not after}
        self._pitch = min(rect.height() / len(data), theme.px(ROW))
        name = max(self._advance(row.model) for row in data)
        self._name = min(name, rect.width() * _MAX_NAME)
        self._value = max(max(self._advance(row.before), self._advance(row.after)) for row in data)
        self._left = rect.left() + self._name + _GAP + self._value + _GAP
        self._right = max(rect.right() - self._value - _GAP - self._moved_name_width(), self._left + 2 * GRID)

    def paint(self) -> None:
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ties(self._left, [row.rank_before for row in self._before])
        self._paint_ties(self._right, [row.rank_after for row in self._after])
        for row in sorted(self._data, key=lambda row: row.highlighted):
            self._paint_line(row)
        for place, row in enumerate(self._before):
            self._paint_left(row, self._y(place))
        for place, row in enumerate(self._after):
            self._paint_right(row, self._y(place))
        self._painter.restore()

    def _y(self, place: int) -> float:
        return self._rect.top() + (place + 0.5) * self._pitch

    def _advance(self, text: str) -> float:
        return QFontMetricsF(self._theme.font("small")).horizontalAdvance(text) + 1

    def _moved_name_width(self) -> float:
        widest = max((self._advance(row.model) for row in self._data if row.model in self._moved), default=0.0)
        return min(widest, self._name) + _GAP if widest else 0.0

    def _paint_ties(self, x: float, ranks: list[float | None]) -> None:
        """A thin line joins the dots of equal ranks."""
        self._painter.setPen(QPen(self._theme.palette.border, 1.0))
        for place, (one, other) in enumerate(pairwise(ranks)):
            if one is not None and one == other:
                self._painter.drawLine(QPointF(x, self._y(place)), QPointF(x, self._y(place + 1)))

    def _paint_line(self, row: BumpRow) -> None:
        start = QPointF(self._left, self._y(self._before.index(row)))
        stop = QPointF(self._right, self._y(self._after.index(row)))
        middle = (start.x() + stop.x()) / 2
        path = QPainterPath(start)
        path.cubicTo(QPointF(middle, start.y()), QPointF(middle, stop.y()), stop)
        color = self._theme.palette.accent if row.highlighted else self._theme.palette.faint
        pen = QPen(color, 2.6 if row.highlighted else 1.4)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(pen)
        self._painter.drawPath(path)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(color)
        for end in (start, stop):
            self._painter.drawEllipse(end, _DOT, _DOT)

    def _paint_left(self, row: BumpRow, y: float) -> None:
        value_right = self._left - _GAP
        name_right = value_right - self._value - _GAP
        self._write(row.before, value_right - self._value, value_right, y, tone="muted", align=_RIGHT)
        self._write_name(row, name_right - self._name, name_right, y, align=_RIGHT)

    def _paint_right(self, row: BumpRow, y: float) -> None:
        left = self._right + _GAP
        self._write(row.after, left, left + self._value, y, tone="text", align=_RIGHT)
        if row.model in self._moved:
            self._write_name(row, left + self._value + _GAP, self._rect.right(), y, align=_LEFT)

    def _write_name(self, row: BumpRow, left: float, right: float, y: float, *, align: Qt.AlignmentFlag) -> None:
        metrics = QFontMetricsF(self._theme.font("small"))
        shown = metrics.elidedText(row.model, Qt.TextElideMode.ElideMiddle, right - left)  # they differ at the end
        self._write(shown, left, right, y, tone="text" if row.highlighted else "muted", align=align)

    def _write(self, text: str, left: float, right: float, y: float, *, tone: Tone, align: Qt.AlignmentFlag) -> None:
        place = QRectF(left, y - self._pitch / 2, right - left, self._pitch)
        paint_text(self._painter, place, text, self._theme, size="small", tone=tone, align=align)


def _place(rank: float | None) -> float:
    return float("inf") if rank is None else rank


def _said(row: BumpRow) -> str:
    before, after = (f"{rank:g}" if rank is not None else "–" for rank in (row.rank_before, row.rank_after))
    return f"{row.model} {before} → {after}, {row.before} → {row.after}"
