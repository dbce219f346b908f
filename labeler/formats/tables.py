"""Reading of tables, csv and tsv gzipped or not, with every problem located (DESIGN 4, Text).

This is the door of delimited text: the writer, the formula guard and ``;``-lists are found here too. A *row* is a
record as a spreadsheet shows it: the header is row 1 (or follows the blank lines above it), a cell with line breaks
stays within its row, and blank lines and refused rows count. A line without any text, such as ``,,``, is blank and
makes no record; ``"",,`` makes one of empty cells.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import reduce
from itertools import count
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, NamedTuple, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from numpy.typing import NDArray

from labeler.core.lists import join_list, split_list
from labeler.errors import LabelerError, Problem
from labeler.formats.cells import guard, unguard, unguard_column
from labeler.formats.delimited import binary_kind, load, place, refusal, scan_rows, sniff, undecodable
from labeler.formats.table_writer import write_table
from labeler.formats.typed_tables import reader_of

if TYPE_CHECKING:
    from labeler.formats.cells import ChunkedText

__all__ = ["Table", "guard", "join_list", "read_table", "split_list", "unguard", "write_table"]

MAX_ROW_BYTES = 64 * 2**20
_BLOCK_BYTES = 2**20
_CLOSE_QUOTE = 'close it, or write a quote that belongs to the text as "" within quotes'


@dataclass(frozen=True, eq=False)
class Table:
    """A file's table: all cells are text, in the order of the file.

    ``name`` is the file as the user gave it, ``columns`` the header texts, outer white space stripped; ``rows`` holds
    the row number of each record. ``problems`` are the rows that were left out: whether that will do is the caller's
    decision.
    """

    path: Path
    name: str
    delimiter: str
    columns: tuple[str, ...]
    rows: NDArray[np.int64]
    problems: tuple[Problem, ...]
    records: pa.Table
    _stripped: dict[str, ChunkedText] = field(default_factory=dict, init=False, repr=False)

    @property
    def size(self) -> int:
        return len(self.rows)

    def cells(self, column: str) -> ChunkedText:
        """The texts of a column as in the file, formula quotes taken off. KeyError if there is no such column."""
        return self.records.column(column)

    def stripped(self, column: str) -> ChunkedText:
        """The texts of a column without outer white space. KeyError if there is no such column."""
        if column not in self._stripped:
            self._stripped[column] = pc.utf8_trim_whitespace(self.cells(column))
        return self._stripped[column]


def read_table(path: Path | str, *, delimiter: str | None = None, name: str | None = None) -> Table:
    """The table in a file, of the kind its name says; the delimiter is found among ``, ; tab |`` unless given.

    Rows with a wrong number of cells are left out and listed in ``problems``. Raises LabelerError if the file can't be
    read whole: missing, empty, no UTF-8 text, a quote left open, unnamed or repeated columns, a row of far more than
    64 MiB.
    """
    path, name = Path(path), str(path) if name is None else name
    if (reader := reader_of(path)) is not None:
        typed = reader(path, name)
        columns = tuple(typed.records.column_names)
        return Table(path, name, ",", columns, typed.rows, typed.problems, typed.records)
    data = load(path, name)
    source = _Source(name, data, delimiter or sniff(data))
    header = _header(source)
    records, refused = _records(source, header)
    problems = tuple(_wrong_width(source, header, row) for row in refused if not row.blank)
    _refuse_open_quote(source, header, records, refused, problems)
    records, rows = _without_blank_rows(records, _row_numbers(records, header, refused))
    return Table(path, name, source.delimiter, header.columns, rows, problems, _texts(records, source, header))


class _Source(NamedTuple):
    name: str
    data: bytes
    delimiter: str

    def refusal(self, message: str, remedy: str, *, row: int, column: str | None) -> LabelerError:
        return refusal(self.name, message, remedy, row=row, column=column)


class _Header(NamedTuple):
    """``start`` is the byte at which it begins."""

    row: int
    start: int
    columns: tuple[str, ...]

    def name(self, column: int) -> str:
        """What to call a column, counted from 0, that the header may not know."""
        return self.columns[column] if column < len(self.columns) else f"column {column + 1}"


class _Refused(NamedTuple):
    """A row whose number of cells is not the header's; ``row`` counts from the header, which is 1."""

    row: int
    cells: int
    blank: bool
    quote_open: bool


