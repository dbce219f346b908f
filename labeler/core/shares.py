"""What part of a model's errors something accounts for, and what would be left without it (METHOD 2)."""

from __future__ import annotations

from dataclasses import dataclass

from labeler.core import hypergeometric
from labeler.core.hypergeometric import Interval, Limits


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of the errors ``considered``, which are some of ``errors`` on ``examples``.

    ``random``: those considered are consecutive in ticket order, so they speak for all errors. ``unsure`` more of
    them may count. Rates are proportions of the errors or of the examples; None where nothing was considered.
    """

    count: int
    considered: int
    errors: int
    examples: int
    random: bool = True
    unsure: int = 0

    @property
    def share(self) -> float | None:
        """Of the errors."""
        return self.count / self.considered if self.considered else None

    @property
    def of(self) -> str:
        """``17 of 60``."""
        return f"{self.count:,} of {self.considered:,}"

    @property
    def due(self) -> float | None:
        """The part of the error rate that this accounts for, E · k/n."""
        return self._rate(self.count)

    @property
    def ceiling(self) -> float | None:
        """The error rate left if this were solved whole, E · (1 − k/n)."""
        return self._rate(self.considered - self.count)

    @property
    def limits(self) -> Limits | None:
        """How many of all errors it may be, 95 %, whatever the unsure ones are; None for a hand-picked part."""
        if not (self.considered and self.random):
            return None
        low, _ = hypergeometric.limits(self.count, self.considered, self.errors)
        _, high = hypergeometric.limits(self.count + self.unsure, self.considered, self.errors)
        return low, high

    @property
    def certain(self) -> Limits:
        """How many of all errors it can be at all, whatever was not considered."""
        return self.count, self.errors - self.considered + self.count + self.unsure

    @property
    def interval(self) -> Interval | None:
        """Of the share; it describes the errors of this split, not future ones."""
        return None if self.limits is None else (self.limits[0] / self.errors, self.limits[1] / self.errors)

    @property
    def ceiling_interval(self) -> Interval | None:
        if self.limits is None:
            return None
        low, high = self.limits
        return (self.errors - high) / self.examples, (self.errors - low) / self.examples

    def _rate(self, count: int) -> float | None:
        return self.errors * count / (self.examples * self.considered) if self.considered else None
