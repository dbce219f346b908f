"""Tables of the project file, as migrations: small atomic steps, the newest last (DESIGN 3, Storage).

``user_version`` counts the steps a file has seen. A step never rewrites events; readers upgrade old payloads.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x4C41424C  # "LABL"


def _first_tables(db: Database) -> None:
    db.table("settings").create({"key": str, "value": str}, pk="key", not_null={"value"}, strict=True)
    db.table("imports").create(
        {"id": int, "at": str, "kind": str, "name": str, "rows": int, "left_out": int, "details": str},
        pk="id",
        not_null={"at", "kind", "name", "rows", "left_out", "details"},
        strict=True,
    )
    db.table("labels").create({"code": int, "name": str}, pk="code", not_null={"name"}, strict=True)
    db.table("labels").create_index(["name"], unique=True)
    db.table("chunks").create(
        {"column": str, "batch": int, "part": int, "dtype": str, "shape": str, "sha256": bytes, "data": bytes},
        pk=("column", "batch", "part"),
        not_null={"dtype", "shape", "sha256", "data"},
        strict=True,
    )
    _prediction_tables(db)
    _log_tables(db)
    db.table("versions").create(
        {"number": int, "at": str, "by": str, "corrected": int, "excluded": int, "conflicts": int}
        | {"override": str, "events": int, "parity": str},
        pk="number",
        not_null={"at", "by", "corrected", "excluded", "conflicts", "events", "parity"},
        strict=True,
    )
    db.table("lock").create(
        {"id": int, "host": str, "pid": int, "started": str, "since": str},
        pk="id",
        not_null={"host", "pid", "started", "since"},
        strict=True,
    )


def _prediction_tables(db: Database) -> None:
    db.table("predictions").create(
        {"id": int, "model": str, "revision": int, "at": str, "source": str},
        pk="id",
        not_null={"model", "revision", "at", "source"},
        strict=True,
    )
    db.table("predictions").create_index(["model", "revision"], unique=True)
    db.table("attributes").create(
        {"model": str, "name": str, "value": float}, pk=("model", "name"), not_null={"value"}, strict=True
    )


def _log_tables(db: Database) -> None:
    """The log itself, and ``present`` and ``actions``: its fold, kept beside it and checked by ``verify``."""
    db.table("events").create(
        {"seq": int, "uuid": str, "action": str, "install": str, "lamport": int, "reviewer": str, "at": str}
        | {"kind": str, "example_id": str, "payload": str, "payload_version": int},
        pk="seq",
        not_null={"uuid", "action", "install", "lamport", "reviewer", "at", "kind", "payload", "payload_version"},
        strict=True,
    )
    events = db.table("events")
    events.create_index(["uuid"], unique=True)
    events.create_index(["action"])
    events.create_index(["example_id", "reviewer"])
    events.create_index(["lamport"])
    db.execute("CREATE INDEX events_rare ON events (kind) WHERE kind <> 'decision'")
    db.table("present").create(
        {"example_id": str, "reviewer": str, "event": int},
        pk=("example_id", "reviewer"),
        foreign_keys=[("event", "events", "seq")],
        not_null={"event"},
        strict=True,
    )
    db.table("actions").create(
        {"action": str, "install": str, "reviewer": str, "state": str, "lamport": int, "undone": int},
        pk="action",
        not_null={"install", "reviewer", "state", "lamport", "undone"},
        strict=True,
    )
    db.table("actions").create_index(["install", "reviewer", "state", "lamport"])


def _audits(db: Database) -> None:
    db.table("audits").create(
        {"number": int, "at": str, "by": str, "split": str, "metric": str, "risk_limit": float, "leader": str}
        | {"best": str, "models": str, "round": int, "seed": str},
        pk="number",
        not_null={"at", "by", "split", "metric", "risk_limit", "leader", "best", "models", "round", "seed"},
        strict=True,
    )


def _visits_and_bookmarks(db: Database) -> None:
    """What people looked at and where they stopped: no decisions, so no events, and nothing to undo."""
    db.table("visits").create(
        {"install": str, "reviewer": str, "example_id": str, "shown": int, "seconds": float, "last_at": str}
        | {"label_seen": int, "others_seen": int, "predictions_seen": int},
        pk=("install", "reviewer", "example_id"),
        not_null={"shown", "last_at", "label_seen", "others_seen", "predictions_seen"},
        strict=True,
    )
    db.table("bookmarks").create(
        {"install": str, "reviewer": str, "queue": str, "example_id": str, "at": str},
        pk=("install", "reviewer", "queue"),
        not_null={"example_id", "at"},
        strict=True,
    )


def _reverts(db: Database) -> None:
    """A version can have the labels of an earlier one, 0 being the given ones."""
    db.table("versions").add_column("reverts_to", int)


MIGRATIONS: tuple[Callable[[Database], None], ...] = (_first_tables, _audits, _visits_and_bookmarks, _reverts)
VERSION = len(MIGRATIONS)

FIRST = {"settings", "chunks", "events", "present", "actions"}
"""Tables without which no file of any version can be read; of the present one the ``LATER`` must be there too."""
LATER = {"audits", "visits", "bookmarks"}


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file of any older version to VERSION, each step in a transaction of its own."""
    from sqlite_utils import Database  # noqa: PLC0415 - loads pandas where present, 0.5 s

    db = Database(connection)
    done = connection.execute("PRAGMA user_version").fetchone()[0]
    for number, step in enumerate(MIGRATIONS[done:], done + 1):
        with db.atomic():
            step(db)
            connection.execute(f"PRAGMA user_version = {number}")
