"""Do dev and test have the same mix of labels, or of sources? (METHOD 4)

Tables have a row for dev, a row for test and a column for every class; the margins of both are taken as given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.pairs import SIGNIFICANT, fisher, holm

CHI_SQUARE = "chi-square"
MONTE_CARLO = "monte carlo"
SHUFFLES = 9_999
MOST_CLASSES = 1_000
OTHERS = "all others"

# Cochran's rule: where fewer are expected, the chi-square distribution is no guide.
_FEW = 5
_BLOCK_CELLS = 1 << 20
# Statistics that are equal in exact arithmetic may differ by rounding.
_ROUNDING = 1 + 1e-9

Table = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """A class of which dev and test have different shares; ``p`` is adjusted over all classes."""

    name: str
    dev: float
    test: float
    p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two mixes are one: ``p``, how it was found, and the classes that differ, the surest first."""

    p: float
    method: str
    differing: tuple[Difference, ...] = ()

    @property
    def differs(self) -> bool:
        return self.p <= SIGNIFICANT

    def to_dict(self) -> dict[str, Any]:
        return {"p": self.p, "method": self.method, "differing": [asdict(each) for each in self.differing]}


def table(codes: NDArray[np.integer[Any]], in_test: NDArray[np.bool_], classes: int) -> Table:
    """Counts (2, classes) of codes from 0 up; those below 0 are not known and left out."""
    known = codes >= 0
    cells = codes[known].astype(np.int64) + classes * in_test[known]
    return np.bincount(cells, minlength=2 * classes).reshape(2, classes)


def compared(counts: Table, names: Sequence[str], *, seed: int = 0) -> Comparison | None:
    """Whether both rows have one mix; None where a row is empty. Classes that nobody has don't matter.

    Of more than MOST_CLASSES the rarest are taken together: their number, not dev and test, picks them.
    """
    if not counts.sum(axis=1).all():
        return None
    counts, names = _commonest(counts, names)
    p, method = _tested(counts, seed)
    found = Comparison(p, method)
    if not found.differs:
        return found
    adjusted = holm(_class_p(counts))
    return Comparison(p, method, _listed(names, counts / counts.sum(axis=1, keepdims=True), adjusted))


def compared_labels(counts: NDArray[np.int64], names: Sequence[str], *, seed: int = 0) -> Comparison | None:
    """The same for labels of which an example may have several: a table each, counts (labels, 2, 2).

    The columns of a table are without and with the label. ``p`` is the least of all, adjusted for their number; None
    where no label is known on both.
    """
    known = np.flatnonzero(counts.sum(axis=2).all(axis=1))
    if not len(known):
        return None
    tests = [_tested(_varying(counts[i]), seed) for i in known.tolist()]
    adjusted = holm(np.array([p for p, _ in tests]))
    method = MONTE_CARLO if any(method == MONTE_CARLO for _, method in tests) else CHI_SQUARE
    shares = counts[known, :, 1] / counts[known].sum(axis=2)
    differing = _listed([names[i] for i in known.tolist()], shares.T, adjusted)
    return Comparison(float(adjusted.min()), method, differing)


def _commonest(counts: Table, names: Sequence[str]) -> tuple[Table, list[str]]:
    """The classes that somebody has, in their order, the rarest as one last column where there are too many."""
    totals = counts.sum(axis=0)
    present = np.flatnonzero(totals)
    if len(present) <= MOST_CLASSES:
        return counts[:, present], [names[i] for i in present.tolist()]
    kept = np.sort(np.argsort(-totals, kind="stable")[: MOST_CLASSES - 1])
    rest = counts.sum(axis=1) - counts[:, kept].sum(axis=1)
    return np.column_stack([counts[:, kept], rest]), [*(names[i] for i in kept.tolist()), OTHERS]


def _varying(counts: Table) -> Table:
    return counts[:, counts.sum(axis=0) > 0]


def _tested(counts: Table, seed: int) -> tuple[float, str]:
    """Pearson's test, without continuity correction; its p is simulated where an expected count is small."""
    from scipy.special import chdtrc  # noqa: PLC0415 (start-up time)

    if counts.shape[1] < 2:
        return 1.0, CHI_SQUARE
    statistic = float(_statistics(counts[0], counts)[0])
    if _expected(counts).min() < _FEW:
        return _simulated(counts, statistic, seed), MONTE_CARLO
    return float(chdtrc(counts.shape[1] - 1, statistic)), CHI_SQUARE


def _simulated(counts: Table, statistic: float, seed: int) -> float:
    """The share of shuffles of the examples over the splits that are as extreme, this one among them."""
    extreme = sum(int((drawn * _ROUNDING >= statistic).sum()) for drawn in _shuffled(counts, seed))
    return (1 + extreme) / (1 + SHUFFLES)


def _shuffled(counts: Table, seed: int) -> Iterator[Numbers]:
    """Statistics of tables with the same margins, block by block; a table takes a draw a class, not an example."""
    random = np.random.default_rng([seed, *counts.shape])
    block = max(1, _BLOCK_CELLS // counts.shape[1])
    for start in range(0, SHUFFLES, block):
        size = min(block, SHUFFLES - start)
        dev = random.multivariate_hypergeometric(counts.sum(axis=0), counts[0].sum(), size=size, method="marginals")
        yield _statistics(dev, counts)


def _statistics(dev: NDArray[np.int64], counts: Table) -> Numbers:
    """Pearson's statistic of tables that have the margins of ``counts`` and these first rows, shape (tables,)."""
    expected = _expected(counts)
    away = np.square(np.atleast_2d(dev) - expected[0])
    statistics: Numbers = away @ (1 / expected[0] + 1 / expected[1])
    return statistics


def _expected(counts: Table) -> Numbers:
    expected: Numbers = counts.sum(axis=1, keepdims=True) * (counts.sum(axis=0) / counts.sum())
    return expected


def _class_p(counts: Table) -> Numbers:
    """Each class against all others: its standardised residual, or Fisher's exact p where few are expected."""
    from scipy.special import ndtr  # noqa: PLC0415 (start-up time)

    sizes, totals = counts.sum(axis=1), counts.sum(axis=0)
    expected = _expected(counts)
    spread = expected[0] * (sizes[1] / sizes.sum()) * (1 - totals / sizes.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        p: Numbers = 2 * ndtr(-np.abs(counts[0] - expected[0]) / np.sqrt(spread))
    n, m = sizes.tolist()
    fewest = np.minimum(expected, sizes[:, None] - expected).min(axis=0)
    for i in np.flatnonzero(fewest < _FEW).tolist():
        p[i] = fisher(int(counts[0, i]), n, int(counts[1, i]), m)
    return p


def _listed(names: Sequence[str], shares: Numbers, adjusted: Numbers) -> tuple[Difference, ...]:
    """Classes whose adjusted p is significant, by p, then by how far the shares (2, classes) are apart."""
    order = np.lexsort((-np.abs(shares[0] - shares[1]), adjusted)).tolist()
    return tuple(
        Difference(names[i], float(shares[0, i]), float(shares[1, i]), float(adjusted[i]))
        for i in order
        if adjusted[i] <= SIGNIFICANT
    )
