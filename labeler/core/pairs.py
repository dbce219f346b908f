"""Could chance, or a one-sided review, alone explain that two models differ on this set? (METHOD 5)

Pairs are all i < j of the models as given, in the order (0, 1), (0, 2), ..., (1, 2), ...: every array with an
entry per pair follows it. An undefined p is NaN here and null outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from labeler.core.bootstrap import Drawn, Units, coins
from labeler.core.combinations import log_choose
from labeler.core.metrics.base import Metric, Ratio
from labeler.core.ordering import TOLERANCE, Standings
from labeler.core.overlap import Overlap

SIGNIFICANT = 0.05
EXCHANGES = 10_000

PerPair = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PairTests:
    """p of every pair by the one test that applies, the other being None; ``holm`` is adjusted over all pairs."""

    mcnemar: PerPair | None
    sign_flip: PerPair | None
    holm: PerPair

    @classmethod
    def by_mcnemar(cls, hits: Overlap) -> Self:
        """Of 0/1 losses or gains, a single example being exchanged at a time."""
        first, second = pairs(len(hits.both))
        p = mcnemar(hits.alone[first, second], hits.alone[second, first])
        return cls(p, None, holm(p))

    @classmethod
    def by_exchange(cls, metric: Metric, sums: NDArray[Any], moved: NDArray[np.float64]) -> Self:
        """From the summed counts (k, models) and what ``exchanged`` drew."""
        p = sign_flip(metric, sums, moved)
        return cls(None, p, holm(p))


def pairs(models: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Indices of the first and the second model of every pair."""
    first, second = np.triu_indices(models, 1)
    return first, second


def places(models: int) -> list[list[int]]:
    """Where a pair stands among all pairs, by its two models in either order; −1 for a model and itself."""
    found = np.full((models, models), -1)
    first, second = pairs(models)
    found[first, second] = found[second, first] = np.arange(len(first))
    place: list[list[int]] = found.tolist()
    return place


def mcnemar(b: NDArray[np.int64], c: NDArray[np.int64]) -> PerPair:
    """Exact two-sided p of discordant counts, ``min(1, 2·P(Bin(b+c, ½) ≤ min(b,c)))``; 1 where b + c = 0."""
    from scipy.special import bdtr  # noqa: PLC0415 (start-up time)

    few, all_ = np.minimum(b, c), np.asarray(b + c)
    p: PerPair = np.minimum(1.0, 2 * bdtr(few.astype(np.float64), all_, 0.5))
    return np.where(all_ == 0, 1.0, p)


def exchanged(counts: NDArray[Any], units: Units, *, exchanges: int = EXCHANGES) -> Drawn | None:
    """Σ coin · (counts − those of the first model), (k, models, exchanges): the coins say which units exchange.

    Coins belong to the units, so nothing depends on the order of the examples. None of no examples.
    """
    return Drawn.of(against_first(counts), units, draw=coins, resamples=exchanges)


def against_first(counts: NDArray[Any]) -> NDArray[Any]:
    """Counts (k, models, examples) less those of the first model, signed: where all agree nothing can move."""
    signed = counts.astype(np.result_type(counts.dtype, np.int16))
    less: NDArray[Any] = signed - signed[:, :1]
    return less


def sign_flip(metric: Metric, sums: NDArray[Any], moved: NDArray[np.float64]) -> PerPair:
    """Two models' counts exchanged per unit with probability ½: p = ``(1 + #{|d*| ≥ |d|}) / (exchanges + 1)``.

    ``sums`` (k, models) of the counts, ``moved`` as ``exchanged`` gives them. An exchange that leaves a value
    undefined counts as extreme.
    """
    if isinstance(metric, Ratio) and len(sums) == 2 and not moved[1].any() and sums[1].all():
        against = _numerators_against_later
    else:
        against = partial(_values_against_later, metric)
    parts = [against(sums.astype(np.float64), moved, model) for model in range(sums.shape[1] - 1)]
    return np.concatenate([np.zeros(0), *parts])


def holm(p: PerPair) -> PerPair:
    """Holm's step-down adjusted p over all defined ones."""
    adjusted = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    steps = p[order] * np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(steps))
    return adjusted


