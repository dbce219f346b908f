"""One line a rival: its mark, how far the proof is, and the figures of it, right-aligned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from labeler.gui.theme import Theme, Tone, current_theme
from labeler.gui.widgets.names_apart import NamesApart
from labeler.gui.widgets.painting import paint_bar
from labeler.gui.widgets.plain_tip import plain_tip
from labeler.gui.widgets.spans import paint_text
from labeler.gui.widgets.verdict_mark import Mark, paint_verdict

ROW = 25
_MARK, _BAR, _GAP = 14, 8, 16
_LEAST_BAR = 48
_MOST_NAME = 0.3
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class RivalLine:
    """``fraction`` of the way, None where there is no way to go; ``figures`` are texts in columns; ``said`` all."""

    name: str
    mark: Mark | None
    fraction: float | None
    figures: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class _Widths:
    """The names and what room they have, and the width of every column of figures."""

    names: NamesApart
    name: float
    figures: tuple[float, ...]


class RivalLines(QWidget):
    """As high as its lines."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[RivalLine, ...] = ()
        self._names = NamesApart(())
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[RivalLine]) -> None:
        lines = tuple(lines)
        if lines == self._lines:
            return
        if len(lines) != len(self._lines):
            self.updateGeometry()
        self._lines, self._names = lines, NamesApart([line.name for line in lines])
        self.setAccessibleDescription("; ".join(line.said for line in lines))
        self.update()

    def lines(self) -> tuple[RivalLine, ...]:
        return self._lines

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(480), current_theme().px(ROW) * len(self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(240), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = event.pos().y() // max(current_theme().px(ROW), 1)
            QToolTip.showText(
                event.globalPos(), plain_tip(self._lines[row].said if row < len(self._lines) else ""), self
            )
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            height, widths = theme.px(ROW), self._widths(theme)
            for row, line in enumerate(self._lines):
                place = QRectF(0, row * height, self.width(), height)
                if place.toAlignedRect().intersects(event.rect()):
                    _paint(painter, place, line, widths, theme)

    def _widths(self, theme: Theme) -> _Widths:
        metrics = QFontMetricsF(theme.font("small"))
        names = max((metrics.horizontalAdvance(line.name) for line in self._lines), default=0.0) + 2
        columns = zip(*(line.figures for line in self._lines), strict=True)
        figures = tuple(max(map(metrics.horizontalAdvance, column)) + 2 for column in columns)
        return _Widths(self._names, min(names, self.width() * _MOST_NAME), figures)


def _paint(painter: QPainter, place: QRectF, line: RivalLine, widths: _Widths, theme: Theme) -> None:
    side, name_width = theme.px(_MARK), widths.name
    if line.mark is not None:
        paint_verdict(painter, QRectF(place.left(), place.top(), side, place.height()), line.mark, theme.palette)
    left, right = place.left() + side + _GAP / 2, place.right()
    for text, width in reversed(list(zip(line.figures, widths.figures, strict=True))):
        room = QRectF(right - width, place.top(), width, place.height())
        paint_text(painter, room, text, theme, size="small", tone="muted", align=_RIGHT)
        right -= width + _GAP
    room = QRectF(left, place.top(), name_width, place.height())
    shown = widths.names.shown(line.name, name_width, QFontMetricsF(theme.font("small")).horizontalAdvance)
    paint_text(painter, room, shown, theme, size="small")
    left += name_width + _GAP
    if line.fraction is not None and right - left >= _LEAST_BAR:
        bar = QRectF(left, place.center().y() - _BAR / 2, right - left, _BAR)
        tone: Tone = "right" if line.mark == "right" else "accent"
        paint_bar(painter, bar, line.fraction, fill=theme.color(tone), track=theme.palette.border)
