"""One painting of lines against the share incorrectly labeled, and of where they cross."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from labeler.core.phrases import between, rough_percent
from labeler.core.prevalence import Crossing, Mixture
from labeler.gui.theme import Theme, Tone
from labeler.gui.widgets.axis import Axis, round_step, spread, tick_text
from labeler.gui.widgets.spans import Span, Spans, paint_spans, paint_text, strong
from labeler.gui.widgets.whisker import paint_whisker

ROW = 36
"""Of one crossing: its words and below them its interval."""

_LINE = 18
_TICK_GAP = 6
_NAME_GAP = 22
_MOST_NAME = 0.3
_PER_TICK_X, _PER_TICK_Y = 72, 44
_LEAST_PLOT = 220
_ROWS_GAP = 8
_DOT = 4.0
_FEW = 2
"""Crossings whose intervals can be told apart among the lines."""

_BEYOND = 1.25
_SHARES = "Share of the set that had been incorrectly labeled"
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines, all defined, from the share ``now`` on, and where they cross, soonest first."""

    now: float
    lines: tuple[Mixture, ...]
    crossings: tuple[Crossing, ...]

    @property
    def reach(self) -> float:
        """The share up to which is drawn: beyond the crossings, or all of the set where there are none."""
        if not self.crossings:
            return 1.0
        last = max(float(crossing.share) for crossing in self.crossings)
        highs = [crossing.interval[1] for crossing in self.crossings if crossing.interval]
        ends = [high for high in highs if high is not None and high <= 2 * last]
        wanted = _BEYOND * max([last, 2 * self.now, *ends])
        step = round_step(wanted, 10)
        return min(1.0, step * -(-wanted // step))

    @property
    def passers(self) -> frozenset[str]:
        return frozenset(crossing.model for crossing in self.crossings)


def error_at(line: Mixture, share: float) -> float:
    error = line.at(share)
    assert error is not None
    return error


class NoisePainting:
    def __init__(self, painter: QPainter, room: QRectF, drawn: Lines, theme: Theme, *, most_rows: int) -> None:
        self._painter, self._room, self._theme, self._drawn = painter, room, theme, drawn
        self._metrics = QFontMetricsF(theme.font("small"))
        self._bold = QFontMetricsF(theme.font("small", strong=True))
        self._line = theme.px(_LINE)
        self._rows = self._fitting_rows(most_rows)
        widest = max(self._metrics.horizontalAdvance(line.model) for line in drawn.lines) + 2
        self._names = min(widest, room.width() * _MOST_NAME)
        bottom = self._rows_top - 2 * self._line - _TICK_GAP - (_ROWS_GAP if self._rows else 0)
        self._y = Axis(*self._errors(), bottom, room.top() + 2.5 * self._line)
        self._y_ticks = self._y.ticks(max(int((bottom - self._y.stop) / theme.px(_PER_TICK_Y)), 2))
        margin = max(self._metrics.horizontalAdvance(text) for text in _texts(self._y_ticks)) + _TICK_GAP
        left, right = room.left() + margin, room.right() - self._names - _NAME_GAP
        self._x = Axis(0.0, drawn.reach, left, max(right, left + 1))

    def paint(self) -> None:
        self._paint_errors()
        self._paint_shares()
        self._paint_now()
        for line in sorted(self._drawn.lines, key=lambda line: line.model in self._drawn.passers):
            self._paint_line(line)
        self._paint_names()
        self._paint_crossings()
        self._paint_rows()

    def _fitting_rows(self, most: int) -> int:
        """As many as leave the plot its least height."""
        crossings = len(self._drawn.crossings)
        spare = self._room.height() - self._theme.px(_LEAST_PLOT) - self._line
        return max(min(crossings, most, int(spare / self._theme.px(ROW))), 0)

    @property
    def _rows_top(self) -> float:
        return self._room.bottom() - self._rows * self._theme.px(ROW) - self._more

    @property
    def _more(self) -> float:
        """The height of the line that tells of the rows left out."""
        return self._line if 0 < self._rows < len(self._drawn.crossings) else 0.0

    def _errors(self) -> tuple[float, float]:
        """The least and the most of what is drawn, with some air."""
        ends = [error_at(line, share) for line in self._drawn.lines for share in (self._drawn.now, self._drawn.reach)]
        low, high = min(ends), max(ends)
        air = 0.06 * (high - low) or 0.01
        return max(low - air, 0.0), min(high + air, 1.0)

    # The ground

    def _paint_errors(self) -> None:
        for tick, text in zip(self._y_ticks, _texts(self._y_ticks), strict=True):
            y = self._y.place(tick)
            self._painter.setPen(QPen(self._theme.palette.border, 1))
            self._painter.drawLine(QLineF(self._x.start, y, self._x.stop, y))
            width = self._x.start - _TICK_GAP - self._room.left()
            place = QRectF(self._room.left(), y - self._line / 2, width, self._line)
            paint_text(self._painter, place, text, self._theme, size="small", tone="muted", align=_RIGHT)
        place = QRectF(self._room.left(), self._room.top(), self._room.width(), self._line)
        paint_text(self._painter, place, "Corrected error", self._theme, size="small", tone="muted")

    def _paint_shares(self) -> None:
        top = self._y.start + _TICK_GAP
        ticks = self._x.ticks(max(int((self._x.stop - self._x.start) / self._theme.px(_PER_TICK_X)), 1))
        for tick, text in zip(ticks, _texts(ticks), strict=True):
            width = self._metrics.horizontalAdvance(text) + 2
            place = QRectF(self._x.place(tick) - width / 2, top, width, self._line)
            paint_text(self._painter, place, text, self._theme, size="small", tone="muted", align=_CENTRE)
        place = QRectF(self._x.start, top + self._line, self._room.right() - self._x.start, self._line)
        paint_text(self._painter, place, _SHARES, self._theme, size="small", tone="muted")

    def _paint_now(self) -> None:
        """Where the set is."""
        x, top = self._x.place(self._drawn.now), self._room.top() + self._line
        self._painter.setPen(QPen(self._theme.palette.faint, 1, Qt.PenStyle.DashLine))
        self._painter.drawLine(QLineF(x, top + self._line, x, self._y.start))
        text = f"now {rough_percent(self._drawn.now)}"
        width = self._metrics.horizontalAdvance(text) + 2
        left = min(max(x - width / 2, self._room.left()), self._room.right() - width)
        paint_text(self._painter, QRectF(left, top, width, self._line), text, self._theme, size="small")

    # The lines

    def _tone(self, model: str) -> Tone:
        return "accent" if model in self._drawn.passers else "muted"

    def _paint_line(self, line: Mixture) -> None:
        passes = line.model in self._drawn.passers
        self._painter.setPen(QPen(self._theme.color(self._tone(line.model)), 2.2 if passes else 1.4))
        self._painter.drawLine(self._point(line, self._drawn.now), self._point(line, self._drawn.reach))

    def _point(self, line: Mixture, share: float) -> QPointF:
        return QPointF(self._x.place(share), self._y.place(error_at(line, share)))

    def _end(self, line: Mixture) -> float:
        return self._point(line, self._drawn.reach).y()

    def _paint_names(self) -> None:
        """At the ends of the lines, moved apart, a hairline telling which is whose."""
        lines = sorted(self._named(int((self._y.start - self._y.stop) / self._line) + 1), key=self._end)
        ends = [self._end(line) for line in lines]
        for line, y in zip(lines, spread(ends, self._line, low=self._y.stop, high=self._y.start), strict=True):
            left = self._x.stop + _NAME_GAP
            self._painter.setPen(QPen(self._theme.palette.border, 1))
            self._painter.drawLine(QLineF(self._x.stop + 2, self._end(line), left - 4, y))
            place = QRectF(left, y - self._line / 2, self._names, self._line)
            text = self._metrics.elidedText(line.model, Qt.TextElideMode.ElideMiddle, self._names)
            paint_text(self._painter, place, text, self._theme, size="small", tone=self._tone(line.model))

    def _named(self, most: int) -> list[Mixture]:
        """Those that cross first where there is no room for all names."""
        names = dict.fromkeys(name for each in self._drawn.crossings for name in (each.model, each.passed))
        soonest = {name: place for place, name in enumerate(names)}
        return sorted(self._drawn.lines, key=lambda line: soonest.get(line.model, len(soonest)))[:most]

    # Where they cross

    def _paint_crossings(self) -> None:
        """The soonest first; a number that has no room is told by its row."""
        written = [self._around(crossing) for crossing in self._drawn.crossings]
        for crossing in self._drawn.crossings:
            share = float(crossing.share)
            at = self._at(crossing)
            if not self._rows and len(self._drawn.crossings) <= _FEW:
                self._paint_interval(crossing, at.y())
            self._paint_dot(at)
            self._write_share(rough_percent(share), at, written)

    def _at(self, crossing: Crossing) -> QPointF:
        line = next(line for line in self._drawn.lines if line.model == crossing.model)
        return self._point(line, float(crossing.share))

    def _around(self, crossing: Crossing) -> QRectF:
        """What its dot takes."""
        at = self._at(crossing)
        return QRectF(at.x() - _DOT, at.y() - _DOT, 2 * _DOT, 2 * _DOT)

    def _paint_dot(self, at: QPointF) -> None:
        self._painter.setPen(QPen(self._theme.palette.surface, 1.5))
        self._painter.setBrush(self._theme.palette.accent)
        self._painter.drawEllipse(at, _DOT, _DOT)

    def _write_share(self, text: str, at: QPointF, written: list[QRectF]) -> None:
        width = self._bold.horizontalAdvance(text) + 2
        for top in (at.y() - self._line - _DOT, at.y() + _DOT + 1):
            place = QRectF(at.x() - width / 2, top, width, self._line)
            if not any(place.intersects(other) for other in written):
                self._painter.fillRect(place.adjusted(0, 2, 0, -2), self._theme.palette.surface)  # lines pass behind it
                paint_text(self._painter, place, text, self._theme, size="small", strong=True, align=_CENTRE)
                written.append(place)
                return

    def _paint_rows(self) -> None:
        """On the scale of the shares above."""
        top = self._rows_top
        for crossing in self._drawn.crossings[: self._rows]:
            words = QRectF(self._x.start, top, self._room.right() - self._x.start, self._line)
            paint_spans(self._painter, words, _words(crossing), self._theme, size="small", tone="muted")
            y = words.bottom() + (self._theme.px(ROW) - self._line) * 0.4
            self._paint_interval(crossing, y)
            self._paint_dot(QPointF(self._x.place(float(crossing.share)), y))
            top += self._theme.px(ROW)
        if self._more:
            rest = QRectF(self._x.start, top, self._room.right() - self._x.start, self._line)
            text = f"and {len(self._drawn.crossings) - self._rows:,} more, later"
            paint_text(self._painter, rest, text, self._theme, size="small", tone="muted")

    def _paint_interval(self, crossing: Crossing, y: float) -> None:
        """Without a cap at the right where its upper limit lies beyond what is drawn or can't be told."""
        low, high = crossing.interval or (None, None)
        if low is None or low >= self._drawn.reach:
            return
        left, right = self._x.place(low), self._x.place(min(high or 1.0, self._drawn.reach))
        if high is not None and high <= self._drawn.reach:
            paint_whisker(self._painter, left, right, y, self._theme)
        else:
            paint_whisker(self._painter, left, left, y, self._theme)
            self._painter.drawLine(QLineF(left, y, right, y))


def _words(crossing: Crossing) -> Spans:
    """``vgg11_bn passes vgg19_bn at 5.6 %, 95 %: from 3.1 % up``."""
    low, high = crossing.interval or (None, None)
    limits = ""
    if low is not None:
        limits = f"from {rough_percent(low)} up" if high is None else between(rough_percent(low), rough_percent(high))
    parts = (
        strong(crossing.model, tone="accent"),
        Span(" passes "),
        strong(crossing.passed, tone="text"),
        Span(" at "),
    )
    share = strong(rough_percent(float(crossing.share)), tone="text")
    return (*parts, share, *((Span(f", 95 %: {limits}", tone="faint"),) if limits else ()))


def _texts(ticks: list[float]) -> list[str]:
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 0.01
    return [tick_text(tick, step) for tick in ticks]
