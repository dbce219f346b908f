"""What the painters of the sheet share: text in a few lines, and painting within a rectangle."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from labeler.gui.theme import TextSize, Theme, Tone
from labeler.gui.widgets.paragraph import line_height, line_starts
from labeler.gui.widgets.spans import paint_text

PAD = 12
LEFT = Qt.AlignmentFlag.AlignLeft
_MIDDLE = Qt.TextElideMode.ElideMiddle
CENTRE = Qt.AlignmentFlag.AlignHCenter


class Clip:
    """Paints within a rectangle only."""

    def __init__(self, painter: QPainter, place: QRectF) -> None:
        self._painter, self._place = painter, place

    def __enter__(self) -> None:
        self._painter.save()
        self._painter.setClipRect(self._place, Qt.ClipOperation.IntersectClip)

    def __exit__(self, *_error: object) -> None:
        self._painter.restore()


def paint_wrapped_lines(
    painter: QPainter,
    place: QRectF,
    text: str,
    theme: Theme,
    *,
    tone: Tone,
    most: int,
    strong: bool = False,
    size: TextSize = "small",
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """At most so many lines, centred in the height; what doesn't fit is elided."""
    lines = wrapped(text, place.width(), theme, most=most, size=size)
    height = line_height(size)
    top = place.center().y() - len(lines) * height / 2
    for line in lines:
        room = QRectF(place.left(), top, place.width(), height)
        paint_text(painter, room, line, theme, size=size, strong=strong, tone=tone, align=align)
        top += height


def fitted(parts: Sequence[str], width: float, font: QFont) -> list[str]:
    """Where they don't fit beside one another, each has room: what a short one leaves, a long one takes.

    Elided in the middle, for names often differ at the end.
    """
    metrics = QFontMetricsF(font)
    room = width - (len(parts) - 1) * metrics.horizontalAdvance(" ") - 1
    wanted = [metrics.horizontalAdvance(part) for part in parts]
    shares = list(wanted)
    if sum(wanted) > room:
        even = room / len(parts)
        left = room - sum(each for each in wanted if each <= even)
        shares = [each if each <= even else left / sum(one > even for one in wanted) for each in wanted]
    return [metrics.elidedText(part, _MIDDLE, share + 0.5) for part, share in zip(parts, shares, strict=True)]


def centred(place: QRectF, side: float) -> QRectF:
    return QRectF(round(place.center().x() - side / 2), round(place.center().y() - side / 2), side, side)


def wrapped(text: str, width: float, theme: Theme, *, most: int, size: TextSize) -> list[str]:
    """In at most so many lines, the last of them elided."""
    font = theme.font(size, strong=True)
    if QFontMetricsF(font).horizontalAdvance(text) <= width:
        return [text] if text else []
    starts = line_starts(text, int(width), size=size)
    lines = [text[start:end].strip() for start, end in pairwise([*starts, len(text)])]
    rest = text[starts[most - 1] :].strip() if len(starts) > most else lines[-1]
    return [*lines[:most][:-1], QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)]
