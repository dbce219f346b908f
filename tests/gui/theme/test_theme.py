from __future__ import annotations

import json
from typing import get_args

import pytest
from PySide6.QtGui import QAction, QColor, QFontInfo, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from labeler.gui.theme import (
    ThemeName,
    Tone,
    apply_theme,
    contrast,
    current_theme,
    give_icon,
    icon_pixmap,
    load_palette,
    mixed,
)
from labeler.gui.theme.icons import icon_names
from labeler.resources import resource_path

THEMES: tuple[ThemeName, ...] = get_args(ThemeName)
WORDS: tuple[Tone, ...] = ("text", "muted", "faint", "right", "wrong", "excluded", "unsure", "conflict", "accent")
VERDICTS: tuple[Tone, ...] = ("right", "wrong", "excluded", "unsure", "conflict")


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("tone", WORDS)
def test_words_pass_aa_on_surface_and_window(name: ThemeName, tone: Tone) -> None:
    palette = load_palette(name)
    for ground in (palette.surface, palette.window):
        assert contrast(palette.color(tone), ground) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("tone", WORDS)
def test_words_pass_aa_on_rows_that_are_striped_or_hovered(name: ThemeName, tone: Tone) -> None:
    palette = load_palette(name)
    for ground in (palette.row, mixed(palette.surface, palette.text, 0.04)):
        assert contrast(palette.color(tone), ground) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("tone", VERDICTS)
def test_verdicts_pass_aa_on_chosen_rows_and_beside_pictures(name: ThemeName, tone: Tone) -> None:
    palette = load_palette(name)
    for ground in (palette.accent_soft, palette.canvas):
        assert contrast(palette.color(tone), ground) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_the_ring_of_focus_stands_out_wherever_it_is_drawn(name: ThemeName) -> None:
    palette = load_palette(name)
    for ground in (palette.surface, palette.window, palette.row, palette.canvas, palette.accent_soft):
        assert contrast(palette.accent, ground) >= 3
    assert contrast(palette.on_accent, palette.accent) >= 3  # within a primary button


@pytest.mark.parametrize("name", THEMES)
def test_words_on_accent_and_on_toggled_rows_pass_aa(name: ThemeName) -> None:
    palette = load_palette(name)
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    assert contrast(palette.text, palette.accent_soft) >= 4.5
    assert contrast(palette.muted, palette.accent_soft) >= 4.5
    assert contrast(palette.muted, palette.canvas) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_file_holds_every_tone_and_no_other(name: ThemeName) -> None:
    assert set(json.loads(resource_path("themes", f"{name}.json").read_text())) == set(get_args(Tone))


def test_applying_a_theme_reaches_widgets_that_are_there(qtbot: QtBot, qapp: QApplication) -> None:
    window, names = QDialog(), get_args(ThemeName)
    line = QLineEdit(window)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    for name in (*names, *names):
        apply_theme(qapp, name)
        for widget in (window, line):
            assert widget.palette().color(QPalette.ColorRole.WindowText) == load_palette(name).text
        assert qapp.palette().color(QPalette.ColorRole.Window) == load_palette(name).window
        assert current_theme().name == name
    apply_theme(qapp, "light")


def test_text_scales_up_to_double_and_no_further(qtbot: QtBot, qapp: QApplication) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    for asked, pixels in ((1.0, 14), (2.0, 28), (9.0, 28), (0.2, 14)):
        apply_theme(qapp, "light", scale=asked)
        assert QFontInfo(label.font()).pixelSize() == pixels
    apply_theme(qapp, "light")


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_paints_something(qapp: QApplication, name: str) -> None:
    apply_theme(qapp, "light")
    image = icon_pixmap(name, "wrong").toImage()
    opaque = [image.pixelColor(x, y) for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() > 40]
    assert len(opaque) >= 6


def test_an_icon_that_does_not_exist_is_an_error(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    with pytest.raises(KeyError, match="no-such-icon"):
        icon_pixmap("no-such-icon")


def test_given_icons_are_recoloured_with_the_theme(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    button, action = QPushButton(), QAction()
    qtbot.addWidget(button)
    button.addAction(action)
    give_icon(button, "right", "right")
    give_icon(action, "wrong", "wrong")
    apply_theme(qapp, "dark")
    assert _ink(button.icon()) == load_palette("dark").right.name()
    assert _ink(action.icon()) == load_palette("dark").wrong.name()
    apply_theme(qapp, "light")
    assert _ink(button.icon()) == load_palette("light").right.name()


def _ink(icon: QIcon) -> str:
    """The colour of the most opaque pixel."""
    image = icon.pixmap(32, 32).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=lambda color: color.alpha()).name()
