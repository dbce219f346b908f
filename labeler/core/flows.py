"""Where a model's right and wrong predictions go when labels are corrected (METHOD 3)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from labeler.core.decisions import DECIDED, Status

Mask = NDArray[np.bool_]

LOWER_BOUND = "a lower bound: only errors were reviewed"
NO_ESTIMATE = "neither bound nor estimate; see the estimate"


@dataclass(frozen=True, slots=True)
class Flows:
    """Counts of examples by a model's being wrong or right before and after correction.

    The four flows are of the examples not excluded; ``reviewed`` and ``total`` are of all, by the given labels, so
    that excluded ones make up the difference. Of the reviewed ones those neither unsure nor in conflict are
    ``decided``.
    """

    wrong_to_right: int
    wrong_to_wrong: int
    right_to_wrong: int
    right_to_right: int
    excluded_right: int
    excluded_wrong: int
    reviewed_right: int
    total_right: int
    reviewed_wrong: int
    total_wrong: int
    decided_right: int
    decided_wrong: int

    @classmethod
    def of(cls, wrong_given: Mask, wrong_corrected: Mask, status: NDArray[np.integer[Any]]) -> Self:
        """From arrays by example; an example without a label verdict has Status.GIVEN."""
        reviewed, kept, decided = status != Status.GIVEN, status != Status.EXCLUDED, np.isin(status, DECIDED)

        def count(mask: Mask) -> int:
            return int(np.count_nonzero(mask))

        return cls(
            wrong_to_right=count(wrong_given & ~wrong_corrected & kept),
            wrong_to_wrong=count(wrong_given & wrong_corrected & kept),
            right_to_wrong=count(~wrong_given & wrong_corrected & kept),
            right_to_right=count(~wrong_given & ~wrong_corrected & kept),
            excluded_right=count(~wrong_given & ~kept),
            excluded_wrong=count(wrong_given & ~kept),
            reviewed_right=count(~wrong_given & reviewed),
            total_right=count(~wrong_given),
            reviewed_wrong=count(wrong_given & reviewed),
            total_wrong=count(wrong_given),
            decided_right=count(~wrong_given & decided),
            decided_wrong=count(wrong_given & decided),
        )

    @property
    def included(self) -> int:
        return self.wrong_to_right + self.wrong_to_wrong + self.right_to_wrong + self.right_to_right

    def share(self, count: int) -> float | None:
        """One of the flows as a part of the examples included."""
        return count / self.included if self.included else None

    @property
    def corrected_error(self) -> float | None:
        return self.share(self.wrong_to_wrong + self.right_to_wrong)

    @property
    def caveat(self) -> str | None:
        """What every figure with corrected labels must carry; see ``one_sided_review``."""
        return one_sided_review(
            reviewed_wrong=self.decided_wrong,
            total_wrong=self.total_wrong,
            reviewed_right=self.decided_right,
            total_right=self.total_right,
        )

    def to_dict(self) -> dict[str, int]:
        return asdict(self)


def one_sided_review(*, reviewed_wrong: int, total_wrong: int, reviewed_right: int, total_right: int) -> str | None:
    """What a corrected error is where errors but no right predictions were reviewed: words to follow "is".

    Lucky hits on incorrect labels stay then. Only decided examples count as reviewed: one unsure or in conflict may
    still turn. None where right predictions were reviewed too, or nothing was.
    """
    if reviewed_right or not total_right or not reviewed_wrong:
        return None
    return LOWER_BOUND if reviewed_wrong == total_wrong else NO_ESTIMATE
