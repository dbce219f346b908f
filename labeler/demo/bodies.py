"""Bodies in three poses, in the square from (-1, -1) to (1, 1), standing on y = 1; a pose says where the head goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from labeler.demo.coats import Coat
from labeler.demo.outlines import ellipse, smooth, stroke
from labeler.demo.pen import Pen, darker

_GROUND_SHADOW = "#1b163030"


@dataclass(frozen=True, slots=True)
class Build:
    """Proportions that tell a cat from a dog at a glance: ``limb`` is a leg's width, ``head`` the face's radius."""

    limb: float
    head: float
    neck: float
    tail: str


CAT_BUILD = Build(limb=0.22, head=0.44, neck=0.0, tail="curl")
DOG_BUILD = Build(limb=0.24, head=0.44, neck=0.1, tail="wag")
GREAT_CAT_BUILD = Build(limb=0.28, head=0.42, neck=0.02, tail="tuft")
SMALL_BUILD = Build(limb=0.26, head=0.48, neck=0.02, tail="bob")


@dataclass(frozen=True, slots=True)
class Pose:
    """``paint`` draws the body and ``front`` what lies before the head; ``head`` is the head's place at neck 0."""

    paint: Callable[[Pen, Coat, Build], None]
    head: tuple[float, float]


def _sitting(pen: Pen, coat: Coat, build: Build) -> None:
    pen.fill(ellipse(0.05, 0.98, 0.85, 0.12), _GROUND_SHADOW)
    _tail(pen, coat, build, root=(0.5, 0.8))
    pen.fill(
        smooth(
            (
                (-0.3, -0.35),
                (0.3, -0.35),
                (0.46, 0.1),
                (0.66, 0.6),
                (0.6, 0.96),
                (-0.6, 0.96),
                (-0.66, 0.6),
                (-0.46, 0.1),
            )
        ),
        coat.fur,
    )
    if coat.marking == "stripes":
        for y, reach in ((0.2, 0.3), (0.42, 0.4), (0.64, 0.46)):
            pen.fill_pair(stroke(((-reach - 0.19, y), (-reach + 0.06, y + 0.05)), 0.1, 0.02), coat.mark)
    _dapple(pen, coat, ((-0.42, 0.3), (0.4, 0.24), (-0.5, 0.56), (0.5, 0.5), (-0.36, 0.76), (0.46, 0.76), (-0.3, 0.1)))
    pen.fill(smooth(((-0.2, -0.2), (0.2, -0.2), (0.26, 0.3), (0, 0.55), (-0.26, 0.3))), coat.belly)
    pen.fill_pair(ellipse(-0.52, 0.9, 0.24, 0.12), _paw(coat))
    pen.fill_pair(stroke(((-0.17, 0.3), (-0.18, 0.86)), build.limb, build.limb), darker(coat.fur, 0.07))
    pen.fill_pair(ellipse(-0.19, 0.92, build.limb * 0.66, 0.1), _paw(coat))


def _walking(pen: Pen, coat: Coat, build: Build) -> None:
    pen.fill(ellipse(0, 0.98, 0.85, 0.1), _GROUND_SHADOW)
    _tail(pen, coat, build, root=(0.66, 0.12))
    for x, lean in ((-0.34, 0.08), (0.5, -0.08)):
        pen.fill(stroke(((x, 0.4), (x + lean, 0.92)), build.limb, build.limb * 0.75), darker(coat.fur, 0.22))
    pen.fill(
        smooth(
            (
                (-0.66, 0.0),
                (-0.3, -0.12),
                (0.35, -0.1),
                (0.74, 0.04),
                (0.78, 0.4),
                (0.4, 0.54),
                (-0.3, 0.58),
                (-0.72, 0.42),
            )
        ),
        coat.fur,
    )
    pen.fill(smooth(((-0.5, 0.44), (0.0, 0.38), (0.5, 0.44), (0.3, 0.53), (-0.3, 0.57))), coat.belly)
    for x, lean in ((-0.54, -0.08), (0.62, 0.06)):
        pen.fill(stroke(((x, 0.3), (x + lean, 0.9)), build.limb * 1.1, build.limb * 0.8), coat.fur)
        pen.fill(ellipse(x + lean - 0.04, 0.93, build.limb * 0.6, 0.075), _paw(coat))
    if coat.marking == "stripes":
        for x in (-0.3, -0.08, 0.14, 0.36, 0.58):
            pen.fill(stroke(((x, -0.09), (x + 0.03, 0.12), (x - 0.02, 0.3)), 0.1, 0.02), coat.mark)
    elif coat.marking == "saddle":
        pen.fill(smooth(((-0.4, -0.12), (0.35, -0.1), (0.7, 0.04), (0.3, 0.2), (-0.2, 0.18))), darker(coat.fur, 0.25))
    _dapple(
        pen,
        coat,
        (
            (-0.3, 0.06),
            (-0.05, 0.02),
            (0.2, 0.06),
            (0.45, 0.05),
            (0.62, 0.2),
            (-0.44, 0.26),
            (-0.16, 0.24),
            (0.1, 0.28),
            (0.36, 0.26),
        ),
    )


