"""From what is shown or selected in the gallery to a queue of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from labeler.core.splits import POOLED, SPLITS
from labeler.gui.queue_choice import QueueChoice
from labeler.session.session import Session
from labeler.session.views import View


def queue_of_view(session: Session, view: View, shown: NDArray[np.bool_]) -> QueueChoice:
    """Everything that a view shows."""
    return QueueChoice(name="filter", where=view.where, model=view.model, split=fitting_split(session, shown), size=0)


def queue_of_examples(session: Session, chosen: NDArray[np.bool_]) -> QueueChoice:
    """Those of a mask alone, picked by hand."""
    ids = session.examples.ids
    only = tuple(ids[ordinal] for ordinal in np.flatnonzero(chosen).tolist())
    return QueueChoice(name="filter", only=only, split=fitting_split(session, chosen), size=0)


def fitting_split(session: Session, chosen: NDArray[np.bool_]) -> str:
    """Dev and test pooled where both are among those of the mask, as a queue covers them, else the first there is."""
    counts = np.bincount(session.examples.splits[chosen], minlength=len(SPLITS))
    found = [name for name, count in zip(SPLITS, counts.tolist(), strict=True) if count]
    evaluated = [name for name in ("dev", "test") if name in found]
    if len(evaluated) == 2:
        return POOLED
    return next(iter([*evaluated, *found]), next(iter(session.examples.split_sizes)))
