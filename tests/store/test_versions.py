"""Applied versions of the labels."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest

from labeler.core.truth import ClassTruth
from labeler.store.columns import Columns
from labeler.store.transactions import transaction
from labeler.store.versions import VersionRecord, read_version, read_versions, write_version


def record(number, override=None, reverts_to=None):
    parity = {"applicable": False}
    return VersionRecord(number, "2026-01-01T00:00:00Z", "ann", 1, 2, 3, override, 17, parity, reverts_to)


def write(connection, entry, codes, acceptable):
    with transaction(connection):
        write_version(connection, entry, status=np.array([0, 2, 3], np.int8), truth=ClassTruth(codes, acceptable))


def test_a_version_reads_back_as_it_was_written(connection):
    write(connection, record(1), np.array([0, 1, -1], np.int32), {1: (1, 0)})
    write(connection, record(2, "because"), np.array([1, 1, 1], np.int32), {})
    write(connection, record(3, reverts_to=0), np.zeros(3, np.int32), {})
    assert read_versions(connection) == [record(1), record(2, "because"), record(3, reverts_to=0)]
    status, truth = read_version(Columns(connection), 1, labels=3)
    assert status.tolist() == [0, 2, 3]
    assert truth.codes.tolist() == [0, 1, -1]
    assert dict(truth.acceptable) == {1: (1, 0)}
    assert dict(read_version(Columns(connection), 2, labels=3)[1].acceptable) == {}


def test_a_version_is_never_overwritten(connection):
    write(connection, record(1), np.zeros(3, np.int32), {})
    with pytest.raises(sqlite3.IntegrityError):
        write(connection, record(1), np.ones(3, np.int32), {})
    assert read_version(Columns(connection), 1, labels=3)[1].codes.tolist() == [0, 0, 0]
