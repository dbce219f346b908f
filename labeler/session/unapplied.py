"""What applying would bring beyond the last version (METHOD 4)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.decisions import Status
from labeler.core.working import Labels
from labeler.session import releases
from labeler.session.open_project import OpenProject

_NOTHING_DONE = "No label is corrected and no example excluded yet."


@dataclass(frozen=True, slots=True)
class Unapplied:
    """Examples whose label the next version would have otherwise than ``version``, 0 for the given labels.

    ``restored`` ones have their given label again, or are no longer excluded.
    """

    version: int
    corrected: int
    excluded: int
    restored: int

    @property
    def count(self) -> int:
        return self.corrected + self.excluded + self.restored

    @property
    def why_not(self) -> str:
        """Why there is nothing to apply, in a sentence; empty where there is."""
        if self.count:
            return ""
        return f"Nothing has changed since version {self.version}." if self.version else _NOTHING_DONE

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def unapplied(session: OpenProject) -> Unapplied:
    """Of the working labels."""
    number = releases.latest(session)
    was, now = releases.labels_of(session, number), session.review.labels
    changed = (Status.CORRECTED, Status.EXCLUDED)
    excluded = (now.status == Status.EXCLUDED) & (was.status != Status.EXCLUDED)
    restored = np.isin(was.status, changed) & ~np.isin(now.status, changed)
    return Unapplied(number, _newly_corrected(was, now), int(excluded.sum()), int(restored.sum()))


def _newly_corrected(was: Labels, now: Labels) -> int:
    before, after = was.status == Status.CORRECTED, now.status == Status.CORRECTED
    return int((after & ~before).sum()) + _differing(was, now, np.flatnonzero(after & before))


def _differing(was: Labels, now: Labels, rows: NDArray[np.intp]) -> int:
    """How many of these rows have another label; halved until a part is the same, for few are not."""
    if not len(rows) or was.truth.taken(rows).same_as(now.truth.taken(rows)):
        return 0
    if len(rows) == 1:
        return 1
    middle = len(rows) // 2
    return _differing(was, now, rows[:middle]) + _differing(was, now, rows[middle:])
