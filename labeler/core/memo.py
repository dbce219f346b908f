"""What was computed of things that never change, kept while there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from numpy.typing import NDArray

A = TypeVar("A", bound=NDArray[Any])


class Memo:
    """Arrays by key, up to ``room`` bytes; those not asked for longest go first. Shared by threads."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._kept: OrderedDict[Hashable, NDArray[Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], A]) -> A:
        """The array of that key, read-only; made outside the lock, so that two threads may both make it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[return-value]
        made = make()
        made.flags.writeable = False
        with self._lock:
            self._kept[key] = made
            while self._size() > self._room and len(self._kept) > 1:
                self._kept.popitem(last=False)
        return made

    def _size(self) -> int:
        return sum(array.nbytes for array in self._kept.values())
