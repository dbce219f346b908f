"""The examples with their given labels: right mostly, and wrong in the ways of hurried annotators."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from labeler.demo.animals import SPECIES
from labeler.demo.scenes import LABELS, Shot, app_shot, web_shot

SIZES = {"train": 1200, "train-dev": 300, "dev": 500, "test": 500}
_WEB_SPLITS = ("train", "train-dev")
_ANNOTATORS = ("a1", "a2", "a3")
_TAKES_A_DRAWING_FOR_A_CAT = {"a1": 0.95, "a2": 0.9, "a3": 0.7}
_MISSES_A_CAT_BEHIND = 0.6
_CALLS_A_GREAT_CAT_A_CAT = 0.025
_CALLS_A_CAT_A_GREAT_CAT = 0.008
_SLIPS = 0.004


@dataclass(frozen=True, slots=True)
class CatExample:
    """One example as imported, with the ``shot`` behind it that only reviewers look at."""

    example_id: str
    split: str
    label: str
    source: str
    annotator: str
    camera: str
    shot: Shot

    @property
    def from_web(self) -> bool:
        return self.source == "web"


def make_examples(dice: Random) -> list[CatExample]:
    """All splits in the order of their ids, which say nothing of split or label.

    dev and test are one pile of the app's photographs, shuffled and cut in two.
    """
    splits = [split for split, size in SIZES.items() for _ in range(size)]
    dice.shuffle(splits)
    return [_example(dice, f"e{number:05d}", split) for number, split in enumerate(splits)]


def _example(dice: Random, example_id: str, split: str) -> CatExample:
    if split in _WEB_SPLITS:
        shot = web_shot(dice)
        return CatExample(example_id, split, _web_label(dice, shot), "web", "web", "unknown", shot)
    shot, annotator, camera = app_shot(dice), dice.choice(_ANNOTATORS), dice.choice(("phone", "phone", "tablet"))
    return CatExample(example_id, split, _app_label(dice, shot, annotator), "app", annotator, camera, shot)


def _web_label(dice: Random, shot: Shot) -> str:
    """Random errors, none systematic: learning tolerates them."""
    return _another(dice, _plain_label(shot)) if dice.random() < 0.01 else _plain_label(shot)


def _app_label(dice: Random, shot: Shot, annotator: str) -> str:
    nearest = shot.scene.figures[-1].kind
    chance = dice.random()
    if shot.oddity == "drawing" and nearest == "cat":
        return "cat" if chance < _TAKES_A_DRAWING_FOR_A_CAT[annotator] else "other"
    if shot.oddity == "cat in background":
        return _label_of(nearest) if chance < _MISSES_A_CAT_BEHIND else "cat"
    if shot.truth == "great cat" and chance < _CALLS_A_GREAT_CAT_A_CAT:
        return "cat"
    if shot.truth == "cat" and chance < _CALLS_A_CAT_A_GREAT_CAT:
        return "great cat"
    return _another(dice, _plain_label(shot)) if chance > 1 - _SLIPS else _plain_label(shot)


def _plain_label(shot: Shot) -> str:
    """The truth, or of an unusable picture what it would have been."""
    return shot.truth or _label_of(shot.scene.figures[-1].kind)


def _label_of(kind: str) -> str:
    return kind if kind in LABELS and kind in SPECIES else "other"


def _another(dice: Random, label: str) -> str:
    return dice.choice([other for other in LABELS if other != label])
