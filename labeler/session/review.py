"""What stands on every example: what each reviewer said and what it comes to, kept current in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace

from labeler.core.categories import Categories
from labeler.core.dataset import Examples
from labeler.core.decisions import UNDECIDED, UNKNOWN_VIEW, Decision, Resolution, Status, resolve
from labeler.core.log import ADJUDICATION, Event
from labeler.core.working import Labels, patched, resolved
from labeler.store.event_log import decision_of


class Review:
    """Standing decisions and adjudications by example ordinal, and the labels and categories that follow from them."""

    def __init__(self, examples: Examples, standing: Iterable[Event], categories: Categories | None = None) -> None:
        self._examples = examples
        self._categories = categories or Categories()
        self._said: dict[int, dict[str, Decision]] = {}
        self._resolutions: dict[int, Resolution] = {}
        self._unlabeled: set[int] = set()
        self._ticked: dict[int, frozenset[str]] = {}
        self._category_counts: Counter[str] = Counter()
        for event in standing:
            self._put(event)
        for ordinal in list(self._said):
            self._resolve(ordinal)
        self._labels = resolved(examples, self._resolutions)

    def snapshot(self) -> Review:
        """All of it as it stands now, for another thread; what changes in either later, the other doesn't know."""
        twin = copy(self)
        vars(twin).update(
            _said=self._said.copy(),
            _resolutions=self._resolutions.copy(),
            _ticked=self._ticked.copy(),
            _category_counts=self._category_counts.copy(),
            _unlabeled=self._unlabeled.copy(),
        )
        return twin

    @property
    def labels(self) -> Labels:
        """The working labels: an immutable snapshot, brought up to date after a change."""
        if 2 * len(self._unlabeled) > len(self._resolutions):
            self._labels = resolved(self._examples, self._resolutions)
        elif self._unlabeled:
            self._labels = patched(self._examples, self._labels, {row: self.resolution(row) for row in self._unlabeled})
        self._unlabeled.clear()
        return self._labels

    def decisions(self, ordinal: int) -> Mapping[str, Decision]:
        """The standing decision of each reviewer on one example, by the reviewers' names; merged categories as one."""
        said = self._said.get(ordinal, {})
        return {voice: self._current(decision) for voice, decision in said.items() if voice != ADJUDICATION}

    def adjudication(self, ordinal: int) -> Decision | None:
        """What was decided in place of the reviewers, and by whom."""
        said = self._said.get(ordinal, {}).get(ADJUDICATION)
        return said and self._current(said)

    def counting(self, ordinal: int) -> tuple[Decision, ...]:
        """The decisions that give the example its label: its adjudication, else those of all reviewers."""
        adjudication = self.adjudication(ordinal)
        return (adjudication,) if adjudication else tuple(self.decisions(ordinal).values())

    def said(self, ordinal: int) -> tuple[Decision, ...]:
        """Whatever stands on one example, of reviewers and of who adjudicated."""
        return tuple(map(self._current, self._said.get(ordinal, {}).values()))

    def spoken(self) -> Mapping[str, list[int]]:
        """The ordinals that each reviewer's standing verdicts are on; adjudications are nobody's."""
        found: dict[str, list[int]] = {}
        for ordinal, said in self._said.items():
            for voice, decision in said.items():
                if decision.verdict is not None and voice != ADJUDICATION:
                    found.setdefault(voice, []).append(ordinal)
        return found

    def resolution(self, ordinal: int) -> Resolution:
        return self._resolutions.get(ordinal, UNDECIDED)

    def decided(self, ordinal: int) -> bool:
        """Whether anybody has given a verdict."""
        return self.resolution(ordinal).status is not Status.GIVEN

    def blind(self, ordinal: int) -> bool:
        """Whether all verdicts on it, if any, are known to precede a look at the predictions (METHOD 6)."""
        verdicts = [decision for decision in self._said.get(ordinal, {}).values() if decision.verdict is not None]
        return bool(verdicts) and not any({"predictions", UNKNOWN_VIEW} & {*decision.seen} for decision in verdicts)

    def ticked(self, ordinal: int) -> frozenset[str]:
        """Keys of the categories that an example has: those of its adjudication, else of any reviewer."""
        return self._ticked.get(ordinal, frozenset())

    def considered(self, ordinal: int) -> frozenset[str]:
        """Keys of the categories that somebody asked themselves about, ticked or not (METHOD 2).

        A decision that looks at categories at all considers those made before it, and what it ticks.
        """
        places = (decision.considered for decision in self.sorting(ordinal))
        return self.ticked(ordinal).union(self._categories.known_at(max((*filter(None, places), 0))))

    def sorting(self, ordinal: int) -> Sequence[Decision]:
        """Whose word on the categories of an example counts; an adjudication that is silent on them replaces none."""
        said = self._said.get(ordinal, {})
        adjudication = said.get(ADJUDICATION)
        if adjudication and adjudication.categories is not None:
            return (self._current(adjudication),)
        return [self._current(decision) for decision in said.values() if decision.categories is not None]

    def category_count(self, key: str) -> int:
        """How many examples have this category."""
        return self._category_counts[key]

    def ordinals(self) -> Collection[int]:
        """Every example on which something stands."""
        return self._said.keys()

    def update(self, pairs: Iterable[tuple[str, str]], standing: Iterable[Event]) -> tuple[str, ...]:
        """Take over what now stands for some (example id, voice) pairs; the ids touched, each once."""
        touched: dict[str, int] = {}
        for example_id, voice in pairs:
            ordinal = self._examples.ordinal(example_id)
            if ordinal is None:
                continue
            touched[example_id] = ordinal
            self._say(ordinal, voice, None)
        for event in standing:
            self._put(event)
        for ordinal in touched.values():
            self._resolve(ordinal)
        self._unlabeled.update(touched.values())  # the labels of snapshots stay as they are
        return tuple(touched)

    def recategorize(self, categories: Categories) -> tuple[str, ...]:
        """Take over what the categories have become; ids of the examples whose own changed."""
        before, self._categories = self._categories, categories
        if before.targets == categories.targets:
            return ()
        changed = [ordinal for ordinal in list(self._said) if self._tick(ordinal)]
        return tuple(self._examples.ids[ordinal] for ordinal in changed)

    def _put(self, event: Event) -> None:
        ordinal = self._examples.ordinal(event.example_id or "")
        if ordinal is None:
            return
        self._say(ordinal, event.voice, decision_of(event))

    def _say(self, ordinal: int, voice: str, decision: Decision | None) -> None:
        """What is said of an example is made anew, never changed: snapshots share it."""
        said = {name: each for name, each in self._said.get(ordinal, {}).items() if name != voice}
        self._said[ordinal] = said if decision is None else said | {voice: decision}

    def _resolve(self, ordinal: int) -> None:
        """Bring what follows from the decisions on one example up to date."""
        said = dict(sorted(self._said.get(ordinal, {}).items()))
        if said:
            self._said[ordinal] = said
        else:
            self._said.pop(ordinal, None)
        reviewers = (decision for voice, decision in said.items() if voice != ADJUDICATION)
        resolution = resolve(reviewers, self._examples.task, adjudication=said.get(ADJUDICATION))
        if resolution == UNDECIDED:
            self._resolutions.pop(ordinal, None)
        else:
            self._resolutions[ordinal] = resolution
        self._tick(ordinal)

    def _tick(self, ordinal: int) -> bool:
        """Bring an example's categories up to date; whether they changed."""
        before = self._ticked.pop(ordinal, frozenset())
        named = (decision.categories or () for decision in self.sorting(ordinal))
        ticked = frozenset(self._categories.current(key for keys in named for key in keys))
        self._category_counts.subtract(before - ticked)
        self._category_counts.update(ticked - before)
        if ticked:
            self._ticked[ordinal] = ticked
        return ticked != before

    def _current(self, decision: Decision) -> Decision:
        if not decision.categories or self._categories.targets.keys().isdisjoint(decision.categories):
            return decision
        return replace(decision, categories=self._categories.current(decision.categories))
