"""What a project is, as named JSON values, and the record of what was imported."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Import:
    """One file that came in: its rows, how many were left out on request, and how it was read."""

    at: str
    kind: str
    name: str
    rows: int
    left_out: int
    details: dict[str, Any]


class Settings:
    """Named JSON values; the caller has the transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, key: str, default: Any = None) -> Any:
        row = self._connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else default

    def put(self, key: str, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False)
        self._connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, text))

    def record_import(self, entry: Import) -> None:
        details = json.dumps(entry.details, ensure_ascii=False)
        self._connection.execute(
            "INSERT INTO imports (at, kind, name, rows, left_out, details) VALUES (?, ?, ?, ?, ?, ?)",
            (entry.at, entry.kind, entry.name, entry.rows, entry.left_out, details),
        )

    def imports(self) -> list[Import]:
        query = "SELECT at, kind, name, rows, left_out, details FROM imports ORDER BY id"
        rows = self._connection.execute(query).fetchall()
        return [Import(at, kind, name, rows_, out, json.loads(text)) for at, kind, name, rows_, out, text in rows]
