"""The error as one bar: what is due to incorrect labels, and what to other causes (METHOD 2)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from labeler.core.error_analysis import Sheet
from labeler.core.hypergeometric import Interval
from labeler.core.phrases import hundredfold
from labeler.gui.theme import Theme, Tone, mixed
from labeler.gui.widgets.chart import Chart
from labeler.gui.widgets.painting import paint_part
from labeler.gui.widgets.spans import Span, Spans, paint_spans, paint_text, plain_text, spans_width, strong
from labeler.gui.widgets.whisker import paint_whisker

_WIDTH, _LEAST = 480, 120
_BAR = 28
_GAP = 8
_LINE, _SMALL_LINE = 20, 18
_CAP = 14.0


class ThreeNumbers(Chart):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("The error and what it is due to", parent)
        self._sheet: Sheet | None = None

    def set_sheet(self, sheet: Sheet | None) -> None:
        self._sheet = sheet
        self.show_anew()

    def natural_size(self, theme: Theme) -> QSizeF:
        return QSizeF(theme.px(_WIDTH), self.height_in(theme.px(_WIDTH), theme))

    def least_size(self, theme: Theme) -> QSizeF:
        return QSizeF(theme.px(_LEAST), self.height_in(theme.px(_WIDTH), theme))

    def height_in(self, width: float, theme: Theme) -> float:
        if self._sheet is None:
            return 0.0
        numbers = _numbers(self._sheet)
        heights = [number.height(theme) for number in numbers]
        beside = _fit_beside(numbers, width, theme)
        return theme.px(_BAR) + _GAP + (max(heights) if beside else sum(heights))

    def described(self) -> str:
        return "" if self._sheet is None else "; ".join(number.said for number in _numbers(self._sheet))

    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        if self._sheet is None:
            return
        bar = QRectF(room.left(), room.top(), room.width(), theme.px(_BAR))
        _paint_bar(painter, bar, self._sheet, theme)
        numbers = _numbers(self._sheet)
        beside = _fit_beside(numbers, room.width(), theme)
        top = bar.bottom() + _GAP
        for place, number in enumerate(numbers):
            align = Qt.AlignmentFlag.AlignRight if beside and place else Qt.AlignmentFlag.AlignLeft
            _paint_number(painter, QRectF(room.left(), top, room.width(), 0), number, theme, align)
            top += 0 if beside else number.height(theme)


@dataclass(frozen=True, slots=True)
class _Number:
    """One of the numbers below the bar, or words in its place."""

    figure: str
    name: str
    tone: Tone = "text"
    between: str = ""

    @property
    def spans(self) -> Spans:
        return (strong(self.figure, tone=self.tone), Span(f" {self.name}")) if self.figure else (Span(self.name),)

    @property
    def said(self) -> str:
        between = f" ({self.between})" if self.between else ""
        return f"{plain_text(self.spans)}{between}"

    def height(self, theme: Theme) -> int:
        return theme.px(_LINE) + (theme.px(_SMALL_LINE) if self.between else 0)


def _numbers(sheet: Sheet) -> tuple[_Number, ...]:
    labels = sheet.incorrectly_labeled
    if not sheet.misclassified:
        return (_Number("", "no errors"),)
    if labels.due is None or sheet.error_other_causes is None or sheet.error is None:
        return (_Number("", "no error reviewed yet"),)
    rest = labels.ceiling_interval
    due = rest and (sheet.error - rest[1], sheet.error - rest[0])
    figures = [f"{hundredfold(value, sheet.examples)} %" for value in (labels.due, sheet.error_other_causes)]
    return (
        _Number(figures[0], "incorrect labels", "wrong" if labels.count else "text", _between(due, sheet)),
        _Number(figures[1], "other causes", "text", _between(rest, sheet)),
    )


def _between(limits: Interval | None, sheet: Sheet) -> str:
    if limits is None:
        return ""
    low, high = (hundredfold(max(limit, 0.0), sheet.examples) for limit in limits)
    if low == high:
        return ""
    chance = sheet.incorrectly_labeled.considered < sheet.misclassified
    return f"95 %: {low}–{high}" if chance else f"{low}–{high}"


def _fit_beside(numbers: tuple[_Number, ...], width: float, theme: Theme) -> bool:
    return sum(spans_width(number.spans, theme) for number in numbers) + 2 * _GAP <= width


def _paint_number(painter: QPainter, line: QRectF, number: _Number, theme: Theme, align: Qt.AlignmentFlag) -> None:
    line.setHeight(theme.px(_LINE))
    paint_spans(painter, line, number.spans, theme, tone="muted", align=align)
    if number.between:
        below = QRectF(line.left(), line.bottom(), line.width(), theme.px(_SMALL_LINE))
        paint_text(painter, below, number.between, theme, size="small", tone="faint", align=align)


def _paint_bar(painter: QPainter, bar: QRectF, sheet: Sheet, theme: Theme) -> None:
    """Red: found incorrect; paler: unsure or in conflict; blue: other causes; the bare track: not known."""
    palette, labels = theme.palette, sheet.incorrectly_labeled
    share = labels.share
    if share is None:
        paint_part(painter, bar, 0.0, 1.0, fill=mixed(palette.surface, palette.text, 0.06))
        return
    sure = share + labels.unsure / labels.considered
    paint_part(painter, bar, 0.0, share, fill=palette.wrong)
    paint_part(painter, bar, share, sure, fill=mixed(palette.surface, palette.wrong, 0.4))
    paint_part(painter, bar, sure, 1.0, fill=palette.bar)
    if 0 < share < 1:
        seam = QRectF(bar.left() + share * bar.width() - 1, bar.top(), 2, bar.height())
        painter.fillRect(seam, palette.surface)
    if labels.interval is not None and labels.interval[0] < labels.interval[1]:
        low, high = (bar.left() + limit * bar.width() for limit in labels.interval)
        paint_whisker(painter, low, high, bar.center().y(), theme, cap=_CAP)
