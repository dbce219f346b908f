"""The colours of a theme, read from ``resources/themes/<name>.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache
from typing import Literal

from PySide6.QtGui import QColor

from labeler.resources import resource_path

ThemeName = Literal["light", "dark"]
Tone = Literal[
    "window",
    "surface",
    "canvas",
    "border",
    "text",
    "muted",
    "faint",
    "accent",
    "accent_soft",
    "on_accent",
    "right",
    "wrong",
    "excluded",
    "unsure",
    "conflict",
    "bar",
    "bar_strong",
    "row",
]


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour a token. Text, muted, faint and the verdict colours pass AA on surface and window."""

    window: QColor
    surface: QColor
    canvas: QColor
    border: QColor
    text: QColor
    muted: QColor
    faint: QColor
    accent: QColor
    accent_soft: QColor
    on_accent: QColor
    right: QColor
    wrong: QColor
    excluded: QColor
    unsure: QColor
    conflict: QColor
    bar: QColor
    bar_strong: QColor
    row: QColor

    def color(self, tone: Tone) -> QColor:
        color: QColor = getattr(self, tone)
        return color

    def hexes(self) -> dict[str, str]:
        return {field.name: getattr(self, field.name).name() for field in fields(self)}


@cache
def load_palette(name: ThemeName) -> Palette:
    tokens = json.loads(resource_path("themes", f"{name}.json").read_text(encoding="utf-8"))
    return Palette(**{token: QColor(value) for token, value in tokens.items()})


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of WCAG 2, 1 to 21; AA asks 4.5 of text."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """``share`` of ``other`` over ``one``, opaque."""
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )


def _luminance(color: QColor) -> float:
    red, green, blue = (_linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
