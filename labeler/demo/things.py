"""Things that are no animals, each within the square from (-1, -1) to (1, 1), standing on y = 1."""

from __future__ import annotations

from collections.abc import Callable

from labeler.demo.outlines import box, burst, ellipse, polygon, smooth, stroke
from labeler.demo.pen import Pen, darker, lighter

_SHADOW = "#1b163030"
_GLASS = "#cfe6ee"
_TYRE = "#3a3740"
_WOOD = "#8a6246"
_LEAF = "#6d9f63"


def _car(pen: Pen, color: str) -> None:
    pen.fill(ellipse(0, 0.86, 1.0, 0.1), _SHADOW)
    pen.fill(smooth(((-0.52, 0.22), (-0.3, -0.22), (0.3, -0.24), (0.6, 0.22))), darker(color, 0.08))
    pen.fill(
        smooth(((-0.98, 0.66), (-0.96, 0.3), (-0.5, 0.14), (0.6, 0.14), (0.98, 0.34), (0.98, 0.68), (0, 0.74))), color
    )
    pen.fill(polygon(((-0.42, 0.16), (-0.24, -0.14), (0.0, -0.15), (0.0, 0.16))), _GLASS)
    pen.fill(polygon(((0.08, 0.16), (0.08, -0.15), (0.28, -0.14), (0.5, 0.16))), _GLASS)
    pen.fill(ellipse(-0.9, 0.42, 0.07, 0.08), "#fbe7a1")
    pen.fill(box(-0.02, 0.28, 0.14, 0.32), darker(color, 0.3))
    for x in (-0.54, 0.56):
        pen.fill(ellipse(x, 0.68, 0.22, 0.22), _TYRE)
        pen.fill(ellipse(x, 0.68, 0.1, 0.1), "#d9d6d2")


def _house(pen: Pen, color: str) -> None:
    pen.fill(ellipse(0, 0.98, 0.95, 0.08), _SHADOW)
    pen.fill(box(0.34, -0.86, 0.54, -0.3), darker(color, 0.35))
    pen.fill(box(-0.72, -0.14, 0.72, 0.97), "#f4e8d4")
    pen.fill(polygon(((-0.95, -0.1), (0, -0.95), (0.95, -0.1))), color)
    pen.fill(box(-0.16, 0.4, 0.18, 0.97), _WOOD)
    pen.fill(ellipse(0.1, 0.7, 0.03, 0.03), "#f2c84b")
    for x in (-0.46, 0.46):
        pen.fill(box(x - 0.17, 0.1, x + 0.17, 0.44), "#fdfaf2")
        pen.fill(box(x - 0.13, 0.14, x + 0.13, 0.4), _GLASS)
        pen.fill(box(x - 0.015, 0.14, x + 0.015, 0.4), "#fdfaf2")
    pen.fill(ellipse(0, -0.4, 0.16, 0.16), _GLASS)


def _tree(pen: Pen, color: str) -> None:
    pen.fill(ellipse(0, 0.97, 0.5, 0.07), _SHADOW)
    pen.fill(polygon(((-0.12, 0.98), (-0.08, 0.1), (0.08, 0.1), (0.13, 0.98))), _WOOD)
    leaf = darker(_LEAF, 0.1)
    for x, y, radius in ((-0.38, 0.02, 0.42), (0.4, 0.0, 0.42), (0, -0.42, 0.52), (0, 0.02, 0.42)):
        pen.fill(ellipse(x, y, radius, radius), leaf)
    for x, y, radius in ((-0.34, -0.1, 0.26), (0.1, -0.56, 0.3), (0.42, -0.1, 0.22)):
        pen.fill(ellipse(x, y, radius, radius), lighter(leaf, 0.16))
    for x, y in ((-0.4, 0.14), (0.1, -0.3), (0.44, 0.12), (-0.12, 0.12), (0.22, -0.74)):
        pen.fill(ellipse(x, y, 0.075, 0.075), color)


def _ball(pen: Pen, color: str) -> None:
    pen.fill(ellipse(0.04, 0.9, 0.7, 0.1), _SHADOW)
    pen.fill(ellipse(0, 0.16, 0.76, 0.76), color)
    pen.fill(
        smooth(
            (
                (-0.3, -0.54),
                (0.0, -0.6),
                (0.3, -0.54),
                (0.16, 0.16),
                (0.3, 0.86),
                (0, 0.92),
                (-0.3, 0.86),
                (-0.16, 0.16),
            )
        ),
        "#fbf4e6",
    )
    pen.fill(
        smooth(((-0.76, 0.1), (-0.4, -0.06), (0.4, -0.06), (0.76, 0.1), (0.7, 0.36), (0.0, 0.22), (-0.7, 0.36))),
        lighter(color, 0.55),
    )
    pen.fill(ellipse(-0.3, -0.22, 0.16, 0.1, -35), "#ffffff88")


