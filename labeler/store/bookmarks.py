"""Where reviewers stopped in their queues: one row for each installation, reviewer and queue."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Bookmark:
    """The example a reviewer was at in a queue, which is told by whatever values its window asked for it with."""

    queue: Mapping[str, Any]
    example_id: str
    at: str


def put_bookmark(connection: sqlite3.Connection, bookmark: Bookmark, *, install: str, reviewer: str) -> None:
    """Replace the one in the same queue, in the transaction of the caller."""
    row = (install, reviewer, _text(bookmark.queue), bookmark.example_id, bookmark.at)
    connection.execute(
        "INSERT OR REPLACE INTO bookmarks (install, reviewer, queue, example_id, at) VALUES (?, ?, ?, ?, ?)", row
    )


def bookmarks(connection: sqlite3.Connection, reviewer: str) -> list[Bookmark]:
    """A reviewer's bookmarks, the newest first; of one queue left at several installations the newest alone."""
    # A spoiled place isn't worth a refusal; verify tells of it.
    query = (
        "SELECT queue, example_id, at FROM bookmarks "
        "WHERE reviewer = ? AND CASE WHEN json_valid(queue) THEN json_type(queue) = 'object' END "
        "ORDER BY at DESC, rowid DESC"
    )
    newest: dict[str, Bookmark] = {}
    for text, example_id, at in connection.execute(query, (reviewer,)):
        newest.setdefault(text, Bookmark(json.loads(text), example_id, at))
    return list(newest.values())


def _text(queue: Mapping[str, Any]) -> str:
    """The same for equal queues."""
    return json.dumps(queue, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
