"""Brightness, contrast and gamma of what is shown, never of what is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEP = 0.1
GAMMAS = (0.2, 5.0)


@dataclass(frozen=True, slots=True)
class Exposure:
    """``brightness`` and ``contrast`` from −1 to 1; a ``gamma`` above 1 lightens the middle."""

    brightness: float = 0.0
    contrast: float = 0.0
    gamma: float = 1.0

    def stepped(self, *, brightness: int = 0, contrast: int = 0) -> Exposure:
        """By so many steps, within the limits."""
        return replace(
            self,
            brightness=_held(self.brightness + brightness * STEP),
            contrast=_held(self.contrast + contrast * STEP),
        )

    def words(self) -> str:
        """Of what is changed: "brightness +20 %, gamma 1.50"; empty if nothing is."""
        parts = []
        if self.brightness:
            parts.append(f"brightness {percent(self.brightness)}")
        if self.contrast:
            parts.append(f"contrast {percent(self.contrast)}")
        if self.gamma != 1:
            parts.append(f"gamma {self.gamma:.2f}")
        return ", ".join(parts)

    def table(self) -> NDArray[np.uint8]:
        """What becomes of each of the 256 levels."""
        return _table(self)


NEUTRAL = Exposure()


def percent(part: float) -> str:
    """Signed, with a true minus: "+20 %", "−10 %", "0 %"."""
    return f"{part:+.0%}".replace("%", " %").replace("-", "\u2212") if round(100 * part) else "0 %"


def exposed(image: QImage, exposure: Exposure) -> QImage:
    """The image itself where nothing is changed. Transparency is kept."""
    if exposure == NEUTRAL:
        return image
    result = image.convertToFormat(QImage.Format.Format_ARGB32)
    rows = np.frombuffer(result.bits(), np.uint8).reshape(result.height(), result.width(), 4)
    opacity = rows[..., 3].copy() if image.hasAlphaChannel() else 255
    np.take(exposure.table(), rows, out=rows, mode="clip")
    rows[..., 3] = opacity
    return result.convertToFormat(image.format())


@cache
def _table(exposure: Exposure) -> NDArray[np.uint8]:
    slope = np.tan((_held(exposure.contrast) * 0.98 + 1) * np.pi / 4)
    levels = (np.arange(256) - 127.5) * slope + 127.5 + 128 * exposure.brightness
    bent = 255 * (np.clip(levels, 0, 255) / 255) ** (1 / exposure.gamma)
    table: NDArray[np.uint8] = np.rint(bent).astype(np.uint8)
    table.setflags(write=False)
    return table


def _held(part: float) -> float:
    return round(min(max(part, -1.0), 1.0), 2)
