"""What is in a cell of a matrix, and how it is painted so that it can be read on any ground."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from labeler.gui.theme import Theme, Tone, contrast, mixed

AA = 4.5
_DEEPEST = 0.85


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """``text`` on a ground of ``tone`` as strong as ``strength``, 0 to 1.

    ``said`` is the whole sentence, for its tooltip and whoever doesn't see it. A ``quiet`` cell stands back: its ground
    is that of a table's row, its text muted.
    """

    text: str = ""
    tone: Tone = "wrong"
    strength: float = 0.0
    said: str = ""
    quiet: bool = False


def ground(cell: MatrixCell, theme: Theme) -> QColor:
    """What a cell is painted on."""
    if cell.quiet:
        return theme.palette.row
    return mixed(theme.palette.surface, theme.color(cell.tone), _DEEPEST * min(max(cell.strength, 0.0), 1.0))


def ink(cell: MatrixCell, theme: Theme) -> QColor:
    """Of its text: legible on its ground by AA, muted where that is legible and the cell is quiet."""
    palette, under = theme.palette, ground(cell, theme)
    wanted = palette.muted if cell.quiet else palette.text
    if contrast(wanted, under) >= AA:
        return wanted
    inks = (palette.text, palette.on_accent, QColor(Qt.GlobalColor.white), QColor(Qt.GlobalColor.black))
    return max(inks, key=lambda each: contrast(each, under))


def paint_cell(painter: QPainter, place: QRectF, cell: MatrixCell, theme: Theme) -> None:
    painter.fillRect(place.adjusted(0, 0, -1, -1), ground(cell, theme))
    if cell.text:
        painter.setPen(ink(cell, theme))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, cell.text)
