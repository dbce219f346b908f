"""Betting, draw by draw, against the claim that A does not beat B (METHOD 6).

SHANGRLA (Stark 2020), with bets for draws without replacement (Waudby-Smith and Ramdas 2020). A unit drawn shows
``y = 2 + change / bound`` between 0 and 4. All comparisons that stop the game are made on integers, without tolerance.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import inf, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

BETS = (0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.003, 0.001)
CHUNK = 1024
_STAKES = 1 - np.array(BETS)[:, None]
_SAFE = 1 << 62

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Game:
    """Where the bets stand after ``drawn`` units, with ``left`` to draw.

    ``rest`` is K − Y, exact and below 0 once the claim is settled; ``wealth`` holds T of every bet, ``peak`` the
    largest mean of them so far. ``before`` leads back to earlier states of the same game.
    """

    drawn: int
    left: int
    rest: Fraction
    wealth: Floats
    peak: float
    before: Game | None

    @classmethod
    def started(cls, units: int, target: int) -> Game:
        """Before the first draw of N units; ``target`` is K."""
        return cls(0, units, Fraction(target), np.ones(len(BETS)), inf if target < 0 else 1.0, None)

    def drawing(self, change: Ints, bound: Ints) -> Game:
        """After the next units: ``change`` is δ_true − δ_given, ``bound`` b, a unit each."""
        return self._after(_Draws.of(self, change, bound)) if len(change) else self

    def at_most(self, drawn: int) -> Game:
        """The latest earlier state with so many draws or fewer."""
        game = self
        while game.drawn > drawn and game.before is not None:
            game = game.before
        return game

    def first_reaching(self, level: float, change: Ints, bound: Ints) -> tuple[Game, int | None]:
        """After the next units, and how many of them it takes until T is ``level`` or more; None: more than these."""
        draws = _Draws.of(self, change, bound)
        reached = np.flatnonzero(draws.means >= level)
        return self._after(draws), int(reached[0]) + 1 if len(reached) else None

    def _after(self, draws: _Draws) -> Game:
        count = len(draws.means)
        peak = max(self.peak, float(draws.means.max()))
        return Game(self.drawn + count, self.left - count, draws.rest, draws.wealth, peak, self)


def means(units: int, target: int, change: Ints, bound: Ints) -> Floats:
    """T after every draw, the mean over the bets."""
    return _Draws.of(Game.started(units, target), change, bound).means


@dataclass(frozen=True, slots=True, eq=False)
class _Draws:
    """Several draws at once: T after each, and what is left at the end.

    In floats too it is all the same in how many goes the units are drawn: every sum and product goes in one order.
    """

    means: Floats
    wealth: Floats
    rest: Fraction

    @classmethod
    def of(cls, game: Game, change: Ints, bound: Ints) -> _Draws:
        shown, rest, scale = _scaled(game, change, bound)
        after = rest - np.cumsum(shown)
        end = Fraction(int(after[-1]), scale)
        if game.rest < 0:
            return cls(np.full(len(change), inf), game.wealth, end)
        before = np.concatenate([[rest], after[:-1]])
        left = np.arange(game.left, game.left - len(change), -1).astype(shown.dtype)
        settled, lost = _first(after < 0), _first(before >= 4 * scale * left)
        with np.errstate(over="ignore", under="ignore"):
            wealth = _products(game.wealth, shown[:settled], before[:settled], left[:settled])
            wealth[:, lost:] = 0
            paths = np.full(len(change), inf)
            paths[:settled] = sum(wealth) / len(wealth)
        return cls(paths, wealth[:, -1] if wealth.shape[1] else game.wealth, end)


def _products(wealth: Floats, shown: NDArray[Any], before: NDArray[Any], left: NDArray[Any]) -> Floats:
    """What each bet's wealth times its factors ``1 + (1−g)(y·left/rest − 1)`` comes to, draw by draw."""
    zero = before == 0
    odds = (shown * left / np.where(zero, 1, before)).astype(np.float64)
    odds[zero] = 1
    factors: Floats = 1 + _STAKES * (odds - 1)
    factors[:, :1] *= wealth[:, None]
    return np.cumprod(factors, axis=1, out=factors)


def _scaled(game: Game, change: Ints, bound: Ints) -> tuple[NDArray[Any], int, int]:
    """Every y and K − Y times one ``scale`` that makes them integers: Python's own where 64 bits might not do."""
    scale, parts, whole = game.rest.denominator, change, bound
    if not (bound == 1).all():
        common = np.gcd(change, bound)
        parts, whole = change // common, bound // common
        scale = lcm(scale, *np.unique(whole).tolist())
    rest = int(game.rest * scale)
    if abs(rest) + 4 * scale * (game.left + 1) >= _SAFE:
        parts, whole = parts.astype(object), whole.astype(object)
    return 2 * scale + parts * (scale // whole), rest, scale


def _first(mask: NDArray[Any]) -> int:
    """Index of the first true entry; the length where there is none."""
    place = int(np.argmax(mask))
    return place if mask[place] else len(mask)
