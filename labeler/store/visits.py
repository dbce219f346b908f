"""Who was shown what: one row for each installation, reviewer and example, whose numbers only grow.

So copies of a project that were apart can be merged in any order: of each row the greater numbers are the later ones.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from labeler.core.visits import Visit
from labeler.store.transactions import transaction

_ADD = (
    "INSERT INTO visits (install, reviewer, example_id, shown, seconds, last_at) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET shown = shown + excluded.shown, last_at = max(last_at, excluded.last_at), "
    "seconds = coalesce(round(seconds + excluded.seconds, 3), seconds, excluded.seconds)"
)
# Anybody's, and of these the ones on which nobody has given a verdict.
_SHOWN = "SELECT count(DISTINCT example_id) FROM visits"
_UNDECIDED = (
    f"{_SHOWN} WHERE example_id NOT IN (SELECT p.example_id FROM present p JOIN events e ON e.seq = p.event "
    "WHERE json_extract(e.payload, '$.verdict') IS NOT NULL)"
)


def add_visit(connection: sqlite3.Connection, *, install: str, reviewer: str, example_id: str, visit: Visit) -> None:
    """Count a visit; durable when this returns."""
    row = (install, reviewer, example_id, visit.shown, visit.seconds, visit.last_at)
    with transaction(connection):
        connection.execute(_ADD, row)


def summed_visits(connection: sqlite3.Connection) -> Iterator[tuple[str, str, Visit]]:
    """(reviewer, example id, what all installations counted)."""
    query = (
        "SELECT reviewer, example_id, sum(shown), round(sum(seconds), 3), max(last_at) FROM visits "
        "GROUP BY reviewer, example_id"
    )
    for reviewer, example_id, *counted in connection.execute(query):
        yield reviewer, example_id, Visit(*counted)


def shown_and_undecided(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many examples somebody was shown, and on how many of these nobody has given a verdict."""
    shown, undecided = (connection.execute(query).fetchone()[0] for query in (_SHOWN, _UNDECIDED))
    return shown, undecided
