"""Error categories: what the events that make, rename, describe and merge them come to (METHOD 2)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from labeler.core.log import Event

FIELDS = ("name", "description", "merged_into", "before")
"""What an event may say of a category; ``before``: the key that it comes before from now on, empty for the last."""


@dataclass(frozen=True, slots=True)
class Category:
    """An error category: ``key`` never changes, ``name`` may.

    ``since`` is the lamport of the event that made it: decisions before that could not consider it.
    ``merged_into`` is the key of the category that its ticks count as. ``described`` is the lamport of the last event
    that changed its description, 0 where it never had one.
    """

    key: str
    name: str
    description: str = ""
    since: int = 0
    merged_into: str | None = None
    described: int = 0


@dataclass(frozen=True)
class Categories:
    """Every category in the order they were made, also those merged into others; ``order`` is that of their columns.

    Merging says that two are one: whoever ticked or considered either has ticked or considered both, and the one
    that is left has been there since the first of them was. It keeps its own description; only where it never had one
    it takes over that of the first merged into it. Two that come to bear one name, case ignored, because people named
    them apart from each other, are one as well.
    """

    made: tuple[Category, ...] = ()
    order: tuple[str, ...] = ()

    @classmethod
    def of(cls, events: Iterable[Event]) -> Self:
        """From the standing category events, in the order of the log; an event changes only what it mentions.

        Of merges that would run in a circle, recorded apart from each other, the later one is ignored.
        """
        told: dict[str, dict[str, str]] = {}
        order: list[str] = []
        since: dict[str, int] = {}
        described: dict[str, int] = {}
        for event in events:
            key = event.payload["key"]
            said = {field: event.payload[field] for field in FIELDS if field in event.payload}
            if "merged_into" in said and key in _chain(said["merged_into"], told):
                del said["merged_into"]
            if "name" in said and key not in since:
                since[key] = event.lamport
                order.append(key)
            if "before" in said:
                _move(key, said.pop("before"), order)
            before = told.setdefault(key, {})
            if said.get("description", before.get("description")) != before.get("description"):
                described[key] = event.lamport
            before.update(said)
        made = [Category(key, since=since[key], described=described.get(key, 0), **told[key]) for key in since]
        return cls(_united(made), tuple(order))

    @cached_property
    def standing(self) -> tuple[Category, ...]:
        """Those to tick, all but the merged ones: as they were made, where nobody moved them."""
        places = {key: place for place, key in enumerate(self.order)}
        standing = (category for category in self.made if category.merged_into is None)
        return tuple(sorted(standing, key=lambda category: places.get(category.key, len(places))))

    @cached_property
    def targets(self) -> Mapping[str, str]:
        """What a merged key counts as: the key of a standing category."""
        return {category.key: category.merged_into for category in self.made if category.merged_into is not None}

    def current(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The keys with merged ones resolved, each once, in their order."""
        return tuple(dict.fromkeys(self.targets.get(key, key) for key in keys))

    def key(self, name: str) -> str | None:
        """The standing category of this name, which may be one it had first or before it was merged; case is ignored.

        So a table that was written before a category was renamed or merged still says what it said.
        """
        return self._names.get(name.casefold())

    def standing_for(self, key: str) -> Category:
        """The standing category of this key, or that it was merged into; raises KeyError for an unknown one."""
        return self._standing_by_key[self.targets.get(key, key)]

    def known_at(self, lamport: int) -> frozenset[str]:
        """Keys of the standing categories made before this place in the log."""
        made, known = self._eras
        return known[bisect_left(made, lamport)]

    @cached_property
    def _names(self) -> Mapping[str, str]:
        former = {text.casefold(): c.merged_into or c.key for c in self.made[::-1] for text in (c.name, c.key)}
        return former | {category.name.casefold(): category.key for category in self.standing}

    @cached_property
    def _standing_by_key(self) -> Mapping[str, Category]:
        return {category.key: category for category in self.standing}

    @cached_property
    def _eras(self) -> tuple[list[int], list[frozenset[str]]]:
        """Lamports at which categories were made, ascending, and the keys known before the first, second, …, ever."""
        ordered = sorted(self.standing, key=lambda category: category.since)
        keys = [category.key for category in ordered]
        return [category.since for category in ordered], [frozenset(keys[:n]) for n in range(len(keys) + 1)]


def _move(key: str, before: str, order: list[str]) -> None:
    """Nothing happens where one of the two isn't there, as its making was taken back."""
    if key == before or not {key, before or key} <= {*order}:
        return
    order.remove(key)
    order.insert(order.index(before) if before else len(order), key)


def _chain(key: str, told: Mapping[str, Mapping[str, str]]) -> list[str]:
    """A key and those it was merged into, one after the other."""
    chain = [key]
    while "merged_into" in told.get(chain[-1], {}):
        chain.append(told[chain[-1]]["merged_into"])
    return chain


def _united(made: list[Category]) -> tuple[Category, ...]:
    """Every category with its merge resolved to the end of the chain, as far as that is known, and namesakes merged."""
    known = {category.key: category for category in made}
    ends = {category.key: _end(category, known) for category in made}
    namesakes: dict[str, str] = {}
    for category in made:
        if ends[category.key] is category:
            namesakes.setdefault(category.name.casefold(), category.key)
    into = {key: namesakes[end.name.casefold()] for key, end in ends.items()}
    since: dict[str, int] = {}
    for category in sorted(made, key=lambda category: category.since):
        since.setdefault(into[category.key], category.since)
    lent = {into[category.key]: category for category in reversed(made) if category.described}

    def settled(category: Category) -> Category:
        if into[category.key] != category.key:
            return replace(category, merged_into=into[category.key])
        source = category if category.described else lent.get(category.key, category)
        own = replace(category, description=source.description, described=source.described)
        return replace(own, since=since[category.key], merged_into=None)

    return tuple(map(settled, made))


def _end(category: Category, known: Mapping[str, Category]) -> Category:
    while into := known.get(category.merged_into or ""):
        category = into
    return category
