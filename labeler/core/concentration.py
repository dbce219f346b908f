"""Do label errors concentrate: by source, annotator, category? (METHOD 9)

A factor parts the reviewed examples into levels. Were errors random, permuting within each split which of the
reviewed examples are incorrect would give some level as large an excess as it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from labeler.core.pairs import SIGNIFICANT, holm
from labeler.core.phrases import counted, listed, p_value
from labeler.core.sampling import short_ticket

PERMUTATIONS = 9_999
MOST_LEVELS = 50
FEWEST = 2  # incorrect labels: one alone is always in one place
CLASS_PAIR = "class pair"
ROUNDING = 1e-9

Mask = NDArray[np.bool_]
Codes = NDArray[np.integer[Any]]


@dataclass(frozen=True, eq=False)
class Factor:
    """What errors may concentrate by. ``atoms`` (examples,) numbers disjoint kinds of example, −1 where unknown.

    ``holds`` (atoms, levels) tells which levels an atom is in: one, or several where an example may be in several.
    """

    name: str
    levels: tuple[str, ...]
    atoms: NDArray[np.intp]
    holds: Mask

    @classmethod
    def of_values(cls, name: str, values: Sequence[str]) -> Self:
        """Of one value an example, empty where unknown."""
        levels = tuple(sorted(set(values) - {""}))
        codes = {level: code for code, level in enumerate(levels)}
        atoms = np.fromiter((codes.get(value, -1) for value in values), np.intp, len(values))
        return cls(name, levels, atoms, np.eye(len(levels), dtype=np.bool_))

    @classmethod
    def of_sets(cls, name: str, sets: Sequence[frozenset[str] | None]) -> Self:
        """Of any number of values an example, None where unknown."""
        kinds = {kind: atom for atom, kind in enumerate(dict.fromkeys(kind for kind in sets if kind is not None))}
        levels = tuple(sorted(frozenset().union(*kinds)))
        atoms = np.fromiter((-1 if kind is None else kinds[kind] for kind in sets), np.intp, len(sets))
        holds = np.array([[level in kind for level in levels] for kind in kinds], np.bool_)
        return cls(name, levels, atoms, holds.reshape(len(kinds), len(levels)))


@dataclass(frozen=True, slots=True)
class Concentration:
    """Where incorrect labels exceed most what chance gives: ``count`` of ``incorrect`` are in ``level``.

    So are ``examples`` of the ``reviewed`` ones; chance gives ``expected``. ``p`` is None where the factor can't be
    tested: one level, fewer than two incorrect labels or no other. ``p_holm`` is adjusted over all factors tested.
    """

    factor: str
    level: str | None
    count: int
    incorrect: int
    examples: int
    reviewed: int
    expected: float | None
    p: float | None
    p_holm: float | None = None

    @classmethod
    def untested(cls, factor: str, *, incorrect: int, reviewed: int) -> Self:
        return cls(factor, None, 0, incorrect, 0, reviewed, None, None)

    @property
    def lift(self) -> float | None:
        """How many times what chance gives."""
        return self.count / self.expected if self.expected else None

    @property
    def systematic(self) -> bool:
        return self.p_holm is not None and self.p_holm <= SIGNIFICANT

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"lift": self.lift}


def by_factor(
    factor: Factor, incorrect: Mask, splits: Codes, *, seed: int, permutations: int = PERMUTATIONS
) -> Concentration:
    """Permutes the incorrect flag over the reviewed examples within ``splits``, which numbers them by example.

    The statistic is the largest excess of a level over its mean, in standard deviations of the permutations.
    """
    tables = _Tables.of(factor, incorrect, splits)
    untested = Concentration.untested(factor.name, incorrect=int(tables.flagged.sum()), reviewed=int(tables.all.sum()))
    if untested.incorrect < FEWEST or not (tables.deviation > 0).any():
        return untested
    observed = tables.flagged.sum(axis=0) @ factor.holds
    excess = tables.excess(observed)
    top = int(excess.argmax())
    drawn = tables.drawn(np.random.default_rng(short_ticket(seed, factor.name)), permutations)
    as_large = int((tables.excess(drawn).max(axis=1) >= excess[top] - ROUNDING).sum())
    return replace(
        untested,
        level=factor.levels[top],
        count=int(observed[top]),
        examples=int((tables.all.sum(axis=0) @ factor.holds)[top]),
        expected=float(tables.mean[top]),
        p=(1 + as_large) / (permutations + 1),
    )


@dataclass(frozen=True, eq=False)
class _Tables:
    """How many examples, and how many incorrect ones, each split has of each atom: (splits, atoms)."""

    all: NDArray[np.int64]
    flagged: NDArray[np.int64]
    holds: Mask

    @classmethod
    def of(cls, factor: Factor, incorrect: Mask, splits: Codes) -> Self:
        known = factor.atoms >= 0
        strata, rows = np.unique(splits[known], return_inverse=True)
        shape = (len(strata), len(factor.holds))
        cells = rows * shape[1] + factor.atoms[known]
        every = np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)
        flagged = np.bincount(cells[incorrect[known]], minlength=shape[0] * shape[1]).reshape(shape)
        return cls(every, flagged, factor.holds)

    @cached_property
    def mean(self) -> NDArray[np.float64]:
        """Of each level's count over the permutations."""
        mean: NDArray[np.float64] = (self.flagged.sum(axis=1)[:, None] * self._share).sum(axis=0)
        return mean

    @cached_property
    def deviation(self) -> NDArray[np.float64]:
        """Standard deviation of each level's count over the permutations: hypergeometric in each split."""
        total, flagged = self.all.sum(axis=1)[:, None], self.flagged.sum(axis=1)[:, None]
        finite = (total - flagged) / np.maximum(total - 1, 1)
        variance = (flagged * self._share * (1 - self._share) * finite).sum(axis=0)
        deviation: NDArray[np.float64] = np.sqrt(variance)
        return deviation

    @property
    def _share(self) -> NDArray[np.float64]:
        """Of each split's examples in each level."""
        share: NDArray[np.float64] = (self.all @ self.holds) / self.all.sum(axis=1)[:, None]
        return share

    def excess(self, counts: NDArray[Any]) -> NDArray[np.float64]:
        """Of counts (..., levels), in standard deviations; a level whose count can't vary has none."""
        out = np.full(counts.shape, -np.inf)
        np.divide(counts - self.mean, self.deviation, out=out, where=np.broadcast_to(self.deviation > 0, counts.shape))
        return out

    def drawn(self, rng: np.random.Generator, permutations: int) -> NDArray[np.float64]:
        """Incorrect ones by level in every permutation, (permutations, levels).

        What permuting flags comes to is multivariate hypergeometric over the atoms; sums of integers, as floats.
        """
        found = np.zeros((permutations, len(self.holds)))
        for every, flagged in zip(self.all, self.flagged.sum(axis=1).tolist(), strict=True):
            found += rng.multivariate_hypergeometric(every, flagged, size=permutations, method="marginals")
        return found @ self.holds.astype(np.float64)


