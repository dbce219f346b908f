"""Which frames of a recording are played one after another. Arithmetic only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Course:
    """From frame ``start`` to, not including, ``stop``; round and round ``loop`` where there is one.

    A loop that lies ahead is reached by playing up to its end; one that lies behind is gone back to.
    """

    start: int
    stop: int
    loop: tuple[int, int] | None = None

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Of frames, from and up to; without end in a loop."""
        if self.loop is None:
            if self.start < self.stop:
                yield self.start, self.stop
            return
        yield self._lead_in, self.loop[1]
        while True:
            yield self.loop

    def at(self, played: float) -> float:
        """The frame that comes after so many played ones."""
        if self.loop is None:
            return min(self.start + played, float(self.stop))
        first, last = self.loop
        place = self._lead_in + played
        return place if place < last else first + (place - last) % (last - first)

    @property
    def _lead_in(self) -> int:
        assert self.loop is not None
        return self.start if self.start < self.loop[1] else self.loop[0]
