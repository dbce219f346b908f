"""One transaction, whole or not at all; what goes wrong is said in the user's words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from labeler.errors import LabelerError

_CAUSES = (
    ("disk is full", "the disk is full; nothing was saved. Make room, then do it again"),
    ("readonly", "the project file can't be written to; nothing was saved. Check its folder's permissions"),
    ("read-only", "the project file can't be written to; nothing was saved. Check its folder's permissions"),
    ("disk i/o", "the disk failed while writing; nothing was saved. Check that the drive is still there"),
    ("unable to open", "the project file can't be reached any more; nothing was saved. Check that the drive is there"),
    ("locked", "another program is writing to the project file; nothing was saved. Try again when it has finished"),
    ("malformed", "the project file is damaged; run 'labeler verify' on it"),
    ("not a database", "the project file is damaged; run 'labeler verify' on it"),
)


def explained(error: sqlite3.Error) -> LabelerError:
    """The LabelerError for a failure of the file or disk; an SQL mistake of ours is raised again as it is."""
    text = str(error).lower()
    for sign, meaning in _CAUSES:
        if sign in text:
            return LabelerError(meaning)
    raise error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """BEGIN IMMEDIATE … COMMIT; rolled back on any exception. Raises LabelerError for disk and file failures."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    except sqlite3.Error as error:
        raise explained(error) from error
