"""What a model's corrected error is, told from part of the review (METHOD 6).

Only the longest decided prefix of a stratum in ticket order is a random sample and extrapolated from. Decisions
beyond it narrow what is possible, nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from labeler.core.decisions import Status
from labeler.core.phrases import counted
from labeler.core.prefixes import leading
from labeler.core.prior_posterior import Counts, limits
from labeler.core.splits import SPLITS

RISK_PER_SIDE = 0.025

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Stratum:
    """Examples of one split that the model gets right, or wrong, by the given labels, the models disagreeing or not.

    ``sampled`` is the length of the decided prefix, ``reviewed`` counts what is decided beyond it too.
    """

    split: str
    wrong: bool
    disagree: bool
    examples: int
    sampled: int
    reviewed: int

    def to_dict(self) -> dict[str, Any]:
        return {
            "split": self.split,
            "given": "wrong" if self.wrong else "right",
            "models": "disagree" if self.disagree else "agree",
            "examples": self.examples,
            "sampled": self.sampled,
            "reviewed": self.reviewed,
        }


@dataclass(frozen=True, slots=True)
class Estimate:
    """A corrected error with limits at 95 % that hold however often one looks; ``method`` says what it rests on."""

    estimate: float | None
    low: float | None
    high: float | None
    method: str
    strata: tuple[Stratum, ...] = ()

    def of_right_ones(self) -> Self:
        """The same for the share of correctly classified examples."""
        estimate, low, high = (None if v is None else 1 - v for v in (self.estimate, self.high, self.low))
        return replace(self, estimate=estimate, low=low, high=high)

    def to_dict(self) -> dict[str, Any]:
        return {
            "estimate": self.estimate,
            "low": self.low,
            "high": self.high,
            "method": self.method,
            "examples": sum(stratum.examples for stratum in self.strata),
            "sampled": sum(stratum.sampled for stratum in self.strata),
            "reviewed": sum(stratum.reviewed for stratum in self.strata),
            "strata": [stratum.to_dict() for stratum in self.strata],
        }


@dataclass(frozen=True, eq=False)
class _Found:
    """What is known of some strata, arrays by stratum.

    ``wrong`` and ``right`` count examples for certain so under the true labels and included, ``open`` those decided
    as unsure or in conflict; ``size`` holds all of the stratum, ``drawn`` those that these counts are of.
    """

    size: Counts
    drawn: Counts
    wrong: Counts
    right: Counts
    excluded: Counts
    open: Counts


def estimate(
    *, splits: NDArray[np.int8], wrong: Mask, wrong_corrected: Mask, disagree: Mask, status: NDArray[np.int8]
) -> Estimate:
    """From all examples of what is estimated, in ascending ticket order; ``splits`` holds indices into SPLITS.

    ``wrong`` is by the given labels, ``wrong_corrected`` by the working ones; ``disagree`` where the models' losses
    could differ under some label.
    """
    codes = (splits.astype(np.intp) * 2 + wrong) * 2 + disagree
    present = np.flatnonzero(np.bincount(codes, minlength=4 * len(SPLITS)))
    sizes = np.bincount(codes)[present]
    decided = np.flatnonzero(status)
    where = np.searchsorted(present, codes[decided])
    prefix = leading(status != Status.GIVEN, codes)[decided]
    sample = _found(sizes, where[prefix], status[decided[prefix]], wrong_corrected[decided[prefix]])
    known = _found(sizes, where, status[decided], wrong_corrected[decided])
    strata = tuple(
        Stratum(SPLITS[code // 4], bool(code & 2), bool(code & 1), *numbers)
        for code, *numbers in zip(
            present.tolist(), sizes.tolist(), sample.drawn.tolist(), known.drawn.tolist(), strict=True
        )
    )
    given_wrong = present & 2 > 0
    low, high = _bounds(sample, known, given_wrong)
    return Estimate(_point(sample, given_wrong), low, high, _method(sample, known), strata)


def _found(sizes: Counts, where: NDArray[np.intp], status: NDArray[np.int8], wrong: Mask) -> _Found:
    """Counts of decided examples by stratum, ``where`` each belongs."""

    def count(mask: Mask) -> Counts:
        return np.bincount(where[mask], minlength=len(sizes))

    excluded, unsettled = status == Status.EXCLUDED, (status == Status.UNSURE) | (status == Status.CONFLICT)
    firm = ~excluded & ~unsettled
    every = np.ones(len(where), np.bool_)
    return _Found(sizes, count(every), count(firm & wrong), count(firm & ~wrong), count(excluded), count(unsettled))


def _bounds(sample: _Found, known: _Found, wrong: Mask) -> tuple[float | None, float | None]:
    """Limits of the corrected error: those of the strata added up, cut by what is decided."""
    total, excluded = int(known.size.sum()), int(known.excluded.sum())
    if total == excluded:
        return None, None
    least, most = _stratum_bounds(sample, wrong)
    low = int(np.maximum(least, known.wrong).sum()) / total
    high = int(np.minimum(most, known.size - known.right).sum()) / total
    included = total - excluded
    certain, possible = int(known.wrong.sum()), included - int(known.right.sum())
    return max(low, certain / included), min(high, possible / included)


def _stratum_bounds(sample: _Found, wrong: Mask) -> tuple[Counts, Counts]:
    """The least that is wrong and included, and the most that is wrong or excluded, by stratum.

    Of a right stratum those that turn wrong are counted, of a wrong one those that stop being wrong.
    """
    levels = RISK_PER_SIDE * _shares(sample)
    surely = np.where(wrong, sample.right, sample.wrong)
    perhaps = surely + sample.excluded + sample.open
    least, _ = limits(size=sample.size, drawn=sample.drawn, found=surely, level=levels)
    _, most = limits(size=sample.size, drawn=sample.drawn, found=perhaps, level=levels)
    return np.where(wrong, sample.size - most, least), np.where(wrong, sample.size - least, most)


def _shares(sample: _Found) -> NDArray[np.float64]:
    """Each stratum's part of the risk, by size among those not complete; a complete one needs none.

    One without a sample has its part all the same: were it handed out anew, limits looked at before would not hold.
    """
    open_size = np.where(sample.drawn < sample.size, sample.size, 0)
    shares: NDArray[np.float64] = np.where(open_size > 0, open_size / max(int(open_size.sum()), 1), 1.0)
    return shares


def _point(sample: _Found, wrong: Mask) -> float | None:
    """Σ N·wrong/n ÷ Σ N·included/n; None where a stratum has no sample. What isn't settled keeps its given label."""
    if not len(sample.size) or not sample.drawn.all():
        return None
    scale = sample.size / sample.drawn
    above = float((scale * (sample.wrong + np.where(wrong, sample.open, 0))).sum())
    below = float((scale * (sample.drawn - sample.excluded)).sum())
    return above / below if below else None


def _method(sample: _Found, known: _Found) -> str:
    """What the figures rest on, in words."""
    total = int(known.size.sum())
    if int(known.excluded.sum()) == total:
        return "no estimate: " + ("every example is excluded" if total else "there are no examples")
    if not known.drawn.any():
        return "bounds only: nothing is reviewed yet"
    if (known.drawn == known.size).all():
        return _decided_whole(int(known.open.sum()))
    missing = int((sample.drawn == 0).sum())
    if missing:
        return f"bounds only: no random sample of {missing} of the {len(sample.size)} strata"
    return (
        f"random sample: {int(sample.drawn.sum()):,} of {counted(total, 'example')}, in ticket order by stratum; "
        "limits at 95 % that hold however often one looks"
    )


def _decided_whole(unsettled: int) -> str:
    if not unsettled:
        return "exact: every example is decided"
    return f"every example is decided, but {counted(unsettled, 'example')} only as unsure or in conflict"
