"""Columns as chunks, each with its hash (DESIGN 3, Storage)."""

from __future__ import annotations

import json
from contextlib import closing

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from labeler.core.text import CodedColumn, TextColumn
from labeler.errors import LabelerError
from labeler.store import columns as store
from labeler.store.columns import Columns
from labeler.store.project_file import connect

SHARED = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def columns(connection):
    return Columns(connection)


def parts(connection, name):
    query = "SELECT shape, length(data) FROM chunks WHERE column = ? ORDER BY batch, part"
    return [(json.loads(shape), size) for shape, size in connection.execute(query, (name,))]


@SHARED
@given(
    array=arrays.arrays(
        st.sampled_from(["<i4", "<u8", "<f8", "|i1", "|b1", ">i4", ">f4"]),
        arrays.array_shapes(min_dims=1, max_dims=2, min_side=0, max_side=7),
    ),
    limit=st.integers(1, 64),
)
def test_a_column_reads_back_as_it_was_written_however_it_is_split(project, array, limit):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "CHUNK_BYTES", limit)
        with closing(connect(project, read_only=False)) as connection:
            connection.execute("BEGIN")
            Columns(connection).write("x", array)
            read = Columns(connection)["x"]
            sizes = [size for _, size in parts(connection, "x")]
            connection.execute("ROLLBACK")
    assert read.shape == array.shape
    assert read.dtype == array.dtype.newbyteorder("<")
    assert np.array_equal(read, array, equal_nan=array.dtype.kind == "f")
    row_bytes = max(1, array.nbytes // max(1, len(array)))
    assert all(size <= max(limit, row_bytes) for size in sizes)


def test_a_large_column_is_split_into_chunks(columns, connection, monkeypatch):
    monkeypatch.setattr(store, "CHUNK_BYTES", 64)
    columns.write("x", np.arange(40, dtype=np.float64).reshape(20, 2))
    assert parts(connection, "x") == [([4, 2], 64)] * 5
    assert columns["x"].tolist() == np.arange(40.0).reshape(20, 2).tolist()


def test_chunks_hold_little_endian_bytes_of_at_most_64_mib(columns, connection):
    assert store.CHUNK_BYTES == 64 * 2**20
    columns.write("x", np.array([1], ">i4"))
    assert connection.execute("SELECT dtype, data FROM chunks WHERE column = 'x'").fetchone() == (
        "<i4",
        b"\x01\0\0\0",
    )


def test_a_later_batch_is_appended(columns):
    columns.write("x", np.array([1, 2]))
    assert columns["x"].tolist() == [1, 2]
    columns.write("x", np.array([3]), batch=1)
    assert columns["x"].tolist() == [1, 2, 3]


@pytest.mark.parametrize("cells", [[], ["a"], ["猫", "", "a;b", "x\n"], ["same"] * 5])
def test_text_of_both_forms_reads_back(columns, cells):
    names = tuple(dict.fromkeys(cells))
    columns.write_text("long", TextColumn.of(cells))
    columns.write_text("few", CodedColumn(np.array([names.index(cell) for cell in cells], np.int32), names))
    assert list(columns.text("long")) == list(columns.text("few")) == cells


def test_columns_are_a_mapping_of_names(columns):
    columns.write("b/x", np.zeros(1))
    columns.write("b/y", np.zeros(1))
    columns.write("bx", np.zeros(1))
    below = columns.below("b")
    assert (list(below), len(below), "x" in below, "bx" in below) == (["x", "y"], 2, True, False)
    assert {"b/x", "b/y", "bx"} <= set(columns)
    assert len(columns) == len(set(columns))
    with pytest.raises(KeyError):
        columns["nothing"]


def test_a_flipped_bit_is_found_and_named(columns, connection):
    columns.write("good", np.arange(9))
    columns.write("bad", np.arange(9))
    assert list(columns.problems()) == []
    (data,) = connection.execute("SELECT data FROM chunks WHERE column = 'bad'").fetchone()
    flipped = bytearray(data)
    flipped[17] ^= 4
    connection.execute("UPDATE chunks SET data = ? WHERE column = 'bad'", (bytes(flipped),))
    assert [("'bad'" in problem, "damaged" in problem) for problem in columns.problems()] == [(True, True)]
    with pytest.raises(LabelerError, match="'bad' is damaged"):
        Columns(connection)["bad"]


@pytest.mark.parametrize("shape", ["[8]", "[9, 2]", "", "[]"])
def test_a_damaged_shape_is_found(columns, connection, shape):
    columns.write("bad", np.arange(9))
    connection.execute("UPDATE chunks SET shape = ? WHERE column = 'bad'", (shape,))
    assert any("'bad'" in problem for problem in columns.problems())


@pytest.mark.parametrize("dtype", ["<i4", "|O", "", "<i"])
def test_a_damaged_type_is_found(columns, connection, dtype):
    columns.write("bad", np.arange(9))
    connection.execute("UPDATE chunks SET dtype = ? WHERE column = 'bad'", (dtype,))
    assert any("'bad'" in problem for problem in columns.problems())


def test_a_missing_column_is_told_in_words_and_is_absent_as_in_any_mapping(columns):
    with pytest.raises(LabelerError, match="'nowhere' is missing") as caught:
        columns["nowhere"]
    assert str(caught.value) == caught.value.message
    assert columns.get("nowhere") is None
    with pytest.raises(LabelerError, match="'nowhere' is missing"):
        columns.rows("nowhere")


def test_rows_are_counted_over_chunks_without_reading_them(columns, connection, monkeypatch):
    monkeypatch.setattr(store, "CHUNK_BYTES", 64)
    columns.write("x", np.arange(40, dtype=np.float64).reshape(20, 2))
    columns.write("x", np.zeros((3, 2)), batch=1)
    columns.write_text("plain", TextColumn.of(["a", "", "c"]))
    columns.write_text("coded", CodedColumn(np.array([0, 1, 0, 1], np.int32), ("a", "b")))
    connection.execute("UPDATE chunks SET data = x'00'")
    assert [columns.rows(name) for name in ("x", "plain", "coded")] == [23, 3, 4]
