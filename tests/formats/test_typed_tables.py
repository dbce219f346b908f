"""Parquet, JSON lines and Excel sheets as tables of text (DESIGN 4, Text)."""

from __future__ import annotations

import datetime
import gzip
import json
import zipfile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from labeler.errors import LabelerError
from labeler.formats.example_columns import Mapped
from labeler.formats.examples import ExampleSource, read_examples
from labeler.formats.tables import read_table


def cells(table):
    return {name: table.cells(name).to_pylist() for name in table.columns}


@pytest.fixture
def refused(tmp_path):
    """``refused(name, bytes)`` is the problems of a file that can't be read."""

    def refused(name, data):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(LabelerError) as caught:
            read_table(tmp_path / name)
        assert all(problem.remedy for problem in caught.value.problems)
        return caught.value.problems

    return refused


def test_parquet_cells_are_the_text_people_write(tmp_path):
    columns = {
        " id ": ["007", "NA", None],
        "whole": pa.array([1.0, 2.5, None]),
        "int": pa.array([10**15, -1, None], pa.int64()),
        "kind": pa.array(["a", "b", "a"]).dictionary_encode(),
        "list": [["a", "b;c"], [], None],
        "day": [datetime.date(2026, 1, 2), None, None],
        "yes": [True, False, None],
    }
    pq.write_table(pa.table(columns), tmp_path / "x.parquet")
    table = read_table(tmp_path / "x.parquet")
    assert cells(table) == {
        "id": ["007", "NA", ""],
        "whole": ["1", "2.5", ""],
        "int": ["1000000000000000", "-1", ""],
        "kind": ["a", "b", "a"],
        "list": [r"a;b\;c", "", ""],
        "day": ["2026-01-02", "", ""],
        "yes": ["true", "false", ""],
    }
    assert table.rows.tolist() == [2, 3, 4]


def test_json_lines_are_rows_whatever_their_keys(tmp_path):
    lines = ['{"id": "007", "n": 1.50}', "", "no", '{"n": 123456789012345678901, "x": null, "l": ["a", 1]}', "[1]"]
    (tmp_path / "x.jsonl").write_text("\n".join(lines) + "\n")
    table = read_table(tmp_path / "x.jsonl")
    assert cells(table) == {
        "id": ["007", ""],
        "n": ["1.50", "123456789012345678901"],
        "x": ["", ""],
        "l": ["", "a;1"],
    }
    assert table.rows.tolist() == [1, 4]
    assert [problem.row for problem in table.problems] == [3, 5]


def test_json_lines_may_be_gzipped_and_begin_with_a_mark(tmp_path):
    (tmp_path / "x.jsonl.gz").write_bytes(gzip.compress('\ufeff{"id": "猫"}'.encode()))
    assert cells(read_table(tmp_path / "x.jsonl.gz")) == {"id": ["猫"]}


def test_a_sheet_is_a_table_from_its_first_row_with_text(tmp_path):
    book = openpyxl.Workbook()
    rows = [(None, None), ("id", "label", None), ("007", 1), (None, None), (8.0, 2.5, None), ("=1+1", None)]
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    table = read_table(tmp_path / "x.xlsx")
    assert cells(table)["id"][:2] == ["007", "8"]
    assert cells(table)["label"][:2] == ["1", "2.5"]
    assert table.rows.tolist()[:2] == [3, 5]


@pytest.mark.parametrize("name", ["x.parquet", "x.xlsx", "x.jsonl"])
@pytest.mark.parametrize("data", [b"", b"PAR1", b"PK\x03\x04", b"\x00\x01", b"id,label\n1,2\n", b"\xff\xfe{"])
def test_files_that_are_no_such_tables_are_refused(refused, name, data):
    assert refused(name, data)


@pytest.mark.parametrize("name", ["x.parquet", "x.xlsx", "x.jsonl"])
def test_a_file_that_is_not_there_is_said(tmp_path, name):
    with pytest.raises(LabelerError, match="no such file"):
        read_table(tmp_path / name)


@pytest.mark.parametrize(
    "line", ['{"a": 1', '{"": 1}', '{" a": 1, "a ": 2}', "[" * 100_000, '{"a": "\\ud800"}', '{"a": 1} {']
)
def test_hostile_json_is_refused(refused, line):
    assert refused("x.jsonl", line.encode() + b"\n")


def test_nan_is_text_that_numbers_are_checked_for(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"example_id": "a", "label": "cat", "weight": NaN}\n')
    table = read_examples(ExampleSource(tmp_path / "x.jsonl", "dev"), mapped=Mapped())
    assert [(problem.row, problem.column) for problem in table.problems] == [(1, "weight")]


def test_a_parquet_file_of_more_rows_than_anybody_has_is_refused(tmp_path):
    empty = pa.table({f"c{i}": pa.nulls(6_000_000) for i in range(100)})
    pq.write_table(empty, tmp_path / "x.parquet")
    with pytest.raises(LabelerError, match="unpacks to 6,000,000 rows"):
        read_table(tmp_path / "x.parquet")


def test_a_sheet_that_unpacks_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("labeler.formats.typed_tables.MAX_BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 2000)
    with pytest.raises(LabelerError, match="unpacks to more than"):
        read_table(tmp_path / "x.xlsx")


def test_a_speech_manifest_is_a_table_of_transcripts(tmp_path):
    lines = [{"audio_filepath": "a.wav", "duration": 1.5, "text": "one"}, {"audio_filepath": "b.wav", "text": ""}]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, lines)))
    table = read_examples(ExampleSource(tmp_path / "x.jsonl", "dev"), mapped=Mapped())
    assert table.layout.task == "transcript"
    assert table.ids.to_pylist() == ["a.wav", "b.wav"]
    assert table.labels.cells.to_pylist() == ["one", ""]
