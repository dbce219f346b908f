"""Strong text wrapped to a width, in lines of one height."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QTextLayout

from labeler.gui.theme import TextSize, current_theme
from labeler.gui.widgets.spans import Span, paint_spans
from labeler.gui.widgets.writing import qt_length, reads_leftwards, text_option


def line_height(size: TextSize) -> int:
    return round(current_theme().font(size).pixelSize() * 1.45)


def line_starts(text: str, width: int, *, size: TextSize) -> list[int]:
    """Where each line of strong text begins that is wrapped to ``width``, within a name too."""
    layout = QTextLayout(text, current_theme().font(size, strong=True))
    layout.setTextOption(text_option(leftwards=reads_leftwards(text)))
    layout.beginLayout()
    starts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    places = _places(text)
    return [places[start] for start in starts] if places else starts


def _places(text: str) -> list[int]:
    """Of each of Qt's units the character it is in; empty where the two are the same."""
    if qt_length(text) == len(text):
        return []
    return [place for place, sign in enumerate(text) for _ in range(qt_length(sign))]


def paint_lines(painter: QPainter, rect: QRectF, lines: Iterable[str], *, size: TextSize, leftwards: bool) -> None:
    """Strong text from the top of ``rect``, each line at the side where it begins."""
    theme, height = current_theme(), line_height(size)
    align = Qt.AlignmentFlag.AlignRight if leftwards else Qt.AlignmentFlag.AlignLeft
    for place, line in enumerate(lines):
        row = QRectF(rect.left(), rect.top() + place * height, rect.width(), height)
        paint_spans(painter, row, (Span(line, strong=True),), theme, size=size, align=align, leftwards=leftwards)
