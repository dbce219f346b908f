"""What a ranking says, in words first (METHOD 5). Sentences stand alone and can be copied into a mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from labeler.core import splits
from labeler.core.comparison import ModelRanking, PairComparison, SplitRanking, Verdict
from labeler.core.metrics.base import Metric
from labeler.core.metrics.classes import Error
from labeler.core.ordering import Selection
from labeler.core.pairs import SIGNIFICANT, OneSided
from labeler.core.phrases import counted, hundredfold, listed, p_value, percent

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Round:
    """What was done between the labels before and those after, which are those ``since`` a version unless it is empty.

    ``corrected`` labels differ among the examples compared; ``excluded`` examples are so after only, ``returned``
    before only. ``ranks`` are those of the models by the labels before, of all that counted then.
    """

    corrected: int
    excluded: int
    returned: int
    reviewed: int
    ranks: Mapping[str, int]
    since: str = ""

    @property
    def untouched(self) -> bool:
        return not (self.corrected or self.excluded or self.returned)


def worded(
    ranking: SplitRanking, *, split: str, metric: Metric, done: Round, lopsided: Sequence[OneSided] = ()
) -> Verdict:
    """The verdict on one split after a round of decisions.

    It starts "Not settled" where an open pair that matters was reviewed one-sidedly.
    """
    words = _Words(ranking, split, metric, done)
    headline, detail = words.nothing_to_rank() or words.only_model() or words.comparison()
    if lopsided:
        headline = f"Not settled: more of {lopsided[0].more}'s errors were reviewed. {headline}"
    return Verdict(headline, " ".join(detail))


def warnings(before: Selection, after: Selection, lopsided: Sequence[OneSided]) -> Iterator[str]:
    """What a reader of the ranking must know besides: ties that select, and one-sided reviews."""
    for when, chosen in (("before", before), ("after", after)):
        if chosen.rests_on_tie:
            yield f"{listed(chosen.tied)} tie for best {when} relabeling; {chosen.model} comes first by name only."
    for pair in lopsided[:MOST_NAMED]:
        yield (
            f"More of {pair.more}'s errors were reviewed: {_reviewed(pair.of_more)} that only {pair.more} gets wrong, "
            f"{_reviewed(pair.of_less)} that only {pair.less} gets wrong."
        )
    if len(lopsided) > MOST_NAMED:
        yield f"Reviewed as one-sidedly: {counted(len(lopsided) - MOST_NAMED, 'more pair')}."


@dataclass(frozen=True)
class _Words:
    """The sentences on one split; those that make a verdict give its headline and the sentences of its detail."""

    ranking: SplitRanking
    split: str
    metric: Metric
    done: Round

    def nothing_to_rank(self) -> tuple[str, list[str]] | None:
        ranking, place = self.ranking, splits.phrase(self.split)
        if not ranking.examples:
            return f"There are no examples on {place}.", []
        if not ranking.compared:
            return f"Every example on {place} is excluded: there is nothing to rank.", []
        if not ranking.models:
            return f"No model can be compared on {place}.", []
        if all(row.before is None and row.after is None for row in ranking.models):
            return f"The {self.metric.title} of every model on {place} is undefined (0/0): there is no ranking.", []
        return None

    def only_model(self) -> tuple[str, list[str]] | None:
        if len(self.ranking.models) > 1:
            return None
        row = self.ranking.models[0]
        title, was, now = self.metric.title, self._value(row.before), self._value(row.after)
        start = f"{row.model} is the only model on {splits.phrase(self.split)}, so there is no ranking"
        if self._untouched:
            return f"{self._nothing_done()}: {start}. Its {title} is {now}.", []
        moves = f"stays {now}" if row.before == row.after else f"goes from {was} to {now}"
        return f"{start}: by relabeling its {title} {moves}.", [*self._excluding_alone(), self._work_done()]

    def comparison(self) -> tuple[str, list[str]]:
        if self._untouched:
            detail = [*self._best_told_apart(), *self._ties()]
            return f"{self._nothing_done()}: {self._best_now()}.", detail
        return self._headline(), [*self._told_apart(), *self._ties(), *self._excluding_alone(), self._work_done()]

    # What happened

    def _headline(self) -> str:
        before, after = self.ranking.selected_before, self.ranking.selected_after
        if before is None or after is None:
            return f"{self._none_selected()} {self._changes()}"
        if before != after:
            return " ".join([self._best_changes(before, after), *self._other_flips(self._flips_but(before, after))])
        stays = self._best_stays(after)
        return f"{stays}. {self._changes()}" if self._flips else f"{stays}; {_lower(self._changes())}"

    def _best_stays(self, model: str) -> str:
        if self.split == "test":
            return f"Test would choose {model}{self._bounded}{self._by}, before and after relabeling"
        return f"The best model{self._bounded}{self._on_dev}{self._by} stays {model}"

    def _best_changes(self, before: str, after: str) -> str:
        what = f"the model that test would choose{self._bounded}"
        if self.split != "test":
            what = f"the best model{self._bounded} on {splits.phrase(self.split)}"
        return f"Relabeling changes {what}: {self._with_value(after)} instead of {self._with_value(before)}."

    def _best_now(self) -> str:
        best = self.ranking.selected_after
        if best is None:
            return _lower(self._none_selected()).rstrip(".")
        where = "test would choose"
        if self.split != "test":
            where = f"the best model{self._bounded} on {splits.phrase(self.split)} is"
        labels = f"by the labels of {self.done.since}" if self.done.since else "by the given labels"
        return f"{labels} {where} {self._with_value(best)}"

    def _none_selected(self) -> str:
        feasible = [row for row in self.ranking.models if row.feasible]
        reason = "has a value before and after" if feasible else "meets every bound"
        return f"No model {reason}, so none is selected on {splits.phrase(self.split)}."

    def _changes(self) -> str:
        """What relabeling does to the order: the flip that matters most, or that there is none."""
        models = self.ranking.models
        if self._flips:
            ahead, behind = self._ahead_behind(self._flips[0])
            moves = f"Relabeling moves {ahead.model} ahead of {behind.model} on {splits.phrase(self.split)}"
            others = _others(len(self._flips) - 1)
            return f"{moves} ({_step(ahead, behind)}){others and f', and {others}'}."
        moved = sum(row.rank_before != row.rank_after for row in models)
        if moved:
            return f"No two of the {len(models)} models change places, but ties form or break: {_ranks(moved)}."
        return f"Relabeling changes no rank of the {len(models)} models."

    def _other_flips(self, flips: list[PairComparison]) -> list[str]:
        others = _others(len(flips))
        return [f"{others[0].upper()}{others[1:]}."] if others else []

    # What that is worth

    def _told_apart(self) -> Iterator[str]:
        """Whether the set can tell the two models of the headline apart, or the best two if no pair changed places."""
        before, after = self.ranking.selected_before, self.ranking.selected_after
        if before and after and before != after:
            yield self._worth(self._pair(before, after), "They")
        elif self._flips:
            yield self._worth(self._flips[0], "They")
        else:
            yield from self._best_told_apart()

    def _best_told_apart(self) -> Iterator[str]:
        best = self.ranking.selected_after
        rivals = [row for row in self.ranking.models if row.feasible and row.after is not None and row.model != best]
        if best is None:
            return
        if not rivals:
            yield f"{best} is the only model that can be selected."
            return
        rival = min(rivals, key=lambda row: (row.rank_after, row.model)).model
        yield self._worth(self._pair(best, rival), f"{best} and {rival}")

    def _worth(self, pair: PairComparison, subject: str) -> str:
        p = pair.sign_flip_p_after if pair.mcnemar_p_after is None else pair.mcnemar_p_after
        if pair.difference_after is None or pair.holm_p_after is None or p is None:
            return f"{subject} cannot be compared: a value is undefined (0/0)."
        if not pair.difference_after:
            return f"{subject} are tied: this set cannot tell them apart."
        evidence = f"differ by {self._amount(pair.difference_after)} ({self._test(pair, p)})"
        if pair.holm_p_after <= SIGNIFICANT:
            better = pair.a if (pair.difference_after > 0) == self.metric.higher_is_better else pair.b
            return f"{better} is better by more than chance: {'they' if subject == 'They' else subject} {evidence}."
        return f"{subject} {evidence}: this set cannot tell them apart."

    def _amount(self, difference: float) -> str:
        compared = self.ranking.compared
        if self.metric.of_all:
            return f"{counted(round(abs(difference) * compared), 'example')} of {compared:,}"
        return f"{hundredfold(abs(difference), compared)} points of {self.metric.title}"

    def _test(self, pair: PairComparison, p: float) -> str:
        name = "sign-flip" if pair.mcnemar_p_after is None else "McNemar"
        pairs = len(self.ranking.pairs)
        if p > SIGNIFICANT or pairs == 1 or pair.holm_p_after is None:
            return f"{name} p {p_value(p)}"
        return f"{name} p {p_value(p)}, for {pairs:,} pairs {p_value(pair.holm_p_after).removeprefix('= ')}"

    def _ties(self) -> Iterator[str]:
        """A selection that rests on a tie says so."""
        before, after = self.ranking.selected_before, self.ranking.selected_after
        rows = [row for row in self.ranking.models if row.feasible]
        was = [row.model for row in rows if before and row.rank_before == self._row(before).rank_before]
        now = sorted(row.model for row in rows if after and row.rank_after == self._row(after).rank_after)
        if len(was) > 1 and before != after:
            yield f"Before relabeling {listed(was)} tied for best."
        if len(now) > 1:
            yield f"{listed(now)} tie for best; {after} comes first by name only."

    def _excluding_alone(self) -> Iterator[str]:
        """What this round's excluding does by itself, by the labels before on both sides."""
        ranks = self.done.ranks
        moved = [row for row in self.ranking.models if ranks[row.model] != row.rank_before]
        if moved:
            named = [f"{row.model} (rank {ranks[row.model]} → {row.rank_before})" for row in moved[:2]]
            rest = [counted(len(moved) - 2, "other")] if len(moved) > 2 else []
            yield f"Excluding alone, before any correction, moves {listed([*named, *rest])}."

    def _work_done(self) -> str:
        done = self.done
        labels = counted(done.corrected, "label") if done.corrected else "No label"
        examples = counted(done.excluded, "example") if done.excluded else "no example"
        if not done.since:
            return f"{labels} corrected, {examples} excluded; {done.reviewed:,} of {self.ranking.examples:,} reviewed."
        returned = f", {counted(done.returned, 'example')} taken back in" if done.returned else ""
        return f"{labels} changed, {examples} excluded{returned} since {done.since}."

    def _nothing_done(self) -> str:
        if self.done.since:
            return f"Nothing has been corrected or excluded since {self.done.since}"
        if not self.done.reviewed:
            return "Nothing has been reviewed yet"
        return f"Nothing has been corrected or excluded by {counted(self.done.reviewed, 'review')}"

    # What the sentences are made of

    @property
    def _untouched(self) -> bool:
        same = all(row.before == row.after for row in self.ranking.models)
        return same and self.done.untouched

    @property
    def _bounded(self) -> str:
        """Said where a bound keeps some model from being selected."""
        return "" if all(row.feasible for row in self.ranking.models) else " within the bounds"

    @property
    def _on_dev(self) -> str:
        """The pooled set is named by what moved on it."""
        return "" if self.split == splits.POOLED and self._flips else f" on {splits.phrase(self.split)}"

    @property
    def _by(self) -> str:
        return "" if self.metric.name == Error.name else f" by {self.metric.title}"

    @property
    def _flips(self) -> list[PairComparison]:
        """Pairs that change places: those of a selected model first, then the highest ranks."""
        selected = (self.ranking.selected_before, self.ranking.selected_after)

        def importance(pair: PairComparison) -> tuple[bool, list[int], list[int]]:
            rows = [self._row(pair.a), self._row(pair.b)]
            of_best = pair.a in selected or pair.b in selected
            return not of_best, sorted(row.rank_after for row in rows), sorted(row.rank_before for row in rows)

        return sorted((pair for pair in self.ranking.pairs if pair.flipped), key=importance)

    def _flips_but(self, a: str, b: str) -> list[PairComparison]:
        return [pair for pair in self._flips if {pair.a, pair.b} != {a, b}]

    def _ahead_behind(self, pair: PairComparison) -> tuple[ModelRanking, ModelRanking]:
        """Of a pair that changed places, the model now ahead and the one now behind."""
        a, b = self._row(pair.a), self._row(pair.b)
        return (a, b) if a.rank_after < b.rank_after else (b, a)

    def _row(self, model: str) -> ModelRanking:
        return next(row for row in self.ranking.models if row.model == model)

    def _pair(self, a: str, b: str) -> PairComparison:
        return next(pair for pair in self.ranking.pairs if {pair.a, pair.b} == {a, b})

    def _value(self, value: float | None) -> str:
        return "undefined" if value is None else percent(value, self.ranking.compared)

    def _with_value(self, model: str) -> str:
        return f"{model} ({self._value(self._row(model).after)} {self.metric.title})"


def _step(ahead: ModelRanking, behind: ModelRanking) -> str:
    if ahead.rank_before != ahead.rank_after:
        return f"rank {ahead.rank_before} → {ahead.rank_after}"
    return f"{behind.model}: rank {behind.rank_before} → {behind.rank_after}"


def _others(flips: int) -> str:
    if not flips:
        return ""
    return "1 other pair changes places" if flips == 1 else f"{flips:,} other pairs change places"


def _ranks(moved: int) -> str:
    return "1 rank moves" if moved == 1 else f"{moved} ranks move"


def _reviewed(part_of_all: tuple[int, int]) -> str:
    return f"{part_of_all[0]:,} of the {counted(part_of_all[1], 'example')}"


def _lower(sentence: str) -> str:
    """Inside another sentence."""
    return sentence[0].lower() + sentence[1:]
