"""Random scenes of the cat app: clean pictures from the web to train on, users' photographs to get right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Literal, TypeVar

from labeler.demo.animals import POSES
from labeler.demo.effects import PHOTO_FILTERS
from labeler.demo.heads import Mood
from labeler.demo.pictures import Figure, Scene
from labeler.demo.things import THINGS

Choice = TypeVar("Choice")

LABELS = ("cat", "dog", "great cat", "other")

Oddity = Literal["cat in background", "drawing", "unusable"]

_PLACES = {
    "cat": ("room", "room", "sofa", "sofa", "garden", "street"),
    "dog": ("room", "sofa", "garden", "garden", "street", "beach"),
    "great cat": ("savanna", "savanna", "zoo", "zoo", "garden"),
    "other": ("room", "garden", "street", "beach"),
}
_OUTDOOR_THINGS = ("car", "house", "tree", "boat", "bicycle")
_OTHERS = (*THINGS, "teddy", "rabbit", "teddy", "rabbit")
_COLLARS = (None, None, "#c9584f", "#4f8f94", "#7a77ad", "#d6a24c")
_INDOORS = ("room", "sofa")
_OUTDOORS = ("garden", "street", "beach", "savanna", "zoo")
_COVERS_INDOORS = ("box", "cushion", "curtain")
_COVERS_OUTDOORS = ("box", "grass", "leaves")
_SUBJECTS = (("cat", 0.38), ("dog", 0.22), ("great cat", 0.19), ("other", 0.21))
_DRAWN_ON_THE_WEB = (("cat", 0.55), ("dog", 0.15), ("great cat", 0.1), ("other", 0.2))
_DRAWN_IN_THE_APP = (("cat", 0.91), ("dog", 0.03), ("great cat", 0.03), ("other", 0.03))
_APP_ODDITIES: tuple[tuple[Oddity | None, float], ...] = (
    (None, 0.927),
    ("cat in background", 0.032),
    ("drawing", 0.033),
    ("unusable", 0.008),
)


@dataclass(frozen=True, slots=True)
class Shot:
    """A scene with what a careful person would say of it; no ``truth``: unusable, to be excluded."""

    scene: Scene
    truth: str | None
    oddity: Oddity | None = None


def web_shot(dice: Random) -> Shot:
    """Centred and well lit, nearly always sharp; a few drawings."""
    if dice.random() < 0.045:
        return _drawing(dice, _pick(dice, _DRAWN_ON_THE_WEB))
    label = _pick(dice, _SUBJECTS)
    backdrop = "studio" if dice.random() < 0.35 else dice.choice(_PLACES[label])
    figure = _figure(dice, label, x=dice.uniform(0.44, 0.56), y=dice.uniform(0.53, 0.59), scale=dice.uniform(0.28, 0.4))
    return _spoilt_by_chance(dice, Shot(_scene(dice, backdrop, (figure,)), label), rate=0.35)


def app_shot(dice: Random) -> Shot:
    """A user's photograph: off centre, partly hidden, blurred, filtered, rainy, sometimes unusable."""
    oddity = _pick(dice, _APP_ODDITIES)
    if oddity == "cat in background":
        return _spoilt_by_chance(dice, _cat_in_background(dice))
    if oddity == "drawing":
        return _spoilt_by_chance(dice, _drawing(dice, _pick(dice, _DRAWN_IN_THE_APP)))
    shot = _snapshot(dice, _pick(dice, _SUBJECTS))
    if oddity == "unusable":
        spoilt = replace(shot.scene, spoilt=dice.choice(("dark", "finger")), blur="focus", blur_strength=0.03)
        return Shot(spoilt, None, "unusable")
    return _spoilt_by_chance(dice, shot)


def _snapshot(dice: Random, label: str) -> Shot:
    figure = _figure(
        dice, label, x=dice.uniform(0.41, 0.59), y=dice.uniform(0.52, 0.61), scale=dice.uniform(0.285, 0.4)
    )
    scene = _scene(dice, dice.choice(_PLACES[label]), (figure,))
    if dice.random() < 0.08:
        scene = replace(scene, cover=dice.choice(_COVERS_INDOORS if scene.backdrop in _INDOORS else _COVERS_OUTDOORS))
    return Shot(scene, label)


def _cat_in_background(dice: Random) -> Shot:
    """A dog or a thing before the camera, a cat further off."""
    side = dice.choice((-1, 1))
    front_label = dice.choice(("dog", "other"))
    front = _figure(dice, front_label, x=0.5 - side * 0.14, y=0.62, scale=dice.uniform(0.26, 0.32))
    cat = _figure(dice, "cat", x=0.5 + side * dice.uniform(0.24, 0.3), y=0.52, scale=dice.uniform(0.13, 0.17))
    cat = replace(cat, pose=dice.choice(tuple(POSES)))
    front = replace(front, pose="sitting" if front.pose == "portrait" else front.pose)
    return Shot(_scene(dice, dice.choice(_PLACES["dog"]), (cat, front)), "cat", "cat in background")


def _drawing(dice: Random, subject: str) -> Shot:
    figure = _figure(
        dice, subject, x=dice.uniform(0.47, 0.53), y=dice.uniform(0.5, 0.55), scale=dice.uniform(0.28, 0.34)
    )
    return Shot(replace(_scene(dice, "desk", (figure,)), sketched=True), "other", "drawing")


def _spoilt_by_chance(dice: Random, shot: Shot, *, rate: float = 1.0) -> Shot:
    """Blur, photo filter and rain, each apart; ``rate`` scales how often."""
    scene = shot.scene
    if dice.random() < 0.18 * rate:
        scene = replace(scene, blur=dice.choice(("focus", "focus", "shake")), blur_strength=dice.uniform(0.011, 0.02))
    if dice.random() < 0.14 * rate:
        scene = replace(scene, photo_filter=dice.choice(PHOTO_FILTERS))
    if scene.backdrop in _OUTDOORS and dice.random() < 0.2 * rate:
        scene = replace(scene, rainy=True)
    return replace(shot, scene=scene)


def _scene(dice: Random, backdrop: str, figures: tuple[Figure, ...]) -> Scene:
    outdoors = any(figure.kind in _OUTDOOR_THINGS for figure in figures)
    if outdoors and backdrop in _INDOORS:
        backdrop = dice.choice(("garden", "street", "beach"))
    return Scene(seed=dice.randrange(1 << 30), backdrop=backdrop, figures=figures)


def _figure(dice: Random, label: str, *, x: float, y: float, scale: float) -> Figure:
    kind = dice.choice(_OTHERS) if label == "other" else label
    return Figure(
        kind=kind,
        variant=dice.randrange(1 << 16),
        x=x,
        y=y,
        scale=scale,
        pose=dice.choice((*POSES, "portrait", "portrait")),
        tilt=dice.uniform(-12, 12),
        mirrored=dice.random() < 0.5,
        mood=_mood(dice, kind),
    )


def _mood(dice: Random, kind: str) -> Mood:
    collar = dice.choice(_COLLARS)
    return Mood(
        asleep=dice.random() < 0.12,
        tongue=dice.random() < 0.5,
        collar=None if kind == "great cat" else collar,
        patch=dice.random() < 0.6,
    )


def _pick(dice: Random, odds: tuple[tuple[Choice, float], ...]) -> Choice:
    draw = dice.random()
    for choice, share in odds:
        draw -= share
        if draw < 0:
            return choice
    return odds[0][0]
