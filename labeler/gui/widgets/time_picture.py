"""A drawing of one stretch of a recording."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage


@dataclass(frozen=True, eq=False)
class TimePicture:
    """An indexed image, coloured when it is painted, from ``start`` to ``stop`` seconds; None while none is made."""

    image: QImage | None
    start: float
    stop: float
