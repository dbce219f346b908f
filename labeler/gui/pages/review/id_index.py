"""Which examples have a few letters in their id, among a million as among ten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np


class IdIndex:
    """Case is ignored. The ids are joined once, when first searched: control characters, such as the one between
    them, are in no id.
    """

    def __init__(self, ids: Sequence[str]) -> None:
        self._ids = ids

    def find(self, query: str, *, limit: int) -> list[int]:
        """Places of at most ``limit`` ids: the one it is, those that begin with it, those that contain it."""
        wanted = query.strip().casefold()
        if not wanted or "\n" in wanted:
            return []
        found: dict[int, None] = {}
        for part in (f"\n{wanted}\n", f"\n{wanted}", wanted):
            for place in self._places(part):
                found[place] = None
                if len(found) >= limit:
                    return list(found)
        return list(found)

    @cached_property
    def _text(self) -> str:
        return "\n".join(["", *self._ids, ""]).casefold()

    @cached_property
    def _ends(self) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """Where each id ends in the text, behind its last letter."""
        letters = np.frombuffer(self._text.encode("utf-32-le"), np.uint32)
        return np.flatnonzero(letters == ord("\n"))[1:]

    def _places(self, part: str) -> Iterator[int]:
        """The ids that ``part`` is in, each once, in their order."""
        at = self._text.find(part)
        while at >= 0:
            inside = at + 1 if part.startswith("\n") else at
            place = int(np.searchsorted(self._ends, inside))
            yield place
            at = self._text.find(part, int(self._ends[place]))
