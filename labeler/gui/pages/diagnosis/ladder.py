"""The errors as a ladder: a bar each, and between two of them the gap with its name (METHOD 11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from labeler.core.diagnosis import LEVELS, Diagnosis, Gap
from labeler.core.diagnosis_words import NAMES, gap_in_words, interval_in_words, points, rate_in_words
from labeler.core.newcombe import Rate
from labeler.gui.theme import GRID, TextSize, Theme, Tone
from labeler.gui.widgets.chart import Chart
from labeler.gui.widgets.painting import paint_box
from labeler.gui.widgets.spans import Span, paint_spans, paint_text, spans_width, strong
from labeler.session.diagnosis import Diagnosed

_LEVEL, _GAP = 44, 36
_BAR, _STEP = 16, 8
_WIDTH, _LEAST = 620, 420
_LEAST_BARS = 160
_RIGHT = Qt.AlignmentFlag.AlignRight
_UNKNOWN = "not known: type it below"


@dataclass(frozen=True, slots=True)
class _Rung:
    """One line of the ladder, of an error or of a gap, with what is written at its right."""

    title: str
    words: tuple[Span, ...]
    level: str = ""
    gap: Gap | None = None
    tone: Tone = "muted"

    @property
    def height(self) -> int:
        return _GAP if self.gap else _LEVEL


class Ladder(Chart):
    """By the corrected labels; a tick and the words "was …" tell of the given ones where they differ."""

    def __init__(self) -> None:
        super().__init__("Errors from human level to test, and the gaps between them")
        self._diagnosed: Diagnosed | None = None
        self._rungs: tuple[_Rung, ...] = ()

    def show_diagnosed(self, diagnosed: Diagnosed) -> None:
        self._diagnosed = diagnosed
        self._rungs = tuple(_rungs(diagnosed))
        self.show_anew()

    def natural_size(self, theme: Theme) -> QSizeF:
        return QSizeF(theme.px(_WIDTH), sum(theme.px(rung.height) for rung in self._rungs))

    def least_size(self, theme: Theme) -> QSizeF:
        return QSizeF(theme.px(_LEAST), self.natural_size(theme).height())

    def described(self) -> str:
        return ". ".join(f"{rung.title}: {''.join(span.text for span in rung.words)}" for rung in self._rungs)

    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        if self._diagnosed is None:
            return
        drawing = _Drawing(painter, room, theme, self._diagnosed, self._rungs)
        top = room.top()
        for rung in self._rungs:
            line = QRectF(room.left(), top, room.width(), theme.px(rung.height))
            drawing.gap(rung, rung.gap, line) if rung.gap else drawing.level(rung, line)
            top = line.bottom()


class _Drawing:
    """The columns: names, bars, figures."""

    def __init__(
        self, painter: QPainter, room: QRectF, theme: Theme, diagnosed: Diagnosed, rungs: tuple[_Rung, ...]
    ) -> None:
        self._painter, self._theme = painter, theme
        self._before, self._after = diagnosed.before, diagnosed.after
        names = max(QFontMetricsF(theme.font("body", strong=True)).horizontalAdvance(rung.title) for rung in rungs)
        figures = max(spans_width(rung.words, theme) for rung in rungs) + 1
        self._left = room.left() + names + 3 * GRID
        spare = room.right() - self._left - 2 * GRID
        self._figures = min(figures, max(spare - theme.px(_LEAST_BARS), spare / 2))
        self._width = max(spare - self._figures, 1.0)
        rates = [rate for side in (self._before, self._after) for rate in side.errors.values()]
        self._most = max((rate.high for rate in rates), default=0.0) or 1.0

    def level(self, rung: _Rung, line: QRectF) -> None:
        self._write(rung, line, strong_title=True)
        rate = self._after.errors.get(rung.level)
        if rate is None:
            return
        bar = self._middle(line, _BAR)
        bar.setRight(max(self._x(rate.value), bar.left() + 1))
        paint_box(self._painter, bar, fill=self._theme.palette.bar, radius=3)
        self._whisker(rate, line.center().y())
        before = self._before.errors.get(rung.level)
        if before is not None and before.value != rate.value:
            self._painter.setPen(QPen(self._theme.palette.text, 2))
            x = self._x(before.value)
            self._painter.drawLine(QPointF(x, bar.top() - 2), QPointF(x, bar.bottom() + 2))

    def gap(self, rung: _Rung, gap: Gap, line: QRectF) -> None:
        self._write(rung, line, strong_title=False)
        below, above = (self._after.errors.get(level) for level in (gap.below, gap.above))
        if below is None or above is None:
            return
        start, stop = sorted((self._x(below.value), self._x(above.value)))
        step = self._middle(line, _STEP)
        step.setLeft(start)
        step.setRight(max(stop, start + 2))
        paint_box(self._painter, step, fill=self._theme.color(rung.tone), radius=2)

    def _write(self, rung: _Rung, line: QRectF, *, strong_title: bool) -> None:
        title = QRectF(line.left(), line.top(), self._left - line.left() - GRID, line.height())
        tone: Tone = "text" if strong_title else rung.tone
        size: TextSize = "body" if strong_title else "small"
        paint_text(self._painter, title, rung.title, self._theme, size=size, strong=strong_title, tone=tone)
        right = QRectF(line.right() - self._figures, line.top(), self._figures, line.height())
        paint_spans(self._painter, right, rung.words, self._theme, size=size, tone=tone, align=_RIGHT)

    def _whisker(self, rate: Rate, y: float) -> None:
        if rate.high <= rate.low:
            return
        self._painter.setPen(QPen(self._theme.palette.muted, 1.2))
        low, high = self._x(rate.low), self._x(rate.high)
        self._painter.drawLine(QPointF(low, y), QPointF(high, y))
        for x in (low, high):
            self._painter.drawLine(QPointF(x, y - 4), QPointF(x, y + 4))

    def _middle(self, line: QRectF, height: float) -> QRectF:
        tall = self._theme.px(height)
        return QRectF(self._left, line.center().y() - tall / 2, self._width, tall)

    def _x(self, value: float) -> float:
        return self._left + self._width * value / self._most


def _rungs(diagnosed: Diagnosed) -> Iterator[_Rung]:
    """Level, gap, level, …; a gap stands below the lower of its two levels."""
    before, after = diagnosed.before, diagnosed.after
    for level in LEVELS:
        rate = after.errors.get(level)
        if level == "train-dev" and rate is None and after.one_distribution:
            continue  # dev is then compared with train
        yield _Rung(_titled(level), _rate_words(before.errors.get(level), rate), level=level)
        for gap in after.gaps:
            if gap.below == level and gap.difference is not None:
                was = next(other for other in before.gaps if other.name == gap.name)
                yield _Rung(NAMES[gap.name], _gap_words(was, gap), gap=gap, tone=_tone(gap, after))


def _titled(level: str) -> str:
    return "Human level" if level == "human" else level.capitalize()


def _tone(gap: Gap, diagnosis: Diagnosis) -> Tone:
    """What stands out is in the accent, what came out easier in the colour of right."""
    if gap in diagnosis.main and gap in diagnosis.stands_out:
        return "accent"
    return "right" if (gap.value or 0) < 0 else "muted"


def _rate_words(before: Rate | None, after: Rate | None) -> tuple[Span, ...]:
    if after is None:
        return (Span(_UNKNOWN, tone="faint"),)
    was = "" if before is None or before.value == after.value else f"was {rate_in_words(before)}  "
    within = f"  {interval_in_words(after)}" if after.high > after.low else ""
    return (Span(was, tone="muted"), strong(rate_in_words(after)), Span(within, tone="muted"))


def _gap_words(before: Gap, after: Gap) -> tuple[Span, ...]:
    assert after.difference is not None
    same = before.difference is None or before.difference.value == after.difference.value
    was = (
        "" if same or before.difference is None else f"was {points(before.difference.value, before.difference.size)}  "
    )
    lead, _, limits = gap_in_words(after).partition(", ")
    return (Span(was, tone="muted"), strong(lead), Span(f"  {limits.removeprefix('95 % interval ')}", tone="muted"))
