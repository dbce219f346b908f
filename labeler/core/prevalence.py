"""How much label noise would it take for one model to pass another? (METHOD 5)

Were correctly labeled examples removed at random until a share q of the set had been incorrectly labeled, a model's
corrected error would be (1−q)·e(correctly labeled) + q·e(incorrectly labeled): a line in q. Excluded examples are out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.bootstrap import RESAMPLES, Units, drawn_sums, interval, poisson
from labeler.core.combinations import log_choose
from labeler.core.phrases import between, counted, rough_percent

ORDERS = (Fraction(1, 20), Fraction(19, 20))

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Mixture:
    """A model's corrected error among correctly and among incorrectly labeled examples; None where there are none."""

    model: str
    correctly_labeled: Fraction | None
    incorrectly_labeled: Fraction | None

    def at(self, share: float) -> float | None:
        """The corrected error were ``share`` of the set incorrectly labeled."""
        if self.correctly_labeled is None or self.incorrectly_labeled is None:
            return None
        return (1 - share) * float(self.correctly_labeled) + share * float(self.incorrectly_labeled)


@dataclass(frozen=True, slots=True)
class Crossing:
    """At ``share`` incorrectly labeled, ``model`` passes ``passed``.

    ``interval`` is the 95 % bootstrap over the incorrectly labeled examples, its upper limit None where more than 2.5 %
    of resamples never cross; ``removal_orders`` holds the 5th and the 95th percentile, over all orders of removing
    correctly labeled examples one by one, of the share at which ``model`` first makes fewer errors.
    """

    model: str
    passed: str
    share: Fraction
    interval: tuple[float | None, float | None] | None
    removal_orders: tuple[float, float]

    @property
    def sentence(self) -> str:
        orders = between(*map(rough_percent, self.removal_orders))
        return (
            f"{self.model} would pass {self.passed} once {rough_percent(float(self.share))} of the set had been "
            f"incorrectly labeled ({self._resampled}90 % of removal orders: {orders})."
        )

    @property
    def _resampled(self) -> str:
        """The interval in words; a limit is missing where too many resamples never cross."""
        low, high = self.interval or (None, None)
        if low is None:
            return ""
        limits = f"from {rough_percent(low)} up" if high is None else between(rough_percent(low), rough_percent(high))
        return f"95 % interval: {limits}; "

    def to_dict(self) -> dict[str, Any]:
        return {
            "model": self.model,
            "passes": self.passed,
            "share": float(self.share),
            "interval": None if self.interval is None else list(self.interval),
            "removal_orders": list(self.removal_orders),
        }


@dataclass(frozen=True, slots=True)
class Prevalence:
    """The present share incorrectly labeled, each model's line, and where lines cross from there on, soonest first."""

    correctly_labeled: int
    incorrectly_labeled: int
    mixtures: tuple[Mixture, ...]
    crossings: tuple[Crossing, ...]

    @property
    def share(self) -> float | None:
        total = self.correctly_labeled + self.incorrectly_labeled
        return self.incorrectly_labeled / total if total else None

    @property
    def sentence(self) -> str:
        """The present share."""
        total = self.correctly_labeled + self.incorrectly_labeled
        found = f"{self.incorrectly_labeled:,} of {counted(total, 'example')} not excluded"
        return f"Now {rough_percent(self.share or 0)} of the set is known to be incorrectly labeled: {found}."

    def to_dict(self, *, points: int = 101) -> dict[str, Any]:
        """The lines at ``points`` shares from the present one up to 1."""
        grid = [] if self.share is None else np.linspace(self.share, 1, points).tolist()
        return {
            "share": self.share,
            "correctly_labeled": self.correctly_labeled,
            "incorrectly_labeled": self.incorrectly_labeled,
            "shares": grid,
            "models": [
                {
                    "model": mixture.model,
                    "correctly_labeled": _number(mixture.correctly_labeled),
                    "incorrectly_labeled": _number(mixture.incorrectly_labeled),
                    "errors": [mixture.at(share) for share in grid],
                }
                for mixture in self.mixtures
            ],
        }


def prevalence(
    models: Sequence[str], wrong: Mask, *, incorrect: Mask, units: Units, resamples: int = RESAMPLES
) -> Prevalence:
    """Of the examples not excluded, ``wrong`` (models, examples) by the corrected labels.

    ``incorrect`` marks those whose given label was; ``units`` are tickets, or those of groups.
    """
    correct = ~incorrect
    mixtures = tuple(
        Mixture(name, _share(row[correct]), _share(row[incorrect])) for name, row in zip(models, wrong, strict=True)
    )
    numbers = int(correct.sum()), int(incorrect.sum())
    if not all(numbers):
        return Prevalence(*numbers, mixtures, ())
    counts = np.vstack([wrong[:, incorrect], np.ones((1, numbers[1]), np.bool_)])
    drawn = drawn_sums(counts.astype(np.int64), units[incorrect], draw=poisson, resamples=resamples)
    case = _Case(mixtures, wrong, correct, incorrect, drawn)
    crossings = sorted(case.crossings(), key=lambda crossing: (crossing.share, crossing.model, crossing.passed))
    return Prevalence(*numbers, mixtures, tuple(crossings))


