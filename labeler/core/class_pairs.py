"""Do label errors concentrate by class pair, given → corrected? (METHOD 9)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.concentration import CLASS_PAIR, FEWEST, PERMUTATIONS, Concentration, Factor
from labeler.core.sampling import short_ticket

BLOCK = 1 << 21

Codes = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Cell:
    """Incorrect labels given as one class and corrected to another; ``rate`` of all reviewed ones given as that."""

    given: str
    corrected: str
    count: int
    rate: float

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, eq=False)
class ClassErrors:
    """The incorrect labels by class: codes ``given`` and ``corrected``, and ``splits``, by incorrect example.

    ``frequencies`` (splits, classes) counts the labels given in each split, ``reviewed`` (classes,) those reviewed.
    """

    given: Codes
    corrected: Codes
    splits: Codes
    frequencies: NDArray[np.int64]
    reviewed: NDArray[np.int64]
    names: Sequence[str]

    @cached_property
    def matrix(self) -> tuple[Cell, ...]:
        """The cells that aren't empty, largest first, equal ones by name."""
        keys, counts = np.unique(self._keys, return_counts=True)
        pairs = [divmod(key, len(self.names)) for key in keys.tolist()]
        cells = [
            Cell(self.names[given], self.names[corrected], count, count / int(self.reviewed[given]))
            for (given, corrected), count in zip(pairs, counts.tolist(), strict=True)
        ]
        return tuple(sorted(cells, key=lambda cell: (-cell.count, cell.given, cell.corrected)))

    @property
    def _keys(self) -> NDArray[np.int64]:
        """One number for each pair given → corrected."""
        return self.given.astype(np.int64) * len(self.names) + self.corrected

    def chances(self, split: int, given: int) -> NDArray[np.float64]:
        """Of each corrected class: the split's frequencies without the given class; equal where it has no other."""
        others: NDArray[np.float64] = self.frequencies[split].astype(np.float64)
        others[given] = 0
        if not others.any():
            others = np.ones(len(self.names))
            others[given] = 0
        chances: NDArray[np.float64] = others / others.sum()
        return chances

    def kinds(self) -> list[tuple[int, int, NDArray[np.intp]]]:
        """(split, given, which incorrect labels) for every such pair there is."""
        pairs = np.stack([self.splits, self.given], axis=1)
        kinds, where = np.unique(pairs, axis=0, return_inverse=True)
        return [
            (split, given, np.flatnonzero(where.reshape(-1) == kind))
            for kind, (split, given) in enumerate(kinds.tolist())
        ]


def opposite(names: Sequence[str], given: Codes) -> Factor:
    """Class pairs where there are two classes: one can only become the other, so the pair is a factor like any."""
    pairs = [f"{names[0]} → {names[1]}", f"{names[1]} → {names[0]}"]
    return Factor.of_values(CLASS_PAIR, [pairs[code] for code in given.tolist()])


def by_class_pair(errors: ClassErrors, *, seed: int, permutations: int = PERMUTATIONS) -> Concentration:
    """Draws the corrected class of every incorrect label; the statistic is the largest count of one pair.

    ``examples`` counts the reviewed ones given as the first class of the pair.
    """
    untested = Concentration.untested(CLASS_PAIR, incorrect=len(errors.given), reviewed=int(errors.reviewed.sum()))
    if len(errors.given) < FEWEST or len(errors.names) < 3:
        return untested
    top = errors.matrix[0].count
    ties = [cell for cell in errors.matrix if cell.count == top]
    expected, cell = min(((_expected(errors, cell), cell) for cell in ties), key=lambda pair: pair[0])
    rng = np.random.default_rng(short_ticket(seed, CLASS_PAIR))
    return replace(
        untested,
        level=f"{cell.given} → {cell.corrected}",
        count=top,
        examples=int(errors.reviewed[errors.names.index(cell.given)]),
        expected=expected,
        p=(1 + _as_large(errors, top, rng, permutations)) / (permutations + 1),
    )


def _expected(errors: ClassErrors, cell: Cell) -> float:
    """How many incorrect labels of a pair chance gives."""
    from_, to = errors.names.index(cell.given), errors.names.index(cell.corrected)
    return float(
        sum(len(own) * errors.chances(split, given)[to] for split, given, own in errors.kinds() if given == from_)
    )


def _as_large(errors: ClassErrors, largest: int, rng: np.random.Generator, permutations: int) -> int:
    """In how many draws some pair occurs at least ``largest`` times: of no class with fewer incorrect labels can it."""
    often = np.bincount(errors.given, minlength=len(errors.names)) >= largest
    kinds = [(split, given, len(own)) for split, given, own in errors.kinds() if often[given]]
    size = sum(number for _, _, number in kinds)
    step = max(BLOCK // max(size, 1), 1)
    found = 0
    for start in range(0, permutations, step):
        draws = min(step, permutations - start)
        keys = np.concatenate(
            [
                given * len(errors.names) + _drawn(errors.chances(split, given), rng.random((draws, number)))
                for split, given, number in kinds
            ],
            axis=1,
        )
        keys.sort(axis=1)
        found += int((keys[:, largest - 1 :] == keys[:, : size - largest + 1]).any(axis=1).sum())
    return found


def _drawn(chances: NDArray[np.float64], uniform: NDArray[np.float64]) -> NDArray[np.intp]:
    """Classes by their chances, from uniform numbers in [0, 1)."""
    possible = np.flatnonzero(chances)
    steps = np.cumsum(chances[possible])
    drawn: NDArray[np.intp] = possible[np.searchsorted(steps[:-1], uniform, side="right")]
    return drawn
