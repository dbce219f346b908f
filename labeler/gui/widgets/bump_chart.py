"""Before → after: who overtakes whom. The same painting goes to the screen, PNG, SVG and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from labeler.gui.theme import GRID, Palette, Theme, Tone, current_theme, mixed
from labeler.gui.widgets.chart import Chart
from labeler.gui.widgets.names_apart import NamesApart
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import paint_text

ROW = 40
MIN_ROW = 20
_GAP = 12
_DOT = 4.0
_LANE = 5.0
_MOST_LANES = 8
"""Brackets side by side; of more models those next below them go without."""
_LEAST_LINES = 48
_LIGHT = 0.55
_BRACKET = 0.32
"""How far a bracket reaches above its first rank and below its last, in rows."""
_MAX_NAME = 0.24
_LEFT = Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class BumpRow:
    """Ranks from 1, equal ones are ties, None: not ranked, last. Values are texts with their unit.

    ``ranks`` are the first and the last after that its tests leave open: a bracket spans them.
    """

    model: str
    rank_before: float | None
    rank_after: float | None
    before: str
    after: str
    highlighted: bool = False
    ranks: tuple[int, int] | None = None


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

    def event(self, event: QEvent) -> bool:
        """A tip tells the row by its place after."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self._tip(event.pos().y())), self)
            return True
        return super().event(event)

    def _tip(self, y: float) -> str:
        _, after = _orders(self._data)
        pitch = _pitch(self.height(), len(after), current_theme()) if after else 1.0
        place = int(y / pitch)
        return _said(after[place]) if 0 <= place < len(after) else ""


class _Painting:
    """One painting: the places of all rows, worked out once."""

    def __init__(self, painter: QPainter, rect: QRectF, data: tuple[BumpRow, ...], theme: Theme) -> None:
        self._painter = painter
        self._rect = rect
        self._theme = theme
        self._data = data
        self._before, self._after = _orders(data)
        pairs = zip(self._before, self._after, strict=True)
        self._moved = {after.model for before, after in pairs if before is not after}
        self._pitch = _pitch(rect.height(), len(data), theme)
        self._names = NamesApart([row.model for row in data])
        name = max(self._advance(row.model) for row in data)
        self._name = min(name, rect.width() * _MAX_NAME)
        self._value = max(max(self._advance(row.before), self._advance(row.after)) for row in data)
        self._left = rect.left() + self._name + _GAP + self._value + _GAP
        right = rect.right() - self._value - _GAP - self._moved_name_width()
        self._lane = theme.scale * _LANE
        brackets = self._arrange_brackets(right - self._left - theme.px(_LEAST_LINES))
        self._right = max(right - brackets, self._left + 2 * GRID)
        self._values = self._right + brackets + _GAP

    def _arrange_brackets(self, room: float) -> float:
        """The width they take; the values before, which a table tells too, give way to them."""
        self._lanes, self._tells_before = _lanes(self._after, most=_MOST_LANES), True
        if self._width_of_lanes() > room:
            self._tells_before = False
            self._left -= self._value + _GAP
            most = int((room + self._value + _GAP) / self._lane)
            self._lanes = _lanes(self._after, most=min(most, _MOST_LANES))
        return self._width_of_lanes()

    def _width_of_lanes(self) -> float:
        return self._lane * (1 + max(self._lanes.values(), default=-1))

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
            self._paint_bracket(row, self._y(place))
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

    def _paint_bracket(self, row: BumpRow, y: float) -> None:
        """From the first to the last rank that it may have, a bead where it is."""
        lane = self._lanes.get(row.model)
        if lane is None or row.ranks is None:
            return
        x = self._right + _DOT + (lane + 0.7) * self._lane
        first, last = _span(self._after, row.ranks)
        reach = _BRACKET * self._pitch
        palette = self._theme.palette
        line = mixed(palette.surface, palette.accent if row.highlighted else palette.faint, _LIGHT)
        self._painter.setPen(QPen(line, 1.6))
        self._painter.drawLine(QLineF(x, self._y(first) - reach, x, self._y(last) + reach))
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(palette.accent if row.highlighted else palette.muted)
        self._painter.drawEllipse(QPointF(x, y), self._bead, self._bead)

    @property
    def _bead(self) -> float:
        return min(0.4 * self._lane, 0.7 * _DOT)

    def _paint_left(self, row: BumpRow, y: float) -> None:
        name_right = self._left - _GAP
        if self._tells_before:
            self._write(row.before, name_right - self._value, name_right, y, tone="muted", align=_RIGHT)
            name_right -= self._value + _GAP
        self._write_name(row, name_right - self._name, name_right, y, align=_RIGHT)

    def _paint_right(self, row: BumpRow, y: float) -> None:
        left = self._values
        self._write(row.after, left, left + self._value, y, tone="text", align=_RIGHT)
        if row.model in self._moved:
            self._write_name(row, left + self._value + _GAP, self._rect.right(), y, align=_LEFT)

    def _write_name(self, row: BumpRow, left: float, right: float, y: float, *, align: Qt.AlignmentFlag) -> None:
        shown = self._names.shown(row.model, right - left, self._advance)
        self._write(shown, left, right, y, tone="text" if row.highlighted else "muted", align=align)

    def _write(self, text: str, left: float, right: float, y: float, *, tone: Tone, align: Qt.AlignmentFlag) -> None:
        place = QRectF(left, y - self._pitch / 2, right - left, self._pitch)
        paint_text(self._painter, place, text, self._theme, size="small", tone=tone, align=align)


def _orders(data: Sequence[BumpRow]) -> tuple[list[BumpRow], list[BumpRow]]:
    """From above, before and after."""
    before = sorted(data, key=lambda row: (_place(row.rank_before), row.model))
    position = {row.model: place for place, row in enumerate(before)}
    return before, sorted(data, key=lambda row: (_place(row.rank_after), position[row.model]))


def _pitch(height: float, rows: int, theme: Theme) -> float:
    return min(height / rows, theme.px(ROW))


def _span(after: Sequence[BumpRow], ranks: tuple[int, int]) -> tuple[int, int]:
    """The places of the first and the last row whose rank is within; some ranks may not be drawn."""
    within = [place for place, row in enumerate(after) if ranks[0] <= _place(row.rank_after) <= ranks[1]]
    return (within[0], within[-1]) if within else (0, -1)


def _lanes(after: Sequence[BumpRow], *, most: int) -> dict[str, int]:
    """Of every bracket, beside which others it stands: the highlighted next to the dots, then from above.

    Those that would need more lanes have none.
    """
    taken: list[list[tuple[int, int]]] = []
    lanes: dict[str, int] = {}
    for row in sorted(after, key=lambda row: not row.highlighted):
        first, last = _span(after, row.ranks) if row.ranks else (0, -1)
        if last < first:
            continue
        free = (lane for lane, spans in enumerate(taken) if all(last < low or high < first for low, high in spans))
        lane = next(free, len(taken))
        if lane >= most:
            continue
        if lane == len(taken):
            taken.append([])
        taken[lane].append((first, last))
        lanes[row.model] = lane
    return lanes


def _place(rank: float | None) -> float:
    return float("inf") if rank is None else rank


def _said(row: BumpRow) -> str:
    before, after = (f"{rank:g}" if rank is not None else "–" for rank in (row.rank_before, row.rank_after))
    open_ = f", ranks {row.ranks[0]}–{row.ranks[1]} are open" if row.ranks and row.ranks[0] < row.ranks[1] else ""
    return f"{row.model} {before} → {after}, {row.before} → {row.after}{open_}"
