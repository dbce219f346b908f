"""Colours, type, icons and the grid of the window; see ``apply_theme``."""

from labeler.gui.theme.apply import apply_theme
from labeler.gui.theme.icons import app_icon, give_icon, icon, icon_pixmap, paint_icon
from labeler.gui.theme.palette import Palette, ThemeName, Tone, contrast, load_palette, mixed
from labeler.gui.theme.theme import GRID, RADIUS, SMALL_RADIUS, TextSize, Theme, current_theme

__all__ = [
    "GRID",
    "RADIUS",
    "SMALL_RADIUS",
    "Palette",
    "TextSize",
    "Theme",
    "ThemeName",
    "Tone",
    "app_icon",
    "apply_theme",
    "contrast",
    "current_theme",
    "give_icon",
    "icon",
    "icon_pixmap",
    "load_palette",
    "mixed",
    "paint_icon",
]
