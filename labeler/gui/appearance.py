"""Light or dark, how large the text is, and by which keys things are done."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from labeler.gui.keymap import IN_FORCE, keymap
from labeler.gui.preferences import Preferences, ThemeName
from labeler.gui.theme import apply_theme

STEP = 0.1
SCALES = (1.0, 2.0)


def apply(preferences: Preferences) -> None:
    """Show the window as these preferences want it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, theme_of(preferences), scale=preferences.scale)
    IN_FORCE.use(keymap(preferences.key_preset, preferences.keys))


def theme_of(preferences: Preferences) -> ThemeName:
    """The theme chosen, else the desktop's."""
    if preferences.theme:
        return preferences.theme
    return "dark" if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"


def toggled(preferences: Preferences) -> Preferences:
    return replace(preferences, theme="dark" if theme_of(preferences) == "light" else "light")


def scaled(preferences: Preferences, steps: int) -> Preferences:
    low, high = SCALES
    return replace(preferences, scale=min(max(round(preferences.scale + steps * STEP, 1), low), high))
