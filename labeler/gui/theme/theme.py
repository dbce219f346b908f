"""What a painted widget needs to know: colours, type and the grid, at the scale the user chose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont

from labeler.gui.theme.palette import Palette, ThemeName, Tone, load_palette

GRID = 8
RADIUS = 8
SMALL_RADIUS = 4

TextSize = Literal["title", "body", "small"]
TEXT_PIXELS: dict[TextSize, int] = {"title": 24, "body": 14, "small": 12}
FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")

_PROPERTY = "labeler_theme"


@dataclass(frozen=True, slots=True)
class Theme:
    """Read anew at each paint by ``current_theme()``, so that a change of theme needs no listener."""

    name: ThemeName
    palette: Palette
    scale: float = 1.0

    def color(self, tone: Tone) -> QColor:
        return self.palette.color(tone)

    def px(self, length: float) -> int:
        """A length that holds text, in pixels, at the text scale."""
        return round(length * self.scale)

    def font(self, size: TextSize = "body", *, strong: bool = False) -> QFont:
        """Shared: not to be changed by the caller."""
        return _font(self.px(TEXT_PIXELS[size]), strong)


def current_theme() -> Theme:
    """The theme of the application; light until ``apply_theme`` was called."""
    app = QCoreApplication.instance()
    theme = app.property(_PROPERTY) if app is not None else None
    return theme if isinstance(theme, Theme) else Theme("light", load_palette("light"))


def store_theme(app: QCoreApplication, theme: Theme) -> None:
    """``apply_theme`` is the door for everybody else."""
    app.setProperty(_PROPERTY, theme)


@cache
def _font(pixels: int, strong: bool) -> QFont:
    font = QFont(list(FAMILIES))
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
