"""Does relabeling change the ranking? One split's models before and after (METHOD 5, JSON of DESIGN 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from labeler.core import pairs as pairing
from labeler.core import verdict as wording
from labeler.core.bootstrap import RESAMPLES, Bootstrap, Progress, Units, interval, share_best
from labeler.core.decisions import Status
from labeler.core.metrics.base import Metric, summed
from labeler.core.ordering import Selection, Standings, kendall_tau_b, selection
from labeler.core.verdict import Verdict

Counts = NDArray[Any]
Mask = NDArray[np.bool_]
Limits = tuple[float, float]
Ranks = tuple[int, int]

DECIDED = (Status.CONFIRMED, Status.CORRECTED, Status.EXCLUDED)


@dataclass(frozen=True, slots=True)
class ModelRanking:
    """One model's value and rank; values are proportions, None where undefined or not computed."""

    model: str
    before: float | None
    after: float | None
    rank_before: int
    rank_after: int
    feasible: bool
    given_all: float | None
    rank_given_all: int
    rank_interval_before: Ranks | None
    rank_interval_after: Ranks | None
    interval_after: Limits | None
    share_best_before: float | None
    share_best_after: float | None


@dataclass(frozen=True, slots=True)
class PairComparison:
    """Two models, differences being value a − value b; the test that doesn't apply is None."""

    a: str
    b: str
    difference_before: float | None
    difference_after: float | None
    flipped: bool
    mcnemar_p_before: float | None
    mcnemar_p_after: float | None
    holm_p_before: float | None
    holm_p_after: float | None
    sign_flip_p_before: float | None
    sign_flip_p_after: float | None


@dataclass(frozen=True, slots=True)
class SplitRanking:
    """All that is said of one split; ``models`` by rank before, then name, ``pairs`` all i < j in that order."""

    examples: int
    compared: int
    excluded: int
    corrected: int
    models: tuple[ModelRanking, ...]
    pairs: tuple[PairComparison, ...]
    kendall_tau_b: float | None
    selected_before: str | None
    selected_after: str | None
    selection_changes: bool
    warnings: tuple[str, ...]
    verdict: Verdict

    def to_dict(self) -> dict[str, Any]:
        """The JSON of DESIGN 5, lists for tuples, the verdict as its text."""
        document = {name: _listed(value) for name, value in asdict(self).items()}
        return document | {"verdict": self.verdict.text}


