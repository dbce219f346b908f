"""A pen that fills outlines on a picture, placed anywhere, at any size, turned or mirrored."""

from __future__ import annotations

import cmath
import math
from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image, ImageColor, ImageDraw

from labeler.demo.outlines import Outline

PAPER = "#fbf6ea"


@dataclass(frozen=True, slots=True)
class Pen:
    """Maps the unit plane to pixels. With ``ink`` it draws as a pencil does: contours on paper, no colour.

    ``glaze`` blends translucent colours (``#rrggbbaa``); ``draw``, for all others, is twice as fast.
    """

    draw: ImageDraw.ImageDraw
    glaze: ImageDraw.ImageDraw
    origin: complex
    factor: complex
    mirrored: bool = False
    ink: str | None = None

    def placed(self, x: float, y: float, scale: float = 1.0, *, degrees: float = 0.0, mirrored: bool = False) -> Pen:
        """The pen of a part at (x, y) of this pen's plane."""
        turn = cmath.rect(scale, math.radians(-degrees if self.mirrored else degrees))
        return replace(
            self, origin=self._to_pixel(complex(x, y)), factor=self.factor * turn, mirrored=self.mirrored != mirrored
        )

    def fill(self, outline: Outline, color: str) -> None:
        pixels = (self.origin + self.factor * (-outline.conj() if self.mirrored else outline)).view(float).tolist()
        if is_translucent(color):
            if self.ink is None:
                self.glaze.polygon(pixels, fill=color)
        elif self.ink is None or is_dark(color):
            self.draw.polygon(pixels, fill=self.ink or color)
        else:
            self.draw.polygon(pixels, fill=PAPER)
            self.draw.line([*pixels, *pixels[:2]], fill=self.ink, width=max(2, round(self.draw.im.size[0] / 110)))

    def fill_pair(self, outline: Outline, color: str) -> None:
        """The outline and its mirror image: ears, eyes, paws."""
        self.fill(outline, color)
        self.fill(-outline.conj(), color)

    def _to_pixel(self, point: complex) -> complex:
        return self.origin + self.factor * (-point.conjugate() if self.mirrored else point)


def pen_on(picture: Image.Image) -> Pen:
    """The pen whose unit plane is the picture: (0, 0) its top left, (1, 1) its bottom right corner."""
    return Pen(
        draw=ImageDraw.Draw(picture), glaze=ImageDraw.Draw(picture, "RGBA"), origin=0j, factor=complex(picture.width)
    )


@lru_cache(maxsize=1024)
def mix(color: str, other: str, share: float) -> str:
    """``color`` with ``share`` of ``other`` stirred in."""
    pairs = zip(ImageColor.getrgb(color)[:3], ImageColor.getrgb(other)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def darker(color: str, share: float = 0.18) -> str:
    return mix(color, "#2b2140", share)


def lighter(color: str, share: float = 0.3) -> str:
    return mix(color, "#fff8ea", share)


def is_translucent(color: str) -> bool:
    return len(color) == 9


def is_dark(color: str) -> bool:
    """Whether a pencil would black it in: pupils, noses, tyres."""
    return max(ImageColor.getrgb(color)[:3]) < 0x44
