"""How long an example has been looked at; a person who walked away isn't looking."""

from __future__ import annotations

import time
from collections.abc import Callable

from labeler.core.pace import LONGEST


class Attention:
    """Time passes between one sign of the person and the next, up to LONGEST; ``clock`` counts in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seconds = 0.0
        self._since: float | None = None
        self._begun = False

    def begin(self) -> None:
        """Another example comes into view."""
        self._seconds, self._since, self._begun = 0.0, self._clock(), True

    def sign(self) -> None:
        """The person did something; after a pause they are back."""
        self.pause()
        self._since = self._clock()

    def pause(self) -> None:
        """Nobody is looking until the next sign."""
        if self._since is not None:
            self._seconds += min(self._clock() - self._since, LONGEST)
            self._since = None

    def is_running(self) -> bool:
        """Whether an example was begun and not ended."""
        return self._begun

    def end(self) -> float:
        """The seconds since it began."""
        self.pause()
        self._begun = False
        return self._seconds
