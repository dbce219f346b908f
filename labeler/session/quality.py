"""The quality check: a random share of one reviewer's decisions, shown blind to another (METHOD 7 and 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from labeler.core.decisions import Decision, Verdict
from labeler.core.quality import Check, Quality, order
from labeler.core.splits import SPLITS
from labeler.errors import LabelerError
from labeler.session.effective_labels import effective_label
from labeler.session.open_project import OpenProject
from labeler.session.queues import Asked, Plan
from labeler.session.results import frame

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class QualityFigures(Quality):
    """A reviewer's quality check as a verb's result."""

    def to_frame(self) -> pd.DataFrame:
        return frame([self.to_dict()])


def plan(session: OpenProject, asked: Asked) -> Plan:
    """One reviewer's decisions in the order of the check, ``size`` a split; unsure ones have nothing to check.

    Raises LabelerError where nobody of that name has decided, or several have and none is named.
    """
    decided = _decided(session, _reviewer(session, asked.reviewer))
    parts = [_ordered(session, decided, part)[: asked.size] for part in asked.parts()]
    return Plan("quality", None, np.array([ordinal for part in parts for ordinal in part], np.intp))


def quality(session: OpenProject, reviewer: str | None = None) -> QualityFigures:
    """How often a reviewer errs, over all splits; where a difference was adjudicated, that tells.

    Raises LabelerError as the queue does.
    """
    reviewer = _reviewer(session, reviewer)
    decided = _decided(session, reviewer)
    parts = [_ordered(session, decided, split) for split in SPLITS]
    return QualityFigures.of(reviewer, [[_check(session, ordinal, reviewer) for ordinal in part] for part in parts])


def checked(session: OpenProject, reviewer: str, ordinals: Sequence[int]) -> int:
    """How many of a plan, split by split, count as checked: those before the first that nobody else has decided."""
    splits = groupby(ordinals, key=lambda ordinal: int(session.examples.splits[ordinal]))
    parts = [[_check(session, ordinal, reviewer) for ordinal in part] for _, part in splits]
    return Quality.of(reviewer, parts).checked


def reviewers(session: OpenProject) -> dict[str, int]:
    """Everybody with decisions to check, by name, and how many."""
    counts: dict[str, int] = {}
    for ordinal in session.review.ordinals():
        for name, decision in session.review.decisions(ordinal).items():
            counts[name] = counts.get(name, 0) + _firm(decision)
    return {name: count for name, count in sorted(counts.items()) if count}


def _reviewer(session: OpenProject, name: str | None) -> str:
    known = reviewers(session)
    if name is None and len(known) == 1:
        return next(iter(known))
    if name is not None and name in known:
        return name
    if not known:
        raise LabelerError(_nothing_to_check(session))
    wanted = "name the reviewer whose decisions to check" if name is None else f"{name} has decided nothing to check"
    listed = ", ".join(f"{other} ({count:,} decided)" for other, count in known.items())
    raise LabelerError(f"{wanted}; choose one of: {listed}")


def _nothing_to_check(session: OpenProject) -> str:
    review = session.review
    unsure = sum(
        decision.verdict is Verdict.UNSURE
        for ordinal in review.ordinals()
        for decision in review.decisions(ordinal).values()
    )
    if not unsure:
        return "nothing has been decided yet, so there is nothing to check"
    all_are = "the only decision so far is" if unsure == 1 else f"all {unsure:,} decisions so far are"
    return f"{all_are} unsure, and unsure ones have nothing to check"


def _decided(session: OpenProject, reviewer: str) -> list[int]:
    review = session.review
    return [ordinal for ordinal in review.ordinals() if _firm(review.decisions(ordinal).get(reviewer))]


def _ordered(session: OpenProject, ordinals: Sequence[int], split: str) -> list[int]:
    """Those of one split, in the order of the check."""
    code = SPLITS.index(split)
    members = [ordinal for ordinal in ordinals if session.examples.splits[ordinal] == code]
    places = order(session.examples.seed, [session.examples.ids[ordinal] for ordinal in members])
    return [members[place] for place in places]


def _check(session: OpenProject, ordinal: int, reviewer: str) -> Check:
    decisions = dict(session.review.decisions(ordinal))
    own = decisions.pop(reviewer)
    adjudication = session.review.adjudication(ordinal)
    if adjudication is not None and adjudication.reviewer != reviewer:
        others = [adjudication]
    else:
        others = [decision for decision in decisions.values() if decision.verdict is not None]
    said = tuple(effective_label(session, ordinal, other) for other in others)
    return Check(effective_label(session, ordinal, own), said)


def _firm(decision: Decision | None) -> bool:
    return decision is not None and decision.verdict not in (None, Verdict.UNSURE)
