"""Which part of a recording lies in view, and what its times are called. Arithmetic only."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

_SMALLEST_SPAN = 0.002  # seconds
_STEPS = (1, 2, 5)
_LONG_STEPS = (10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """Seconds: from ``start`` to ``stop`` of a recording of ``length``."""

    length: float
    start: float
    stop: float

    @classmethod
    def whole(cls, length: float) -> TimeSpan:
        return cls(length, 0.0, length)

    @property
    def seconds(self) -> float:
        return self.stop - self.start

    @property
    def is_whole(self) -> bool:
        return self.seconds >= self.length

    def share(self, seconds: float) -> float:
        """Where a time lies across the view: 0 at its left edge, 1 at its right."""
        return (seconds - self.start) / self.seconds if self.seconds > 0 else 0.0

    def at(self, share: float) -> float:
        """The time there, held within the recording."""
        return min(max(self.start + share * self.seconds, 0.0), self.length)

    def zoomed(self, factor: float, share: float) -> TimeSpan:
        """``factor`` above 1 shows less; the time at ``share`` stays where it is."""
        seconds = min(max(self.seconds / factor, min(_SMALLEST_SPAN, self.length)), self.length)
        return self._moved(self.start + share * (self.seconds - seconds), seconds)

    def panned(self, share: float) -> TimeSpan:
        """By a part of what is in view, to later times where positive."""
        return self._moved(self.start + share * self.seconds, self.seconds)

    def showing(self, seconds: float) -> TimeSpan:
        """Itself where that time is in view; else turned over like a page."""
        if self.start <= seconds <= self.stop or self.is_whole:
            return self
        return self._moved(seconds - 0.02 * self.seconds, self.seconds)

    def _moved(self, start: float, seconds: float) -> TimeSpan:
        held = min(max(start, 0.0), max(self.length - seconds, 0.0))
        return replace(self, start=held, stop=min(held + seconds, self.length))


def ticks(span: TimeSpan, most: int) -> tuple[list[float], float]:
    """Round times in view, at most ``most`` of them, and the step between them."""
    if span.seconds <= 0 or most < 1:
        return [], 1.0
    step = round_step(span.seconds / most)
    first, last = math.ceil(span.start / step - 1e-9), math.floor(span.stop / step + 1e-9)
    return [place * step for place in range(first, last + 1)], step


def round_step(least: float) -> float:
    """The smallest round step not below: 1, 2 or 5 times a power of ten, then halves and quarters of minutes."""
    if least > 5:
        return next((float(step) for step in _LONG_STEPS if step >= least), math.ceil(least / 14400) * 14400.0)
    power = 10.0 ** math.floor(math.log10(least))
    return next((step * power for step in _STEPS if step * power >= least * (1 - 1e-9)), 10 * power)


def time_text(seconds: float, digits: int = 2) -> str:
    """As a clock shows it: "0:01.24", "12:07.50", "1:02:03.00"."""
    units = round(seconds * 10**digits)
    whole, part = divmod(units, 10**digits)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return f"{clock}.{part:0{digits}}" if digits else clock


def digits_for(step: float) -> int:
    """How many digits after the second tell ticks so far apart from each other."""
    return max(0, -math.floor(math.log10(step) + 1e-9)) if step < 1 else 0
