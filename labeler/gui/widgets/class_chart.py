"""How often each class is in dev and in test: a pair of bars a class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from labeler.gui.theme import Theme, Tone
from labeler.gui.widgets.chart import Chart
from labeler.gui.widgets.painting import paint_box
from labeler.gui.widgets.spans import paint_text

_ROW = 24
_HEADER = 20
_BAR = 6
_GAP = 12
_WIDTH, _LEAST = 420, 240
_MOST_NAME = 0.34
_SIDES: tuple[tuple[str, Tone], ...] = (("dev", "accent"), ("test", "faint"))
_DIFFERS = "≠ "
_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class PairedBar:
    """Shares of dev and of test, None where that side has none at all, and the texts that stand for them."""

    name: str
    shares: tuple[float | None, float | None]
    texts: tuple[str, str]
    differs: bool = False


class ClassChart(Chart):
    """Bars share one scale. A class that differs is told by a sign and a colour; ``more`` are not shown."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._rows: tuple[PairedBar, ...] = ()
        self._more = 0

    def set_data(self, rows: Sequence[PairedBar], *, more: int = 0) -> None:
        if (tuple(rows), more) != (self._rows, self._more):
            self._rows, self._more = tuple(rows), more
            self.show_anew()

    def rows(self) -> tuple[PairedBar, ...]:
        return self._rows

    def natural_size(self, theme: Theme) -> QSizeF:
        lines = len(self._rows) + bool(self._more)
        return QSizeF(theme.px(_WIDTH), theme.px(_HEADER) + lines * theme.px(_ROW))

    def least_size(self, theme: Theme) -> QSizeF:
        return QSizeF(theme.px(_LEAST), self.natural_size(theme).height())

    def described(self) -> str:
        told = [
            f"{row.name}: dev {row.texts[0]}, test {row.texts[1]}{', differs' if row.differs else ''}"
            for row in self._rows
        ]
        return "; ".join([*told, *([f"and {self._more:,} more"] if self._more else [])])

    def draw(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        metrics = QFontMetricsF(theme.font("small"))
        names = max((metrics.horizontalAdvance(_named(row)) for row in self._rows), default=0.0) + 2
        name = min(names, room.width() * _MOST_NAME)
        figure = max(
            (metrics.horizontalAdvance(text) for text in ("test", *(text for row in self._rows for text in row.texts))),
            default=0.0,
        )
        bars = QRectF(room.left() + name + _GAP, room.top(), room.width() - name - 2 * figure - 3 * _GAP, room.height())
        places = [bars.right() + _GAP, bars.right() + 2 * _GAP + figure]
        for left, (side, tone) in zip(places, _SIDES, strict=True):
            head = QRectF(left, room.top(), figure, theme.px(_HEADER))
            paint_text(painter, head, side, theme, size="small", strong=True, tone=_ink(tone), align=_RIGHT)
        most = max((share for row in self._rows for share in row.shares if share), default=1.0)
        top = room.top() + theme.px(_HEADER)
        for row in self._rows:
            line = QRectF(room.left(), top, room.width(), theme.px(_ROW))
            self._draw_row(painter, line, row, (name, bars, places, figure, most), theme)
            top += theme.px(_ROW)
        if self._more:
            line = QRectF(room.left(), top, room.width(), theme.px(_ROW))
            paint_text(painter, line, f"and {self._more:,} more", theme, size="small", tone="muted")

    def _draw_row(
        self,
        painter: QPainter,
        line: QRectF,
        row: PairedBar,
        places: tuple[float, QRectF, list[float], float, float],
        theme: Theme,
    ) -> None:
        name, bars, columns, figure, most = places
        tone: Tone = "unsure" if row.differs else "text"
        label = QRectF(line.left(), line.top(), name, line.height())
        paint_text(painter, label, _named(row), theme, size="small", tone=tone)
        middle = line.center().y()
        for place, (_, ink) in enumerate(_SIDES):
            share, top = row.shares[place], middle - _BAR - 1 + place * (_BAR + 2)
            if share:
                width = max(bars.width() * share / most, 1.0)
                paint_box(painter, QRectF(bars.left(), top, width, _BAR), fill=theme.color(ink), radius=2)
            where = QRectF(columns[place], line.top(), figure, line.height())
            paint_text(painter, where, row.texts[place], theme, size="small", tone="muted", align=_RIGHT)


def _named(row: PairedBar) -> str:
    return f"{_DIFFERS if row.differs else ''}{row.name}"


def _ink(tone: Tone) -> Tone:
    """Of words in the colour of a bar."""
    return "muted" if tone == "faint" else tone
