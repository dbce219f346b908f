"""Reading csv and tsv tables."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from labeler.errors import LabelerError, Problem
from labeler.formats.tables import Table, read_table


def table_of(folder: Path, content: str | bytes, *, name: str = "dev.csv") -> Table:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path, name=name)


def refusal_of(folder: Path, content: str | bytes, *, name: str = "dev.csv") -> tuple[Problem, ...]:
    with pytest.raises(LabelerError) as caught:
        table_of(folder, content, name=name)
    assert name in caught.value.message
    assert all(problem.file == name and problem.remedy for problem in caught.value.problems)
    return caught.value.problems


def records_of(table: Table) -> list[tuple[str, ...]]:
    return list(zip(*(table.cells(column).to_pylist() for column in table.columns), strict=True))


def test_cells_come_as_written_with_their_rows(tmp_path: Path) -> None:
    table = table_of(tmp_path, "example_id,label\na,cat\nb, dog \n")
    assert table.columns == ("example_id", "label")
    assert records_of(table) == [("a", "cat"), ("b", " dog ")]
    assert table.stripped("label").to_pylist() == ["cat", "dog"]
    assert table.cells("label").type == pa.large_string()
    assert table.rows.tolist() == [2, 3]
    assert table.rows.dtype == np.int64
    assert (table.size, table.problems, table.delimiter, table.name) == (2, (), ",", "dev.csv")


def test_path_names_the_table_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a\n1\n")
    assert read_table(str(path)).name == str(path)


def test_unknown_column_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        table_of(tmp_path, "a,b\n1,2\n").cells("c")


@pytest.mark.parametrize("text", ["NA", "None", "nan", "null", "007", "1e5", "TRUE", "2021-01-01", "0x1F", "1,5", ""])
def test_ids_stay_text(tmp_path: Path, text: str) -> None:
    table = table_of(tmp_path, f'id,label\n"{text}",x\n')
    assert table.cells("id").to_pylist() == [text]


def test_unquoted_empty_cells_are_empty_text(tmp_path: Path) -> None:
    assert records_of(table_of(tmp_path, "a,b\n,x\ny,\n")) == [("", "x"), ("y", "")]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_any_line_break_and_a_last_line_without_one(tmp_path: Path, line_break: str, last: bool) -> None:
    content = line_break.join(["a,b", "1,2", "3,4"]) + (line_break if last else "")
    table = table_of(tmp_path, content)
    assert records_of(table) == [("1", "2"), ("3", "4")]
    assert table.rows.tolist() == [2, 3]


def test_byte_order_mark_is_no_part_of_the_header(tmp_path: Path) -> None:
    assert table_of(tmp_path, b'\xef\xbb\xbf"a",b\n1,2\n').columns == ("a", "b")


def test_header_names_lose_white_space_and_formula_quote(tmp_path: Path) -> None:
    table = table_of(tmp_path, ' a ,\'=b,"c\nd"\n1,2,3\n')
    assert table.columns == ("a", "=b", "c\nd")
    assert table.rows.tolist() == [2]


def test_one_formula_quote_is_taken_off(tmp_path: Path) -> None:
    table = table_of(tmp_path, "a,b\n'=1+1,''@x\n'quoted',=raw\n'-5,\"'\tx\"\n")
    assert records_of(table) == [("=1+1", "'@x"), ("'quoted'", "=raw"), ("-5", "\tx")]


def test_blank_lines_count_as_rows_but_are_no_records(tmp_path: Path) -> None:
    table = table_of(tmp_path, '\n\na,b\n1,2\n\n,\n"",\n3,4\n\n\n')
    assert records_of(table) == [("1", "2"), ("", ""), ("3", "4")]
    assert table.rows.tolist() == [4, 7, 8]
    assert table.problems == ()


def test_blank_lines_of_one_column_are_told_from_quoted_empty_cells(tmp_path: Path) -> None:
    table = table_of(tmp_path, 'a\n\n""\nx\n')
    assert table.cells("a").to_pylist() == ["", "x"]
    assert table.rows.tolist() == [3, 4]


def test_a_cell_with_line_breaks_is_one_row(tmp_path: Path) -> None:
    table = table_of(tmp_path, 'a,b\n"x\n\ny",1\nz,2\n')
    assert records_of(table) == [("x\n\ny", "1"), ("z", "2")]
    assert table.rows.tolist() == [2, 3]


@pytest.mark.parametrize("blocks", [1, 2])
def test_a_windows_line_break_in_a_cell_survives_where_two_mebibytes_meet(tmp_path: Path, blocks: int) -> None:
    before = "id,text\n" + "0,ab\n" * (200_000 * blocks) + '1,"'
    cell = "x" * (blocks * 2**20 - 1 - len(before)) + "\r\ny"
    table = table_of(tmp_path, f'{before}{cell}"\n' + "2,cd\n" * 10_000)
    assert table.cells("text")[200_000 * blocks].as_py() == cell


def test_header_alone_is_a_table_without_records(tmp_path: Path) -> None:
    table = table_of(tmp_path, "a,b")
    assert (table.columns, table.size) == (("a", "b"), 0)
    assert table.stripped("b").to_pylist() == []


@pytest.mark.parametrize(
    ("content", "delimiter", "columns"),
    [
        ("a,b\n1,2\n", ",", 2),
        ("a;b\n1,5;2\n", ";", 2),
        ("a\tb\n1,5\t2\n", "\t", 2),
        ("a|b\n1|2\n", "|", 2),
        ("a\n1;2\n", ",", 1),
        ('"a,b";"c,d"\n1;2\n', ";", 2),
        ("id;label, corrected\n1;cat\n2;dog\n", ";", 2),
        ("id,label;old\n1,cat\n2,dog\n", ",", 2),
    ],
)
def test_delimiter_is_found(tmp_path: Path, content: str, delimiter: str, columns: int) -> None:
    table = table_of(tmp_path, content)
    assert (table.delimiter, len(table.columns), table.problems) == (delimiter, columns, ())


def test_delimiter_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    assert read_table(path, delimiter=";").columns == ("a,b",)


@pytest.mark.parametrize("name", ["dev.csv.gz", "dev.tsv.gz", "dev.csv"])
def test_gzip_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    assert records_of(table_of(tmp_path, gzip.compress(b"a\tb\n1\t2\n"), name=name)) == [("1", "2")]


def test_every_row_of_wrong_width_is_listed_and_the_others_stay(tmp_path: Path) -> None:
    table = table_of(tmp_path, 'id,split,label\na,dev,x\n\nb,"d\nev"\nc,dev,x,y\n   \nd,dev,z\ne\n')
    assert records_of(table) == [("a", "dev", "x"), ("d", "dev", "z")]
    assert table.rows.tolist() == [2, 7]
    assert [(problem.row, problem.column) for problem in table.problems] == [(4, "label"), (5, None), (8, "split")]
    assert [problem.message for problem in table.problems] == [
        "2 cells where the header has 3: none from here on",
        "4 cells where the header has 3",
        "1 cell where the header has 3: none from here on",
    ]
    assert all(problem.file == "dev.csv" and problem.remedy for problem in table.problems)


def test_rows_are_numbered_right_across_many_blocks(tmp_path: Path) -> None:
    bad = set(range(5, 200_000, 777))
    lines = ["id,label", *(f"{i},{'x,y' if i in bad else 'class of things'}" for i in range(2, 200_000))]
    table = table_of(tmp_path, "\n".join(lines))
    assert [problem.row for problem in table.problems] == sorted(bad)
    assert table.cells("id").to_pylist() == [str(row) for row in table.rows]


@pytest.mark.parametrize("characters", [10_000_000, 30_000_000])
def test_a_cell_of_millions_of_characters_is_read(tmp_path: Path, characters: int) -> None:
    table = table_of(tmp_path, f'a,b\n1,2\n3,"{"é" * characters}"\n5,6\n')
    assert table.rows.tolist() == [2, 3, 4]
    assert table.cells("b")[1].as_py() == "é" * characters


def test_a_row_beyond_the_limit_is_located(tmp_path: Path) -> None:
    (problem,) = refusal_of(tmp_path, b"a,b\n1,2\n3," + b"x" * (140 * 2**20) + b"\n5,6\n")
    assert (problem.row, problem.column) == (3, "b")
    assert "64 MiB" in problem.message


def test_missing_file_and_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(LabelerError, match="no such file") as missing:
        read_table(tmp_path / "absent.csv")
    with pytest.raises(LabelerError, match="folder") as folder:
        read_table(tmp_path)
    assert [error.value.problems[0].row for error in (missing, folder)] == [None, None]
    assert all(error.value.problems[0].remedy for error in (missing, folder))


@pytest.mark.parametrize("content", [b"", b"\n\r\n", b"\xef\xbb\xbf", gzip.compress(b"")])
def test_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (problem,) = refusal_of(tmp_path, content)
    assert "empty" in problem.message


def test_text_that_is_not_utf8_is_located(tmp_path: Path) -> None:
    (problem,) = refusal_of(tmp_path, b'id,label\n"a\nb",cat\nc,caf\xe9\n')
    assert (problem.row, problem.column) == (3, "label")
    assert "0xe9" in problem.message
    assert "é" in problem.message
    assert "UTF-8" in problem.remedy


def test_header_that_is_not_utf8_is_located(tmp_path: Path) -> None:
    (problem,) = refusal_of(tmp_path, b"id,\xe9t\xe9\n1,2\n")
    assert (problem.row, problem.column) == (1, "column 2")


def test_text_that_is_not_utf8_is_found_beside_bad_rows(tmp_path: Path) -> None:
    (problem,) = refusal_of(tmp_path, b"id,label\r\nx\r\n\r\nc,caf\xe9\r\n")
    assert (problem.row, problem.column) == (4, "label")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_is_named(tmp_path: Path, encoding: str) -> None:
    (problem,) = refusal_of(tmp_path, "id,label\n1,cat\n".encode(encoding))
    assert "UTF-16" in problem.message
    assert "UTF-8" in problem.remedy


def test_nul_character_is_located(tmp_path: Path) -> None:
    (problem,) = refusal_of(tmp_path, "id,label\n1,cat\n2,d\0g\n")
    assert (problem.row, problem.column) == (3, "column 2")
    assert "NUL" in problem.message


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"PK\x03\x04\x14\0\0\0xl/workbook.xml", "Excel workbook"),
        (b"PK\x03\x04\x14\0\0\0other", "zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "old Excel"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\n\xff", "JPEG"),
        (b"SQLite format 3\0", "SQLite"),
        (b"PAR1\x15\0PAR1", "Parquet"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n", "PDF"),
    ],
)
def test_other_kinds_of_file_are_named(tmp_path: Path, content: bytes, named: str) -> None:
    (problem,) = refusal_of(tmp_path, content)
    assert named in problem.message


def test_repeated_and_missing_header_names_are_all_listed(tmp_path: Path) -> None:
    problems = refusal_of(tmp_path, "id,label,, label\n1,2,3,4\n")
    assert [(problem.row, problem.column) for problem in problems] == [(1, "column 3"), (1, "label")]


@pytest.mark.parametrize(
    ("content", "row", "column"),
    [
        ('id,label\n1,cat\n2,"dog\n3,cat\n', 3, "label"),
        ('id,label\n1,cat\n"2,dog\n3,cat', 3, "id"),
        ('id,label\n1,cat,"', 2, "column 3"),
        ('\nid,label\n\n1,"', 4, "label"),
        ('id,"label\n1,cat\n', 1, "column 2"),
        ('id\n1\n"2\n3', 3, "id"),
    ],
)
def test_a_quote_left_open_is_located(tmp_path: Path, content: str, row: int, column: str) -> None:
    (problem,) = refusal_of(tmp_path, content)
    assert (problem.row, problem.column) == (row, column)
    assert "quote" in problem.message


def test_a_quote_left_open_over_many_megabytes_is_located(tmp_path: Path) -> None:
    (problem,) = refusal_of(tmp_path, b'id,label\n1,cat\n2,"' + b"dog\n3,cat\n" * (14 * 2**20))
    assert (problem.row, problem.column) == (3, "label")
    assert "quote" in problem.message


def test_bad_rows_before_an_open_quote_are_listed_too(tmp_path: Path) -> None:
    problems = refusal_of(tmp_path, 'id,label\n1,cat,x\n2,cat\n3,"cat\n')
    assert [problem.row for problem in problems] == [2, 4]


@pytest.mark.parametrize("damage", [slice(None, -9), slice(None, 12), slice(None, 3)])
def test_damaged_gzip_is_refused(tmp_path: Path, damage: slice) -> None:
    (problem,) = refusal_of(tmp_path, gzip.compress(b"a,b\n" + b"1,2\n" * 1000)[damage], name="dev.csv.gz")
    assert "gzip" in problem.message


def test_gzip_that_contradicts_its_checksum_is_refused(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(b"a,b\n1,2\n"))
    packed[-5] ^= 1
    (problem,) = refusal_of(tmp_path, bytes(packed))
    assert "gzip" in problem.message


def test_a_gzip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labeler.formats.delimited.MAX_BYTES", 2**24)
    (problem,) = refusal_of(tmp_path, gzip.compress(bytes(2**25)))
    assert "more than" in problem.message
