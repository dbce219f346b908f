"""Where a model's wrong and right predictions go by correction, as four bands (METHOD 3)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from labeler.core.flows import Flows
from labeler.core.phrases import counted, percent
from labeler.gui.theme import Theme, mixed
from labeler.gui.widgets.chart import Chart
from labeler.gui.widgets.spans import Span, Spans, paint_spans, spans_width, strong
from labeler.gui.widgets.wrapped_text import paint_wrapped, wrapped_height

_WIDTH, _LEAST = 520, 150
_LINE = 18
_BANDS = 132
"""What the widths of all bands come to."""
_THIN = 4
_ROW_GAP, _GROUP_GAP = 6, 14
_NODE = 6
_GAP = 10
_LEAST_BANDS = 16


@dataclass(frozen=True, slots=True)
class _Flow:
    before: str
    after: str
    count: int

    @property
    def name(self) -> str:
        return f"{self.before} → {self.after}"


class FlowsDiagram(Chart):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Wrong and right predictions before and after correction", parent)
        self._flows: Flows | None = None

    def set_flows(self, flows: Flows | None) -> None:
        self._flows = flows
        self.show_anew()

    def natural_size(self, theme: Theme) -> QSizeF:
        return QSizeF(theme.px(_WIDTH), self.height_in(theme.px(_WIDTH), theme))

    def least_size(self, theme: Theme) -> QSizeF:
        return QSizeF(theme.px(_LEAST), self.height_in(theme.px(_LEAST), theme))

    def height_in(self, width: float, theme: Theme) -> float:
        if self._flows is None:
            return 0.0
        note = _excluded(self._flows)
        words = wrapped_height(note, width, theme, size="small") + _GAP if note else 0.0
        return sum(_slots(_flows(self._flows), theme)) + 2 * _ROW_GAP + _GROUP_GAP + words

    def described(self) -> str:
        if self._flows is None:
            return ""
        flows = self._flows
        told = [f"{flow.name}: {flow.count:,}{_share(flows, flow)}" for flow in _flows(flows)]
        sides = [f"{name} before: {_reviewed(*numbers)}" for name, *numbers in _sides(flows)]
        return "; ".join([*told, *sides, *filter(None, [_excluded(flows)])])

    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        if self._flows is not None:
            _Painting(painter, room, self._flows, theme).paint()


class _Painting:
    """One painting. The left ends of the bands lie close by side, the right ones each in a slot with room for words."""

    def __init__(self, painter: QPainter, room: QRectF, flows: Flows, theme: Theme) -> None:
        self._painter, self._room, self._flows, self._theme = painter, room, flows, theme
        self._bands = _flows(flows)
        self._widths = _widths([flow.count for flow in self._bands], theme)
        self._slots = _slots(self._bands, theme)
        left = max(spans_width(line, theme, "small") for side in _sides(flows) for line in _node_lines(*side))
        right = max(spans_width(line, theme, "small") for flow in self._bands for line in _flow_lines(flows, flow))
        spare = room.width() - 2 * (_GAP + _NODE) - theme.px(_LEAST_BANDS)
        squeezed = min(1.0, max(spare, 1.0) / (left + right))
        self._left = room.left() + (left + 1) * squeezed + _GAP
        self._right = room.right() - (right + 1) * squeezed - _GAP

    def paint(self) -> None:
        starts, stops = self._starts(), self._stops()
        for place in sorted(range(4), key=lambda place: -self._widths[place]):
            if self._bands[place].count:
                self._paint_band(place, starts[place], stops[place])
        self._paint_nodes(starts, stops)
        self._paint_words(starts, stops)
        note = _excluded(self._flows)
        if note:
            top = self._bottom + _GAP
            below = QRectF(self._room.left(), top, self._room.width(), self._room.height())
            paint_wrapped(self._painter, below, note, self._theme, size="small", tone="muted")

    @property
    def _bottom(self) -> float:
        return self._room.top() + sum(self._slots) + 2 * _ROW_GAP + _GROUP_GAP

    def _stops(self) -> list[float]:
        """The middle of each slot at the right, in the order of the bands."""
        middles, top = [0.0] * 4, self._room.top()
        for place, gap in zip((0, 1, 2, 3), (_ROW_GAP, _GROUP_GAP, _ROW_GAP, 0), strict=True):
            middles[place] = top + self._slots[place] / 2
            top += self._slots[place] + gap
        return middles

    def _starts(self) -> list[float]:
        """The middles at the left: what was wrong above (0, 2), what was right below (1, 3)."""
        middles, top = [0.0] * 4, self._room.top()
        wrong, right = self._side_heights()
        spare = max(self._bottom - self._room.top() - wrong - right - _GROUP_GAP, 0.0)
        for places, height in (((0, 2), wrong), ((1, 3), right)):
            at = top + (height - sum(self._widths[place] for place in places)) / 2
            for place in places:
                middles[place] = at + self._widths[place] / 2
                at += self._widths[place]
            top += height + _GROUP_GAP + spare
        return middles

    def _side_heights(self) -> tuple[float, float]:
        least = 3 * self._theme.px(_LINE)
        return max(self._widths[0] + self._widths[2], least), max(self._widths[1] + self._widths[3], least)

    def _paint_band(self, place: int, start: float, stop: float) -> None:
        half, left, right = self._widths[place] / 2, self._left + _NODE, self._right - _NODE
        middle = (left + right) / 2
        path = QPainterPath(QPointF(left, start - half))
        path.cubicTo(QPointF(middle, start - half), QPointF(middle, stop - half), QPointF(right, stop - half))
        path.lineTo(QPointF(right, stop + half))
        path.cubicTo(QPointF(middle, stop + half), QPointF(middle, start + half), QPointF(left, start + half))
        path.closeSubpath()
        self._painter.fillPath(path, self._color(self._bands[place], soft=True))

    def _paint_nodes(self, starts: list[float], stops: list[float]) -> None:
        """A post at both ends of a band, in the full colour of what it was and what it becomes."""
        for place, flow in enumerate(self._bands):
            if flow.count:
                width = self._widths[place]
                for x, middle, color in (
                    (self._left, starts[place], self._tint(flow.before)),
                    (self._right - _NODE, stops[place], self._tint(flow.after)),
                ):
                    self._painter.fillRect(QRectF(x, middle - width / 2, _NODE, width), color)

    def _paint_words(self, starts: list[float], stops: list[float]) -> None:
        line = self._theme.px(_LINE)
        for side, places in zip(_sides(self._flows), ((0, 2), (1, 3)), strict=True):
            tops = [starts[place] - self._widths[place] / 2 for place in places]
            bottoms = [starts[place] + self._widths[place] / 2 for place in places]
            lines = _node_lines(*side)
            top = (min(tops) + max(bottoms)) / 2 - len(lines) * line / 2
            for number, spans in enumerate(lines):
                place = QRectF(self._room.left(), top + number * line, self._left - _GAP - self._room.left() + 1, line)
                paint_spans(self._painter, place, spans, self._theme, size="small", align=Qt.AlignmentFlag.AlignRight)
        for flow, stop in zip(self._bands, stops, strict=True):
            for number, spans in enumerate(_flow_lines(self._flows, flow)):
                left = self._right + _GAP
                place = QRectF(left, stop + (number - 1) * line, self._room.right() - left + 1, line)
                paint_spans(self._painter, place, spans, self._theme, size="small")

    def _tint(self, what: str) -> QColor:
        return self._theme.palette.wrong if what == "wrong" else self._theme.palette.right

    def _color(self, flow: _Flow, *, soft: bool) -> QColor:
        """What stays is pale; what turns has the colour of what it becomes."""
        share = (0.18 if flow.before == flow.after else 0.5) if soft else 1.0
        return mixed(self._theme.palette.surface, self._tint(flow.after), share)


def _flows(flows: Flows) -> tuple[_Flow, ...]:
    """From the top at the right: wrong after, then right after."""
    return (
        _Flow("wrong", "wrong", flows.wrong_to_wrong),
        _Flow("right", "wrong", flows.right_to_wrong),
        _Flow("wrong", "right", flows.wrong_to_right),
        _Flow("right", "right", flows.right_to_right),
    )


def _sides(flows: Flows) -> tuple[tuple[str, int, int], tuple[str, int, int]]:
    return ("Wrong", flows.reviewed_wrong, flows.total_wrong), ("Right", flows.reviewed_right, flows.total_right)


def _node_lines(name: str, reviewed: int, total: int) -> tuple[Spans, ...]:
    part = Span(_part(reviewed, total), tone="muted")
    return (strong(name),), (part,), (Span("reviewed", tone="muted"),)


def _flow_lines(flows: Flows, flow: _Flow) -> tuple[Spans, Spans]:
    count = strong(f"{flow.count:,}") if flow.count else Span("none", tone="faint")
    return (Span(flow.name, tone="muted"),), (count, Span(_share(flows, flow), tone="faint"))


def _share(flows: Flows, flow: _Flow) -> str:
    share = flows.share(flow.count)
    return "" if share is None or not flow.count else f"  {percent(share, flows.included)}"


def _part(reviewed: int, total: int) -> str:
    return f"{reviewed:,} of {total:,}"


def _reviewed(reviewed: int, total: int) -> str:
    return f"{_part(reviewed, total)} reviewed"


def _excluded(flows: Flows) -> str:
    excluded = flows.excluded_wrong + flows.excluded_right
    if not excluded:
        return ""
    return (
        f"Left out: {counted(excluded, 'excluded example')}, {flows.excluded_wrong:,} wrong and "
        f"{flows.excluded_right:,} right before."
    )


def _widths(counts: list[int], theme: Theme) -> list[float]:
    """In proportion, but none that is there thinner than can be seen; the numbers beside tell."""
    total, room = max(sum(counts), 1), theme.px(_BANDS)
    least = theme.px(_THIN)
    return [max(count / total * room, least) if count else 0.0 for count in counts]


def _slots(bands: tuple[_Flow, ...], theme: Theme) -> list[float]:
    """The heights at the right: a band or two lines of text."""
    return [max(width, 2 * theme.px(_LINE)) for width in _widths([flow.count for flow in bands], theme)]