def adjusted(found: Sequence[Concentration]) -> tuple[Concentration, ...]:
    """With Holm's p over all that were tested."""
    p = holm(np.array([np.nan if one.p is None else one.p for one in found]))
    return tuple(
        replace(one, p_holm=None if np.isnan(value) else float(value)) for one, value in zip(found, p, strict=True)
    )


def worded(found: Sequence[Concentration], *, reviewed: int, incorrect: int) -> str:
    """The verdict: random or systematic, and what to do about it."""
    if not reviewed:
        return "No label has been found right or wrong yet."
    if not incorrect:
        return f"No incorrect label was found among {counted(reviewed, 'reviewed example')}."
    if incorrect < FEWEST:
        return f"1 label error among {reviewed:,} reviewed: with fewer than two nothing can be tested."
    errors = counted(incorrect, "label error")
    tested = [one.factor for one in found if one.p is not None]
    if not tested:
        return f"{errors} among {reviewed:,} reviewed: nothing to test a concentration by."
    systematic = _systematic(found)
    if not systematic:
        return f"Consistent with random: no concentration of the {errors} by {listed(tested, 'or')}."
    return f"Systematic: {listed([_worded(one) for one in systematic])}. Fix the rule, and the training set too."


def worded_of_queue(found: Sequence[Concentration], *, reviewed: int, incorrect: int) -> str:
    """Of examples that weren't drawn at random nothing is concluded, only said where errors stand out (METHOD 9)."""
    caveat, systematic = "This describes the queue, not the data.", _systematic(found)
    if systematic:
        return f"{caveat} In the queue {listed([_worded(one) for one in systematic])}."
    said = worded(found, reviewed=reviewed, incorrect=incorrect).removeprefix("Consistent with random: ")
    return f"{caveat} {said[:1].upper()}{said[1:]}"


def _systematic(found: Sequence[Concentration]) -> list[Concentration]:
    """The clearest first."""
    systematic = [one for one in found if one.systematic]
    return sorted(systematic, key=lambda one: (one.p_holm or 0.0, -(one.lift or 0.0)))


def _worded(one: Concentration) -> str:
    """One concentration as a clause."""
    which = f"{one.count:,} of {counted(one.incorrect, 'label error')}"
    are, have = ("is", "has") if one.count == 1 else ("are", "have")
    what = f"{are} {one.level}" if one.factor == CLASS_PAIR else f"{have} the {one.factor} {one.level}"
    times = "where chance gives none" if one.lift is None else f"{one.lift:.1f} times what chance gives"
    return f"{which} {what} ({times}, p {p_value(one.p_holm or 0.0)})"
