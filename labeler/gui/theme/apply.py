"""Puts a theme on the application: style, palette, font and one style sheet."""

from __future__ import annotations

import re
from functools import cache
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from labeler.gui.theme.icons import renew_icons
from labeler.gui.theme.palette import Palette, ThemeName, load_palette, mixed
from labeler.gui.theme.theme import Theme, store_theme
from labeler.resources import resource_path

SCALE_RANGE = (1.0, 2.0)

_LENGTH = re.compile(r"text\((\d+)\)")


def apply_theme(app: QApplication, name: ThemeName, *, scale: float = 1.0) -> Theme:
    """``scale`` of the text, held within 1.0 and 2.0. Every widget repaints and lays itself out anew."""
    low, high = SCALE_RANGE
    theme = Theme(name, load_palette(name), min(max(scale, low), high))
    store_theme(app, theme)
    app.setStyle("Fusion")
    app.setPalette(qt_palette(theme.palette))
    app.setFont(theme.font())
    app.setStyleSheet(style_sheet(theme))
    renew_icons(app)
    return theme


def style_sheet(theme: Theme) -> str:
    """``$token`` is a colour, ``text(14)`` a length at the text scale, ``$images`` the folder of this theme."""
    colors = theme.palette.hexes()
    images = resource_path("themes", theme.name).as_posix()
    hover = mixed(theme.palette.surface, theme.palette.text, 0.04).name()
    sheet = Template(_template()).substitute(colors, images=images, hover=hover)
    return _LENGTH.sub(lambda found: f"{theme.px(int(found[1]))}px", sheet)


def qt_palette(palette: Palette) -> QPalette:
    made = QPalette()
    for role, color in _roles(palette).items():
        made.setColor(role, color)
    faded = mixed(palette.surface, palette.faint, 0.6)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return made


def _roles(palette: Palette) -> dict[QPalette.ColorRole, QColor]:
    role = QPalette.ColorRole
    return {
        role.Window: palette.window,
        role.WindowText: palette.text,
        role.Base: palette.surface,
        role.AlternateBase: palette.row,
        role.Text: palette.text,
        role.PlaceholderText: palette.faint,
        role.Button: palette.surface,
        role.ButtonText: palette.text,
        role.BrightText: palette.wrong,
        role.ToolTipBase: palette.surface,
        role.ToolTipText: palette.text,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.Accent: palette.accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.Light: palette.surface,
        role.Midlight: palette.row,
        role.Mid: palette.border,
        role.Dark: palette.border,
        role.Shadow: palette.canvas,
    }


@cache
def _template() -> str:
    return resource_path("themes", "labeler.qss").read_text(encoding="utf-8")
