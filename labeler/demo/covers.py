"""What stands before a figure and hides its lower half or one side; the pen's plane is the figure's."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from labeler.demo.outlines import box, ellipse, polygon, smooth, stroke
from labeler.demo.pen import Pen, darker, lighter
from labeler.demo.things import THING_COLORS

_GREENS = ("#7fae6d", "#6f9f63", "#93bd7b")
_LEAF = smooth(((0, -0.62), (0.06, -0.5), (0.24, 0), (0.1, 0.5), (-0.1, 0.5), (-0.24, 0), (-0.06, -0.5)))
_PILLOW = smooth(((-1.0, 0.35), (0, 0.45), (1.0, 0.35), (0.94, 0.8), (1.0, 1.2), (0, 1.12), (-1.0, 1.2), (-0.94, 0.8)))


def _box(pen: Pen, _dice: Random) -> None:
    pen.fill(box(-0.95, 0.3, 0.95, 1.2), "#c79a68")
    pen.fill(polygon(((-0.95, 0.3), (0.95, 0.3), (1.15, 0.5), (-1.15, 0.5))), "#d8b07f")
    pen.fill(box(-0.12, 0.5, 0.12, 1.2), "#e5cda4")


def _grass(pen: Pen, dice: Random) -> None:
    for step in range(14):
        x = -1.2 + step * 0.18
        tip = (x + dice.uniform(-0.2, 0.2), dice.uniform(0.1, 0.5))
        pen.fill(stroke(((x, 1.15), (x + 0.02, 0.7), tip), 0.16, 0.02), dice.choice(_GREENS))


def _cushion(pen: Pen, dice: Random) -> None:
    color = dice.choice(THING_COLORS)
    pen.fill(_PILLOW, color)
    pen.fill(ellipse(0, 0.78, 0.07, 0.07), darker(color))


def _curtain(pen: Pen, dice: Random) -> None:
    color = dice.choice(THING_COLORS)
    pen.fill(box(0.12, -1.6, 1.5, 1.5), lighter(color, 0.25))
    for fold in range(5):
        left = 0.2 + fold * 0.27
        pen.fill(box(left, -1.6, left + 0.07, 1.5), lighter(color, 0.1))


def _leaves(pen: Pen, dice: Random) -> None:
    for x, y, degrees in ((-0.9, 0.7, 40), (-0.5, 0.95, 20), (0.1, 0.9, -15), (0.6, 0.8, -30), (1.0, 0.5, -60)):
        leaf, green = pen.placed(x, y, degrees=degrees), dice.choice(_GREENS)
        leaf.fill(_LEAF, green)
        leaf.fill(stroke(((0, 0.5), (0, -0.42)), 0.035, 0.01), darker(green))


COVERS: dict[str, Callable[[Pen, Random], None]] = {
    "box": _box,
    "grass": _grass,
    "cushion": _cushion,
    "curtain": _curtain,
    "leaves": _leaves,
}
