"""Scales of charts: round ticks, and labels that keep out of each other's way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Axis:
    """``low`` and ``high`` of the quantity lie at ``start`` and ``stop`` of the painting."""

    low: float
    high: float
    start: float
    stop: float

    def place(self, value: float) -> float:
        span = self.high - self.low
        return self.start + (self.stop - self.start) * ((value - self.low) / span if span else 0.5)

    def ticks(self, most: int) -> list[float]:
        """At most so many, at least 2, round and within the axis."""
        step = round_step(self.high - self.low, most)
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return [number * step for number in range(first, last + 1)]


def round_step(span: float, most: int) -> float:
    """1, 2 or 5 times a power of ten, so that at most ``most`` of it make the span."""
    if span <= 0:
        return 1.0
    power = 10.0 ** floor(log10(span / max(most, 1)))
    return next(step * power for step in _STEPS if step * power * max(most, 1) >= span * (1 - 1e-9))


def tick_text(value: float, step: float) -> str:
    """Of a proportion, in percent, with the digits that its step needs."""
    return f"{100 * value:.{max(-floor(log10(100 * step) + 1e-9), 0)}f} %"


def spread(places: Sequence[float], pitch: float, *, low: float, high: float) -> list[float]:
    """The places, ascending, moved as little as need be to lie ``pitch`` apart within ``low`` and ``high``.

    Where they have no room all together, they lie closer, evenly.
    """
    if not places:
        return []
    pitch = min(pitch, (high - low) / max(len(places) - 1, 1))
    groups: list[tuple[float, int]] = []  # the sum of where their first would be best, and how many
    for rank, place in enumerate(places):
        groups.append((place - rank * pitch, 1))
        while len(groups) > 1 and groups[-2][0] / groups[-2][1] > groups[-1][0] / groups[-1][1]:
            total, number = groups.pop()
            groups[-1] = (groups[-1][0] + total, groups[-1][1] + number)
    firsts = [total / number for total, number in groups for _ in range(number)]
    last = high - (len(places) - 1) * pitch
    return [min(max(first, low), last) + rank * pitch for rank, first in enumerate(firsts)]
