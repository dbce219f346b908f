"""Do reviewers agree? Cohen's kappa, Krippendorff's alpha, and plain shares beside them (METHOD 10).

Everything here works on codes of effective labels, int32 of shape (reviewers, examples), −1 missing: the given label
where the reviewer said correct, the corrected one where incorrect, a code of its own for excluded, missing for unsure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.bootstrap import interval

Codes = NDArray[np.int32]
Mask = NDArray[np.bool_]
Weights = NDArray[np.int64]

MISSING = -1
RESAMPLES = 2_000
_RESAMPLES_OF_MANY = 500  # where nearly every example is a pattern of its own, as transcripts are
_MANY = 1_000
_BLOCK = 100  # resamples drawn at a time, which bounds the memory
_SEED = 0

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How two reviewers agree on the ``examples`` that both have a label for.

    ``raw`` is the share of equal labels; ``kappa`` is None where one of them used one label only. ``on_incorrect`` is
    the share of both saying *incorrect* among those of which either does.
    """

    a: str
    b: str
    examples: int
    raw: float | None
    kappa: float | None
    interval: Interval | None
    on_incorrect: float | None

    def to_dict(self) -> dict[str, Any]:
        return {
            "a": self.a,
            "b": self.b,
            "examples": self.examples,
            "raw": self.raw,
            "kappa": self.kappa,
            "interval": None if self.interval is None else list(self.interval),
            "on_incorrect": self.on_incorrect,
        }


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha for nominal data, of ``examples`` with two labels or more; None where all are one label."""

    value: float | None
    interval: Interval | None
    examples: int


def pair_agreements(codes: Codes, incorrect: Mask, reviewers: Sequence[str]) -> tuple[PairAgreement, ...]:
    """Every pair of reviewers, in their order; ``incorrect`` tells whom the given label was incorrect to."""
    return tuple(
        _pair(reviewers[a], reviewers[b], codes[[a, b]], incorrect[[a, b]])
        for a, b in combinations(range(len(reviewers)), 2)
    )


def alpha(codes: Codes) -> Alpha:
    """With a 95 % interval by bootstrap over examples."""
    shared = codes[:, (codes != MISSING).sum(axis=0) >= 2]
    patterns, counts = _patterns(np.sort(shared, axis=0))
    tally = _tally(patterns)
    labels = (patterns != MISSING).sum(axis=0)
    within = (labels**2 - _squares(patterns)) / np.maximum(labels - 1, 1)

    def values(weights: Weights) -> NDArray[np.float64]:
        totals = tally(weights)
        total = totals.sum(axis=1)
        expected = total**2 - (totals**2).sum(axis=1)
        agreed: NDArray[np.float64] = 1 - (total - 1) * _over(weights @ within, expected)
        return agreed

    return Alpha(*_with_interval(values, counts), shared.shape[1])


def _pair(a: str, b: str, codes: Codes, incorrect: Mask) -> PairAgreement:
    both = (codes != MISSING).all(axis=0)
    patterns, counts = _patterns(codes[:, both])
    said = incorrect[:, both]
    kappa, limits = _with_interval(_kappas(patterns), counts)
    return PairAgreement(
        a,
        b,
        int(both.sum()),
        _share(int(counts[patterns[0] == patterns[1]].sum()), int(both.sum())),
        kappa,
        limits,
        _share(int(said.all(axis=0).sum()), int(said.any(axis=0).sum())),
    )


def _kappas(patterns: Codes) -> Callable[[Weights], NDArray[np.float64]]:
    """Kappa of pairs of labels (2, patterns) that occur as often as each row of weights (..., patterns) says."""
    alike = patterns[0] == patterns[1]
    present = np.unique(patterns)
    first, second = (_tally(row[None], present) for row in patterns)

    def values(weights: Weights) -> NDArray[np.float64]:
        ours, theirs = first(weights), second(weights)
        total = weights.sum(axis=1)
        constant = (ours.max(axis=1) == total) | (theirs.max(axis=1) == total)
        by_chance = (ours * theirs).sum(axis=1)
        beyond = total * weights[:, alike].sum(axis=1) - by_chance
        return np.where(constant, np.nan, _over(beyond, total**2 - by_chance))

    return values


def _patterns(codes: Codes) -> tuple[Codes, Weights]:
    """The different columns in ascending order, and how often each occurs: the order of examples is gone."""
    if not codes.shape[1]:
        return codes, np.zeros(0, np.int64)
    patterns, counts = np.unique(codes, axis=1, return_counts=True)
    return patterns, counts.astype(np.int64)


def _tally(patterns: Codes, present: Codes | None = None) -> Callable[[Weights], Weights]:
    """How often each label occurs, (resamples, labels), where columns of ``patterns`` weigh (resamples, patterns)."""
    labels = np.unique(patterns[patterns != MISSING]) if present is None else present
    rows, columns = np.nonzero(patterns != MISSING)
    places = np.searchsorted(labels, patterns[rows, columns])
    order = np.argsort(places, kind="stable")
    found, starts = np.unique(places[order], return_index=True)

    def tallied(weights: Weights) -> Weights:
        totals = np.zeros((len(weights), len(labels)), np.int64)
        if len(found):
            totals[:, found] = np.add.reduceat(weights[:, columns[order]], starts, axis=1)
        return totals

    return tallied


def _squares(patterns: Codes) -> Weights:
    """Σ over labels of the square of how often a label occurs in each column: ordered pairs of equal entries."""
    equal = (patterns[:, None] == patterns[None]) & (patterns != MISSING)[None]
    squares: Weights = equal.sum(axis=(0, 1))
    return squares


def _with_interval(
    values: Callable[[Weights], NDArray[np.float64]], counts: Weights
) -> tuple[float | None, Interval | None]:
    """A figure of patterns that occur ``counts`` times, and its limits over resamples of the examples."""
    if not len(counts):
        return None, None
    value = _defined(values(counts[None]))
    if value is None:
        return None, None
    return value, interval(np.concatenate([values(weights) for weights in _resampled(counts)]))


def _resampled(counts: Weights) -> Iterator[Weights]:
    """Blocks of (resamples, patterns): drawing examples with replacement draws their patterns multinomially."""
    generator = np.random.Generator(np.random.PCG64(_SEED))
    resamples = RESAMPLES if len(counts) < _MANY else _RESAMPLES_OF_MANY
    for _ in range(resamples // _BLOCK):
        yield generator.multinomial(counts.sum(), counts / counts.sum(), size=_BLOCK)


def _over(above: NDArray[Any], below: NDArray[Any]) -> NDArray[np.float64]:
    """The quotient, NaN for 0/0 and every division by 0."""
    quotient: NDArray[np.float64] = np.divide(above, below, out=np.full(below.shape, np.nan), where=below != 0)
    return quotient


def _defined(values: NDArray[np.float64]) -> float | None:
    return None if np.isnan(values[0]) else float(values[0])


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
