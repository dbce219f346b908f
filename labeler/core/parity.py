"""Were dev and test reviewed alike? (METHOD 4)"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core import splits as split_names
from labeler.core.decisions import Status
from labeler.core.verdict import percent

COMPARED = ("dev", "test")
STRATA = ("right", "wrong")
_MEANING = {"right": "correctly classified", "wrong": "misclassified"}

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Stratum:
    """Examples of one split that the selected model gets right, or wrong, by the given labels.

    ``reviewed`` counts those with a label verdict, unsure and conflicting ones too; ``incorrect`` those
    whose label was corrected.
    """

    reviewed: int = 0
    total: int = 0
    incorrect: int = 0

    @property
    def share(self) -> float | None:
        return self.reviewed / self.total if self.total else None

    def to_dict(self) -> dict[str, Any]:
        return {"reviewed": self.reviewed, "total": self.total, "incorrect": self.incorrect, "share": self.share}


@dataclass(frozen=True, slots=True)
class Parity:
    """Dev and test side by side; ``splits`` by split, then "right" and "wrong".

    ``blocking`` has a sentence for every stratum that stops applying, ``warnings`` for every one to look at.
    """

    model: str | None
    splits: Mapping[str, Mapping[str, Stratum]]
    applicable: bool
    blocking: tuple[str, ...]
    warnings: tuple[str, ...]

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
        }


def parity(
    *, model: str | None, right: Mask | None, status: NDArray[np.integer[Any]], splits: NDArray[np.int8]
) -> Parity:
    """Compares the review of dev with that of test; all arrays by example, ``splits`` indices into SPLITS.

    ``right`` is by the given labels; without a model (None) every stratum is empty and nothing applies.
    """
    members = {split: split_names.members(splits, split) for split in COMPARED}
    strata = {split: _strata(mask, right, status) for split, mask in members.items()}
    applicable = model is not None and right is not None and all(mask.any() for mask in members.values())
    blocking = tuple(_blocking(strata)) if applicable else ()
    warnings = tuple(_warnings(strata)) if applicable else ()
    return Parity(model, strata, applicable, blocking, warnings)


def _strata(members: Mask, right: Mask | None, status: NDArray[np.integer[Any]]) -> dict[str, Stratum]:
    if right is None:
        return {name: Stratum() for name in STRATA}
    return {"right": _stratum(members & right, status), "wrong": _stratum(members & ~right, status)}


def _stratum(mask: Mask, status: NDArray[np.integer[Any]]) -> Stratum:
    inside = status[mask]
    return Stratum(int((inside != Status.GIVEN).sum()), len(inside), int((inside == Status.CORRECTED).sum()))


def _blocking(strata: Mapping[str, Mapping[str, Stratum]]) -> Iterator[str]:
    """Strata of which nothing was reviewed, though of their twin something was."""
    for name in STRATA:
        for split, twin in (COMPARED, COMPARED[::-1]):
            here, there = strata[split][name], strata[twin][name]
            if here.total and not here.reviewed and there.reviewed:
                yield (
                    f"None of the {here.total:,} {_MEANING[name]} examples of {split} were reviewed, "
                    f"but {there.reviewed:,} of {there.total:,} of {twin}."
                )


def _warnings(strata: Mapping[str, Mapping[str, Stratum]]) -> Iterator[str]:
    """Strata reviewed on both splits, at shares that differ more than twofold."""
    for name in STRATA:
        for split, twin in (COMPARED, COMPARED[::-1]):
            more, less = strata[split][name], strata[twin][name]
            if not less.reviewed or _times(more, less) <= 2:
                continue
            loudly = ", far from alike" if _times(more, less) > 5 else ""
            yield (
                f"Of {_MEANING[name]} examples, {split} had {_part(more)} reviewed, {twin} {_part(less)}: "
                f"{_times(more, less):.1f} times the share{loudly}."
            )


def _times(more: Stratum, less: Stratum) -> float:
    """How many times the share reviewed; both sides whole numbers until the division."""
    return (more.reviewed * less.total) / (less.reviewed * more.total) if more.total else 0.0


def _part(stratum: Stratum) -> str:
    return f"{stratum.reviewed:,} of {stratum.total:,} ({percent(stratum.reviewed / stratum.total, stratum.total)})"
