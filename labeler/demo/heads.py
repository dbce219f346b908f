"""Heads, looking at the viewer; the face has radius 1 about the origin."""

from __future__ import annotations

from dataclasses import dataclass

from labeler.demo.coats import Coat
from labeler.demo.outlines import burst, ellipse, polygon, smooth, stroke
from labeler.demo.pen import Pen, darker, lighter

_DARK = "#332b36"
_BLUSH = "#e8808033"


@dataclass(frozen=True, slots=True)
class Mood:
    """What varies from picture to picture of the same coat."""

    asleep: bool = False
    tongue: bool = False
    collar: str | None = None
    patch: bool = False


def cat_head(pen: Pen, coat: Coat, mood: Mood) -> None:
    ears = coat.mark if coat.marking == "points" else coat.fur
    pen.fill_pair(polygon(((-0.97, -0.1), (-0.98, -0.75), (-0.86, -1.22), (-0.74, -1.2), (-0.16, -0.72))), ears)
    pen.fill_pair(polygon(((-0.82, -0.42), (-0.8, -1.02), (-0.36, -0.72))), "#7d6470" if coat.dark else "#e9a9a0")
    pen.fill(ellipse(0, 0, 1.0, 0.84), coat.fur)
    pen.fill_pair(polygon(((-0.9, 0.05), (-1.12, 0.3), (-0.95, 0.33), (-1.02, 0.52), (-0.6, 0.66))), coat.fur)
    _face_marking(pen, coat, mood)
    pen.fill_pair(ellipse(-0.2, 0.4, 0.3, 0.23), coat.belly)
    pen.fill(ellipse(0, 0.58, 0.2, 0.15), coat.belly)
    pen.fill_pair(ellipse(-0.66, 0.3, 0.18, 0.12), _BLUSH)
    _slit_eyes(pen, coat, mood, y=-0.06, apart=0.42, size=0.23)
    pen.fill(smooth(((-0.13, 0.2), (0, 0.17), (0.13, 0.2), (0, 0.33))), coat.nose)
    _mouth(pen, top=0.33, width=0.24)
    _whiskers(pen, "#fffdf8" if coat.dark else "#6b5d63")


def dog_head(pen: Pen, coat: Coat, mood: Mood) -> None:
    ear = coat.mark if coat.marking in {"patches", "spots", "points"} else darker(coat.fur, 0.14)
    if coat.ears == "pointed":
        pen.fill_pair(polygon(((-0.86, -0.1), (-0.82, -1.2), (-0.68, -1.24), (-0.14, -0.7))), ear)
        pen.fill_pair(polygon(((-0.72, -0.4), (-0.72, -1.0), (-0.38, -0.7))), "#d9a79a")
    pen.fill(
        smooth(((-0.82, -0.3), (-0.5, -0.84), (0.5, -0.84), (0.82, -0.3), (0.72, 0.4), (0, 0.98), (-0.72, 0.4))),
        coat.fur,
    )
    _face_marking(pen, coat, mood)
    if mood.tongue:
        pen.fill(smooth(((-0.17, 0.7), (0.17, 0.7), (0.18, 1.08), (0, 1.18), (-0.18, 1.08))), "#e8777f")
    muzzle = coat.mark if coat.marking == "points" else coat.belly
    pen.fill(smooth(((-0.3, 0.05), (0.3, 0.05), (0.56, 0.5), (0.3, 0.86), (-0.3, 0.86), (-0.56, 0.5))), muzzle)
    _round_eyes(pen, coat, mood)
    pen.fill(smooth(((-0.25, 0.16), (0, 0.08), (0.25, 0.16), (0.16, 0.36), (0, 0.42), (-0.16, 0.36))), coat.nose)
    pen.fill(ellipse(-0.07, 0.18, 0.07, 0.035), "#ffffff88")
    _mouth(pen, top=0.42, width=0.34)
    if coat.ears == "floppy":
        pen.fill_pair(
            smooth(
                ((-0.5, -0.86), (-0.86, -0.74), (-1.12, -0.2), (-1.12, 0.34), (-0.9, 0.5), (-0.74, 0.1), (-0.66, -0.4))
            ),
            ear,
        )
    elif coat.ears == "folded":
        pen.fill_pair(polygon(((-0.84, -0.34), (-0.72, -0.98), (-0.22, -0.8))), ear)
        pen.fill_pair(polygon(((-0.72, -0.98), (-1.08, -0.4), (-0.84, -0.36), (-0.44, -0.86))), darker(ear))


