"""Which examples to review, in which order (METHOD 7): ascending ticket within each split's stratum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from labeler.core import sampling
from labeler.core.dataset import Examples
from labeler.core.labels import Truth
from labeler.core.predictions import Prediction
from labeler.core.splits import SPLITS, phrase
from labeler.errors import LabelerError
from labeler.formats.tables import write_table
from labeler.session.media import Media
from labeler.session.results import Queue, QueueItem
from labeler.session.review import Review

Stratum = Callable[[NDArray[np.bool_]], NDArray[np.bool_]]

# A queue of one model's examples: which of them, given the mask of its misclassified ones.
STRATA: tuple[tuple[str, str, Stratum], ...] = (
    ("errors", "Errors", lambda wrong: wrong),
    ("right", "Right ones", lambda wrong: ~wrong),
)


@dataclass(frozen=True, eq=False)
class Plan:
    """An ordered queue as ordinals; dev first, then test, each by ticket."""

    name: str
    model: str
    ordinals: sampling.Ordinals


def wrong_by(prediction: Prediction, truth: Truth) -> NDArray[np.bool_]:
    """Mask of a model's misclassified examples; one it says nothing about isn't among them."""
    wrong: NDArray[np.bool_] = (prediction.codes != truth.codes) & (prediction.codes >= 0)
    for ordinal, codes in truth.acceptable.items():
        wrong[ordinal] = prediction.codes[ordinal] >= 0 and int(prediction.codes[ordinal]) not in codes
    return wrong


def require_predicted(prediction: Prediction, examples: Examples, splits: Sequence[str]) -> None:
    """Raises LabelerError for a split of which the model predicts nothing: its queue would be empty for no reason."""
    for split in splits:
        if not (prediction.codes[examples.members(split)] >= 0).any():
            raise LabelerError(
                f"{prediction.model} predicts nothing of {phrase(split)}; choose another model or split, "
                "or add its predictions"
            )


def plan(name: str, examples: Examples, prediction: Prediction, *, splits: Sequence[str], size: int | None) -> Plan:
    """The queue of that name for one model, ``size`` examples a split; raises LabelerError for an unknown name."""
    strata = {key: stratum for key, _, stratum in STRATA}
    if name not in strata:
        raise LabelerError(f"{name!r} is not a queue this version knows; choose one of: {', '.join(strata)}")
    if size is not None and size < 1:
        raise LabelerError(f"a queue of {size} examples a split is none; give a whole number from 1 up")
    chosen = strata[name](wrong_by(prediction, examples.given)) & (prediction.codes >= 0)
    parts = [
        sampling.sample(examples.by_ticket, chosen & examples.members(part), size)
        for part in dict.fromkeys(part for split in splits for part in split.split("+"))
    ]
    return Plan(name, prediction.model, np.concatenate(parts) if parts else np.zeros(0, np.intp))


def listed(queue: Plan, examples: Examples, review: Review, media: Media) -> Queue:
    """The queue with what its examples are, for the command line and scripts."""
    items = tuple(
        QueueItem(
            examples.ids[ordinal],
            SPLITS[examples.splits[ordinal]],
            media.file(ordinal),
            review.decided(ordinal),
        )
        for ordinal in queue.ordinals.tolist()
    )
    return Queue(queue.name, items, queue.model)


def write_queue(queue: Queue, path: Path) -> None:
    """A table of the queue's items; its ``example_id`` column can be filled in as a table of decisions."""
    write_table(
        path,
        [
            ("example_id", [item.example_id for item in queue.items]),
            ("split", [item.split for item in queue.items]),
            ("file", [item.file or "" for item in queue.items]),
            ("decided", ["1" if item.decided else "0" for item in queue.items]),
        ],
    )
