"""Whole animals: a body in a pose and a head, or the head alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from labeler.demo import bodies, coats, heads
from labeler.demo.bodies import Build
from labeler.demo.coats import Coat
from labeler.demo.heads import Mood
from labeler.demo.outlines import ellipse, smooth, stroke
from labeler.demo.pen import Pen, darker

POSES = {"sitting": bodies.SITTING, "walking": bodies.WALKING, "lying": bodies.LYING}


@dataclass(frozen=True, slots=True)
class Species:
    """What all of one kind share."""

    coats: tuple[Coat, ...]
    build: Build
    head: Callable[[Pen, Coat, Mood], None]


SPECIES = {
    "cat": Species(coats.CAT_COATS, bodies.CAT_BUILD, heads.cat_head),
    "dog": Species(coats.DOG_COATS, bodies.DOG_BUILD, heads.dog_head),
    "great cat": Species(coats.GREAT_CAT_COATS, bodies.GREAT_CAT_BUILD, heads.great_cat_head),
    "teddy": Species((coats.TEDDY_COAT,), bodies.SMALL_BUILD, heads.bear_head),
    "rabbit": Species(coats.RABBIT_COATS, bodies.SMALL_BUILD, heads.rabbit_head),
}


def paint_animal(pen: Pen, kind: str, coat: Coat, *, pose: str, tilt: float, mood: Mood) -> None:
    """An animal in the square from (-1, -1) to (1, 1); ``tilt`` turns the head by degrees; ``portrait`` is a bust."""
    species = SPECIES[kind]
    if pose == "portrait":
        _paint_bust(pen, coat, mood)
        species.head(pen.placed(0.0, -0.12, 0.66, degrees=tilt), coat, mood)
        return
    body = POSES[pose]
    body.paint(pen, coat, species.build)
    x, y = body.head
    neck = pen.placed(x, y - species.build.neck, species.build.head, degrees=tilt)
    _paint_collar(neck, mood)
    species.head(neck, coat, mood)


def _paint_bust(pen: Pen, coat: Coat, mood: Mood) -> None:
    pen.fill(
        smooth(((-0.4, 0.2), (0.4, 0.2), (0.72, 0.7), (0.84, 1.3), (-0.84, 1.3), (-0.72, 0.7))), darker(coat.fur, 0.06)
    )
    pen.fill(ellipse(0, 0.82, 0.34, 0.44), coat.belly)
    if mood.collar:
        pen.fill(stroke(((-0.46, 0.44), (0, 0.6), (0.46, 0.44)), 0.13), mood.collar)
        pen.fill(ellipse(0, 0.66, 0.085, 0.085), "#f2c84b")


def _paint_collar(neck: Pen, mood: Mood) -> None:
    if mood.collar:
        neck.fill(stroke(((-0.62, 0.72), (0, 1.0), (0.62, 0.72)), 0.2), mood.collar)
        neck.fill(ellipse(0, 1.12, 0.13, 0.13), "#f2c84b")
