"""The ranking audit: is the leader truly the best? Only the examples that can matter are reviewed (METHOD 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from labeler.core.audit_pair import UNDECIDED, Contest, Duel, Outcome, Terms
from labeler.core.audit_units import Units

Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]
Statuses = NDArray[np.int8]

PLAIN = Terms()


@dataclass(frozen=True, eq=False)
class Audit:
    """A leader against its rivals on the examples of a split, and what of it no decision changes."""

    leader: str
    contests: tuple[Contest, ...]
    units: Units
    examples: int

    @classmethod
    def of(
        cls,
        *,
        leader: str,
        rivals: Sequence[str],
        losses: NDArray[Any],
        bounds: Sequence[NDArray[Any]],
        units: Units,
        aside: Mask | None = None,
        terms: Terms = PLAIN,
    ) -> Self:
        """``losses`` by the given labels, integers of shape (1 + rivals, examples), the leader's first.

        ``bounds`` (examples,) for every rival; ``units`` in ticket order, as many of an example as any bound says.
        ``aside`` are the examples decided when a later audit began: counted, but not drawn.
        """
        wide = losses.astype(np.int64)
        left_aside = np.zeros(losses.shape[1], np.bool_) if aside is None else aside
        contests = tuple(
            Contest.of(rival, loss - wide[0], bound.astype(np.int64), units, aside=left_aside, terms=terms)
            for rival, loss, bound in zip(rivals, wide[1:], bounds, strict=True)
        )
        return cls(leader, contests, units, losses.shape[1])

    @cached_property
    def matters(self) -> Mask:
        """Which examples could matter to any pair, open or not."""
        return _union((contest.rows for contest in self.contests), self.examples)

    def state(self, losses: NDArray[Any], status: Statuses) -> AuditState:
        """Where it stands under these labels, from scratch; ``status`` holds Status numbers."""
        duels = tuple(
            Duel.of(contest, loss[contest.rows].astype(np.int64) - losses[0, contest.rows], status)
            for contest, loss in zip(self.contests, losses[1:], strict=True)
        )
        return AuditState(self, duels, status)


@dataclass(frozen=True, eq=False)
class AuditState:
    """An audit after the decisions taken so far."""

    audit: Audit
    duels: tuple[Duel, ...]
    status: Statuses

    def updated(self, row: int, losses: NDArray[Any], status: int) -> AuditState:
        """After another decision on one example: its losses (1 + rivals,) under the label it now has."""
        own, *others = losses.tolist()
        duels = tuple(duel.updated(row, other - own, status) for duel, other in zip(self.duels, others, strict=True))
        statuses = self.status.copy()
        statuses[row] = status
        return AuditState(self.audit, duels, statuses)

    @cached_property
    def outcomes(self) -> tuple[Outcome | None, ...]:
        """Of every pair, in the order of the rivals; None while a pair is open."""
        return tuple(duel.outcome for duel in self.duels)

    @property
    def open(self) -> Iterator[Duel]:
        """The pairs that still need decisions."""
        return (duel for duel, outcome in zip(self.duels, self.outcomes, strict=True) if outcome is None)

    @property
    def certified(self) -> bool:
        """Whether the leader is ahead of every rival, of which there must be one."""
        return bool(self.duels) and all(outcome is Outcome.LEADER for outcome in self.outcomes)

    @property
    def refuted(self) -> bool:
        """Whether some rival is surely as good, so that nothing can certify the leader any more."""
        return Outcome.RIVAL in self.outcomes or Outcome.TIE in self.outcomes

    @property
    def measured_risk(self) -> float | None:
        """Of "the leader is the best": the largest of the pairs'; None without rivals."""
        return max((duel.measured_risk for duel in self.duels), default=None)

    @cached_property
    def undecided(self) -> Mask:
        """Of all examples; one in conflict is."""
        mask: Mask = UNDECIDED[self.status]
        return mask

    @cached_property
    def queue(self) -> Mask:
        """Which examples are still asked for, decided or not: where models of an open pair can lose differently."""
        return _union((duel.contest.rows for duel in self.open), self.audit.examples)

    @property
    def certain(self) -> bool:
        """Whether every pair is settled without any risk."""
        return all(duel.settled is not None for duel in self.duels)

    @property
    def certificates(self) -> int:
        """Pairs in which the leader is certified at a risk, and not for certain."""
        pairs = zip(self.duels, self.outcomes, strict=True)
        return sum(outcome is Outcome.LEADER and duel.settled is None for duel, outcome in pairs)

    @property
    def reviewed(self) -> int:
        """Examples that could matter to any pair and are decided; one in conflict is not."""
        return int(np.count_nonzero(self.audit.matters & ~self.undecided))

    @property
    def complete(self) -> bool:
        """Whether every example that could matter is decided."""
        return not (self.audit.matters & self.undecided).any()

    @property
    def remaining_at_most(self) -> int:
        """Undecided examples in open pairs: more reviews can't be needed."""
        return int(np.count_nonzero(self.queue & self.undecided))

    @cached_property
    def expected_reviews(self) -> int | None:
        """Further reviews if no further label changes; None if they would never certify the leader."""
        if self.refuted or not self.duels:
            return None
        needed = [duel.needed for duel in self.open]
        known = [rows for rows in needed if rows is not None]
        return int(_union(known, self.audit.examples).sum()) if len(known) == len(needed) else None

    def in_order(self) -> Rows:
        """The examples of ``queue`` as open pairs draw them: each where the first of its units comes."""
        most = np.zeros(self.audit.examples, np.int64)
        for duel in self.open:
            most[duel.contest.rows] = np.maximum(most[duel.contest.rows], duel.contest.bound)
        drawn = self.audit.units.of(most)
        rows: Rows = drawn[np.sort(np.unique(drawn, return_index=True)[1])]
        return rows

    def exact_order(self) -> Rows:
        """The undecided among ``queue``, those first that can decide most by counting; equal ones as drawn.

        Greedy by ``b + δ_given`` over the open pairs: what the leader stands to lose there.
        """
        stakes = np.zeros(self.audit.examples, np.int64)
        for duel in self.open:
            stakes[duel.contest.rows] += duel.contest.bound + duel.contest.given
        wanted = self.in_order()
        wanted = wanted[UNDECIDED[self.status[wanted]]]
        order: Rows = wanted[np.argsort(-stakes[wanted], kind="stable")]
        return order


def _union(parts: Iterable[Rows], size: int) -> Mask:
    mask = np.zeros(size, np.bool_)
    for rows in parts:
        mask[rows] = True
    return mask
