"""Three imaginary reviewers at work on dev and test: one process for both splits, one for right and misclassified.

They look at a random sample of both, in ticket order (METHOD 7), one in four of it twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Literal

from labeler.demo.labeling import CatExample

Verdict = Literal["correct", "incorrect", "excluded", "unsure"]

REVIEWED_SPLITS = ("dev", "test")
CATEGORIES = ("Dog", "Great cat", "Blurry", "Photo filter", "Rainy", "Cat in background", "Drawing")
REVIEWERS = ("r1", "r2", "r3")
_START = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
_REVIEWED = 0.8
_REVIEWED_TWICE = 0.25
_A_DAYS_WORK = 60

_COMMENTS: dict[str, tuple[str, ...]] = {
    "missed": ("labeler missed the cat in the background", "there is a cat behind", "small, but that is a cat"),
    "drawing": ("drawing, not a real cat", "a sketch on paper", "by the guideline a drawing is no cat"),
    "great cat": ("clearly a great cat", "that one lives in the zoo", "look at the round ears"),
    "cat": ("an ordinary house cat", "just a cat", "pointed ears, whiskers: cat"),
    "dog": ("looks like a pit bull", "a dog, no doubt", "dog with pointed ears"),
    "other": ("no animal of ours in the picture", "slip of the mouse, I guess"),
    "excluded": ("nothing to be seen", "far too dark", "finger on the lens?"),
    "unsure": ("too blurred to tell", "could be either", "please have a second look"),
    "rainy dog": ("wet dog", "rain all over the lens"),
    "rainy great cat": ("rainy day at the zoo", "great cat behind the rain"),
    "rainy": ("rain all over the lens", "taken through a wet window"),
    "blurry": ("camera shake", "out of focus"),
}


@dataclass(frozen=True, slots=True)
class Review:
    """One row of the decisions; ``corrected_label`` is empty unless the verdict is *incorrect*."""

    example_id: str
    verdict: Verdict
    corrected_label: str
    categories: tuple[str, ...]
    comment: str
    reviewer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Habits:
    """How often a reviewer overlooks an incorrect label, lets a drawing pass as a cat, calls a right label incorrect,
    gives up, or types a comment.
    """

    overlooks: float
    accepts_drawings: float
    errs: float
    gives_up: float
    comments: float


_HABITS = {
    "r1": _Habits(overlooks=0.02, accepts_drawings=0.0, errs=0.004, gives_up=0.01, comments=0.45),
    "r2": _Habits(overlooks=0.06, accepts_drawings=0.1, errs=0.012, gives_up=0.02, comments=0.3),
    "r3": _Habits(overlooks=0.1, accepts_drawings=0.4, errs=0.025, gives_up=0.035, comments=0.25),
}
_TAKEN_FOR = {"cat": "great cat", "great cat": "cat", "dog": "cat", "other": "dog"}


def review(examples: Sequence[CatExample], dice: Random) -> list[Review]:
    """The decisions in the order of time."""
    desks: dict[str, list[CatExample]] = {reviewer: [] for reviewer in REVIEWERS}
    for example in _queue(examples):
        for reviewer in dice.sample(REVIEWERS, 2 if dice.random() < _REVIEWED_TWICE else 1):
            desks[reviewer].append(example)
    reviews = [row for reviewer, pile in desks.items() for row in _work_through(pile, reviewer, dice)]
    return sorted(reviews, key=lambda row: (row.at, row.reviewer))


def _queue(examples: Sequence[CatExample]) -> list[CatExample]:
    """The same share of dev and of test, whatever a model says of it: so no model's errors are looked at more."""
    chosen = []
    for split in REVIEWED_SPLITS:
        here = sorted((example for example in examples if example.split == split), key=_ticket)
        chosen += here[: round(_REVIEWED * len(here))]
    return sorted(chosen, key=_ticket)


def _ticket(example: CatExample) -> str:
    return hashlib.sha256(f"0:{example.example_id}".encode()).hexdigest()


def _work_through(pile: Iterable[CatExample], reviewer: str, dice: Random) -> Iterable[Review]:
    """A morning's work a day, half a minute an example."""
    begin = _START + timedelta(minutes=dice.randrange(90))
    at = begin
    for number, example in enumerate(pile):
        if number and number % _A_DAYS_WORK == 0:
            begin += timedelta(days=1)
            at = begin + timedelta(minutes=dice.randrange(40))
        at += timedelta(seconds=dice.randrange(12, 55))
        yield _decide(example, reviewer, at, dice)


def _decide(example: CatExample, reviewer: str, at: datetime, dice: Random) -> Review:
    habits = _HABITS[reviewer]
    verdict, corrected = _judge(example, habits, dice)
    return Review(
        example_id=example.example_id,
        verdict=verdict,
        corrected_label=corrected,
        categories=tuple(category for category in _shown(example) if dice.random() < 0.96),
        comment=_comment(example, verdict, corrected, dice) if dice.random() < _urge(verdict, habits) else "",
        reviewer=reviewer,
        at=at,
    )


def _judge(example: CatExample, habits: _Habits, dice: Random) -> tuple[Verdict, str]:
    """The verdict and the corrected label, empty unless *incorrect*."""
    truth, blurred = example.shot.truth, example.shot.scene.blur is not None
    if truth is None:
        return ("excluded" if dice.random() < 0.9 else "unsure"), ""
    if dice.random() < habits.gives_up * (3 if blurred else 1):
        return "unsure", ""
    if truth == example.label:
        return ("incorrect", _TAKEN_FOR[truth]) if dice.random() < habits.errs else ("correct", "")
    overlooks = habits.accepts_drawings if example.shot.oddity == "drawing" else habits.overlooks
    return ("correct", "") if dice.random() < overlooks else ("incorrect", truth)


def _shown(example: CatExample) -> tuple[str, ...]:
    shot, scene = example.shot, example.shot.scene
    if shot.truth is None:
        return ()
    drawn = shot.oddity == "drawing"
    shows = {
        "Dog": not drawn and any(figure.kind == "dog" for figure in scene.figures),
        "Great cat": shot.truth == "great cat",
        "Blurry": scene.blur is not None,
        "Photo filter": scene.photo_filter is not None,
        "Rainy": scene.rainy,
        "Cat in background": shot.oddity == "cat in background",
        "Drawing": drawn,
    }
    return tuple(category for category in CATEGORIES if shows[category])


def _urge(verdict: Verdict, habits: _Habits) -> float:
    return habits.comments * (0.35 if verdict == "correct" else 1.6)


def _comment(example: CatExample, verdict: Verdict, corrected: str, dice: Random) -> str:
    return dice.choice(_COMMENTS.get(_occasion(example, verdict, corrected), ("",)))


def _occasion(example: CatExample, verdict: Verdict, corrected: str) -> str:
    """The key of the comments that fit; none for an unremarkable picture."""
    shot, scene = example.shot, example.shot.scene
    if verdict in {"excluded", "unsure"}:
        return verdict
    if verdict == "incorrect":
        special = {"drawing": "drawing", "cat in background": "missed"} if corrected == shot.truth else {}
        return special.get(shot.oddity or "", corrected)
    if shot.oddity:
        return ""
    if scene.rainy:
        return f"rainy {shot.truth}" if shot.truth in {"dog", "great cat"} else "rainy"
    if scene.blur:
        return "blurry"
    return "dog" if shot.truth == "dog" else ""
