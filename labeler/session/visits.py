"""What was shown to whom and for how long, for the lead (DESIGN 2.3)."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from labeler.core.splits import SPLITS
from labeler.formats.tables import write_table
from labeler.session.dev_and_test import reviewers
from labeler.session.open_project import OpenProject
from labeler.session.results import frame

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class ReviewerTime:
    """What one reviewer looked at, by examples; ``undecided`` were shown to them and have no verdict of theirs.

    ``decided`` counts every standing verdict of theirs, from tables too. Seconds are None where no time was recorded.
    ``median_seconds`` goes over the examples that they decided and that have time: what was only flicked past on the
    way to another says nothing of how long one takes.
    """

    reviewer: str
    shown: int
    decided: int
    undecided: int
    seconds: float | None
    median_seconds: float | None


@dataclass(frozen=True)
class ExampleTime:
    """What one reviewer looked at of one example; ``decided`` tells whether their verdict stands."""

    example_id: str
    split: str
    reviewer: str
    shown: int
    seconds: float | None
    last_at: str
    decided: bool


@dataclass(frozen=True)
class TimeSpent:
    """A line a reviewer, by name, and a line an example they were shown, in the order of the examples."""

    reviewers: tuple[ReviewerTime, ...]
    examples: tuple[ExampleTime, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "reviewers": [asdict(line) for line in self.reviewers],
            "examples": [asdict(line) for line in self.examples],
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a reviewer × example."""
        return frame([asdict(line) for line in self.examples])


def time_spent(session: OpenProject) -> TimeSpent:
    """Everybody who looked at anything, or decided anything."""
    decided = _decided(session)
    names = sorted({*session.visits.reviewers(), *decided})
    return TimeSpent(
        reviewers=tuple(_reviewer(session, name, decided.get(name, set())) for name in names),
        examples=tuple(line for name in names for line in _examples(session, name, decided.get(name, set()))),
    )


def write_times(times: TimeSpent, path: Path) -> None:
    """A table of the examples; no time is an empty cell."""
    columns = ("example_id", "split", "reviewer", "shown", "seconds", "last_at", "decided")
    rows = [asdict(line) for line in times.examples]
    write_table(path, [(name, [_cell(row[name]) for row in rows]) for name in columns])


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(value)


def _decided(session: OpenProject) -> dict[str, set[str]]:
    """Ids of the examples with a standing verdict, by reviewer."""
    ids = session.examples.ids
    return {name: {ids[row] for row in rows.tolist()} for name, rows in reviewers(session.review).items()}


def _reviewer(session: OpenProject, name: str, decided: set[str]) -> ReviewerTime:
    visits = session.visits.of(name)
    timed = {example_id: visit.seconds for example_id, visit in visits.items() if visit.seconds is not None}
    of_decided = [seconds for example_id, seconds in timed.items() if example_id in decided]
    return ReviewerTime(
        reviewer=name,
        shown=len(visits),
        decided=len(decided),
        undecided=len(visits.keys() - decided),
        seconds=round(math.fsum(timed.values()), 3) if timed else None,
        median_seconds=median(of_decided) if of_decided else None,
    )


def _examples(session: OpenProject, name: str, decided: set[str]) -> list[ExampleTime]:
    visits = session.visits.of(name)
    return [
        ExampleTime(
            example_id,
            SPLITS[session.examples.splits[ordinal]],
            name,
            visits[example_id].shown,
            visits[example_id].seconds,
            visits[example_id].last_at,
            example_id in decided,
        )
        for ordinal, example_id in sorted((session.ordinal(example_id), example_id) for example_id in visits)
    ]
