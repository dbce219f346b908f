"""One line of text that is read leftwards, all of it or in parts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout

from labeler.gui.widgets.writing import qt_length, text_option

Runs = Sequence[tuple[str, QTextCharFormat]]


def paint_line(
    painter: QPainter,
    rect: QRectF,
    runs: Runs,
    font: QFont,
    *,
    baseline: float,
    leftwards: bool,
    align: Qt.AlignmentFlag,
) -> None:
    """Laid out as a whole, for letters of Arabic join across runs and the first run may stand at the right.

    What doesn't fit is elided where the text ends.
    """
    layout = _fitting(runs, font, rect.width(), leftwards=leftwards)
    line = layout.lineAt(0)
    spare = max(rect.width() - line.naturalTextWidth(), 0.0)
    left = rect.left()
    if align & Qt.AlignmentFlag.AlignRight:
        left += spare
    elif align & Qt.AlignmentFlag.AlignHCenter:
        left += spare / 2
    line.draw(painter, QPointF(left, baseline - line.ascent()))


def _fitting(runs: Runs, font: QFont, room: float, *, leftwards: bool) -> QTextLayout:
    text = "".join(words for words, _ in runs)
    whole = _laid_out(text, runs, font, leftwards=leftwards)
    if _width(whole) <= room + 0.5:
        return whole

    def too_wide(kept: int) -> bool:
        return _width(_laid_out(f"{text[:kept]}…", runs, font, leftwards=leftwards)) > room

    kept = max(bisect_left(range(len(text)), True, key=too_wide) - 1, 0)
    return _laid_out(f"{text[:kept]}…", runs, font, leftwards=leftwards)


def _width(layout: QTextLayout) -> float:
    return layout.lineAt(0).naturalTextWidth()


def _laid_out(text: str, runs: Runs, font: QFont, *, leftwards: bool) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = text_option(leftwards=leftwards, wraps=False)
    option.setAlignment(Qt.AlignmentFlag.AlignLeft)  # where the line begins is decided by its place
    layout.setTextOption(option)
    layout.setFormats(_formats(runs))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return layout


def _formats(runs: Runs) -> list[QTextLayout.FormatRange]:
    """The last one goes on, for the ellipsis."""
    found, start = [], 0
    for words, look in runs:
        run = QTextLayout.FormatRange()
        run.start, run.length, run.format = start, qt_length(words), look
        found.append(run)
        start += run.length
    if found:
        found[-1].length += 1
    return found