def _header(source: _Source) -> _Header:
    cells = next(scan_rows(source.data, source.delimiter), None)
    if cells is None:
        raise refusal(source.name, "the file is empty", "give it a header line with the names of its columns")
    row, start = cells[0].row, cells[0].match.start()
    if cells[-1].unclosed:
        column = f"column {len(cells)}"
        raise source.refusal("a quote is opened here and never closed", _CLOSE_QUOTE, row=row, column=column)
    try:
        columns = tuple(unguard(cell.text.decode()).strip() for cell in cells)
    except UnicodeDecodeError as error:
        raise _not_utf8(source, _Header(row, start, ()), undecodable(source.data) or 0) from error
    _refuse_bad_names(source, row, columns)
    return _Header(row, start, columns)


def _refuse_bad_names(source: _Source, row: int, columns: tuple[str, ...]) -> None:
    unnamed = [
        Problem(source.name, row, f"column {at}", "the header has no name here", "name the column or remove it")
        for at, name in enumerate(columns, 1)
        if not name
    ]
    repeated = [
        Problem(source.name, row, name, f"{uses} columns have this name", "give each column a name of its own")
        for name, uses in Counter(columns).items()
        if name and uses > 1
    ]
    if problems := unnamed + repeated:
        raise LabelerError(f"{source.name} can't be read: {problems[0].message}", problems)


def _records(source: _Source, header: _Header) -> tuple[pa.Table, list[_Refused]]:
    """The file from the header to the blank line that ``load`` adds, blank rows included, and the rows refused.

    The fast pass fails at the first row out of the ordinary; the careful one takes long rows and collects the bad ones.
    """
    try:
        return _parse(source, header, None), []
    except pa.ArrowInvalid as error:
        if (offset := undecodable(source.data)) is not None:
            raise _not_utf8(source, header, offset) from error
    refused: list[_Refused] = []
    try:
        return _parse(source, header, refused), refused
    except pa.ArrowException as error:
        raise _unreadable(source, header, error) from error


def _parse(source: _Source, header: _Header, refused: list[_Refused] | None) -> pa.Table:
    """Columns named 0, 1, … of large_string; unquoted empty cells are null. Without a list, a refused row raises."""
    careful = refused is not None

    def refuse(row: pyarrow.csv.InvalidRow) -> Literal["skip", "error"]:
        if refused is None or row.number is None:
            return "error"
        blank = not row.text.strip(f" \t{source.delimiter}")
        # The line break that ends a row is not in its text: this one is ours, swallowed by an open quote.
        refused.append(_Refused(row.number, row.actual_columns, blank, row.text.endswith("\n")))
        return "skip"

    names = [str(at) for at in range(len(header.columns))]
    return pyarrow.csv.read_csv(
        cast("IO[bytes]", pa.BufferReader(pa.py_buffer(source.data).slice(header.start))),
        pyarrow.csv.ReadOptions(
            use_threads=not careful,  # only a single thread knows row numbers
            block_size=_block_bytes(source, header, MAX_ROW_BYTES if careful else _BLOCK_BYTES),
            column_names=names,
        ),
        pyarrow.csv.ParseOptions(
            delimiter=source.delimiter,
            newlines_in_values=b'"' in source.data,
            ignore_empty_lines=False,
            invalid_row_handler=refuse if careful else None,
        ),
        pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.large_string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )


