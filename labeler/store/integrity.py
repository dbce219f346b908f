"""Whether a project file holds every column that its tables and settings speak of, whole (``verify``)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from labeler.errors import LabelerError
from labeler.store.columns import Columns
from labeler.store.settings import Settings


def column_problems(connection: sqlite3.Connection, columns: Columns) -> Iterator[str]:
    """Every column that is missing or has not one row an example; what is in them ``Columns.problems`` checks."""
    try:
        size = columns.rows("id")
    except LabelerError as error:
        yield error.message
        return
    for name in _needed(connection, columns):
        try:
            rows = columns.rows(name)
        except LabelerError as error:
            yield error.message
        else:
            if rows != size:
                yield f"the column {name!r} is damaged: it has {rows:,} rows for {size:,} examples; use a copy"


def _needed(connection: sqlite3.Connection, columns: Columns) -> Iterator[str]:
    settings = Settings(connection)
    yield from ("split", "split_name", "ticket", "ticket_order", "given/codes")
    yield from (f"table/{name}" for name in settings.get("columns", []))
    if "weight" in settings.get("roles", {}):
        yield "weight"
    for (number,) in connection.execute("SELECT number FROM versions ORDER BY number"):
        yield from (f"version/{number}/status", f"version/{number}/codes")
    for (prediction,) in connection.execute("SELECT id FROM predictions ORDER BY id"):
        held = columns.below(f"prediction/{prediction}")
        yield from (f"prediction/{prediction}/{name}" for name in sorted({"predicted", *held}))
