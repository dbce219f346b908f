"""From what is shown or selected in the gallery to a queue of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labeler.core.phrases import listed
from labeler.core.splits import POOLED, SPLITS, phrase
from labeler.gui.queue_choice import QueueChoice
from labeler.session.session import Session
from labeler.session.views import View


@dataclass(frozen=True)
class Taken:
    """How many of some examples a queue of them takes, of which splits, and which it leaves out, in words."""

    count: int
    of: str
    left_out: str


def queue_of_view(session: Session, view: View, shown: NDArray[np.bool_]) -> QueueChoice:
    """Everything that a view shows."""
    return QueueChoice(name="filter", where=view.where, model=view.model, split=fitting_split(session, shown), size=0)


def queue_of_examples(session: Session, chosen: NDArray[np.bool_]) -> QueueChoice:
    """Those of a mask alone, picked by hand."""
    ids = session.examples.ids
    only = tuple(ids[ordinal] for ordinal in np.flatnonzero(chosen).tolist())
    return QueueChoice(name="filter", only=only, split=fitting_split(session, chosen), size=0)


def taken(session: Session, chosen: NDArray[np.bool_]) -> Taken:
    """A queue is of one split, or of dev and test pooled."""
    found = _counts(session, chosen)
    split = fitting_split(session, chosen)
    inside = sum(count for name, count in found.items() if name in split.split("+"))
    outside = [f"{count:,} of {phrase(name)}" for name, count in found.items() if name not in split.split("+")]
    return Taken(inside, phrase(split).replace(" together", ""), listed(outside) if outside else "")


def fitting_split(session: Session, chosen: NDArray[np.bool_]) -> str:
    """Dev and test pooled where both are among those of the mask, as a queue covers them, else the first there is."""
    found = _counts(session, chosen)
    evaluated = [name for name in ("dev", "test") if name in found]
    if len(evaluated) == 2:
        return POOLED
    return next(iter([*evaluated, *found]), next(iter(session.examples.split_sizes)))


def _counts(session: Session, chosen: NDArray[np.bool_]) -> dict[str, int]:
    counts = np.bincount(session.examples.splits[chosen], minlength=len(SPLITS))
    return {name: count for name, count in zip(SPLITS, counts.tolist(), strict=True) if count}