def _cup(pen: Pen, color: str) -> None:
    pen.fill(ellipse(0, 0.9, 0.85, 0.1), _SHADOW)
    pen.fill(ellipse(0, 0.84, 0.86, 0.13), lighter(color, 0.5))
    pen.fill(stroke(((0.46, 0.0), (0.86, 0.04), (0.78, 0.44), (0.4, 0.52)), 0.13), darker(color, 0.08))
    pen.fill(smooth(((-0.58, -0.2), (0.58, -0.2), (0.54, 0.4), (0.34, 0.8), (-0.34, 0.8), (-0.54, 0.4))), color)
    pen.fill(ellipse(0, -0.2, 0.58, 0.15), lighter(color, 0.4))
    pen.fill(ellipse(0, -0.18, 0.5, 0.11), "#6d4a3a")
    for x in (-0.2, 0.16):
        pen.fill(stroke(((x, -0.38), (x + 0.1, -0.56), (x - 0.06, -0.74), (x + 0.06, -0.94)), 0.07, 0.02), "#ffffffaa")


def _boat(pen: Pen, color: str) -> None:
    pen.fill(box(-0.03, -0.95, 0.04, 0.5), _WOOD)
    pen.fill(polygon(((0.08, -0.9), (0.08, 0.34), (0.8, 0.34))), "#fdf8ec")
    pen.fill(polygon(((-0.08, -0.7), (-0.08, 0.34), (-0.6, 0.34))), lighter(color, 0.45))
    pen.fill(polygon(((-0.92, 0.46), (0.94, 0.46), (0.62, 0.86), (-0.6, 0.86))), color)
    pen.fill(box(-0.86, 0.46, 0.88, 0.54), "#fdf8ec")
    for x in (-0.8, -0.3, 0.2, 0.7):
        pen.fill(stroke(((x - 0.24, 0.92), (x, 0.84), (x + 0.24, 0.92)), 0.09), "#8fc1d2")


def _plant(pen: Pen, color: str) -> None:
    pen.fill(ellipse(0, 0.97, 0.5, 0.07), _SHADOW)
    for x, y, width in ((-0.7, -0.3, 0.2), (0.7, -0.34, 0.2), (-0.4, -0.74, 0.22), (0.4, -0.78, 0.22), (0, -0.9, 0.24)):
        pen.fill(
            smooth(((0, 0.34), (x * 0.55 - width, y * 0.45), (x, y), (x * 0.55 + width, y * 0.45))),
            _LEAF if x < 0.1 else darker(_LEAF),
        )
        pen.fill(stroke(((0, 0.3), (x * 0.85, y * 0.8)), 0.03, 0.01), lighter(_LEAF))
    pen.fill(polygon(((-0.42, 0.3), (0.42, 0.3), (0.3, 0.96), (-0.3, 0.96))), color)
    pen.fill(box(-0.48, 0.22, 0.48, 0.38), darker(color, 0.12))


def _balloon(pen: Pen, color: str) -> None:
    pen.fill(stroke(((0, 0.3), (0.1, 0.6), (-0.06, 0.95)), 0.03), "#6b5d63")
    pen.fill(polygon(((-0.09, 0.36), (0.09, 0.36), (0, 0.22))), darker(color))
    pen.fill(
        smooth(
            ((0, -0.96), (0.5, -0.76), (0.6, -0.34), (0.3, 0.12), (0, 0.28), (-0.3, 0.12), (-0.6, -0.34), (-0.5, -0.76))
        ),
        color,
    )
    pen.fill(ellipse(-0.26, -0.56, 0.12, 0.2, 25), "#ffffff77")


