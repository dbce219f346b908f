"""What a person wants to review, and how."""

from __future__ import annotations

from dataclasses import dataclass

SIZES = (50, 100, 200, 500)


@dataclass(frozen=True)
class QueueChoice:
    """Which examples, how many a split, what is in view before the verdict, and what is collected.

    ``name`` is the queue's, as on the command line; ``size`` 0 takes all. ``reviewer`` is whose decisions are checked,
    ``category`` and ``label`` whose rule is revisited, ``where`` the conditions of a filter and ``only`` the ids of
    examples picked by hand that it is drawn from. ``predictions``: in view from the start, else after the verdict;
    ``others``, what other reviewers said, as well. ``blind``: the given label is hidden too. ``categories``: the
    verdict reveals the predictions and Enter moves on; without, the verdict moves on by itself. ``exact_count``: an
    audit's queue has the undecided ones alone, in the order that settles most by counting.
    """

    name: str = "errors"
    model: str | None = None
    split: str = "dev+test"
    size: int = 100
    reviewer: str | None = None
    category: str | None = None
    label: str | None = None
    where: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    predictions: bool = False
    others: bool = False
    blind: bool = False
    categories: bool = True
    exact_count: bool = False