def rank_intervals(standings: Standings, adjusted: PerPair) -> list[tuple[int, int] | None]:
    """Ranks each model could have: only those significantly better or worse are surely before or behind it."""
    models = len(standings.values)
    first, second = pairs(models)
    significant = np.zeros((models, models), np.bool_)
    significant[first, second] = significant[second, first] = adjusted <= SIGNIFICANT
    better = (significant & (standings.behind > 0)).sum(axis=1)
    worse = (significant & (standings.behind < 0)).sum(axis=1)
    ranks = zip((1 + better).tolist(), (models - worse).tolist(), strict=True)
    return [limits if defined else None for limits, defined in zip(ranks, standings.defined.tolist(), strict=True)]


@dataclass(frozen=True, slots=True)
class OneSided:
    """A pair of which the errors of ``more`` were reviewed at a higher share than those of ``less``.

    ``of_more`` and ``of_less`` are (reviewed, all) among the examples that only that model gets wrong; ``p`` is
    the chance of shares as far apart if examples had been picked without regard to the models.
    """

    more: str
    less: str
    of_more: tuple[int, int]
    of_less: tuple[int, int]
    p: float

    @property
    def twofold(self) -> bool:
        """Whether the shares differ by more than a factor of two."""
        return self.of_more[0] * self.of_less[1] > 2 * self.of_less[0] * self.of_more[1]


def one_sided(
    i: int, j: int, *, wrong: NDArray[np.int64], reviewed: NDArray[np.int64], names: Sequence[str]
) -> OneSided:
    """How a pair was reviewed: examples that one model alone gets wrong (``Overlap.alone``), all and the decided."""
    (r, n), (s, m) = parts = [(int(reviewed[a, b]), int(wrong[a, b])) for a, b in ((i, j), (j, i))]
    more = int(s * n > r * m)
    pair = (names[i], names[j])
    return OneSided(pair[more], pair[1 - more], parts[more], parts[1 - more], fisher(r, n, s, m))


def is_open(
    lead: NDArray[Any], bound: NDArray[Any], *, decided: NDArray[np.bool_], excluded: NDArray[np.bool_]
) -> bool:
    """Whether the undecided examples could still turn the order of a pair (METHOD 6, exact bound).

    ``lead`` is one model's count less the other's by the labels after, ``bound`` its limit under any label.
    """
    certain = lead[decided & ~excluded & (bound > 0)].sum(dtype=np.float64)
    uncertain = bound[~decided & ~excluded].sum(dtype=np.float64)
    return bool(uncertain > 0 and abs(certain) <= uncertain)


def fisher(r: int, n: int, s: int, m: int) -> float:
    """Fisher's exact two-sided p that r of n and s of m are shares of one whole."""
    possible = np.arange(max(0, r + s - m), min(n, r + s) + 1)
    logs = log_choose(n, possible) + log_choose(m, r + s - possible)
    chances = np.exp(logs - logs.max())
    as_rare = chances <= chances[r - possible[0]] * (1 + 1e-7)
    return float(chances[as_rare].sum() / chances.sum())


def _values_against_later(metric: Metric, sums: NDArray[Any], moved: NDArray[np.float64], model: int) -> PerPair:
    """The p of one model against each that comes after it."""
    own, others = sums[:, model, None], sums[:, model + 1 :]
    observed = metric.values(own) - metric.values(others)
    moves = moved[:, model + 1 :] - moved[:, model, None]
    drawn = metric.values(own[..., None] + moves) - metric.values(others[..., None] - moves)
    ordinary = np.abs(drawn) < np.abs(observed)[:, None] - TOLERANCE
    p: PerPair = (1 + (~ordinary).sum(axis=1)) / (drawn.shape[1] + 1)
    return np.where(np.isnan(observed), np.nan, p)


def _numerators_against_later(sums: NDArray[Any], moved: NDArray[np.float64], model: int) -> PerPair:
    """The same where every example adds alike to all models' denominators, so that these stay as they are."""
    above, below = sums[0], sums[1, model]
    observed = above[model] - above[model + 1 :]
    drawn = 2 * (moved[0, model + 1 :] - moved[0, model]) + observed[:, None]
    extreme = np.abs(drawn) >= (np.abs(observed) - TOLERANCE * below)[:, None]
    p: PerPair = (1 + extreme.sum(axis=1)) / (drawn.shape[1] + 1)
    return p
