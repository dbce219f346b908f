"""What stands on every example: the decisions of each reviewer and what they come to, kept current in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from labeler.core.dataset import Examples
from labeler.core.decisions import UNDECIDED, Decision, Resolution, Status, resolve
from labeler.core.log import Event
from labeler.core.working import Labels, resolved
from labeler.store.event_log import decision_of


class Review:
    """Standing decisions by example ordinal and reviewer, and the labels that follow from them."""

    def __init__(self, examples: Examples, standing: Iterable[Event]) -> None:
        self._examples = examples
        self._decisions: dict[int, dict[str, Decision]] = {}
        self._resolutions: dict[int, Resolution] = {}
        self._labels: Labels | None = None
        self._ticked: dict[int, frozenset[str]] = {}
        self._category_counts: Counter[str] = Counter()
        for event in standing:
            self._put(event)
        for ordinal in self._decisions:
            self._resolve(ordinal)

    @property
    def labels(self) -> Labels:
        """The working labels: an immutable snapshot, made anew after a change."""
        if self._labels is None:
            self._labels = resolved(self._examples, self._resolutions)
        return self._labels

    def decisions(self, ordinal: int) -> Mapping[str, Decision]:
        """The standing decision of each reviewer on one example, by the reviewers' names."""
        return self._decisions.get(ordinal, {})

    def resolution(self, ordinal: int) -> Resolution:
        return self._resolutions.get(ordinal, UNDECIDED)

    def decided(self, ordinal: int) -> bool:
        """Whether anybody has given a verdict."""
        return self.resolution(ordinal).status is not Status.GIVEN

    def category_count(self, key: str) -> int:
        """Examples on which a standing decision ticks this category."""
        return self._category_counts[key]

    def ordinals(self) -> Collection[int]:
        """Every example on which something stands."""
        return self._decisions.keys()

    def update(self, pairs: Iterable[tuple[str, str]], standing: Iterable[Event]) -> tuple[str, ...]:
        """Take over what now stands for some (example id, reviewer) pairs; the ids touched, each once."""
        touched: dict[str, int] = {}
        for example_id, reviewer in pairs:
            ordinal = self._examples.ordinal(example_id)
            if ordinal is None:
                continue
            touched[example_id] = ordinal
            self._decisions.get(ordinal, {}).pop(reviewer, None)
        for event in standing:
            self._put(event)
        for ordinal in touched.values():
            self._resolve(ordinal)
        self._labels = None
        return tuple(touched)

    def _put(self, event: Event) -> None:
        ordinal = self._examples.ordinal(event.example_id or "")
        if ordinal is None:
            return
        self._decisions.setdefault(ordinal, {})[event.reviewer] = decision_of(event)

    def _resolve(self, ordinal: int) -> None:
        """Bring what follows from the decisions on one example up to date."""
        decisions = dict(sorted(self._decisions.get(ordinal, {}).items()))
        if decisions:
            self._decisions[ordinal] = decisions
        else:
            self._decisions.pop(ordinal, None)
        resolution = resolve(decisions.values(), self._examples.task)
        if resolution == UNDECIDED:
            self._resolutions.pop(ordinal, None)
        else:
            self._resolutions[ordinal] = resolution
        ticked = frozenset(key for decision in decisions.values() for key in decision.categories or ())
        self._category_counts.subtract(self._ticked.pop(ordinal, ()))
        self._category_counts.update(ticked)
        if ticked:
            self._ticked[ordinal] = ticked
