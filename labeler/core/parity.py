"""Were dev and test reviewed alike? (METHOD 4)"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core import splits as split_names
from labeler.core.decisions import Status
from labeler.core.distributions import CHI_SQUARE, Comparison
from labeler.core.phrases import listed, p_value, percent

COMPARED = ("dev", "test")
STRATA = ("right", "wrong")
_EXAMPLES = {"right": "correctly classified examples", "wrong": "misclassified examples", "all": "examples"}
_MOST_NAMED = 3

Mask = NDArray[np.bool_]
Ordinals = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Stratum:
    """Examples of one split that the selected model gets right, or wrong, by the given labels.

    ``reviewed`` counts those with a label verdict, unsure and conflicting ones too; ``incorrect`` those
    whose given label was found incorrect; ``reviewers`` tells how many of them each gave a verdict on.
    """

    reviewed: int = 0
    total: int = 0
    incorrect: int = 0
    reviewers: Mapping[str, int] = field(default_factory=dict)

    @property
    def share(self) -> float | None:
        return self.reviewed / self.total if self.total else None

    def to_dict(self) -> dict[str, Any]:
        return {
            "reviewed": self.reviewed,
            "total": self.total,
            "incorrect": self.incorrect,
            "share": self.share,
            "reviewers": dict(self.reviewers),
        }


@dataclass(frozen=True, slots=True)
class Distributions:
    """Whether dev and test have one mix of labels and of sources; None where there is nothing to compare."""

    label: Comparison | None = None
    source: Comparison | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "label": self.label and self.label.to_dict(),
            "source": self.source and self.source.to_dict(),
        }


UNKNOWN = Distributions()


@dataclass(frozen=True, slots=True)
class Parity:
    """Dev and test side by side; ``splits`` by split, then "right" and "wrong".

    ``blocking`` has a sentence for every stratum that stops applying, ``warnings`` for every one to look at and for
    every distribution that differs.
    """

    model: str | None
    splits: Mapping[str, Mapping[str, Stratum]]
    applicable: bool
    blocking: tuple[str, ...]
    warnings: tuple[str, ...]
    distributions: Distributions = UNKNOWN

    def to_dict(self) -> dict[str, Any]:
        """The JSON of DESIGN 5."""
        return {
            "model": self.model,
            "splits": {
                split: {name: stratum.to_dict() for name, stratum in strata.items()}
                for split, strata in self.splits.items()
            },
            "applicable": self.applicable,
            "blocking": list(self.blocking),
            "warnings": list(self.warnings),
            "distributions": self.distributions.to_dict(),
        }


def parity(
    *,
    model: str | None,
    right: Mask | None,
    status: NDArray[np.integer[Any]],
    splits: NDArray[np.int8],
    incorrect: Mask | None = None,
    reviewers: Mapping[str, Ordinals] = MappingProxyType({}),
    distributions: Distributions = UNKNOWN,
) -> Parity:
    """Compares the review of dev with that of test; all arrays by example, ``splits`` indices into SPLITS.

    ``right`` is by the given labels; without a model (None) every stratum is empty, and the splits are compared whole.
    ``incorrect`` is by default what was corrected; ``reviewers`` maps each to the examples they gave a verdict on.
    """
    found = _Review(status, status == Status.CORRECTED if incorrect is None else incorrect, reviewers)
    members = {split: split_names.members(splits, split) for split in COMPARED}
    strata = {split: found.strata(mask, right) for split, mask in members.items()}
    both = all(mask.any() for mask in members.values())
    compared = strata if right is not None else {split: {"all": found.stratum(mask)} for split, mask in members.items()}
    blocking = tuple(_blocking(compared)) if both else ()
    warnings = (*_shares_differ(compared), *_nobody_saw_both(compared)) if both else ()
    applicable = both and model is not None and right is not None
    return Parity(model, strata, applicable, blocking, (*warnings, *mixes_differ(distributions)), distributions)


@dataclass(frozen=True, eq=False)
class _Review:
    """What was said of every example, and who spoke."""

    status: NDArray[np.integer[Any]]
    incorrect: Mask
    reviewers: Mapping[str, Ordinals]

    def strata(self, members: Mask, right: Mask | None) -> dict[str, Stratum]:
        if right is None:
            return {name: Stratum() for name in STRATA}
        return {"right": self.stratum(members & right), "wrong": self.stratum(members & ~right)}

    def stratum(self, mask: Mask) -> Stratum:
        spoke = {name: int(mask[ordinals].sum()) for name, ordinals in self.reviewers.items()}
        return Stratum(
            reviewed=int(np.count_nonzero(mask & (self.status != Status.GIVEN))),
            total=int(np.count_nonzero(mask)),
            incorrect=int(np.count_nonzero(mask & self.incorrect)),
            reviewers={name: count for name, count in sorted(spoke.items()) if count},
        )


def _blocking(strata: Mapping[str, Mapping[str, Stratum]]) -> Iterator[str]:
    """Strata of which nothing was reviewed, though of their twin something was."""
    for name in strata[COMPARED[0]]:
        for split, twin in (COMPARED, COMPARED[::-1]):
            here, there = strata[split][name], strata[twin][name]
            if here.total and not here.reviewed and there.reviewed:
                yield (
                    f"None of the {here.total:,} {_EXAMPLES[name]} of {split} were reviewed, "
                    f"but {there.reviewed:,} of {there.total:,} of {twin}."
                )


def _shares_differ(strata: Mapping[str, Mapping[str, Stratum]]) -> Iterator[str]:
    """Strata reviewed on both splits, at shares that differ more than twofold."""
    for name in strata[COMPARED[0]]:
        for split, twin in (COMPARED, COMPARED[::-1]):
            more, less = strata[split][name], strata[twin][name]
            if not less.reviewed or _times(more, less) <= 2:
                continue
            loudly = ", far from alike" if _times(more, less) > 5 else ""
            yield (
                f"Of {_EXAMPLES[name]}, {split} had {_part(more)} reviewed, {twin} {_part(less)}: "
                f"{_times(more, less):.1f} times the share{loudly}."
            )


def _nobody_saw_both(strata: Mapping[str, Mapping[str, Stratum]]) -> Iterator[str]:
    """Strata reviewed on both splits, by people of whom nobody reviewed on both."""
    for name in strata[COMPARED[0]]:
        dev, test = (strata[split][name].reviewers for split in COMPARED)
        if dev and test and not dev.keys() & test.keys():
            yield (
                f"Of {_EXAMPLES[name]}, dev was reviewed by {listed([*dev])}, test by {listed([*test])}: "
                "nobody reviewed both."
            )


def mixes_differ(distributions: Distributions) -> Iterator[str]:
    """Dev and test should come from one distribution (METHOD 0): a sentence for each way in which they don't."""
    for what, comparison in (("labels", distributions.label), ("sources", distributions.source)):
        if comparison is None or not comparison.differs:
            continue
        named = [
            f"{each.name} ({percent(each.dev, 1000)} of dev, {percent(each.test, 1000)} of test)"
            for each in comparison.differing[:_MOST_NAMED]
        ]
        rest = len(comparison.differing) - len(named)
        named += [f"{rest:,} more"] if rest else []
        which = f", above all {listed(named)}" if named else ""
        yield f"Dev and test differ in their mix of {what} by more than chance ({_test(comparison)}){which}."


def mixes_alike(distributions: Distributions) -> Iterator[str]:
    """A sentence for each mix that was compared and doesn't differ."""
    for what, comparison in (("labels", distributions.label), ("sources", distributions.source)):
        if comparison is not None and not comparison.differs:
            yield f"Dev and test have one mix of {what}, as far as can be told ({_test(comparison)})."


def _test(comparison: Comparison) -> str:
    how = "" if comparison.method == CHI_SQUARE else ", simulated"
    return f"chi-square p {p_value(comparison.p)}{how}"


def _times(more: Stratum, less: Stratum) -> float:
    """How many times the share reviewed; both sides whole numbers until the division."""
    return (more.reviewed * less.total) / (less.reviewed * more.total) if more.total else 0.0


def _part(stratum: Stratum) -> str:
    return f"{stratum.reviewed:,} of {stratum.total:,} ({percent(stratum.reviewed / stratum.total, stratum.total)})"
