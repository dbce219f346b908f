"""One transaction, whole or not at all."""

from __future__ import annotations

import sqlite3

import pytest

from labeler.errors import LabelerError
from labeler.store.project_file import connect
from labeler.store.settings import Settings
from labeler.store.transactions import transaction


@pytest.mark.parametrize("failure", [KeyboardInterrupt, ValueError, LabelerError])
def test_what_fails_is_rolled_back(connection, failure):
    def half():
        with transaction(connection):
            Settings(connection).put("a", 1)
            raise failure("stop")

    with pytest.raises(failure):
        half()
    assert Settings(connection).get("a") is None
    assert not connection.in_transaction


def test_a_second_writer_is_told_to_wait(project, connection):
    other = connect(project, read_only=False)
    other.execute("PRAGMA busy_timeout = 0")
    try:
        with (
            transaction(connection),
            pytest.raises(LabelerError, match="another program is writing"),
            transaction(other),
        ):
            pytest.fail("the block must not run")
    finally:
        other.close()


def test_a_full_disk_is_said_in_words_and_keeps_what_was_there(connection):
    with transaction(connection):
        Settings(connection).put("a", "before")
    connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(LabelerError, match="disk is full; nothing was saved"), transaction(connection):
        Settings(connection).put("a", "x" * 10**6)
    assert Settings(connection).get("a") == "before"


def test_a_mistake_in_sql_stays_a_bug(connection):
    with pytest.raises(sqlite3.OperationalError, match="no such table"), transaction(connection):
        connection.execute("SELECT * FROM nowhere")
