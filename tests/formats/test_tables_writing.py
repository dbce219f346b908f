"""Writing csv and tsv tables."""

from __future__ import annotations

import csv
import errno
import gzip
import io
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from labeler.core.text import CodedColumn, TextColumn
from labeler.errors import LabelerError
from labeler.formats.table_writer import replacing
from labeler.formats.tables import guard, read_table, unguard, write_table


def written(*columns: tuple[str, list[str]], delimiter: str = ",") -> str:
    stream = io.BytesIO()
    write_table(stream, columns, delimiter=delimiter)
    return stream.getvalue().decode()


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_cells_are_quoted_only_where_needed() -> None:
    text = written(("id", ["a", 'b "c"', "d,e"]), ("note", ["", "x\ny", "z;\r"]))
    assert text == 'id,note\na,\n"b ""c""","x\ny"\n"d,e","z;\r"\n'


def test_rows_of_empty_cells_are_kept_apart_from_blank_lines() -> None:
    assert written(("a", ["", "x"])) == 'a\n""\nx\n'
    assert written(("a", [""]), ("b", [""])) == 'a,b\n"",\n'


def test_header_cells_that_hold_any_delimiter_are_quoted() -> None:
    assert written(("a;b", ["1"]), ("c\td", ["2"]), ("\ufeffe", ["3"])) == '"a;b","c\td","\ufeffe"\n1,2,3\n'


def test_formulas_are_guarded_and_numbers_are_not() -> None:
    kept = ["-5", "+1.5e3", "-.5", "-5.", "+0", "1=2", "'d", "a-b", ""]
    guarded = ["=1", "-x", "@a", "\tb", "\r", "'=c", "''-1", "--5", "-5\n", "- 5", "-٣", "-", "+.", "-inf", "-1,5"]
    cells = kept + guarded
    expected = kept + [f"'{cell}" for cell in guarded]
    assert [guard(cell) for cell in cells] == expected
    assert list(csv.reader(io.StringIO(written(("a", cells)), newline="")))[1:] == [[cell] for cell in expected]
    assert [unguard(cell) for cell in expected] == cells


def test_header_names_are_guarded(tmp_path: Path) -> None:
    write_table(tmp_path / "x.csv", [("=a", ["1"])])
    assert (tmp_path / "x.csv").read_text() == "'=a\n1\n"
    assert read_table(tmp_path / "x.csv").columns == ("=a",)


def test_arrow_and_core_columns_are_written(tmp_path: Path) -> None:
    columns = [
        ("list", ["a", "b", ""]),
        ("chunked", pa.chunked_array([["c"], ["d", None]])),
        ("coded", CodedColumn(np.array([1, 0, 1], np.int32), ("=e", "f"))),
        ("text", TextColumn.of(["g", "é", ""])),
        ("numbers", pa.array([1, -2, 3])),
    ]
    write_table(tmp_path / "x.csv", columns)
    text = "list,chunked,coded,text,numbers\na,c,f,g,1\nb,d,'=e,é,-2\n,,f,,3\n"
    assert (tmp_path / "x.csv").read_bytes() == text.encode()


def test_many_rows_are_written_in_order(tmp_path: Path) -> None:
    ids = [str(i) for i in range(150_000)]
    write_table(tmp_path / "x.tsv", [("id", ids), ("half", pa.chunked_array([ids[:7], ids[7:]]))], delimiter="\t")
    table = read_table(tmp_path / "x.tsv")
    assert table.delimiter == "\t"
    assert table.cells("id").to_pylist() == table.cells("half").to_pylist() == ids


def test_tables_without_rows_have_their_header(tmp_path: Path) -> None:
    write_table(tmp_path / "x.csv", [("a", []), ("b", [])])
    assert (tmp_path / "x.csv").read_text() == "a,b\n"


def test_names_in_gz_are_packed_and_equal_tables_make_equal_files(tmp_path: Path) -> None:
    for name in ("x.csv.gz", "y.csv.gz"):
        write_table(tmp_path / name, [("a", ["1"])])
    packed = (tmp_path / "x.csv.gz").read_bytes()
    assert gzip.decompress(packed) == b"a\n1\n"
    assert packed == (tmp_path / "y.csv.gz").read_bytes()


def test_an_existing_file_is_replaced_and_nothing_is_left_beside(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("old")
    write_table(tmp_path / "x.csv", [("a", ["1"])])
    assert (tmp_path / "x.csv").read_text() == "a\n1\n"
    assert names_in(tmp_path) == ["x.csv"]


@pytest.fixture
def no_room() -> Iterator[None]:
    """No file may grow beyond 64 KiB."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**16, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("no_room")
def test_a_write_that_fails_midway_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("old")
    with pytest.raises(LabelerError, match="can't be written: File too large") as caught:
        write_table(tmp_path / "x.csv", [("a", ["text"] * 200_000)])
    assert (tmp_path / "x.csv").read_text() == "old"
    assert names_in(tmp_path) == ["x.csv"]
    assert caught.value.problems[0].remedy


def fill_up(path: Path) -> None:
    with replacing(path) as file:
        file.write(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_told_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(LabelerError, match="No space left") as caught:
        fill_up(tmp_path / "x.csv")
    assert names_in(tmp_path) == []
    assert "free some space" in caught.value.problems[0].remedy


@pytest.mark.parametrize("target", ["absent/x.csv", "file/x.csv", "folder", "n" * 300])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, target: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(LabelerError, match="can't be written") as caught:
        write_table(tmp_path / target, [("a", ["1"])])
    (problem,) = caught.value.problems
    assert problem.file == str(tmp_path / target)
    assert problem.remedy
    assert names_in(tmp_path) == ["file", "folder"]


@pytest.mark.parametrize(("cell", "reason"), [("a\0b", "NUL"), ("\udce9.png", "no text")])
def test_cells_that_no_text_table_holds_are_located(tmp_path: Path, cell: str, reason: str) -> None:
    with pytest.raises(LabelerError, match=reason) as caught:
        write_table(tmp_path / "x.csv", [("id", ["1", "2"]), ("file", ["ok", cell])])
    (problem,) = caught.value.problems
    assert (problem.row, problem.column) == (3, "file")
    assert problem.remedy
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("columns", "delimiter"),
    [
        ([("a", ["1"]), ("b", [])], ","),
        ([("a", ["1"]), ("a ", ["2"])], ","),
        ([(" ", ["1"])], ","),
        ([], ","),
        ([("a", ["1"])], "#"),
    ],
)
def test_what_could_not_be_read_back_is_a_bug(columns: list[tuple[str, list[str]]], delimiter: str) -> None:
    with pytest.raises(ValueError, match=r"delimiters|names|length"):
        write_table(io.BytesIO(), columns, delimiter=delimiter)
