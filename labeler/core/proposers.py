"""Was a compared model on both sides of the table, proposing what was reviewed or corrected? (METHOD 5)

A model whose errors alone are reviewed, or whose predictions people were shown, is favoured by the corrections. What
the project can know of that: whose errors the reviewed examples are, whether predictions were visible, and whose
predictions the corrected labels repeat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.pairs import SIGNIFICANT, fisher, holm
from labeler.core.phrases import counted, listed

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Corrections:
    """What was reviewed and corrected, by example; ``wrong`` and ``wrong_corrected`` of shape (models, examples).

    ``wrong`` is by the given labels, ``wrong_corrected`` by the corrected ones; ``incorrect`` marks corrected labels.
    Of ``verdicts`` standing verdicts, ``shown`` were taken with predictions visible.
    """

    models: Sequence[str]
    wrong: Mask
    wrong_corrected: Mask
    decided: Mask
    incorrect: Mask
    verdicts: int = 0
    shown: int = 0


@dataclass(frozen=True, slots=True)
class Proposer:
    """How a model relates to the corrections.

    Of ``misclassified`` examples with a corrected label that it had wrong by the given one, the corrected label repeats
    its prediction on ``repeated``; ``others_share`` is the same share for all other models together, and ``p`` the
    chance of such a difference, Fisher's exact, adjusted by Holm over the models. ``reviewed_wrong`` counts its errors
    among the reviewed examples.
    """

    model: str
    reviewed: int
    reviewed_wrong: int
    misclassified: int
    repeated: int
    others_share: float | None
    p: float | None

    @property
    def share(self) -> float | None:
        return self.repeated / self.misclassified if self.misclassified else None

    @property
    def stands_out(self) -> bool:
        """Whether corrected labels repeat this model more than chance explains."""
        return self.p is not None and self.p <= SIGNIFICANT and (self.share or 0.0) > (self.others_share or 0.0)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"share": self.share}


def proposers(corrections: Corrections) -> tuple[Proposer, ...]:
    """Every model in the order of ``corrections.models``."""
    here = corrections.wrong[:, corrections.incorrect]
    repeats = here & ~corrections.wrong_corrected[:, corrections.incorrect]
    misclassified, repeated = here.sum(axis=1).tolist(), repeats.sum(axis=1).tolist()
    reviewed_wrong = corrections.wrong[:, corrections.decided].sum(axis=1).tolist()
    others = [(sum(repeated) - r, sum(misclassified) - n) for r, n in zip(repeated, misclassified, strict=True)]
    counts = zip(repeated, misclassified, others, strict=True)
    p = holm(np.array([fisher(r, n, *other) if n and other[1] else np.nan for r, n, other in counts]))
    return tuple(
        Proposer(
            model=name,
            reviewed=int(corrections.decided.sum()),
            reviewed_wrong=reviewed_wrong[m],
            misclassified=misclassified[m],
            repeated=repeated[m],
            others_share=others[m][0] / others[m][1] if others[m][1] else None,
            p=None if np.isnan(p[m]) else float(p[m]),
        )
        for m, name in enumerate(corrections.models)
    )


def proposer_warnings(corrections: Corrections) -> tuple[str, ...]:
    """What a reader of a ranking after relabeling must know of who picked and proposed; none is the ordinary case."""
    if len(corrections.models) < 2:
        return ()
    return (*_picked(corrections), *_shown(corrections), *_repeated(corrections))


def _picked(corrections: Corrections) -> Iterator[str]:
    """Every reviewed example is an error of some models, and not of all."""
    reviewed = int(corrections.decided.sum())
    own = corrections.wrong[:, corrections.decided].all(axis=1)
    if not reviewed or own.all():
        return
    picked = [m for m in np.flatnonzero(own).tolist() if _all_by_chance(corrections.wrong[m], reviewed) <= SIGNIFICANT]
    if picked:
        names = listed([corrections.models[m] for m in picked])
        what = "The one reviewed example is" if reviewed == 1 else f"All {reviewed:,} reviewed examples are"
        whose, verb = ("its", "is") if len(picked) == 1 else ("their", "are")
        yield (
            f"{what} misclassified by {names} by the given labels: {names} {verb} favoured, "
            f"for none of {whose} right predictions was looked at."
        )


def _all_by_chance(wrong: Mask, reviewed: int) -> float:
    """P(all reviewed are among a model's errors), had they been picked without regard to it."""
    taken = np.arange(reviewed)
    return float(np.prod((int(wrong.sum()) - taken) / (len(wrong) - taken)))


def _shown(corrections: Corrections) -> Iterator[str]:
    if corrections.shown:
        yield (
            f"{corrections.shown:,} of {counted(corrections.verdicts, 'verdict')} were given with predictions visible: "
            "models whose predictions were seen may be favoured."
        )


def _repeated(corrections: Corrections) -> Iterator[str]:
    for found in proposers(corrections):
        if found.stands_out and found.others_share is not None:
            yield (
                f"Corrected labels repeat {found.model} on {found.repeated:,} of "
                f"{counted(found.misclassified, 'example')} it had wrong by the given label, other models on "
                f"{100 * found.others_share:.0f} %: if it proposed them, it is favoured."
            )
