"""Is relabeling worth it? A screen by counts of errors (METHOD 2).

Multiplied by the errors, the rule is one of whole numbers: with L of N errors due to incorrect labels and the two
best models G errors apart, it is worth it if L > 0 and (L ≥ G or L ≥ N/5).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from labeler.core.hypergeometric import Limits
from labeler.core.shares import Share

# An incorrect label behind every fifth error is reason enough.
_ONE_IN = 5


class Answer(StrEnum):
    """Whether to relabel before anything else."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Gap:
    """The two best models by given labels and how many more errors the second makes."""

    best: str
    runner_up: str
    errors: int


@dataclass(frozen=True, slots=True)
class Worth:
    """The answer and what it rests on: between ``limits`` of all errors are due to incorrect labels, and
    ``needed`` of them decide; ``by_gap`` and ``by_share`` tell what that many reach.
    """

    answer: Answer
    limits: Limits
    needed: int
    gap: Gap | None
    fifth: int

    @property
    def by_gap(self) -> bool:
        """Whether they surely reach the gap between the two best models."""
        return self.gap is not None and self.limits[0] >= max(1, self.gap.errors)

    @property
    def by_share(self) -> bool:
        """Whether they surely are a fifth of the errors."""
        return self.limits[0] >= self.fifth


def worth(counted: Share, sample: Share, gap: Gap | None) -> Worth:
    """From the incorrect labels among all errors counted and among the random sample of them.

    Unclear where the number that decides is one of those that both leave possible: the sample with 95 %
    confidence, all that was counted for certain.
    """
    limits = _possible(counted, sample)
    fifth = max(1, -(-counted.errors // _ONE_IN))
    needed = fifth if gap is None else max(1, min(gap.errors, fifth))
    return Worth(_answer(limits, needed), limits, needed, gap, fifth)


def _answer(limits: Limits, needed: int) -> Answer:
    if limits[0] >= needed:
        return Answer.YES
    return Answer.NO if limits[1] < needed else Answer.UNCLEAR


def _possible(counted: Share, sample: Share) -> Limits:
    """Without a sample, and where the two leave nothing together, only what is certain."""
    fewest, most = counted.certain
    low, high = sample.limits or counted.certain
    low, high = max(low, fewest), min(high, most)
    return (low, high) if low <= high else (fewest, most)
