"""Whether a project file holds every column that its tables and settings speak of, whole (``verify``).

And whether what people left in tables beside the log makes sense.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime

from labeler.errors import LabelerError
from labeler.store.audits import read_decided
from labeler.store.columns import Columns
from labeler.store.settings import Settings
from labeler.store.truths import truth_column

MODEL_TEXTS = "texts/"


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
    yield from _missing_texts(connection, columns)
    yield from _audits(connection, columns, size)


def _needed(connection: sqlite3.Connection, columns: Columns) -> Iterator[str]:
    settings = Settings(connection)
    labels = truth_column(settings.get("task"))
    yield from ("split", "split_name", "ticket", "ticket_order", f"given/{labels}")
    yield from (f"table/{name}" for name in settings.get("columns", []))
    if "weight" in settings.get("roles", {}):
        yield "weight"
    for (number,) in connection.execute("SELECT number FROM versions ORDER BY number"):
        yield from (f"version/{number}/status", f"version/{number}/{labels}")
    for (prediction,) in connection.execute("SELECT id FROM predictions ORDER BY id"):
        held = columns.below(f"prediction/{prediction}")
        own = {name for name in held if not name.startswith(MODEL_TEXTS)}  # which have a row a text
        yield from (f"prediction/{prediction}/{name}" for name in sorted({"predicted", *own}))


def _missing_texts(connection: sqlite3.Connection, columns: Columns) -> Iterator[str]:
    """What transcript models heard stands apart, each text once: it must be there, and hold what they point at."""
    if Settings(connection).get("task") != "transcript":
        return
    for (prediction,) in connection.execute("SELECT id FROM predictions ORDER BY id"):
        name = f"prediction/{prediction}"
        try:
            texts, highest = columns.rows(f"{name}/texts"), int(columns[f"{name}/predicted"].max(initial=-1))
        except LabelerError as error:
            yield error.message
        else:
            if highest >= texts:
                yield f"the column {name + '/texts'!r} is damaged: it has {texts:,} of {highest + 1:,} texts"


def _audits(connection: sqlite3.Connection, columns: Columns, size: int) -> Iterator[str]:
    """What was decided when each audit began: ordinals, as many as there were, and so not a row an example."""
    for (number,) in connection.execute("SELECT number FROM audits ORDER BY number"):
        try:
            decided = read_decided(columns, number)
        except LabelerError as error:
            yield error.message
        else:
            if not ((decided >= 0) & (decided < size)).all():
                name = f"audit/{number}/decided"
                yield f"the column {name!r} is damaged: it names examples that the project doesn't have; use a copy"


def people_problems(connection: sqlite3.Connection, known: Callable[[str], bool]) -> Iterator[str]:
    """Visits and bookmarks follow from nothing else: what of them makes no sense. ``known`` tells examples' ids."""
    for reviewer, example_id, shown, seconds, last_at in connection.execute(
        "SELECT reviewer, example_id, shown, seconds, last_at FROM visits"
    ):
        counted = shown >= 1 and (seconds is None or 0 <= seconds < math.inf)
        if not (counted and known(example_id) and _is_time(last_at)):
            yield f"what {reviewer} looked at on {example_id} can't be so: {shown} times, {seconds} seconds, {last_at}"
    for reviewer, queue, example_id, at in connection.execute("SELECT reviewer, queue, example_id, at FROM bookmarks"):
        if not (known(example_id) and _is_object(queue) and _is_time(at)):
            yield f"the place of {reviewer} in a queue, {example_id} at {at}, can't be found again"


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