def _lying(pen: Pen, coat: Coat, build: Build) -> None:
    pen.fill(ellipse(0, 0.96, 0.98, 0.12), _GROUND_SHADOW)
    pen.fill(
        smooth(((-0.84, 0.9), (-0.8, 0.4), (-0.3, 0.16), (0.4, 0.12), (0.86, 0.46), (0.9, 0.92), (0, 0.97))), coat.fur
    )
    if coat.marking == "stripes":
        for x, y in ((0.12, 0.12), (0.36, 0.14), (0.58, 0.24)):
            pen.fill(stroke(((x, y), (x + 0.05, y + 0.2), (x + 0.02, y + 0.36)), 0.1, 0.02), coat.mark)
    elif coat.marking == "saddle":
        pen.fill(smooth(((0.0, 0.16), (0.4, 0.14), (0.8, 0.44), (0.4, 0.5))), darker(coat.fur, 0.25))
    _dapple(pen, coat, ((0.2, 0.28), (0.44, 0.24), (0.66, 0.42), (0.32, 0.5), (0.56, 0.62), (0.12, 0.6), (0.76, 0.7)))
    if build.tail == "bob":
        pen.fill(ellipse(0.9, 0.74, 0.15, 0.15), coat.belly)
    else:
        tip = coat.mark if coat.marking in {"points", "stripes"} else darker(coat.fur, 0.12)
        pen.fill(
            stroke(((0.86, 0.74), (0.7, 0.93), (0.2, 0.95), (-0.1, 0.88)), build.limb * 0.8, build.limb * 0.6), tip
        )
    for x in (-0.72, -0.36):
        pen.fill(ellipse(x, 0.91, build.limb * 0.75, 0.1), _paw(coat))


SITTING = Pose(_sitting, (0.0, -0.52))
WALKING = Pose(_walking, (-0.62, -0.3))
LYING = Pose(_lying, (-0.48, 0.26))


def _paw(coat: Coat) -> str:
    return coat.mark if coat.marking == "points" else coat.belly


def _dapple(pen: Pen, coat: Coat, places: tuple[tuple[float, float], ...]) -> None:
    if coat.marking not in {"spots", "rosettes", "patches"}:
        return
    if coat.marking == "patches":
        x, y = places[1]
        pen.fill(ellipse(x, y + 0.08, 0.2, 0.16, 20), coat.mark)
        return
    for x, y in places:
        pen.fill(ellipse(x, y, 0.085, 0.07, 15), coat.mark)
        if coat.marking == "rosettes":
            pen.fill(ellipse(x + 0.015, y + 0.01, 0.04, 0.032, 15), darker(coat.fur, 0.2))


def _tail(pen: Pen, coat: Coat, build: Build, *, root: tuple[float, float]) -> None:
    x, y = root
    color = coat.mark if coat.marking == "points" else coat.fur
    if build.tail == "curl":
        pen.fill(
            stroke(((x - 0.1, y), (x + 0.3, y - 0.1), (x + 0.34, y - 0.5), (x + 0.2, y - 0.78)), 0.17, 0.14), color
        )
        if coat.marking == "stripes":
            pen.fill(ellipse(x + 0.34, y - 0.42, 0.09, 0.04), coat.mark)
            pen.fill(ellipse(x + 0.29, y - 0.62, 0.085, 0.04, 20), coat.mark)
    elif build.tail == "wag":
        pen.fill(stroke(((x - 0.1, y), (x + 0.16, y - 0.2), (x + 0.24, y - 0.46)), 0.2, 0.1), color)
    elif build.tail == "tuft":
        path = ((x - 0.1, y), (x + 0.2, y + 0.02), (x + 0.3, y - 0.3), (x + 0.26, y - 0.5))
        pen.fill(stroke(path, 0.12, 0.1), color)
        pen.fill(ellipse(x + 0.24, y - 0.56, 0.1, 0.14, -10), coat.mane or coat.mark)
    else:
        pen.fill(ellipse(x + 0.1, y, 0.15, 0.15), coat.belly)
