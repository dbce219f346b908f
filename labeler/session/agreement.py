"""How far the reviewers of a project agree (METHOD 10)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.agreement import MISSING, Alpha, PairAgreement, alpha, pair_agreements
from labeler.core.decisions import Status, Verdict
from labeler.core.phrases import counted
from labeler.core.quality import Quality
from labeler.session.effective_labels import effective_label
from labeler.session.open_project import OpenProject
from labeler.session.quality import quality, reviewers
from labeler.session.results import frame

if TYPE_CHECKING:
    import pandas as pd


FEW = 20


@dataclass(frozen=True)
class AgreementFigures:
    """Every pair of reviewers, all of them together, how many examples wait in conflict, and each one's checks."""

    reviewers: tuple[str, ...]
    pairs: tuple[PairAgreement, ...]
    alpha: Alpha
    conflicts: int
    quality: tuple[Quality, ...]
    warnings: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """How far these labels can be relied on, by Krippendorff's customary limits."""
        value = self.alpha.value
        if value is None:
            return (
                "How far the reviewers agree can't be told: "
                "it takes two reviewers on the same examples, and more than one label in use."
            )
        if value >= 0.8:
            return f"Krippendorff's alpha is {value:.2f}: the reviewers agree well enough to rely on their labels."
        if value >= 0.667:
            return (
                f"Krippendorff's alpha is {value:.2f}: enough for tentative conclusions only; sharpen the guidelines."
            )
        return f"Krippendorff's alpha is {value:.2f}: too little to rely on; settle the rules before reviewing more."

    def to_dict(self) -> dict[str, Any]:
        limits = self.alpha.interval
        return {
            "reviewers": list(self.reviewers),
            "pairs": [pair.to_dict() for pair in self.pairs],
            "alpha": self.alpha.value,
            "alpha_interval": None if limits is None else list(limits),
            "alpha_examples": self.alpha.examples,
            "conflicts": self.conflicts,
            "quality": [checked.to_dict() for checked in self.quality],
            "verdict": self.verdict,
            "warnings": list(self.warnings),
        }

    def to_frame(self) -> pd.DataFrame:
        return frame([pair.to_dict() for pair in self.pairs])


@dataclass(frozen=True, eq=False)
class EffectiveLabels:
    """Codes int32 and ``incorrect``, both (reviewers, examples decided by anybody): what core.agreement works on."""

    reviewers: tuple[str, ...]
    codes: NDArray[np.int32]
    incorrect: NDArray[np.bool_]
    after_others: int


def agreement(session: OpenProject) -> AgreementFigures:
    """Of the standing decisions of all reviewers."""
    labels = effective_labels(session)
    pairs = pair_agreements(labels.codes, labels.incorrect, labels.reviewers)
    conflicts = session.review.labels.count(Status.CONFLICT)
    checked = tuple(quality(session, name) for name in reviewers(session))
    told = tuple(_warnings(labels, pairs))
    return AgreementFigures(labels.reviewers, pairs, alpha(labels.codes), conflicts, checked, told)


def effective_labels(session: OpenProject) -> EffectiveLabels:
    """Each reviewer's label of each example: the given one if correct, excluded of its own kind, unsure missing."""
    review = session.review
    ordinals = sorted(review.ordinals())
    reviewers = tuple(sorted({name for ordinal in ordinals for name in review.decisions(ordinal)}))
    rows = {name: row for row, name in enumerate(reviewers)}
    codes = np.full((len(reviewers), len(ordinals)), MISSING, np.int32)
    incorrect = np.zeros(codes.shape, np.bool_)
    known: dict[Hashable, int] = {}
    after_others = 0
    for column, ordinal in enumerate(ordinals):
        for name, decision in review.decisions(ordinal).items():
            label = effective_label(session, ordinal, decision)
            if label is not None:
                codes[rows[name], column] = known.setdefault(label, len(known))
            incorrect[rows[name], column] = decision.verdict is Verdict.INCORRECT
            after_others += "others" in decision.seen
    return EffectiveLabels(reviewers, codes, incorrect, after_others)


def _warnings(labels: EffectiveLabels, pairs: Sequence[PairAgreement]) -> Iterator[str]:
    if len(labels.reviewers) < 2:
        alone = f"only {labels.reviewers[0]} has decided" if labels.reviewers else "nobody has decided"
        yield f"Agreement takes two reviewers on the same examples; {alone} so far."
    for pair in pairs:
        if not pair.examples:
            yield f"{pair.a} and {pair.b} have no example in common."
        elif pair.examples < FEW:
            yield f"{pair.a} and {pair.b} have only {counted(pair.examples, 'example')} in common: that tells little."
        elif pair.kappa is None:
            yield f"{pair.a} or {pair.b} used one label only: kappa is undefined."
    if labels.after_others:
        yield (
            f"{counted(labels.after_others, 'decision')} came after seeing what others had said: "
            "that makes agreement look better than it is."
        )
