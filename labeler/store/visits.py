"""Who was shown what: one row for each installation, reviewer and example, whose numbers only grow.

So copies of a project that were apart can be merged in any order: of each row the greater numbers are the later ones.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from labeler.core.decisions import IN_VIEW
from labeler.core.visits import Visit

_SEEN = tuple(f"{part}_seen" for part in IN_VIEW)
_ADD = (
    f"INSERT INTO visits (install, reviewer, example_id, shown, seconds, last_at, {', '.join(_SEEN)}) "
    f"VALUES (?, ?, ?, ?, ?, ?{', ?' * len(_SEEN)}) "
    "ON CONFLICT DO UPDATE SET shown = shown + excluded.shown, last_at = max(last_at, excluded.last_at), "
    "seconds = coalesce(round(seconds + excluded.seconds, 3), seconds, excluded.seconds), "
    + ", ".join(f"{column} = max({column}, excluded.{column})" for column in _SEEN)
)
_SUMMED = (
    f"SELECT reviewer, example_id, {', '.join(f'max({column})' for column in _SEEN)}, "
    "sum(shown), round(sum(seconds), 3), max(last_at) FROM visits GROUP BY reviewer, example_id"
)
# Anybody's, and of these the ones on which nobody has given a verdict.
_SHOWN = "SELECT count(DISTINCT example_id) FROM visits"
_UNDECIDED = (
    f"{_SHOWN} WHERE example_id NOT IN (SELECT p.example_id FROM present p JOIN events e ON e.seq = p.event "
    "WHERE json_extract(e.payload, '$.verdict') IS NOT NULL)"
)


def add_visit(connection: sqlite3.Connection, *, install: str, reviewer: str, example_id: str, visit: Visit) -> None:
    """Count a visit, in the transaction of the caller."""
    seen = (int(part in visit.seen) for part in IN_VIEW)
    connection.execute(_ADD, (install, reviewer, example_id, visit.shown, visit.seconds, visit.last_at, *seen))


def summed_visits(connection: sqlite3.Connection) -> Iterator[tuple[str, str, Visit]]:
    """(reviewer, example id, what all installations counted)."""
    for reviewer, example_id, *parts, shown, seconds, last_at in connection.execute(_SUMMED):
        yield reviewer, example_id, Visit(shown, seconds, last_at, _named(parts))


def shown_and_undecided(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many examples somebody was shown, and on how many of these nobody has given a verdict."""
    shown, undecided = (connection.execute(query).fetchone()[0] for query in (_SHOWN, _UNDECIDED))
    return shown, undecided


def _named(flags: Iterable[int]) -> tuple[str, ...]:
    return tuple(part for part, seen in zip(IN_VIEW, flags, strict=True) if seen)
