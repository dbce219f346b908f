"""From a scene's description to its picture."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal

from PIL import Image

from labeler.demo import effects
from labeler.demo.animals import SPECIES, paint_animal
from labeler.demo.backdrops import BACKDROPS
from labeler.demo.covers import COVERS
from labeler.demo.effects import Blur, PhotoFilter
from labeler.demo.heads import Mood
from labeler.demo.pen import Pen, pen_on
from labeler.demo.things import THING_COLORS, THINGS

_OVERSAMPLING = 2
_INK = "#4b5568"


@dataclass(frozen=True, slots=True)
class Figure:
    """One animal or thing; ``x``, ``y`` its centre and ``scale`` half its height, in picture widths."""

    kind: str
    variant: int
    x: float
    y: float
    scale: float
    pose: str = "sitting"
    tilt: float = 0.0
    mirrored: bool = False
    mood: Mood = field(default_factory=Mood)

    @property
    def is_animal(self) -> bool:
        return self.kind in SPECIES


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a picture shows; ``figures`` from back to front, ``seed`` settles the backdrop's details."""

    seed: int
    backdrop: str
    figures: tuple[Figure, ...]
    sketched: bool = False
    cover: str | None = None
    blur: Blur | None = None
    blur_strength: float = 0.02
    photo_filter: PhotoFilter | None = None
    rainy: bool = False
    spoilt: Literal["dark", "finger"] | None = None


def draw(scene: Scene, size: int) -> Image.Image:
    """The picture, ``size`` pixels square."""
    dice = Random(scene.seed)  # noqa: S311  # a picture, no secret
    large = Image.new("RGB", (size * _OVERSAMPLING, size * _OVERSAMPLING))
    pen = pen_on(large)
    BACKDROPS[scene.backdrop](large, pen, dice)
    for figure in scene.figures:
        _paint_figure(replace(pen, ink=_INK) if scene.sketched else pen, figure)
    if scene.cover:
        hidden = scene.figures[-1]
        COVERS[scene.cover](pen.placed(hidden.x, hidden.y, hidden.scale), dice)
    if scene.rainy:
        effects.draw_rain(pen, dice)
    if scene.spoilt == "finger":
        effects.draw_finger(pen, dice)
    return _developed(large.reduce(_OVERSAMPLING), scene)


def _developed(picture: Image.Image, scene: Scene) -> Image.Image:
    if scene.rainy:
        picture = effects.rained_on(picture)
    if scene.spoilt == "dark":
        picture = effects.darkened(picture)
    if scene.blur:
        picture = effects.blurred(picture, scene.blur, scene.blur_strength)
    return effects.filtered(picture, scene.photo_filter) if scene.photo_filter else picture


def _paint_figure(pen: Pen, figure: Figure) -> None:
    place = pen.placed(figure.x, figure.y, figure.scale, mirrored=figure.mirrored)
    if figure.is_animal:
        coat = SPECIES[figure.kind].coats[figure.variant % len(SPECIES[figure.kind].coats)]
        paint_animal(place, figure.kind, coat, pose=figure.pose, tilt=figure.tilt, mood=figure.mood)
    else:
        THINGS[figure.kind](place, THING_COLORS[figure.variant % len(THING_COLORS)])
