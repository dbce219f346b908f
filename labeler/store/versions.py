"""Applied versions of the labels: whole, immutable snapshots of what every example's label became."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.truth import Truth
from labeler.store.columns import Columns
from labeler.store.truths import read_truth, write_truth


@dataclass(frozen=True)
class VersionRecord:
    """The line about one applied version; ``override`` is the reason given to apply in spite of parity.

    ``events`` is the length of the log when it was applied.
    """

    number: int
    at: str
    by: str
    corrected: int
    excluded: int
    conflicts: int
    override: str | None
    events: int
    parity: dict[str, Any]


_FIELDS = ("number", "at", "by", "corrected", "excluded", "conflicts", "override", "events", "parity")


def write_version(
    connection: sqlite3.Connection, record: VersionRecord, *, status: NDArray[np.int8], truth: Truth
) -> None:
    """Add a version; the caller has the transaction."""
    connection.execute(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            record.number,
            record.at,
            record.by,
            record.corrected,
            record.excluded,
            record.conflicts,
            record.override,
            record.events,
            json.dumps(record.parity, ensure_ascii=False),
        ),
    )
    columns = Columns(connection)
    columns.write(f"version/{record.number}/status", status)
    write_truth(columns, f"version/{record.number}", truth)


def read_versions(connection: sqlite3.Connection) -> list[VersionRecord]:
    """All applied versions, oldest first."""
    rows = connection.execute("SELECT * FROM versions ORDER BY number").fetchall()
    return [VersionRecord(**dict(zip(_FIELDS, (*row[:-1], json.loads(row[-1])), strict=True))) for row in rows]


def read_version(columns: Columns, number: int, *, labels: int) -> tuple[NDArray[np.int8], Truth]:
    """Status per example and the labels of one version."""
    return columns[f"version/{number}/status"], read_truth(columns, f"version/{number}", labels=labels)
