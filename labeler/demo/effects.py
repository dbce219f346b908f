"""What spoils an app's photographs: shaky hands, photo filters, rain, darkness, a finger on the lens."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Literal

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from labeler.demo.outlines import Outline, ellipse, stroke
from labeler.demo.pen import Pen

PhotoFilter = Literal["sepia", "faded", "cool", "pink", "noir", "framed"]
Blur = Literal["focus", "shake"]
PHOTO_FILTERS: tuple[PhotoFilter, ...] = ("sepia", "faded", "cool", "pink", "noir", "framed")

_Matrix = tuple[float, float, float, float, float, float, float, float, float, float, float, float]
_TINTS: dict[str, _Matrix] = {
    "sepia": (0.45, 0.62, 0.16, -6, 0.34, 0.52, 0.14, -8, 0.22, 0.38, 0.14, -6),
    "faded": (0.70, 0.08, 0.02, 46, 0.04, 0.70, 0.04, 42, 0.04, 0.10, 0.60, 62),
    "cool": (0.74, 0.14, 0.06, -6, 0.04, 0.88, 0.08, 2, 0.04, 0.18, 0.84, 22),
    "pink": (0.88, 0.16, 0.04, 20, 0.10, 0.72, 0.10, 8, 0.12, 0.16, 0.70, 26),
    "noir": (0.42, 0.72, 0.16, -34, 0.42, 0.72, 0.16, -34, 0.42, 0.72, 0.16, -34),
    "framed": (0.96, 0.16, 0.02, 8, 0.08, 0.86, 0.04, 6, 0.04, 0.14, 0.62, 22),
    "rain": (0.56, 0.16, 0.08, 18, 0.08, 0.64, 0.10, 24, 0.08, 0.14, 0.66, 40),
    "dark": (0.08, 0.02, 0.01, 6, 0.02, 0.08, 0.01, 6, 0.02, 0.03, 0.09, 10),
}


def blurred(picture: Image.Image, kind: Blur, strength: float) -> Image.Image:
    """``strength`` as a share of the picture's width."""
    if kind == "focus":
        return picture.filter(ImageFilter.GaussianBlur(strength * picture.width))
    narrow = max(8, round(0.36 / strength))
    return picture.resize((narrow, picture.height), Image.Resampling.BOX).resize(picture.size, Image.Resampling.BICUBIC)


def filtered(picture: Image.Image, kind: PhotoFilter) -> Image.Image:
    tinted = ImageChops.multiply(picture.convert("RGB", _TINTS[kind]), _vignette(picture.width))
    return _framed(tinted) if kind == "framed" else tinted


def rained_on(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB", _TINTS["rain"])


def darkened(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB", _TINTS["dark"])


def draw_rain(pen: Pen, dice: Random) -> None:
    slant, drops = dice.uniform(-0.05, 0.05), dice.randrange(60, 110)
    for _ in range(drops):
        x, y, length = dice.uniform(-0.05, 1.05), dice.uniform(-0.1, 1.0), dice.choice((0.06, 0.09, 0.12))
        pen.placed(x, y).fill(_drop(round(slant, 2), length), "#eef4fa99")


def draw_finger(pen: Pen, dice: Random) -> None:
    """A fingertip over nearly all of the lens."""
    finger = pen.placed(dice.uniform(0.35, 0.65), dice.uniform(0.4, 0.6), 1.0, degrees=dice.uniform(-40, 40))
    for radius, color in ((0.74, "#b8806e"), (0.66, "#c98f7b"), (0.5, "#d49c86"), (0.3, "#dba891")):
        finger.fill(ellipse(0, 0.1, radius, radius * 1.1), color)


def _drop(slant: float, length: float) -> Outline:
    return stroke(((0, 0), (slant * length * 8, length)), 0.004, 0.007)


def _framed(picture: Image.Image) -> Image.Image:
    """An instant picture's white frame."""
    size = picture.width
    card = Image.new("RGB", picture.size, "#f8f4ec")
    inner = round(size * 0.9)
    card.paste(picture.resize((inner, inner), Image.Resampling.BOX), (round(size * 0.05), round(size * 0.04)))
    return card


@lru_cache(maxsize=4)
def _vignette(size: int) -> Image.Image:
    axis = (np.arange(size) + 0.5) / size * 2 - 1
    radius2 = axis[:, None] ** 2 + axis[None, :] ** 2
    shade = 255 * (1 - 0.42 * np.clip((radius2 - 0.3) / 1.7, 0, 1))
    return Image.fromarray(np.repeat(np.rint(shade).astype(np.uint8)[:, :, None], 3, axis=2))