def great_cat_head(pen: Pen, coat: Coat, mood: Mood) -> None:
    if coat.mane:
        pen.fill(burst(1.36, 1.72, 17), coat.mane)
        pen.fill(burst(1.1, 1.4, 15), lighter(coat.mane, 0.18))
    pen.fill_pair(ellipse(-0.76, -0.7, 0.3, 0.3), coat.fur)
    pen.fill_pair(ellipse(-0.75, -0.67, 0.17, 0.17), darker(coat.fur, 0.5))
    pen.fill(
        smooth(
            (
                (-0.94, -0.2),
                (-0.6, -0.82),
                (0.6, -0.82),
                (0.94, -0.2),
                (0.88, 0.44),
                (0.4, 0.94),
                (-0.4, 0.94),
                (-0.88, 0.44),
            )
        ),
        coat.fur,
    )
    if coat.marking == "stripes":
        pen.fill_pair(smooth(((-0.95, 0.0), (-0.5, 0.3), (-0.45, 0.75), (-0.9, 0.5))), coat.belly)
    _face_marking(pen, coat, mood)
    pen.fill(
        polygon(((-0.2, -0.3), (0.2, -0.3), (0.26, 0.28), (-0.26, 0.28))), lighter(coat.fur, 0.07 if coat.dark else 0.2)
    )
    pen.fill(ellipse(0, 0.76, 0.32, 0.2), coat.belly)
    pen.fill_pair(ellipse(-0.25, 0.5, 0.36, 0.28), coat.belly)
    brow = lighter(coat.fur, 0.12 if coat.dark else 0.55)
    pen.fill_pair(smooth(((-0.62, -0.3), (-0.36, -0.32), (-0.24, -0.1), (-0.46, -0.08))), brow)
    _slit_eyes(pen, coat, mood, y=-0.12, apart=0.42, size=0.14)
    pen.fill(smooth(((-0.28, 0.18), (0, 0.15), (0.28, 0.18), (0.1, 0.4), (-0.1, 0.4))), coat.nose)
    _mouth(pen, top=0.4, width=0.3)
    pen.fill_pair(ellipse(-0.34, 0.48, 0.026, 0.026), _DARK)
    pen.fill_pair(ellipse(-0.46, 0.56, 0.026, 0.026), _DARK)


def bear_head(pen: Pen, coat: Coat, mood: Mood) -> None:
    pen.fill_pair(ellipse(-0.74, -0.72, 0.34, 0.34), coat.fur)
    pen.fill_pair(ellipse(-0.74, -0.7, 0.2, 0.2), coat.belly)
    pen.fill(ellipse(0, 0, 1.0, 0.9), coat.fur)
    pen.fill(ellipse(0, 0.38, 0.44, 0.36), coat.belly)
    _button_eyes(pen, coat.eyes, y=-0.12, apart=0.38)
    pen.fill(ellipse(0, 0.22, 0.16, 0.11), coat.nose)
    _mouth(pen, top=0.32, width=0.2)
    if mood.collar:
        pen.fill_pair(polygon(((0, 0.95), (-0.42, 0.74), (-0.42, 1.16))), mood.collar)


def rabbit_head(pen: Pen, coat: Coat, mood: Mood) -> None:
    pen.fill_pair(ellipse(-0.38, -1.35, 0.25, 0.75, -8), coat.fur)
    pen.fill_pair(ellipse(-0.38, -1.32, 0.13, 0.56, -8), "#e9b3ab")
    pen.fill(ellipse(0, 0, 0.86, 0.84), coat.fur)
    pen.fill_pair(ellipse(-0.2, 0.38, 0.28, 0.24), coat.belly)
    _button_eyes(pen, coat.eyes, y=-0.06, apart=0.44)
    pen.fill(smooth(((-0.11, 0.18), (0, 0.15), (0.11, 0.18), (0, 0.28))), coat.nose)
    _mouth(pen, top=0.28, width=0.2)
    pen.fill(polygon(((-0.1, 0.46), (0.1, 0.46), (0.08, 0.64), (-0.08, 0.64))), "#fffdf6")
    pen.fill_pair(ellipse(-0.58, 0.32, 0.17, 0.11), "#e8808044" if not mood.asleep else _BLUSH)