@dataclass(frozen=True, eq=False, kw_only=True)
class Evidence:
    """What a ranking is made from: all examples of a split, excluded ones too, in any order.

    ``before``, ``after``: counts of the metric (k, models, examples) by the labels before and after; ``given``
    by the given labels where these are not the ones before. ``status`` holds Status codes, ``excluded`` what
    leaves both sides (by default what the status says). ``tickets`` are the examples' 64-bit tickets, ``groups``
    those of their groups: a group is resampled and exchanged whole. ``feasible`` (models,) marks those that
    meet every bound. ``bound(i, j)`` tells how far apart the losses of models i and j could be
    (``Metric.bound``); without it no pair is examined for a one-sided review.
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

    @cached_property
    def left_out(self) -> Mask:
        return self.status == Status.EXCLUDED if self.excluded is None else self.excluded

    @cached_property
    def decided(self) -> Mask:
        return np.isin(self.status, DECIDED)

    @cached_property
    def units(self) -> Units:
        """Of the examples compared."""
        return (self.tickets if self.groups is None else self.groups)[~self.left_out]

    @cached_property
    def meets_bounds(self) -> Mask:
        return np.ones(len(self.models), np.bool_) if self.feasible is None else self.feasible

    def compared(self, counts: Counts) -> Counts:
        """Without the excluded examples."""
        return counts[..., ~self.left_out] if self.left_out.any() else counts

    def wrong(self, models: Sequence[int]) -> Mask:
        """Whose examples count against these models before, shape (models, examples), for ratios of hits."""
        hits: Mask = self.before[0, models] > 0
        return ~hits if self.metric.higher_is_better else hits

    def is_open(self, i: int, j: int) -> bool:
        """Whether undecided examples could still turn the order of two models; False where that has no bound."""
        bound = self.bound(i, j) if self.bound else None
        if bound is None:
            return False
        lead = self.after[0, i].astype(np.float64) - self.after[0, j]
        return pairing.is_open(lead, bound, decided=self.decided, excluded=self.left_out)

    def arranged(self) -> Self:
        """With the models by rank before, then name."""
        order = Standings.of(self.metric, summed(self.compared(self.before))).order(self.models)
        bound = self.bound
        return replace(
            self,
            models=[self.models[model] for model in order],
            before=self.before[:, order],
            after=self.after[:, order],
            given=None if self.given is None else self.given[:, order],
            feasible=self.meets_bounds[order],
            bound=bound and (lambda i, j: bound(order[i], order[j])),
        )


@dataclass(frozen=True, eq=False)
class _Side:
    """The models by the labels before, or after, over the examples compared."""

    standings: Standings
    tests: pairing.PairTests
    selection: Selection

    @classmethod
    def of(cls, case: Evidence, counts: Counts) -> Self:
        standings = Standings.of(case.metric, summed(counts))
        tests = pairing.PairTests.of(case.metric, counts, case.units, grouped=case.groups is not None)
        return cls(standings, tests, selection(standings, case.models, case.meets_bounds))

    @property
    def rank_intervals(self) -> list[Ranks | None]:
        return pairing.rank_intervals(self.standings, self.tests.holm)


@dataclass(frozen=True, slots=True)
class _Stability:
    """What the bootstrap says of each model; None throughout where it wasn't or couldn't be drawn."""

    shares_before: Sequence[float | None]
    shares_after: Sequence[float | None]
    intervals: Sequence[Limits | None]

    @classmethod
    def of(cls, metric: Metric, drawn: Bootstrap | None, models: int) -> Self:
        if drawn is None:
            return cls([None] * models, [None] * models, [None] * models)
        before, after = (metric.values(sums) for sums in drawn.sums)
        return cls(share_best(metric, before), share_best(metric, after), [interval(values) for values in after])


def rank(evidence: Evidence, *, resamples: int = RESAMPLES, progress: Progress | None = None) -> SplitRanking:
    """The ranking of one split before and after; ``resamples=0`` leaves the bootstrap's figures None.

    ``progress`` hears the share of the bootstrap done; what it raises ends the work.
    """
    case = evidence.arranged()
    counts = [case.compared(side) for side in (case.before, case.after)]
    drawn = Bootstrap.of(np.stack(counts), case.units, resamples=resamples, progress=progress) if resamples else None
    before, after = (_Side.of(case, side) for side in counts)
    pairs = tuple(_compared_pairs(case.models, before, after))
    lopsided = _one_sided_reviews(case, pairs, (before.selection.model, after.selection.model))
    ranking = SplitRanking(
        examples=len(case.status),
        compared=len(case.units),
        excluded=int(case.left_out.sum()),
        corrected=int((~case.left_out & (case.status == Status.CORRECTED)).sum()),
        models=tuple(_models(case, before, after, _Stability.of(case.metric, drawn, len(case.models)))),
        pairs=pairs,
        kendall_tau_b=kendall_tau_b(before.standings, after.standings),
        selected_before=before.selection.model,
        selected_after=after.selection.model,
        selection_changes=before.selection.model != after.selection.model,
        warnings=tuple(wording.warnings(before.selection, after.selection, lopsided)),
        verdict=wording.NOT_SAID,
    )
    reviewed = int((case.status != Status.GIVEN).sum())
    verdict = wording.worded(ranking, split=case.split, metric=case.metric, reviewed=reviewed, lopsided=lopsided)
    return replace(ranking, verdict=verdict)


def _models(case: Evidence, before: _Side, after: _Side, stability: _Stability) -> Iterator[ModelRanking]:
    given = Standings.of(case.metric, summed(case.before if case.given is None else case.given))
    limits_before, limits_after = before.rank_intervals, after.rank_intervals
    for i, model in enumerate(case.models):
        yield ModelRanking(
            model=model,
            before=before.standings.values[i],
            after=after.standings.values[i],
            rank_before=int(before.standings.ranks[i]),
            rank_after=int(after.standings.ranks[i]),
            feasible=bool(case.meets_bounds[i]),
            given_all=given.values[i],
            rank_given_all=int(given.ranks[i]),
            rank_interval_before=limits_before[i],
            rank_interval_after=limits_after[i],
            interval_after=stability.intervals[i],
            share_best_before=stability.shares_before[i],
            share_best_after=stability.shares_after[i],
        )


def _compared_pairs(models: Sequence[str], before: _Side, after: _Side) -> Iterator[PairComparison]:
    first, second = pairing.pairs(len(models))
    tested = [
        _plain(p, len(first))
        for p in (
            *(before.tests.mcnemar, after.tests.mcnemar),
            *(before.tests.holm, after.tests.holm),
            *(before.tests.sign_flip, after.tests.sign_flip),
        )
    ]
    for i, j, *p in zip(first.tolist(), second.tolist(), *tested, strict=True):
        was, now = _difference(before.standings, i, j), _difference(after.standings, i, j)
        yield PairComparison(models[i], models[j], was, now, bool(was and now and was * now < 0), *p)


def _difference(standings: Standings, i: int, j: int) -> float | None:
    """Value i − value j, exactly 0 for a tie."""
    a, b = standings.values[i], standings.values[j]
    if a is None or b is None:
        return None
    return 0.0 if standings.levels[i] == standings.levels[j] else a - b


def _one_sided_reviews(
    case: Evidence, pairs: Sequence[PairComparison], best: tuple[str | None, str | None]
) -> list[pairing.OneSided]:
    """Open pairs reviewed one-sidedly, among those that matter: of a selected model, or changing places.

    Chance is ruled out for all of them together (Holm).
    """
    if case.bound is None:
        return []
    places = zip(*(indices.tolist() for indices in pairing.pairs(len(case.models))), strict=True)
    matter = [
        (place, pairing.one_sided((pair.a, pair.b), case.wrong(place), case.decided))
        for place, pair in zip(places, pairs, strict=True)
        if pair.flipped or pair.a in best or pair.b in best
    ]
    adjusted = pairing.holm(np.array([review.p for _, review in matter]))
    return [
        review
        for (place, review), p in zip(matter, adjusted.tolist(), strict=True)
        if p <= pairing.SIGNIFICANT and review.twofold and case.is_open(*place)
    ]


def _plain(p: pairing.PerPair | None, pairs: int) -> list[float | None]:
    if p is None:
        return [None] * pairs
    return [None if np.isnan(one) else one for one in p.tolist()]


def _listed(value: Any) -> Any:
    """Tuples as lists, as JSON reads back."""
    if isinstance(value, (list, tuple)):
        return [_listed(item) for item in value]
    return {name: _listed(item) for name, item in value.items()} if isinstance(value, dict) else value
