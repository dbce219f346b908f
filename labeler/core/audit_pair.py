"""A leader against one rival: what is certain, and what the bets say (METHOD 6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from labeler.core.audit_units import Units
from labeler.core.decisions import Status
from labeler.core.martingale import CHUNK, Game

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]
Statuses = NDArray[np.int8]

RISK_LIMIT = 0.05
WEAK = 0.05
SIDE = 0.025


def _statuses(*named: Status) -> Mask:
    return np.isin(np.arange(len(Status)), named)


# Looked up by the number of a status. An unsure example is decided, one in conflict is not; neither has a label, so
# both count as lost, and both are drawn: a label that they get later can only help the leader.
SURE = _statuses(Status.CONFIRMED, Status.CORRECTED, Status.EXCLUDED)
LOST = _statuses(Status.UNSURE, Status.CONFLICT)
UNDECIDED = _statuses(Status.GIVEN, Status.CONFLICT)


class Outcome(StrEnum):
    """Who is ahead under the true labels."""

    LEADER = "leader"
    RIVAL = "rival"
    TIE = "tie"


@dataclass(frozen=True)
class Terms:
    """What a certificate takes: a measured risk, times ``factor``, of at most ``risk_limit``."""

    risk_limit: float = RISK_LIMIT
    factor: int = 1

    @property
    def level(self) -> float:
        """What T must reach."""
        return self.factor / self.risk_limit


@dataclass(frozen=True, eq=False)
class Contest:
    """One pair, and what of it no decision changes.

    ``rows`` are the disagreement set D in ascending order, with ``bound`` b and ``given`` δ of each. ``units`` index
    them in the order of drawing; ``first`` is the place of an example's first unit there. Those ``aside`` were decided
    before a later audit began: they are counted and have no units.
    """

    rival: str
    terms: Terms
    rows: Rows
    bound: Ints
    given: Ints
    units: Rows
    first: Rows
    aside: Mask

    @classmethod
    def of(cls, rival: str, given: Ints, bound: Ints, units: Units, *, aside: Mask, terms: Terms) -> Self:
        """From δ by the given labels, b, and what is aside, of all examples."""
        rows = np.flatnonzero(bound)
        order = np.searchsorted(rows, units.of(np.where(aside, 0, bound)))
        first = np.full(len(rows), len(order))
        first[order[::-1]] = np.arange(len(order))[::-1]
        return cls(rival, terms, rows, bound[rows], given[rows], order, first, aside[rows])

    @property
    def total(self) -> int:
        """N, the units to draw from."""
        return len(self.units)

    @cached_property
    def votes(self) -> int:
        """V, by how much the leader is ahead by the given labels among the examples to draw from."""
        return int(self.given[~self.aside].sum())

    @property
    def margin(self) -> float | None:
        """V / N; None where nothing can be drawn."""
        return self.votes / self.total if self.total else None


@dataclass(frozen=True, eq=False)
class Duel:
    """One pair after the decisions taken so far.

    ``counted`` is δ as it counts of every example of D: the true one where the label is known, −b where it is unsure,
    in conflict, or was aside and is undecided again, else the given one. ``end`` is how many units are drawn at a
    certificate if no further label changes, None if there never is one. ``lead`` is R, by how much the leader is ahead
    where the true labels are known, ``at_stake`` U, by how much the other examples could move that.
    """

    contest: Contest
    counted: Ints
    status: Statuses
    game: Game
    end: int | None
    lead: int
    at_stake: int

    @classmethod
    def of(cls, contest: Contest, true: Ints, status: Statuses) -> Self:
        """``true`` δ under the present labels, of D; ``status`` of all examples."""
        here = status[contest.rows]
        counted = _counted(contest, slice(None), true, here)
        game = _advanced(contest, counted, here, _started(contest, counted))
        end, sure = _certified_at(contest, counted, game), SURE[here]
        return cls(contest, counted, here, game, end, int(counted[sure].sum()), int(contest.bound[~sure].sum()))

    def updated(self, row: int, true: int, status: int) -> Duel:
        """After another decision on one example, of D or not."""
        contest = self.contest
        place = int(np.searchsorted(contest.rows, row))
        if place == len(contest.rows) or contest.rows[place] != row:
            return self
        counted, statuses, this = self.counted.copy(), self.status.copy(), slice(place, place + 1)
        statuses[place] = status
        counted[this] = _counted(contest, this, np.array([true]), statuses[this])
        game = self.game.at_most(int(contest.first[place]))
        game = _advanced(contest, counted, statuses, _started(contest, counted) if contest.aside[place] else game)
        before, after, bound = int(self.counted[place]), int(counted[place]), int(contest.bound[place])
        was, is_ = bool(SURE[self.status[place]]), bool(SURE[status])
        return Duel(
            contest,
            counted,
            statuses,
            game,
            self.end if before == after else _certified_at(contest, counted, game),
            self.lead + is_ * after - was * before,
            self.at_stake + (was - is_) * bound,
        )

    @property
    def ahead(self) -> int:
        """By how much the leader is ahead before the first draw: V, and those aside as they count."""
        return _ahead(self.contest, self.counted)

    @property
    def weak(self) -> bool:
        """Whether the leader is ahead by too little for bets to save much: counting exactly is the better way."""
        return self.contest.total > 0 and 0 < self.ahead / self.contest.total < WEAK

    @property
    def draws(self) -> int:
        """Units drawn: the longest prefix of which every example is decided or in conflict."""
        return self.game.drawn

    @cached_property
    def reviewed(self) -> int:
        """Examples of D that are decided; one in conflict is not."""
        return int((~UNDECIDED[self.status]).sum())

    @property
    def settled(self) -> Outcome | None:
        """Who is ahead whatever the labels of the rest; None while that is open."""
        if abs(self.lead) > self.at_stake:
            return Outcome.LEADER if self.lead > 0 else Outcome.RIVAL
        return Outcome.TIE if self.lead == self.at_stake == 0 else None

    @property
    def measured_risk(self) -> float:
        """``1 / max T`` times the factor, at most 1; 0 or 1 where it is certain who is ahead."""
        if self.settled is not None:
            return 0.0 if self.settled is Outcome.LEADER else 1.0
        return min(1.0, self.contest.terms.factor / self.game.peak)

    @property
    def outcome(self) -> Outcome | None:
        """What the pair came to, by certainty or else by certificate; None while it is open."""
        certified = self.settled is None and self.measured_risk <= self.contest.terms.risk_limit
        return Outcome.LEADER if certified else self.settled

    @property
    def needed(self) -> Rows | None:
        """Undecided examples drawn until a certificate, if no further label changes; None if there never is one."""
        if self.end is None:
            return None
        drawn = self.contest.units[self.draws : self.end]
        rows: Rows = self.contest.rows[drawn[self.status[drawn] == Status.GIVEN]]
        return rows

    def interval(self) -> tuple[int, int]:
        """Limits for Σδ over D, 2.5 % a side, valid at any time; never wider than what is certain."""
        least, most = self.lead - self.at_stake, self.lead + self.at_stake
        level, mirrored = self.contest.terms.factor / SIDE, self._mirrored()
        low = _first_kept(least, most, lambda sum_: _peak(self, sum_) >= level)
        high = -_first_kept(-most, -least, lambda sum_: _peak(mirrored, sum_) >= level)
        return (low, high) if low <= high else (least, most)

    def _mirrored(self) -> Duel:
        """The rival as the leader; what counts as lost is lost to it as well."""
        contest = replace(self.contest, given=-self.contest.given)
        return replace(self, contest=contest, counted=_counted(contest, slice(None), -self.counted, self.status))


def _peak(duel: Duel, sum_: int) -> float:
    """The largest T so far against Σδ ≤ ``sum_``."""
    game = _started(duel.contest, duel.counted, sum_)
    return game.drawing(*_shown(duel.contest, duel.counted, 0, duel.draws)).peak


def _counted(contest: Contest, here: slice, true: Ints, status: Statuses) -> Ints:
    """δ as it counts, of a part of D; an excluded example loses nobody anything."""
    lost = LOST[status] | (contest.aside[here] & (status == Status.GIVEN))
    unknown = np.where(lost, -contest.bound[here], contest.given[here])
    return np.where(SURE[status], np.where(status == Status.EXCLUDED, 0, true), unknown)


def _started(contest: Contest, counted: Ints, sum_: int = 0) -> Game:
    """Against Σδ ≤ ``sum_``, before the first draw."""
    return Game.started(contest.total, 2 * contest.total - _ahead(contest, counted) + sum_)


def _ahead(contest: Contest, counted: Ints) -> int:
    return contest.votes + int(counted[contest.aside].sum())


def _advanced(contest: Contest, counted: Ints, status: Statuses, game: Game) -> Game:
    """With all units drawn up to the first whose example is undecided."""
    while True:
        waiting = status[contest.units[game.drawn : game.drawn + CHUNK]] == Status.GIVEN
        count = int(waiting.argmax()) if waiting.any() else len(waiting)
        game = game.drawing(*_shown(contest, counted, game.drawn, game.drawn + count))
        if count < CHUNK:
            return game


def _certified_at(contest: Contest, counted: Ints, game: Game) -> int | None:
    """How many units are drawn when T reaches its level, if what isn't decided is as given."""
    level, size = contest.terms.level, CHUNK // 4
    if game.peak >= level:
        return game.drawn
    if counted.sum() <= 0:
        return None
    while game.left:
        start, end = game.drawn, game.drawn + size
        game, count = game.first_reaching(level, *_shown(contest, counted, start, end))
        if count is not None:
            return start + count
        size *= 2
    return None


def _shown(contest: Contest, counted: Ints, start: int, end: int) -> tuple[Ints, Ints]:
    """By how much δ changed, and b, of some units."""
    part = contest.units[start:end]
    return counted[part] - contest.given[part], contest.bound[part]


def _first_kept(low: int, high: int, rejected: Callable[[int], bool]) -> int:
    """The smallest sum that isn't rejected, where all below it are; ``high`` if none is kept below that."""
    while low < high:
        middle = (low + high) // 2
        if rejected(middle):
            low = middle + 1
        else:
            high = middle
    return low