def _bicycle(pen: Pen, color: str) -> None:
    pen.fill(ellipse(0, 0.95, 0.95, 0.07), _SHADOW)
    for x in (-0.54, 0.54):
        ring = tuple((x + 0.4 * c, 0.52 + 0.4 * s) for c, s in _RING)
        pen.fill(stroke(ring, 0.075), _TYRE)
        pen.fill(ellipse(x, 0.52, 0.06, 0.06), _TYRE)
    for path in (
        ((-0.54, 0.52), (-0.2, -0.1)),
        ((-0.2, -0.1), (0.36, -0.1)),
        ((-0.2, -0.1), (0.02, 0.52)),
        ((-0.54, 0.52), (0.02, 0.52)),
        ((0.02, 0.52), (0.36, -0.1)),
        ((0.54, 0.52), (0.3, -0.36)),
    ):
        pen.fill(stroke(path, 0.08), color)
    pen.fill(stroke(((0.3, -0.36), (0.14, -0.42), (0.46, -0.46)), 0.07), _TYRE)
    pen.fill(ellipse(-0.24, -0.2, 0.18, 0.06), _TYRE)


def _bird(pen: Pen, color: str) -> None:
    pen.fill(ellipse(0, 0.97, 0.45, 0.06), _SHADOW)
    for x in (-0.1, 0.1):
        pen.fill(stroke(((x, 0.6), (x, 0.95)), 0.05), "#d98d3c")
    pen.fill(polygon(((0.4, 0.3), (0.98, 0.0), (0.94, 0.36), (0.5, 0.56))), darker(color, 0.25))
    pen.fill(
        smooth(((-0.6, -0.3), (-0.2, -0.66), (0.2, -0.36), (0.6, 0.26), (0.3, 0.66), (-0.3, 0.66), (-0.6, 0.2))), color
    )
    pen.fill(smooth(((-0.52, 0.1), (-0.1, 0.1), (0.1, 0.5), (-0.2, 0.64), (-0.46, 0.4))), lighter(color, 0.6))
    pen.fill(smooth(((0.0, 0.0), (0.3, 0.04), (0.58, 0.36), (0.2, 0.42))), darker(color))
    pen.fill(polygon(((-0.58, -0.28), (-0.92, -0.14), (-0.56, -0.06))), "#e8a33d")
    pen.fill(ellipse(-0.34, -0.28, 0.08, 0.08), "#2a2228")
    pen.fill(ellipse(-0.36, -0.31, 0.028, 0.028), "#ffffff")


def _fish(pen: Pen, color: str) -> None:
    pen.fill(ellipse(0, 0.94, 0.7, 0.07), _SHADOW)
    pen.fill(ellipse(0, 0.16, 0.9, 0.78), "#dcecf0")
    pen.fill(smooth(((-0.86, 0.04), (0, -0.04), (0.86, 0.04), (0.6, 0.74), (0, 0.92), (-0.6, 0.74))), "#a9d3df")
    pen.fill(polygon(((0.2, 0.36), (0.52, 0.14), (0.52, 0.6))), darker(color, 0.1))
    pen.fill(ellipse(-0.06, 0.36, 0.36, 0.22), color)
    pen.fill(ellipse(-0.24, 0.3, 0.05, 0.05), "#2a2228")
    pen.fill(ellipse(0, -0.56, 0.56, 0.1), "#eef6f7")
    pen.fill(stroke(((-0.62, -0.02), (-0.68, 0.3), (-0.56, 0.6)), 0.08, 0.03), "#ffffff99")


def _flower(pen: Pen, color: str) -> None:
    pen.fill(stroke(((0, 0.0), (0.04, 0.5), (0, 0.98)), 0.08), darker(_LEAF))
    pen.fill(smooth(((0.02, 0.7), (0.3, 0.36), (0.6, 0.3), (0.4, 0.6))), _LEAF)
    pen.fill(smooth(((0.02, 0.84), (-0.3, 0.56), (-0.56, 0.54), (-0.36, 0.8))), _LEAF)
    flower = pen.placed(0, -0.3, 0.66)
    flower.fill(burst(0.52, 1.0, 9), color)
    flower.fill(burst(0.4, 0.72, 9), lighter(color, 0.25))
    flower.fill(ellipse(0, 0, 0.34, 0.34), "#8a5a34")


_RING = ((1, 0), (0.71, 0.71), (0, 1), (-0.71, 0.71), (-1, 0), (-0.71, -0.71), (0, -1), (0.71, -0.71), (1, 0))

THINGS: dict[str, Callable[[Pen, str], None]] = {
    "car": _car,
    "house": _house,
    "tree": _tree,
    "ball": _ball,
    "cup": _cup,
    "boat": _boat,
    "plant": _plant,
    "balloon": _balloon,
    "bicycle": _bicycle,
    "bird": _bird,
    "fish": _fish,
    "flower": _flower,
}
THING_COLORS = ("#d9644a", "#e2a13f", "#5b93b0", "#6fa58a", "#b46a8c", "#7a77ad", "#e0836f", "#4f8f94")
