"""What differs between any two of the given labels, the applied versions and the working labels (METHOD 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.dataset import Examples
from labeler.core.decisions import Decision, Status
from labeler.core.label_changes import ChangeKind, label_changes
from labeler.core.log import Fold
from labeler.core.phrases import listed
from labeler.core.splits import SPLITS
from labeler.core.working import Labels
from labeler.session import releases
from labeler.session.open_project import OpenProject
from labeler.session.results import frame
from labeler.session.review import Review
from labeler.store.versions import read_versions

if TYPE_CHECKING:
    import pandas as pd

Rows = NDArray[np.intp]
Counting = Callable[[int], Sequence[Decision]]
Deciders = Callable[[int], tuple[str, ...]]

WORKING = "working"


@dataclass(frozen=True, slots=True)
class ChangedExample:
    """One example whose label or status differs; a label is None where the example is excluded.

    ``decided_by`` are those whose word it is: after the change, or, of what was taken back, before it.
    """

    example_id: str
    split: str
    kind: ChangeKind
    from_label: str | None
    from_status: Status
    to_label: str | None
    to_status: Status
    decided_by: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "example_id": self.example_id,
            "split": self.split,
            "kind": self.kind.key,
            "from_label": self.from_label,
            "from_status": self.from_status.name.lower(),
            "to_label": self.to_label,
            "to_status": self.to_status.name.lower(),
            "decided_by": list(self.decided_by),
        }


@dataclass(frozen=True, eq=False)
class VersionChanges:
    """``rows`` are the ordinals of the examples that differ, ascending; ``kinds`` the ChangeKind of each.

    Texts, and who decided, are told one example at a time, so that a list of any length shows at once.
    """

    before: int | str
    after: int | str
    rows: Rows
    kinds: NDArray[np.int8]
    _examples: Examples
    _labels: tuple[Labels, Labels]
    _deciders: Deciders

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def task(self) -> str:
        """By which labels are read."""
        return self._examples.task.name

    @cached_property
    def splits(self) -> NDArray[np.int8]:
        """Of each of ``rows``, as an index into SPLITS."""
        return self._examples.splits[self.rows]

    def counts(self, split: str | None = None) -> dict[ChangeKind, int]:
        """How many examples of a split, or of all, there are of each kind."""
        counts = self._tally.sum(axis=0) if split is None else self._tally[SPLITS.index(split)]
        return dict(zip(ChangeKind, counts.tolist(), strict=True))

    def by_split(self) -> dict[str, dict[ChangeKind, int]]:
        """``counts`` of every split of the project."""
        return {split: self.counts(split) for split in self._examples.split_sizes}

    @property
    def sentence(self) -> str:
        """What changes, in words and numbers."""
        counts = self.counts()
        only = counts.pop(ChangeKind.STATUS_ONLY)
        labels = [f"{count:,} {kind.words}" for kind, count in counts.items() if count]
        changed = f": {listed(labels)}" if labels else " no label changes"
        status = f"; {only:,} more {'differs' if only == 1 else 'differ'} in status only" if only else ""
        status = status if labels else status.replace(" more", "")
        return f"From {named(self.before)} to {named(self.after)}{changed}{status}."

    def example(self, place: int) -> ChangedExample:
        """The example at a place of ``rows``."""
        row = int(self.rows[place])
        (was, from_label), (now, to_label) = (self._side(labels, row) for labels in self._labels)
        return ChangedExample(
            example_id=self._examples.ids[row],
            split=SPLITS[int(self._examples.splits[row])],
            kind=ChangeKind(int(self.kinds[place])),
            from_label=from_label,
            from_status=was,
            to_label=to_label,
            to_status=now,
            decided_by=self._deciders(row),
        )

    def to_dict(self) -> dict[str, Any]:
        return {
            "from": self.before,
            "to": self.after,
            "counts": _keyed(self.counts()),
            "splits": {split: _keyed(counts) for split, counts in self.by_split().items()},
            "examples": [self.example(place).to_dict() for place in range(len(self))],
        }

    def to_frame(self) -> pd.DataFrame:
        """One row an example that differs."""
        rows = (self.example(place).to_dict() for place in range(len(self)))
        return frame([row | {"decided_by": ", ".join(row["decided_by"])} for row in rows])

    @cached_property
    def _tally(self) -> NDArray[np.int64]:
        """By split and kind."""
        cells = self.splits.astype(np.int64) * len(ChangeKind) + self.kinds
        return np.bincount(cells, minlength=len(SPLITS) * len(ChangeKind)).reshape(len(SPLITS), len(ChangeKind))

    def _side(self, labels: Labels, row: int) -> tuple[Status, str | None]:
        status = Status(int(labels.status[row]))
        if status is Status.EXCLUDED:
            return status, None
        return status, self._examples.task.given(labels.truth, row, self._examples.vocabulary)


def version_changes(session: OpenProject, before: int | str, after: int | str) -> VersionChanges:
    """Between two of 0 (given), N and "working"; raises LabelerError for a version that there isn't."""
    labels = releases.labels_of(session, before), releases.labels_of(session, after)
    found = label_changes(*labels)
    deciders = _deciders(session, found.rows, before=before, after=after)
    return VersionChanges(before, after, found.rows, found.kinds, session.examples, labels, deciders)


def named(version: int | str) -> str:
    """``the given labels``, ``version 3``, ``the working labels``."""
    if version == WORKING:
        return "the working labels"
    return f"version {version}" if version else "the given labels"


def _keyed(counts: Mapping[ChangeKind, int]) -> dict[str, int]:
    return {kind.key: count for kind, count in counts.items()}


def _deciders(session: OpenProject, rows: Rows, *, before: int | str, after: int | str) -> Deciders:
    """Who decided in ``after``, and in ``before`` where nobody's word is left; told of one row at a time."""
    said = _voices(session, after, rows)
    if before == 0 or all(map(said, rows.tolist())):
        return said
    said_before = _voices(session, before, rows)
    return lambda row: said(row) or said_before(row)


def _voices(session: OpenProject, version: int | str, rows: Rows) -> Deciders:
    """Who gave a verdict that counts in a version."""
    counting = _counting(session, version, rows)

    def voices(row: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.reviewer for one in counting(row) if one.verdict is not None))

    return voices


def _counting(session: OpenProject, version: int | str, rows: Rows) -> Counting:
    """What gave these examples their labels in a version; of an applied one the log is told again up to it."""
    if version == WORKING:
        return session.review.counting
    record = next((one for one in read_versions(session.connection) if one.number == version), None)
    if record is None or not record.events:
        return lambda _row: ()
    wanted = {session.examples.ids[row] for row in rows.tolist()}
    standing = Fold.of(session.log().events(first=record.events)).standing.values()
    return Review(session.examples, [event for event in standing if event.example_id in wanted]).counting
