"""Text of one weight, wrapped to a width, in the colours and type of a theme that is given."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout

from labeler.gui.theme import TextSize, Theme, Tone
from labeler.gui.widgets.spans import paint_text
from labeler.gui.widgets.writing import reads_leftwards, text_option

_LEADING = 1.45


def line_pitch(theme: Theme, size: TextSize) -> int:
    """From one baseline to the next."""
    return round(theme.font(size).pixelSize() * _LEADING)


def wrapped(text: str, width: float, theme: Theme, *, size: TextSize = "body", strong: bool = False) -> list[str]:
    """The lines, broken within a word too where it alone is wider."""
    return [line for part in text.splitlines() for line in _lines(part, width, theme, size, strong=strong)]


def wrapped_height(text: str, width: float, theme: Theme, *, size: TextSize = "body", strong: bool = False) -> float:
    return len(wrapped(text, width, theme, size=size, strong=strong)) * line_pitch(theme, size)


def paint_wrapped(
    painter: QPainter,
    room: QRectF,
    text: str,
    theme: Theme,
    *,
    size: TextSize = "body",
    strong: bool = False,
    tone: Tone = "text",
) -> float:
    """From the top of ``room``; returns the height used. The last line there is room for is elided if more follow."""
    pitch = line_pitch(theme, size)
    lines = wrapped(text, room.width(), theme, size=size, strong=strong)
    shown = lines[: max(int((room.height() + 1) // pitch), 1)]
    if len(shown) < len(lines):
        metrics = QFontMetricsF(theme.font(size, strong=strong))
        rest = " ".join(lines[len(shown) - 1 :])
        shown[-1] = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room.width())
    align = Qt.AlignmentFlag.AlignRight if reads_leftwards(text) else Qt.AlignmentFlag.AlignLeft
    for place, line in enumerate(shown):
        row = QRectF(room.left(), room.top() + place * pitch, room.width(), pitch)
        paint_text(painter, row, line, theme, size=size, strong=strong, tone=tone, align=align)
    return len(shown) * pitch


def _lines(text: str, width: float, theme: Theme, size: TextSize, *, strong: bool) -> list[str]:
    layout = QTextLayout(text, theme.font(size, strong=strong))
    layout.setTextOption(text_option(leftwards=reads_leftwards(text)))
    layout.beginLayout()
    starts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        starts.append(line.textStart())
    layout.endLayout()
    units = text.encode("utf-16-le")
    return [
        units[2 * start : 2 * stop].decode("utf-16-le").strip() for start, stop in pairwise([*starts, len(units) // 2])
    ]