def _face_marking(pen: Pen, coat: Coat, mood: Mood) -> None:
    if coat.marking == "stripes":
        pen.fill(stroke(((0, -0.8), (0, -0.42)), 0.15, 0.03), coat.mark)
        pen.fill_pair(stroke(((-0.3, -0.76), (-0.22, -0.42)), 0.13, 0.03), coat.mark)
        pen.fill_pair(stroke(((-0.96, 0.12), (-0.68, 0.14)), 0.11, 0.03), coat.mark)
        pen.fill_pair(stroke(((-0.9, 0.36), (-0.64, 0.3)), 0.1, 0.03), coat.mark)
    elif coat.marking == "points":
        pen.fill(ellipse(0, 0.3, 0.52, 0.5), darker(coat.belly, 0.35))
    elif coat.marking == "saddle":
        pen.fill_pair(ellipse(-0.36, -0.44, 0.13, 0.09), coat.belly)
        pen.fill_pair(smooth(((-0.74, 0.1), (-0.4, 0.05), (-0.3, 0.6), (-0.62, 0.46))), coat.belly)
    elif coat.marking == "patches" and mood.patch:
        pen.fill(smooth(((0.12, -0.72), (0.6, -0.62), (0.84, -0.1), (0.5, 0.22), (0.14, -0.1))), coat.mark)
    elif coat.marking in {"spots", "rosettes"}:
        for x, y in (
            (-0.12, -0.62),
            (0.16, -0.52),
            (-0.42, -0.58),
            (0.46, -0.6),
            (0.02, -0.36),
            (-0.78, 0.16),
            (0.76, 0.2),
            (0.7, 0.42),
            (-0.68, 0.42),
        ):
            pen.fill(ellipse(x, y, 0.075, 0.06), coat.mark)


def _slit_eyes(pen: Pen, coat: Coat, mood: Mood, *, y: float, apart: float, size: float) -> None:
    if mood.asleep:
        pen.fill_pair(stroke(((-apart - size, y), (-apart, y + size * 0.6), (-apart + size, y)), 0.06), _DARK)
        return
    pen.fill_pair(ellipse(-apart, y, size * 1.12, size * 1.08, 12), _DARK)
    pen.fill_pair(ellipse(-apart, y, size * 0.96, size * 0.94, 12), coat.eyes)
    pen.fill_pair(ellipse(-apart, y, size * 0.4, size * 0.82), "#231d27")
    for side in (-apart, apart):
        pen.fill(ellipse(side - size * 0.28, y - size * 0.34, size * 0.24, size * 0.24), "#ffffffee")


def _round_eyes(pen: Pen, coat: Coat, mood: Mood) -> None:
    if mood.asleep:
        pen.fill_pair(stroke(((-0.52, -0.16), (-0.38, -0.08), (-0.24, -0.16)), 0.06), _DARK)
        return
    pen.fill_pair(ellipse(-0.37, -0.17, 0.17, 0.18), "#2a2228" if coat.eyes == "#3a2a26" else _DARK)
    pen.fill_pair(ellipse(-0.37, -0.17, 0.12, 0.13), coat.eyes)
    pen.fill_pair(ellipse(-0.37, -0.17, 0.07, 0.08), "#201a20")
    for side in (-0.37, 0.37):
        pen.fill(ellipse(side - 0.05, -0.23, 0.05, 0.05), "#ffffffee")
    pen.fill_pair(stroke(((-0.54, -0.4), (-0.38, -0.48), (-0.26, -0.44)), 0.06, 0.03), darker(coat.fur, 0.3))


def _button_eyes(pen: Pen, color: str, *, y: float, apart: float) -> None:
    pen.fill_pair(ellipse(-apart, y, 0.13, 0.14), color)
    for side in (-apart, apart):
        pen.fill(ellipse(side - 0.04, y - 0.05, 0.042, 0.042), "#ffffffee")


def _mouth(pen: Pen, *, top: float, width: float) -> None:
    pen.fill_pair(stroke(((0, top), (-0.02, top + 0.1), (-width * 0.6, top + 0.17), (-width, top + 0.1)), 0.045), _DARK)


def _whiskers(pen: Pen, color: str) -> None:
    for y, lift in ((0.34, -0.1), (0.42, 0.0), (0.5, 0.1)):
        pen.fill_pair(stroke(((-0.42, y), (-0.85, y + lift * 0.6), (-1.25, y + lift)), 0.034, 0.014), color)
