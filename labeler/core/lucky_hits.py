"""How much reviewing errors alone may hide: right predictions that agree with an incorrect label (METHOD 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from labeler.core.decisions import DECIDED, Status
from labeler.core.hypergeometric import Limits
from labeler.core.phrases import between, counted, hundredfold, rough_percent
from labeler.core.prefixes import leading
from labeler.core.shares import Share

Mask = NDArray[np.bool_]

_ONE_IN = 100


@dataclass(frozen=True, slots=True)
class LuckyHits:
    """``sample``: of the right predictions' longest decided prefix by ticket, those that turn wrong.

    ``found`` of all turn wrong so far, ``open`` are not settled. The corrected error counts those found alone;
    ``sample.examples`` is what it is of, the examples not excluded.
    """

    sample: Share
    found: int
    open: int

    @classmethod
    def of(cls, wrong_given: Mask, wrong_corrected: Mask, status: NDArray[np.integer[Any]]) -> Self:
        """From arrays by example in ascending ticket order; an example without a label verdict has Status.GIVEN."""
        right = ~wrong_given
        said, turned = status[right], wrong_corrected[right] & (status[right] != Status.EXCLUDED)
        prefix = leading(said != Status.GIVEN)
        sample = Share(
            count=int((prefix & turned).sum()),
            considered=int(prefix.sum()),
            errors=len(said),
            examples=int((status != Status.EXCLUDED).sum()),
            unsure=int((prefix & np.isin(said, (Status.UNSURE, Status.CONFLICT))).sum()),
        )
        return cls(sample, int(turned.sum()), int((~np.isin(said, DECIDED)).sum()))

    @property
    def expected(self) -> float | None:
        """How many more there are among those not settled; None without a sample."""
        share = self.sample.share
        return None if share is None else min(max(share * self.sample.errors - self.found, 0.0), self.open)

    @property
    def limits(self) -> Limits | None:
        """The same, 95 %."""
        if self.sample.limits is None:
            return None
        low, high = (min(max(limit - self.found, 0), self.open) for limit in self.sample.limits)
        return low, high

    def added(self, number: float) -> float | None:
        """By how much ``number`` more would raise the corrected error."""
        return number / self.sample.examples if self.sample.examples else None

    def sentence(self, incorrect_errors: float | None = None) -> str:
        """The size of the effect, empty where every right prediction is settled.

        ``incorrect_errors``, the share of the errors that are incorrectly labeled, serves as a yardstick.
        """
        if not self.open or not self.sample.examples:
            return ""
        return self._estimated() if self.sample.considered else self._unknown(incorrect_errors)

    def to_dict(self) -> dict[str, Any]:
        return {
            "sampled": self.sample.considered,
            "sampled_turned_wrong": self.sample.count,
            "found": self.found,
            "open": self.open,
            "expected": self.expected,
            "limits": self.limits and list(self.limits),
        }

    def _unknown(self, incorrect_errors: float | None) -> str:
        start = (
            f"No right prediction was reviewed at random, so how many of the {self.open:,} not settled are lucky hits "
            "on incorrect labels is not known."
        )
        if self.open < _ONE_IN:
            return f"{start} Each would add {self._points(1)} to the corrected error."
        scale = f"One in {_ONE_IN} would add {self._points(self.open / _ONE_IN)} to the corrected error"
        if not incorrect_errors:
            return f"{start} {scale}."
        share, points = rough_percent(incorrect_errors), self._points(incorrect_errors * self.open)
        return f"{start} {scale}; were they as frequent as incorrect labels among the errors ({share}), {points}."

    def _estimated(self) -> str:
        assert self.limits is not None
        assert self.expected is not None
        sample, (low, high) = self.sample, self.limits
        turned = f"{sample.count or 'none'} turn{'' if sample.count > 1 else 's'} wrong"
        start = f"Of the first {counted(sample.considered, 'right prediction')} by ticket {turned}: "
        if not self.expected:
            return f"{start}at most {high:,} more of the {self.open:,} not settled, {self._points(high)} of error."
        points = between(*(self._hundredfold(limit) for limit in self.limits))
        return (
            f"{start}about {self.expected:,.0f} more ({between(f'{low:,}', f'{high:,}')}) are to be expected of the "
            f"{self.open:,} not settled, {self._points(self.expected)} of error ({points})."
        )

    def _points(self, number: float) -> str:
        points = self._hundredfold(number)
        return f"{points} point" if points == "1" else f"{points} points"

    def _hundredfold(self, number: float) -> str:
        return hundredfold(number / self.sample.examples, self.sample.examples)
