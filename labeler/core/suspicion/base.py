"""Which given labels look incorrect, judged by what the models make of them (METHOD 8): a queue, never a decision.

Three signals stand side by side: how probable the models hold the label (self-confidence), whether confident learning
flags it, and whether models agree with each other against it. The order is by ``quality``: for each model the share of
examples whose label it believes less than this one's, averaged over the models (a Borda count). Shares can be averaged
although one model's probabilities are sharp, another's flat, and a third states none at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Suspicion:
    """By example, all of shape (n,). ``models`` counts those that predict it; figures are NaN where none does.

    ``quality`` in (0, 1), lowest first in the queue; ``self_confidence`` the mean over models of the probability of
    the given label, NaN where none states one; ``agreement`` the largest group of models with one same prediction
    that contradicts the label, as a share of ``models``, and ``suggested`` that prediction, a place in ``words`` (the
    first where two groups are as large), −1 where no model contradicts; ``flagged`` by confident learning on the
    models' mean probabilities, which ``flags`` tells whether there are.
    """

    models: NDArray[np.int32]
    quality: Floats
    self_confidence: Floats
    agreement: Floats
    flagged: NDArray[np.bool_]
    suggested: Codes
    words: Sequence[str]
    flags: bool

    def suggestion(self, row: int) -> str | None:
        """What the largest group of models says that contradicts the label; information, never a preselected choice."""
        code = int(self.suggested[row])
        return None if code < 0 else self.words[code]

    def order(self, tickets: NDArray[np.integer[Any]]) -> NDArray[np.intp]:
        """Examples by quality, then the most agreed against first, then by place in ticket order; unpredicted ones
        are left out.
        """
        judged = np.flatnonzero(self.models > 0)
        keys = (tickets[judged], -self.agreement[judged], self.quality[judged])
        ordered: NDArray[np.intp] = judged[np.lexsort(keys)]
        return ordered


def mean_known(columns: Sequence[Floats], size: int) -> Floats:
    """The mean over columns of what is not NaN, float64 (size,); NaN where all is."""
    total, known = np.zeros(size), np.zeros(size, np.int32)
    for column in columns:
        stated = ~np.isnan(column)
        total[stated] += column[stated]
        known += stated
    mean: Floats = np.divide(total, known, out=np.full(size, np.nan), where=known > 0)
    return mean


def shares_below(scores: Floats) -> Floats:
    """For every score the share of scores below it, equal ones counted half: in (0, 1), float64 (n,)."""
    order = np.argsort(scores, kind="stable")
    ordered = scores[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(scores)])
    sizes = np.diff(starts, append=len(scores))
    shares = np.empty(len(scores))
    shares[order] = np.repeat((starts + sizes / 2) / max(len(scores), 1), sizes)
    return shares


def standing(stated: Floats, agrees: NDArray[np.bool_], covered: NDArray[np.bool_]) -> Floats:
    """One model's view of every label as a share; where it states no probability, by whether it predicts the label."""
    standing = np.full(len(stated), np.nan)
    probable = covered & ~np.isnan(stated)
    plain = covered & ~probable
    standing[probable] = shares_below(stated[probable])
    standing[plain] = shares_below(agrees[plain].astype(np.float64))
    return standing


def against(codes: Codes, agrees: NDArray[np.bool_], names: Sequence[str]) -> tuple[Floats, Codes]:
    """``codes`` (models, n) with −1 for no prediction, ``agrees`` where they are right: per example the share of its
    models in the largest group that predicts one same other thing, and that thing, the first by name in a tie.
    """
    place = np.zeros(len(names) + 1, np.int64)
    place[np.array(sorted(range(len(names)), key=names.__getitem__), np.intp)] = np.arange(len(names))
    models, size = codes.shape
    covered = (codes >= 0).sum(axis=0)
    share, chosen = np.where(covered > 0, 0.0, np.nan), np.full(size, -1, np.int32)
    contrary = (codes >= 0) & ~agrees
    rows = np.flatnonzero(contrary.any(axis=0))
    votes, most, said = codes[:, rows], np.zeros(len(rows), np.int32), chosen[rows]
    for model in range(models):
        group = np.where(contrary[model, rows], (votes == votes[model]).sum(axis=0, dtype=np.int32), 0)
        better = (group > most) | ((group == most) & (group > 0) & (place[votes[model]] < place[said]))
        most, said = np.where(better, group, most), np.where(better, votes[model], said)
    share[rows], chosen[rows] = most / covered[rows], said
    return share, chosen
