"""The five marks of a verdict: a colour and a shape, the same everywhere."""

from __future__ import annotations

from typing import Literal, get_args

from PySide6.QtCore import QRectF
from PySide6.QtGui import QIcon, QPainter

from labeler.gui.theme import Palette, icon, paint_icon
from labeler.gui.widgets.painting import centred_square

Mark = Literal["right", "wrong", "excluded", "unsure", "conflict"]
MARKS: tuple[Mark, ...] = get_args(Mark)

_MARK_OF: dict[str, Mark] = {
    "correct": "right",
    "confirmed": "right",
    "incorrect": "wrong",
    "corrected": "wrong",
    "excluded": "excluded",
    "unsure": "unsure",
    "conflict": "conflict",
}


def mark_of(verdict_or_status: str) -> Mark | None:
    """The mark of a verdict or a status by their names in files; None for ``given``."""
    return _MARK_OF.get(verdict_or_status)


def paint_verdict(painter: QPainter, rect: QRectF, verdict: Mark, palette: Palette) -> None:
    """As large as ``rect`` allows, centred."""
    square = centred_square(rect, min(rect.width(), rect.height()))
    paint_icon(painter, square, verdict, palette.color(verdict))


def verdict_icon(verdict: Mark) -> QIcon:
    return icon(verdict, verdict)
