"""Class labels as codes into an append-only vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

MISSING = -1


@dataclass(frozen=True)
class Vocabulary:
    """The classes in order; a class is only ever appended, so a code never changes its meaning."""

    names: tuple[str, ...]

    @cached_property
    def codes(self) -> Mapping[str, int]:
        return {name: code for code, name in enumerate(self.names)}

    def __len__(self) -> int:
        return len(self.names)

    def extended(self, names: Iterable[str]) -> Vocabulary:
        fresh = dict.fromkeys(name for name in names if name not in self.codes)
        return Vocabulary((*self.names, *fresh)) if fresh else self

    def near_equal(self) -> list[tuple[str, ...]]:
        """Groups of names that differ only by case or inner white space."""
        groups: dict[str, list[str]] = {}
        for name in self.names:
            groups.setdefault(" ".join(name.casefold().split()), []).append(name)
        return [tuple(group) for group in groups.values() if len(group) > 1]
