"""Does relabeling change the ranking? One split's models before and after, kept current (METHOD 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core import pairs as pairing
from labeler.core import verdict as wording
from labeler.core.bootstrap import RESAMPLES, Drawn, Progress, Units
from labeler.core.comparison import NOT_SAID, ModelRanking, PairComparison, SplitRanking
from labeler.core.decisions import DECIDED, Status
from labeler.core.flows import one_sided_review
from labeler.core.metrics.base import Metric, summed
from labeler.core.ordering import Standings, kendall_tau_b, selection
from labeler.core.overlap import Overlap
from labeler.core.tally import Tally

Counts = NDArray[Any]
Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False, kw_only=True)
class Evidence:
    """What a ranking is made from: all examples of a split, excluded ones too, in any order.

    ``before``, ``after``: counts of the metric (k, models, examples) by the labels before and after; ``given``
    by the given labels where these are not the ones before. ``status`` holds Status codes, ``excluded`` what
    leaves both sides (by default what the status says). ``tickets`` are the examples' 64-bit tickets, ``groups``
    those of their groups: a group is resampled and exchanged whole. ``feasible`` (models,) marks those that
    meet every bound. ``bound(i, j)`` tells how far apart the losses of models i and j could be
    (``Metric.bound``); without it no pair is examined for a one-sided review. ``errors`` (models, examples) marks
    the misclassified by the given labels, where the metric's own losses don't.

    Of a round that starts at a version, ``since`` is what that is called, ``excluded_before`` what it excludes, and
    ``changed`` marks the labels that differ from its own (by default those that the status calls corrected).
    """

    split: str
    metric: Metric
    models: Sequence[str]
    before: Counts
    after: Counts
    status: NDArray[np.integer[Any]]
    tickets: Units
    groups: Units | None = None
    given: Counts | None = None
    excluded: Mask | None = None
    feasible: Mask | None = None
    bound: Callable[[int, int], Counts | None] | None = None
    errors: Mask | None = None
    since: str = ""
    excluded_before: Mask | None = None
    changed: Mask | None = None

    @cached_property
    def left_out(self) -> Mask:
        return self.status == Status.EXCLUDED if self.excluded is None else self.excluded

    @cached_property
    def units(self) -> Units:
        return self.tickets if self.groups is None else self.groups

    @cached_property
    def wrong(self) -> Mask:
        """Whose examples count against the models before, shape (models, examples), for ratios of hits."""
        hits: Mask = self.before[0] > 0
        return ~hits if self.metric.higher_is_better else hits

    @property
    def misclassified(self) -> Mask:
        return self.wrong if self.errors is None else self.errors


def rank(evidence: Evidence, *, resamples: int = RESAMPLES, progress: Progress | None = None) -> SplitRanking:
    """The ranking of one split before and after; ``resamples=0`` leaves the bootstrap's figures None.

    ``progress`` hears the share of the bootstrap done; what it raises ends the work.
    """
    return LiveRanking(evidence, resamples=resamples, progress=progress).ranking()


class LiveRanking:
    """A ranking that takes over changed labels at the cost of the examples they are on, not of the whole split."""

    def __init__(self, evidence: Evidence, *, resamples: int = RESAMPLES, progress: Progress | None = None) -> None:
        self._case = case = evidence
        self._status = case.status.copy()
        self._left_out = case.left_out.copy()
        self._decided = np.isin(self._status, DECIDED)
        self._feasible = np.ones(len(case.models), np.bool_) if case.feasible is None else case.feasible
        sides = np.stack([case.before, case.after])
        sides[..., self._left_out] = 0
        drawn = Drawn.of(sides, case.units, resamples=resamples, progress=progress)
        self._before, self._after = (
            Tally(
                case.metric, counts, case.units, drawn and Drawn(drawn.sums[side], drawn.draw), case.groups is not None
            )
            for side, counts in enumerate(sides)
        )
        self._given = Standings.of(case.metric, summed(case.before if case.given is None else case.given))
        self._start = _start(case)
        self._changed = (self._status == Status.CORRECTED) if case.changed is None else case.changed.copy()
        self._wrong = Overlap(case.wrong)
        self._reviewed = Overlap(case.wrong & self._decided)
        self._bounds: dict[tuple[int, int], Counts | None] = {}

    def update(
        self,
        rows: Rows,
        *,
        after: Counts,
        status: NDArray[np.integer[Any]],
        excluded: Mask | None = None,
        changed: Mask | None = None,
        feasible: Mask | None = None,
    ) -> None:
        """Take over the labels of some examples: counts (k, models, rows) by them, and what became of the examples."""
        case, left_out = self._case, status == Status.EXCLUDED if excluded is None else excluded
        self._before.replace(rows, np.where(left_out, 0, case.before[..., rows]))
        self._after.replace(rows, np.where(left_out, 0, after))
        decided, wrong = np.isin(status, DECIDED), case.wrong[:, rows]
        self._reviewed.replace(wrong & self._decided[rows], wrong & decided)
        self._status[rows], self._left_out[rows], self._decided[rows] = status, left_out, decided
        self._changed[rows] = (status == Status.CORRECTED) if changed is None else changed
        if feasible is not None:
            self._feasible = feasible

    def ranking(self) -> SplitRanking:
        """As it stands now."""
        case, before, after = self._case, self._before, self._after
        models, feasible = case.models, self._feasible
        chosen_before, chosen_after = (selection(side.standings, models, feasible) for side in (before, after))
        order = before.standings.order(models)
        pairs = tuple(self._pairs(order))
        lopsided = self._one_sided_reviews(order, pairs, (chosen_before.model, chosen_after.model))
        ranking = SplitRanking(
            examples=len(self._status),
            compared=int((~self._left_out).sum()),
            excluded=int(self._left_out.sum()),
            corrected=int((~self._left_out & self._changed).sum()),
            models=tuple(self._models(order)),
            pairs=pairs,
            kendall_tau_b=kendall_tau_b(before.standings, after.standings),
            selected_before=chosen_before.model,
            selected_after=chosen_after.model,
            selection_changes=chosen_before.model != chosen_after.model,
            warnings=(
                *wording.warnings(chosen_before, chosen_after, lopsided),
                *self._caveats(chosen_before.model, chosen_after.model),
            ),
            verdict=NOT_SAID,
        )
        done = self._round(ranking.corrected)
        verdict = wording.worded(ranking, split=case.split, metric=case.metric, done=done, lopsided=lopsided)
        return replace(ranking, verdict=verdict)

    def _round(self, corrected: int) -> wording.Round:
        case, excluded = self._case, self._status == Status.EXCLUDED
        before = np.zeros(len(excluded), np.bool_) if case.excluded_before is None else case.excluded_before
        return wording.Round(
            corrected=corrected,
            excluded=int((excluded & ~before).sum()),
            returned=int((before & ~excluded).sum()),
            reviewed=int((self._status != Status.GIVEN).sum()),
            ranks=dict(zip(case.models, self._start.ranks.tolist(), strict=True)),
            since=case.since,
        )

    def reviewed(self, a: str, b: str) -> pairing.OneSided:
        """How many of the examples that one of two models alone gets wrong were reviewed, on either side."""
        i, j = (list(self._case.models).index(name) for name in (a, b))
        return pairing.one_sided(i, j, wrong=self._wrong.alone, reviewed=self._reviewed.alone, names=self._case.models)

    def _models(self, order: Sequence[int]) -> Iterator[ModelRanking]:
        before, after = self._before, self._after
        for i in order:
            yield ModelRanking(
                model=self._case.models[i],
                before=before.standings.values[i],
                after=after.standings.values[i],
                rank_before=int(before.standings.ranks[i]),
                rank_after=int(after.standings.ranks[i]),
                feasible=bool(self._feasible[i]),
                given_all=self._given.values[i],
                rank_given_all=int(self._given.ranks[i]),
                rank_interval_before=before.rank_intervals[i],
                rank_interval_after=after.rank_intervals[i],
                interval_after=after.intervals[i],
                share_best_before=before.shares_best[i],
                share_best_after=after.shares_best[i],
            )

    def _pairs(self, order: Sequence[int]) -> Iterator[PairComparison]:
        """All pairs of the models in this order; a pair's tests don't depend on which of the two comes first."""
        models, before, after = self._case.models, self._before, self._after
        place = pairing.places(len(models))
        tests = [
            _plain(p, len(place) * (len(place) - 1) // 2)
            for p in (
                *(before.tests.mcnemar, after.tests.mcnemar),
                *(before.tests.holm, after.tests.holm),
                *(before.tests.sign_flip, after.tests.sign_flip),
            )
        ]
        first, second = pairing.pairs(len(models))
        for a, b in zip(first.tolist(), second.tolist(), strict=True):
            i, j = order[a], order[b]
            was, now = before.standings.difference(i, j), after.standings.difference(i, j)
            p = [test[place[i][j]] for test in tests]
            yield PairComparison(models[i], models[j], was, now, bool(was and now and was * now < 0), *p)

    def _one_sided_reviews(
        self, order: Sequence[int], pairs: Sequence[PairComparison], best: tuple[str | None, str | None]
    ) -> list[pairing.OneSided]:
        """Open pairs reviewed one-sidedly, among those that matter: of a selected model, or changing places.

        Chance is ruled out for all of them together (Holm).
        """
        if self._case.bound is None:
            return []
        first, second = pairing.pairs(len(order))
        wrong, reviewed = self._wrong.alone, self._reviewed.alone
        matter = [
            (i, j, pairing.one_sided(i, j, wrong=wrong, reviewed=reviewed, names=self._case.models))
            for i, j, pair in zip(np.take(order, first).tolist(), np.take(order, second).tolist(), pairs, strict=True)
            if pair.flipped or pair.a in best or pair.b in best
        ]
        adjusted = pairing.holm(np.array([review.p for *_, review in matter]))
        return [
            review
            for (i, j, review), p in zip(matter, adjusted.tolist(), strict=True)
            if p <= pairing.SIGNIFICANT and review.twofold and self._is_open(i, j)
        ]

    def _caveats(self, *selected: str | None) -> Iterator[str]:
        """What a corrected figure of a selected model is worth where no right prediction was reviewed (METHOD 3)."""
        title, exact = self._case.metric.title, self._case.metric.zero_one
        for model in dict.fromkeys(name for name in selected if name is not None):
            wrong = self._case.misclassified[list(self._case.models).index(model)]
            total, reviewed = int(wrong.sum()), int((wrong & self._decided).sum())
            worth = one_sided_review(
                reviewed_wrong=reviewed,
                total_wrong=total,
                reviewed_right=int(self._decided.sum()) - reviewed,
                total_right=len(wrong) - total,
            )
            if worth is None:
                continue
            part = f"{reviewed:,} of {total:,} errors"
            if exact:
                yield f"The error of {model} by the corrected labels is {worth} ({part})."
            else:
                yield f"Of {model} only errors were reviewed ({part}): its {title} by the corrected labels flatters it."

    def _is_open(self, i: int, j: int) -> bool:
        """Whether undecided examples could still turn the order of two models; False where that has no bound."""
        if (i, j) not in self._bounds:
            self._bounds[i, j] = self._case.bound(i, j) if self._case.bound else None
        bound = self._bounds[i, j]
        if bound is None:
            return False
        lead = self._after.losses[i].astype(np.float64) - self._after.losses[j]
        return pairing.is_open(lead, bound, decided=self._decided, excluded=self._left_out)


def _start(case: Evidence) -> Standings:
    """By the labels before, of all that they don't exclude."""
    counts = case.before
    if case.excluded_before is not None:
        counts = np.where(case.excluded_before, 0, counts)
    return Standings.of(case.metric, summed(counts))


def _plain(p: pairing.PerPair | None, pairs: int) -> list[float | None]:
    if p is None:
        return [None] * pairs
    return [None if one != one else one for one in p.tolist()]  # noqa: PLR0124 - NaN
