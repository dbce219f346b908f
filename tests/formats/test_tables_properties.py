"""What holds for every table: writing and reading are inverse, the reader agrees with Python's, bytes do no harm."""

from __future__ import annotations

import csv
import gzip
import io
import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from labeler.core.lists import join_list, split_list
from labeler.errors import LabelerError
from labeler.formats.cells import guard_column, unguard_column
from labeler.formats.tables import Table, guard, read_table, unguard, write_table

HOSTILE = "ab1'\"=+-@\t\r\n ,;|\ufeff\\é😀.e"
cell = st.one_of(
    st.text(HOSTILE, max_size=8),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
)
names = st.lists(cell.filter(lambda name: unguard(guard(name)).strip()), min_size=1, max_size=4, unique_by=str.strip)


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[str, list[str]]]:
    columns = draw(names)
    size = draw(st.integers(0, 5))
    return [(name, draw(st.lists(cell, min_size=size, max_size=size))) for name in columns]


def read(content: bytes) -> Table:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(content)
        return read_table(path, name="t.csv")


def write(columns: list[tuple[str, list[str]]], delimiter: str = ",") -> bytes:
    stream = io.BytesIO()
    write_table(stream, columns, delimiter=delimiter)
    return stream.getvalue()


@settings(max_examples=300, deadline=None)
@given(tables(), st.sampled_from(",;\t|"))
@example([("a", ["", "", "\ufeff"])], ",")
@example([("\ufeffa", ["1"])], ",")
@example([("a", ["\r"]), ("b", ['"'])], "\t")
def test_what_was_written_is_read(columns: list[tuple[str, list[str]]], delimiter: str) -> None:
    table = read(write(columns, delimiter))
    assert table.problems == ()
    assert table.columns == tuple(name.strip() for name, _ in columns)
    assert [table.cells(name).to_pylist() for name in table.columns] == [cells for _, cells in columns]
    assert table.rows.tolist() == list(range(2, 2 + len(columns[0][1])))


@given(tables())
def test_what_was_written_is_what_other_readers_read(columns: list[tuple[str, list[str]]]) -> None:
    rows = list(csv.reader(io.StringIO(write(columns).decode(), newline="")))
    assert rows[0] == [guard(name) for name, _ in columns]
    assert rows[1:] == [[guard(text) for text in row] for row in zip(*(cells for _, cells in columns), strict=True)]


@given(st.lists(st.lists(st.text("a\"'=,\n\r é", max_size=4), min_size=3, max_size=3), max_size=5), st.booleans())
def test_well_formed_text_is_read_as_python_reads_it(rows: list[list[str]], quote_all: bool) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerows([["x", "y", "z"], *rows])
    table = read(stream.getvalue().encode())
    kept = [row for row in rows if quote_all or any(row)]
    assert list(zip(*(table.cells(name).to_pylist() for name in "xyz"), strict=True)) == [
        tuple(unguard(text) for text in row) for row in kept
    ]


@settings(max_examples=300)
@given(st.text('a",\n\r', max_size=24))
@example('"a"b"c",d\n"x"" ,y')
def test_ill_formed_text_is_cut_as_python_cuts_it(body: str) -> None:
    """Records of two cells agree, in content and row, and the others are listed; an open quote is refused."""
    sentinel = "\n\nend,end"
    rows = list(csv.reader(io.StringIO(f"x,y\n{body}{sentinel}", newline="")))
    content = f"x,y\n{body}".encode()
    if rows[-1] != ["end", "end"]:
        with pytest.raises(LabelerError, match="quote"):
            read(content)
        return
    table = read(content)
    records = list(zip(table.rows.tolist(), table.cells("x").to_pylist(), table.cells("y").to_pylist(), strict=True))
    assert [record for record in records if any(record[1:])] == [
        (at, *row) for at, row in enumerate(rows[:-1], 1) if at > 1 and len(row) == 2 and any(row)
    ]
    refused = [at for at, row in enumerate(rows, 1) if len(row) not in (0, 2) and any(row)]
    assert [problem.row for problem in table.problems if any(rows[problem.row - 1])] == refused


def outcome(content: bytes) -> Table | LabelerError:
    try:
        return read(content)
    except LabelerError as error:
        return error


def harmless(content: bytes) -> None:
    read_or_refused = outcome(content)
    assert all(problem.message and problem.remedy for problem in read_or_refused.problems)
    if isinstance(read_or_refused, Table):
        assert {len(cells) for cells in read_or_refused.records.columns} == {read_or_refused.size}
    else:
        assert read_or_refused.problems


@settings(max_examples=500)
@given(st.binary(max_size=64))
def test_bytes_do_no_harm(content: bytes) -> None:
    harmless(content)


@settings(max_examples=500)
@given(st.lists(st.sampled_from([b"a", b",", b";", b"\t", b'"', b"\n", b"\r", b"'", b"=", b"\xff", b"\xc3\xa9", b" "])))
def test_nearly_tables_do_no_harm(pieces: list[bytes]) -> None:
    harmless(b"".join(pieces))


@given(st.binary(max_size=64), st.integers(0, 80), st.integers(0, 255))
def test_damaged_gzip_does_no_harm(content: bytes, at: int, byte: int) -> None:
    packed = bytearray(gzip.compress(content, mtime=0))
    packed[at % len(packed)] = byte
    harmless(bytes(packed))


@given(cell)
def test_guarding_is_undone_by_unguarding(text: str) -> None:
    assert unguard(guard(text)) == text


@given(cell)
def test_a_file_keeps_its_text_where_it_was_guarded(text: str) -> None:
    """The other way round, only an unguarded formula gains a quote and only a guarded number loses it."""
    kept = guard(unguard(text))
    if kept != text:
        assert kept in (f"'{text}", text[1:])
    assert unguard(kept) == unguard(text)


@given(st.lists(cell, max_size=20))
def test_columns_are_guarded_as_cells_are(texts: list[str]) -> None:
    guarded = guard_column(pa.array(texts, pa.large_string()))
    assert guarded.to_pylist() == [guard(text) for text in texts]
    raw = pa.chunked_array([pa.array(texts, pa.large_string())])
    assert unguard_column(raw).to_pylist() == [unguard(text) for text in texts]


@given(st.lists(st.text("ab;é ", min_size=1).map(str.strip).filter(bool)))
def test_lists_in_cells_are_read_back(items: list[str]) -> None:
    assert split_list(join_list(items)) == items
