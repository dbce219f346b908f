"""Which examples to review, in which order (METHOD 7): ascending ticket within each split's stratum."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from labeler.core import sampling
from labeler.core.dataset import Examples
from labeler.core.predictions import Prediction
from labeler.core.splits import phrase
from labeler.errors import LabelerError
from labeler.session import figures
from labeler.session.asked import several
from labeler.session.open_project import OpenProject

Mask = NDArray[np.bool_]
Stratum = Callable[[Mask], Mask]

# A queue of one model's examples: which of them, given the mask of its misclassified ones.
STRATA: tuple[tuple[str, str, Stratum], ...] = (
    ("errors", "Errors", lambda wrong: wrong),
    ("right", "Right ones", lambda wrong: ~wrong),
)


@dataclass(frozen=True)
class Asked:
    """What somebody wants a queue of: ``splits`` in the product's spelling, ``size`` a split (None: all).

    ``named_splits`` tells whether the splits were asked for, or are those covered unless told otherwise. ``where`` are
    the conditions of a filter (see ``filters``), ``only`` the ids of examples picked by hand. ``exact_count`` orders an
    audit's queue to settle by counting.
    """

    splits: tuple[str, ...]
    named_splits: bool = False
    model: str | None = None
    size: int | None = 100
    reviewer: str | None = None
    category: str | None = None
    label: str | None = None
    where: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    exact_count: bool | None = None

    def parts(self) -> Iterator[str]:
        """The single splits, each once, in the order asked for."""
        yield from dict.fromkeys(part for split in self.splits for part in split.split("+"))


class Wanted(TypedDict, total=False):
    """What of a queue can be asked for by name; ``label`` is a class whose rule changed, ``where`` conditions.

    ``only`` are the ids of examples picked by hand.
    """

    model: str | None
    split: Sequence[str]
    size: int | None
    reviewer: str | None
    category: str | None
    label: str | None
    where: Sequence[str]
    only: Sequence[str]
    exact_count: bool | None


def asked(
    session: OpenProject,
    *,
    split: Sequence[str] = (),
    where: Sequence[str] = (),
    only: Sequence[str] = (),
    **wanted: Any,
) -> Asked:
    """The same with its splits; dev and test unless told otherwise. Raises LabelerError for what is no split."""
    covered = figures.splits_to_cover(session, split, pooled=False)
    return Asked(covered, named_splits=bool(split), where=tuple(several(where)), only=tuple(several(only)), **wanted)


@dataclass(frozen=True, eq=False)
class Plan:
    """An ordered queue as ordinals, split by split; ``model`` chose them, if a single one did.

    ``asked`` is what was wanted; None where a queue was put together by hand.
    """

    name: str
    model: str | None
    ordinals: sampling.Ordinals
    asked: Asked | None = None


Planner = Callable[["OpenProject", Asked], Plan]


def by_stratum(name: str, stratum: Stratum) -> Planner:
    """The queue of one model's misclassified, or right, examples."""

    def plan(session: OpenProject, asked: Asked) -> Plan:
        examples, prediction = session.examples, figures.model(session, asked.model)
        if asked.named_splits:
            require_predicted(prediction, examples, asked.splits)
        wrong = examples.task.wrong(prediction, examples.given)
        return Plan(name, prediction.model, drawn(examples, stratum(wrong) & prediction.covered, asked))

    return plan


def drawn(examples: Examples, wanted: Mask, asked: Asked) -> sampling.Ordinals:
    """The first by ticket of each split asked for, among the examples wanted."""
    parts = [sampling.sample(examples.by_ticket, wanted & examples.members(part), asked.size) for part in asked.parts()]
    return np.concatenate(parts) if parts else np.zeros(0, np.intp)


def require_predicted(prediction: Prediction, examples: Examples, splits: Sequence[str]) -> None:
    """Raises LabelerError for a split of which the model predicts nothing: its queue would be empty for no reason."""
    for split in splits:
        if not prediction.covered[examples.members(split)].any():
            raise LabelerError(
                f"{prediction.model} predicts nothing of {phrase(split)}; choose another model or split, "
                "or add its predictions"
            )
