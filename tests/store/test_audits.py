"""The record of the audits begun, and the layout that came with it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import numpy as np
import pytest

from labeler.store import schema
from labeler.store.audits import AuditRecord, read_audits, read_decided, write_audit
from labeler.store.columns import Columns
from labeler.store.project_file import connect, upgrade
from labeler.store.transactions import transaction


def record(number, **changes):
    fixed = {"by": "ann", "split": "dev+test", "metric": "error", "risk_limit": 0.05, "leader": "a", "best": "b"}
    rest = {"at": "2026-01-01T00:00:00Z", "models": {"a": 1, "ü": 2}, "round": 1, "seed": 0}
    return AuditRecord(number=number, **(fixed | rest | changes))


def write(connection, entry, decided=()):
    with transaction(connection):
        write_audit(connection, entry, decided=np.array(decided, np.intp))


def test_audits_read_back_as_they_were_written(connection):
    later = record(2, round=2, seed=2**255 + 1, risk_limit=0.1)
    write(connection, record(1))
    write(connection, later, [0, 2])
    assert read_audits(connection) == [record(1), later]
    assert read_decided(Columns(connection), 1).tolist() == []
    assert read_decided(Columns(connection), 2).tolist() == [0, 2]


def test_a_new_project_has_no_audits(connection):
    assert read_audits(connection) == []


def test_an_audit_is_never_overwritten(connection):
    write(connection, record(1), [1])
    with pytest.raises(sqlite3.IntegrityError):
        write(connection, record(1, leader="b"), [2])
    assert read_audits(connection) == [record(1)]
    assert read_decided(Columns(connection), 1).tolist() == [1]


def test_a_project_of_the_layout_before_audits_is_brought_up_to_date(project):
    with closing(sqlite3.connect(project, isolation_level=None)) as old:
        old.executescript("DROP TABLE audits; DROP TABLE visits; DROP TABLE bookmarks")
        old.executescript("ALTER TABLE versions DROP COLUMN reverts_to; PRAGMA user_version = 1")
    with closing(connect(project, read_only=False)) as connection:
        upgrade(connection, project)
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        write(connection, record(1))
        assert read_audits(connection) == [record(1)]
    assert project.with_name("p.labeler.layout-1.backup").exists()
