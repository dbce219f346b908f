"""The ranking audits that were begun: each fixes its claim before a decision could bear on the choice (METHOD 6)."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.store.columns import Columns


@dataclass(frozen=True)
class AuditRecord:
    """What was fixed when an audit began.

    ``round`` is r: it is the r-th audit of examples of these splits, and ``seed`` what its units are drawn by.
    ``best`` is the best model by the given labels then, mostly the leader. ``models`` maps every model compared to the
    revision of its predictions.
    """

    number: int
    at: str
    by: str
    split: str
    metric: str
    risk_limit: float
    leader: str
    best: str
    models: dict[str, int]
    round: int
    seed: int


_FIELDS = tuple(field.name for field in fields(AuditRecord))


def write_audit(connection: sqlite3.Connection, record: AuditRecord, *, decided: NDArray[np.intp]) -> None:
    """Add an audit, with the ordinals of its split that were decided by then; the caller has the transaction."""
    connection.execute(
        "INSERT INTO audits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            record.number,
            record.at,
            record.by,
            record.split,
            record.metric,
            record.risk_limit,
            record.leader,
            record.best,
            json.dumps(record.models, ensure_ascii=False),
            record.round,
            str(record.seed),  # of a later audit it has 256 bits
        ),
    )
    Columns(connection).write(f"audit/{record.number}/decided", decided.astype(np.int64))


def read_audits(connection: sqlite3.Connection) -> list[AuditRecord]:
    """All audits, oldest first."""
    rows = connection.execute("SELECT * FROM audits ORDER BY number")
    return [_record(dict(zip(_FIELDS, row, strict=True))) for row in rows]


def _record(row: dict[str, Any]) -> AuditRecord:
    return AuditRecord(**row | {"models": json.loads(row["models"]), "seed": int(row["seed"])})


def read_decided(columns: Columns, number: int) -> NDArray[np.int64]:
    """Ordinals of the examples that were decided when an audit began."""
    return columns[f"audit/{number}/decided"]