def _block_bytes(source: _Source, header: _Header, least: int) -> int:
    r"""A size at which no block ends amid ``\r\n``: within quotes Arrow would lose the ``\n`` (apache/arrow#51368)."""
    data = source.data
    if b'"' not in data or b"\r\n" not in data:
        return least
    # Few blocks have few ends to keep clear of line breaks.
    sizes = count(max(least, (len(data) - header.start) // 16))
    return next(
        size
        for size in sizes
        if not any(data.startswith(b"\r\n", end - 1) for end in range(header.start + size, len(data), size))
    )


def _unreadable(source: _Source, header: _Header, error: Exception) -> LabelerError:
    """Why Arrow gave up, located."""
    for cells in scan_rows(source.data, source.delimiter):
        if cells[-1].match.end() - cells[0].match.start() > MAX_ROW_BYTES:
            column = header.name(max(cells, key=lambda cell: len(cell.match[0])).column)
            if cells[-1].unclosed:
                message, remedy = "a quote is opened here and never closed", _CLOSE_QUOTE
            else:
                message, remedy = f"a row of more than {MAX_ROW_BYTES >> 20} MiB", "shorten this cell"
            return source.refusal(message, remedy, row=cells[0].row, column=column)
    return refusal(source.name, f"it is no table ({error})", "save it as CSV (UTF-8) again")


def _not_utf8(source: _Source, header: _Header, offset: int) -> LabelerError:
    if kind := binary_kind(source.data):
        return refusal(source.name, f"this is {kind[0]}, not a text table", kind[1])
    byte = source.data[offset : offset + 1]
    row, column = place(source.data, offset, source.delimiter)
    seen = byte.decode("cp1252", errors="replace")
    message = f"not UTF-8: byte {byte[0]:#04x} (“{seen}” in Windows-1252) at offset {offset:,}"
    return source.refusal(message, "save the table as “CSV UTF-8”", row=row, column=header.name(column))


def _wrong_width(source: _Source, header: _Header, refused: _Refused) -> Problem:
    width = len(header.columns)
    row = header.row - 1 + refused.row
    counts = f"{refused.cells} {'cell' if refused.cells == 1 else 'cells'} where the header has {width}"
    if refused.cells < width:
        column = header.columns[refused.cells]
        return Problem(source.name, row, column, f"{counts}: none from here on", "add the missing cells")
    shown = {"\t": "a tab"}.get(source.delimiter, f"“{source.delimiter}”")
    remedy = f"remove the surplus cells, or put a cell that contains {shown} in double quotes"
    return Problem(source.name, row, None, counts, remedy)


def _refuse_open_quote(
    source: _Source, header: _Header, records: pa.Table, refused: list[_Refused], problems: tuple[Problem, ...]
) -> None:
    """A quote left open has swallowed the blank line with which every loaded file ends."""
    total = records.num_rows + len(refused)
    if refused and refused[-1].row == total and refused[-1].quote_open:
        column = refused[-1].cells - 1
    elif records.num_rows and any(cells[-1].is_valid for cells in records.columns):
        column = len(header.columns) - 1
    else:
        return
    message = "a quote is opened here and never closed"
    row = header.row - 1 + total
    problem = Problem(source.name, row, header.name(column), message, _CLOSE_QUOTE)
    earlier = tuple(other for other in problems if other.row != row)
    raise LabelerError(f"{source.name} can't be read: {message} (row {row})", (*earlier, problem))


def _row_numbers(records: pa.Table, header: _Header, refused: list[_Refused]) -> NDArray[np.int64]:
    numbers = np.arange(header.row, header.row + records.num_rows + len(refused), dtype=np.int64)
    return np.delete(numbers, [row.row - 1 for row in refused])


def _without_blank_rows(records: pa.Table, rows: NDArray[np.int64]) -> tuple[pa.Table, NDArray[np.int64]]:
    """The records below the header: a row is blank if no column has text, not even a quoted empty one."""
    records, rows = records.slice(1, records.num_rows - 2), rows[1:-1]
    if not all(cells.null_count for cells in records.columns):
        return records, rows
    valid: list[Any] = [cells.is_valid() for cells in records.columns]
    filled: Any = reduce(pc.or_, valid)
    kept: Any = pc.indices_nonzero(filled)
    at = np.frombuffer(kept.buffers()[1], np.uint64, len(kept))  # to_numpy would load pandas
    return records.filter(filled), rows[at]


def _texts(records: pa.Table, source: _Source, header: _Header) -> pa.Table:
    """The records under the names of the header, empty instead of null and without formula quotes."""
    columns = [_without_nulls(cells) if cells.null_count else cells for cells in records.columns]
    if b"'" in source.data:
        columns = [unguard_column(cells) for cells in columns]
    return pa.table(columns, names=list(header.columns))


def _without_nulls(cells: ChunkedText) -> ChunkedText:
    """The same texts without the mask of nulls, which are zero bytes long as Arrow's builders leave them."""
    chunks: list[Any] = cells.chunks
    buffers = ((chunk, *chunk.buffers()[1:]) for chunk in chunks)
    texts: list[Any] = [
        pa.LargeStringArray.from_buffers(len(chunk), offsets, heap or pa.py_buffer(b""), None, 0, chunk.offset)
        for chunk, offsets, heap in buffers
    ]
    return pa.chunked_array(texts, pa.large_string())
