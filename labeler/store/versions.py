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

    ``events`` is the length of the log when its labels were applied, ``reverts_to`` the version that they were first.
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
    reverts_to: int | None = None


_FIELDS = ("number", "at", "by", "corrected", "excluded", "conflicts", "override", "events", "parity", "reverts_to")
_COLUMNS = ", ".join(f'"{name}"' for name in _FIELDS)


def write_version(
    connection: sqlite3.Connection, record: VersionRecord, *, status: NDArray[np.int8], truth: Truth
) -> None:
    """Add a version; the caller has the transaction."""
    connection.execute(
        f"INSERT INTO versions ({_COLUMNS}) VALUES ({', '.join('?' * len(_FIELDS))})",
        tuple(_stored(record, name) for name in _FIELDS),
    )
    columns = Columns(connection)
    columns.write(f"version/{record.number}/status", status)
    write_truth(columns, f"version/{record.number}", truth)


def read_versions(connection: sqlite3.Connection) -> list[VersionRecord]:
    """All applied versions, oldest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM versions ORDER BY number").fetchall()
    found = (dict(zip(_FIELDS, row, strict=True)) for row in rows)
    return [VersionRecord(**entries | {"parity": json.loads(entries["parity"])}) for entries in found]


def read_version(columns: Columns, number: int, *, labels: int) -> tuple[NDArray[np.int8], Truth]:
    """Status per example and the labels of one version."""
    return columns[f"version/{number}/status"], read_truth(columns, f"version/{number}", labels=labels)


def _stored(record: VersionRecord, name: str) -> Any:
    value = getattr(record, name)
    return json.dumps(value, ensure_ascii=False) if name == "parity" else value
