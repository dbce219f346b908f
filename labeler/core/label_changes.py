"""What became of the labels between two versions of them (METHOD 4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from labeler.core.decisions import Status
from labeler.core.truth import UNKNOWN, ClassTruth, MultilabelTruth, TranscriptTruth, Truth
from labeler.core.working import Labels

Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]


class ChangeKind(IntEnum):
    """What became of one example; each has exactly one, and STATUS_ONLY leaves its label and every figure alone."""

    NEWLY_CORRECTED = 0
    CHANGED_OTHERWISE = 1
    TAKEN_BACK = 2
    NEWLY_EXCLUDED = 3
    NO_LONGER_EXCLUDED = 4
    STATUS_ONLY = 5

    @property
    def key(self) -> str:
        """The name in JSON."""
        return self.name.lower()

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    ChangeKind.NEWLY_CORRECTED: "newly corrected",
    ChangeKind.CHANGED_OTHERWISE: "corrected otherwise",
    ChangeKind.TAKEN_BACK: "taken back",
    ChangeKind.NEWLY_EXCLUDED: "newly excluded",
    ChangeKind.NO_LONGER_EXCLUDED: "no longer excluded",
    ChangeKind.STATUS_ONLY: "status only",
}


@dataclass(frozen=True, eq=False)
class LabelChanges:
    """``rows`` are the ordinals whose label or status differs, ascending; ``kinds`` the ChangeKind of each."""

    rows: Rows
    kinds: NDArray[np.int8]


def relabeled(before: Labels, after: Labels) -> Mask:
    """Mask of the examples whose label differs; leaving the figures, or coming back to them, is none."""
    was, now = before.status == Status.CORRECTED, after.status == Status.CORRECTED
    differ: Mask = was ^ now
    both = np.flatnonzero(was & now)
    differ[both] = _differ(before.truth, after.truth, both)
    return differ


def label_changes(before: Labels, after: Labels) -> LabelChanges:
    """Compares two versions of the labels of the same examples."""
    was, now = before.status, after.status
    both = (was == Status.CORRECTED) & (now == Status.CORRECTED)  # only there can labels differ, and statuses not
    corrected = np.flatnonzero(both)
    otherwise = np.zeros(len(was), np.bool_)
    otherwise[corrected[_differ(before.truth, after.truth, corrected)]] = True
    rows = np.flatnonzero(otherwise | (was != now))
    return LabelChanges(rows, _kinds(was[rows], now[rows]))


def _kinds(was: NDArray[np.int8], now: NDArray[np.int8]) -> NDArray[np.int8]:
    """Of examples that differ. Leaving the figures, or coming back to them, is more than a change of label."""
    corrected, excluded = Status.CORRECTED, Status.EXCLUDED
    conditions = [now == excluded, was == excluded, (was == corrected) & (now == corrected), now == corrected]
    kinds = [
        ChangeKind.NEWLY_EXCLUDED,
        ChangeKind.NO_LONGER_EXCLUDED,
        ChangeKind.CHANGED_OTHERWISE,
        ChangeKind.NEWLY_CORRECTED,
    ]
    rest = np.where(was == corrected, ChangeKind.TAKEN_BACK, ChangeKind.STATUS_ONLY)
    return np.select(conditions, kinds, rest).astype(np.int8)


def _differ(a: Truth, b: Truth, rows: Rows) -> Mask:
    """Of those rows, mask of the ones whose labels differ."""
    if isinstance(a, ClassTruth) and isinstance(b, ClassTruth):
        return _classes_differ(a, b, rows)
    if isinstance(a, MultilabelTruth) and isinstance(b, MultilabelTruth):
        width = max(a.values.shape[1], b.values.shape[1])
        differ: Mask = (_padded(a.values[rows], width) != _padded(b.values[rows], width)).any(axis=1)
        return differ
    assert isinstance(a, TranscriptTruth)
    assert isinstance(b, TranscriptTruth)
    return np.array([a.references(row) != b.references(row) for row in rows.tolist()], np.bool_)


def _classes_differ(a: ClassTruth, b: ClassTruth, rows: Rows) -> Mask:
    differ: Mask = a.codes[rows] != b.codes[rows]
    sets = a.acceptable.keys() | b.acceptable.keys()
    if sets:
        for place in np.flatnonzero(np.isin(rows, np.fromiter(sets, np.intp, len(sets)))).tolist():
            row = int(rows[place])
            differ[place] = a.accepted(row) != b.accepted(row)
    return differ


def _padded(values: NDArray[np.int8], width: int) -> NDArray[np.int8]:
    """A label that came later is unknown of every example before."""
    return np.pad(values, ((0, 0), (0, width - values.shape[1])), constant_values=UNKNOWN)