@dataclass(frozen=True, eq=False)
class _Case:
    mixtures: tuple[Mixture, ...]
    wrong: Mask
    correct: Mask
    incorrect: Mask
    drawn: NDArray[np.float64]

    def crossings(self) -> Iterator[Crossing]:
        """Of every pair whose order turns at or beyond the present share."""
        present = Fraction(int(self.incorrect.sum()), len(self.incorrect))
        for one, other in permutations(range(len(self.mixtures)), 2):
            behind, ahead = self._gaps(one, other)
            if behind > 0 > ahead and behind / (behind - ahead) >= present:
                yield Crossing(
                    self.mixtures[one].model,
                    self.mixtures[other].model,
                    behind / (behind - ahead),
                    self._interval(one, other, float(behind)),
                    self._orders(one, other),
                )

    def _gaps(self, one: int, other: int) -> tuple[Fraction, Fraction]:
        """By how much the first errs more, among correctly and among incorrectly labeled examples."""
        a, b = self.mixtures[one], self.mixtures[other]
        assert a.correctly_labeled is not None
        assert b.correctly_labeled is not None
        assert a.incorrectly_labeled is not None
        assert b.incorrectly_labeled is not None
        return a.correctly_labeled - b.correctly_labeled, a.incorrectly_labeled - b.incorrectly_labeled

    def _interval(self, one: int, other: int, behind: float) -> tuple[float | None, float | None] | None:
        drawn = self.drawn[-1] > 0
        ahead = (self.drawn[one, drawn] - self.drawn[other, drawn]) / self.drawn[-1, drawn]
        crosses = ahead < 0
        shares = np.full(len(ahead), np.inf)
        shares[crosses] = behind / (behind - ahead[crosses])
        limits = interval(shares)
        return None if limits is None else (_finite(limits[0]), _finite(limits[1]))

    def _orders(self, one: int, other: int) -> tuple[float, float]:
        alone, others = self.wrong[one] & ~self.wrong[other], self.wrong[other] & ~self.wrong[one]
        removed = removals_until_passed(
            int(self.correct.sum()),
            losing=int((alone & self.correct).sum()),
            winning=int((others & self.correct).sum()),
            ahead=int((others & self.incorrect).sum()) - int((alone & self.incorrect).sum()),
        )
        incorrect = int(self.incorrect.sum())
        low, high = (incorrect / (len(self.incorrect) - number) for number in removed)
        return low, high


def removals_until_passed(correct: int, *, losing: int, winning: int, ahead: int) -> tuple[int, int]:
    """Percentiles (ORDERS), over all orders of removal, of how many of the ``correct`` go before one model is ahead.

    Among them that model alone errs on ``losing`` and the other alone on ``winning``; the rest of the set puts it
    ``ahead`` by that many errors, at least 1, and as a whole it isn't ahead. Exact: the removed examples on which the
    two differ are a walk whose first passage the ballot theorem gives, and the others fall in between.
    """
    passed = np.cumsum(_first_passage(losing, winning, height=losing - winning - ahead + 1))
    low, high = (_quantile(correct, passed, float(level)) for level in ORDERS)
    return low, high


def _first_passage(ups: int, downs: int, *, height: int) -> NDArray[np.float64]:
    """P(the walk of shuffled ups and downs first reaches ``height`` at step i) for i = 0 … ups + downs."""
    steps = np.arange(ups + downs + 1)
    up = (steps + height) // 2
    possible = (steps >= height) & ((steps - height) % 2 == 0) & (up <= ups) & (steps - up <= downs)
    chances = np.zeros(len(steps))
    at, up = steps[possible], up[possible]
    ways = log_choose(at, up) + log_choose(ups + downs - at, ups - up) - log_choose(ups + downs, ups)
    chances[possible] = height / at * np.exp(ways)
    return chances


def _quantile(correct: int, passed: NDArray[np.float64], level: float) -> int:
    """The least number removed by which a share ``level`` of all orders has passed; ``passed`` by differing ones."""
    low, high = 0, correct
    while low < high:
        middle = (low + high) // 2
        if _differing(correct, len(passed) - 1, middle) @ passed >= level - 1e-9:
            high = middle
        else:
            low = middle + 1
    return low


def _differing(correct: int, differ: int, removed: int) -> NDArray[np.float64]:
    """P(j of the ``removed`` are among the ``differ``) for j = 0 … differ: hypergeometric."""
    found = np.arange(differ + 1)
    possible = (found <= removed) & (removed - found <= correct - differ)
    chances = np.zeros(len(found))
    ways = log_choose(differ, found[possible]) + log_choose(correct - differ, removed - found[possible])
    chances[possible] = np.exp(ways - log_choose(correct, removed))
    return chances


def _share(mask: Mask) -> Fraction | None:
    return Fraction(int(mask.sum()), len(mask)) if len(mask) else None


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
