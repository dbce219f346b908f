"""Which decisions were taken before the rule they rest on changed, and not taken again since (METHOD 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from labeler.core.decisions import Decision
from labeler.core.guidelines import About
from labeler.session.open_project import OpenProject

Subject = tuple[About, str]
"""A class by name, or a category by key."""


class RuleChanges:
    """The last change of each rule, and what it touches, as things stand.

    Of a class: verdicts on examples whose given label, or anybody's corrected one, holds it. Of a category: decisions
    that considered it, ticked or not. An example that somebody has decided since, or considered, is looked at again,
    whoever it was. Choosing other reference examples changes no rule.
    """

    def __init__(self, session: OpenProject) -> None:
        self._session = session
        self._categories = session.known_categories
        self.classes = {name: rule.changed for name, rule in session.log().guidelines().definitions.items()}
        self.categories = {c.key: c.described for c in self._categories.standing if c.described}
        self._newest = {
            "class": max(self.classes.values(), default=0),
            "category": max(self.categories.values(), default=0),
        }
        self._mentioned = cache(session.examples.task.mentioned)  # thousands of examples share a few labels

    def touching(self, ordinal: int) -> Iterator[tuple[Subject, int]]:
        """The rules because of which an example must be looked at again, each with how many decisions it touches."""
        if not self._session.review.decided(ordinal):
            return
        yield from self._classes(ordinal)
        yield from self._of_categories(ordinal)

    def touched(self) -> Counter[Subject]:
        """How many decisions each rule touches."""
        counts: Counter[Subject] = Counter()
        if self.classes or self.categories:
            for ordinal in self._session.review.ordinals():
                for subject, decisions in self.touching(ordinal):
                    counts[subject] += decisions
        return counts

    def precede(self, ordinal: int, decision: Decision) -> bool:
        """Whether a standing decision was taken before a rule changed that it rests on."""
        place = decision.considered
        said = self._session.review.said(ordinal)
        by_class = decision.verdict is not None and any(self._changed_since(decision.told or 0, ordinal, said))
        return by_class or (
            place is not None and any(place <= self.categories[key] for key in self._considered_by(decision))
        )

    def _classes(self, ordinal: int) -> Iterator[tuple[Subject, int]]:
        said = self._session.review.said(ordinal)
        told = [decision.told or 0 for decision in said if decision.verdict is not None]
        for name in self._changed_since(max(told), ordinal, said):
            yield ("class", name), len(told)

    def _of_categories(self, ordinal: int) -> Iterator[tuple[Subject, int]]:
        if not self.categories:
            return
        sorting = self._session.review.sorting(ordinal)
        latest = max((decision.considered or 0 for decision in sorting), default=0)
        if latest > self._newest["category"]:
            return
        for key, decisions in Counter(key for decision in sorting for key in self._considered_by(decision)).items():
            if latest <= self.categories[key]:
                yield ("category", key), decisions

    def _changed_since(self, told: int, ordinal: int, said: Iterable[Decision]) -> Sequence[str]:
        """Classes that labels of an example hold and whose definition changed after a place in the log."""
        if told > self._newest["class"]:
            return ()
        return [name for name in self._held(ordinal, said) if told <= self.classes.get(name, -1)]

    def _held(self, ordinal: int, said: Iterable[Decision]) -> frozenset[str]:
        """Classes that the given label or a corrected one holds."""
        examples = self._session.examples
        held = self._mentioned(examples.task.given(examples.given, ordinal, examples.vocabulary))
        return held.union(*(self._mentioned(decision.label) for decision in said if decision.label))

    def _considered_by(self, decision: Decision) -> frozenset[str]:
        """Keys of the described categories that one decision ticked, or could have."""
        known = self._categories.known_at(decision.considered or 0)
        return known.union(decision.categories or ()).intersection(self.categories)
