"""Tables whose cells have types, read as the text that a person would write for them (DESIGN 4, Text).

Rows are counted as with csv, from 2 on; those of JSON lines and of sheets are counted as the file itself counts them.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute
from numpy.typing import NDArray

from labeler.core.lists import join_list
from labeler.errors import LabelerError, Problem
from labeler.formats.delimited import MAX_BYTES, load, refusal, undecodable

pc: Any = pyarrow.compute  # the stubs of its functions know no large strings

_MAX_CELLS = 500_000_000


class TypedTable(NamedTuple):
    """``records`` holds large_string columns without nulls."""

    records: pa.Table
    rows: NDArray[np.int64]
    problems: tuple[Problem, ...]


Reader = Callable[[Path, str], TypedTable]


def reader_of(path: Path) -> Reader | None:
    """The reader for a file of this name; None for text tables."""
    name = path.name.lower()
    return next((reader for suffix, reader in _READERS.items() if name.endswith(suffix)), None)


def read_parquet(path: Path, name: str) -> TypedTable:
    import pyarrow.parquet as pq  # noqa: PLC0415 - most tables are csv

    try:
        with pq.ParquetFile(path) as file:
            facts = file.metadata
            unpacked = sum(facts.row_group(group).total_byte_size for group in range(facts.num_row_groups))
            if unpacked > MAX_BYTES or facts.num_rows * facts.num_columns > _MAX_CELLS:
                raise refusal(name, f"it unpacks to {facts.num_rows:,} rows, more than we read", "divide the table")
            table = file.read()
        columns = [_parquet_column(column) for column in table.columns]
    except FileNotFoundError as error:
        raise refusal(name, "there is no such file", "check its name and folder") from error
    except (pa.ArrowException, OSError, ValueError) as error:
        raise refusal(name, f"it is no Parquet table, or damaged ({_first_line(error)})", "write it again") from error
    return _table(name, dict(zip(_names(name, table.column_names), columns, strict=True)), table.num_rows)


def _parquet_column(cells: pa.ChunkedArray[Any]) -> Any:
    if pa.types.is_dictionary(cells.type):
        cells = cells.cast(cells.type.value_type)
    kind = cells.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_integer(kind):
        return pc.fill_null(cells.cast(pa.large_string()), "")
    return pa.array([_text(value) for value in cells.to_pylist()], pa.large_string())


def read_jsonl(path: Path, name: str) -> TypedTable:
    """One object a line; a line that is none is a problem, and left out."""
    data = load(path, name)
    if (offset := undecodable(data)) is not None:
        row = data.count(b"\n", 0, offset) + 1
        raise refusal(name, f"not UTF-8: byte {data[offset]:#04x}", "save it as UTF-8", row=row)
    objects: list[Mapping[str, Any]] = []
    rows: list[int] = []
    problems: list[Problem] = []
    for row, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        found = _object(line)
        if isinstance(found, str):
            problems.append(Problem(name, row, None, found, "write one JSON object a line"))
        else:
            objects.append(found)
            rows.append(row)
    if problems and not objects:
        raise LabelerError(f"{name} can't be read: {problems[0].message}", problems)
    names = list(dict.fromkeys(key for each in objects for key in each))
    columns = {key: [_text(each.get(key)) for each in objects] for key in names}
    return _table(name, dict(zip(_names(name, names), columns.values(), strict=True)), len(rows), rows, problems)


def _object(line: bytes) -> Mapping[str, Any] | str:
    """What a line holds, numbers as they are written; else what is wrong with it."""
    try:
        found = json.loads(line, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        return f"this is no JSON ({_first_line(error)})"
    return found if isinstance(found, dict) else "this is JSON, but no object"


def read_xlsx(path: Path, name: str) -> TypedTable:
    """The first sheet, with the values that formulas had when it was saved."""
    import openpyxl  # noqa: PLC0415 - most tables are csv

    try:
        _refuse_bomb(path, name)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            lines = [(row, [_text(cell) for cell in cells]) for row, cells in _lines(sheet)]
        finally:
            book.close()
    except FileNotFoundError as error:
        raise refusal(name, "there is no such file", "check its name and folder") from error
    except LabelerError:
        raise
    except Exception as error:  # openpyxl raises whatever the damaged part leads to
        raise refusal(name, f"it is no Excel workbook, or damaged ({_first_line(error)})", "save it again") from error
    return _sheet(name, [(row, cells) for row, cells in lines if any(cells)])


def _refuse_bomb(path: Path, name: str) -> None:
    with zipfile.ZipFile(path) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > MAX_BYTES:
        raise refusal(name, f"it unpacks to more than {MAX_BYTES >> 30} GiB", "divide the table")


def _lines(sheet: Any) -> Iterable[tuple[int, Sequence[Any]]]:
    return enumerate(sheet.iter_rows(values_only=True), 1)


def _sheet(name: str, lines: Sequence[tuple[int, Sequence[str]]]) -> TypedTable:
    if not lines:
        raise refusal(name, "the first sheet is empty", "give it a header row with the names of its columns")
    width = max(max(place for place, cell in enumerate(cells, 1) if cell) for _, cells in lines)
    header = [*lines[0][1], *[""] * width][:width]
    body = [[*cells, *[""] * width][:width] for _, cells in lines[1:]]
    columns = [[cells[place] for cells in body] for place in range(width)]
    names = _names(name, header, row=lines[0][0])
    return _table(name, dict(zip(names, columns, strict=True)), len(body), [row for row, _ in lines[1:]])


def _table(
    name: str,
    columns: Mapping[str, Any],
    size: int,
    rows: Sequence[int] | None = None,
    problems: Sequence[Problem] = (),
) -> TypedTable:
    numbers = np.arange(2, size + 2, dtype=np.int64) if rows is None else np.array(rows, np.int64)
    try:
        texts = [cells if isinstance(cells, pa.ChunkedArray) else _as_arrow(cells) for cells in columns.values()]
    except UnicodeEncodeError as error:
        raise refusal(name, "a cell holds half a character, which is no text", "write it again as UTF-8") from error
    return TypedTable(pa.table(texts, names=list(columns)), numbers, tuple(problems))


def _as_arrow(cells: Any) -> Any:
    return cells if isinstance(cells, pa.Array) else pa.array(cells, pa.large_string())


def _names(name: str, columns: Sequence[str], *, row: int | None = None) -> list[str]:
    """The columns' names without outer white space; raises LabelerError where one has none, or two have one."""
    names = [column.strip() for column in columns]
    if not names:
        raise refusal(name, "it has no columns", "give it columns with names", row=row)
    for place, column in enumerate(names, 1):
        if not column:
            raise refusal(name, f"column {place} has no name", "name the column or remove it", row=row)
        if column in names[: place - 1]:
            raise refusal(name, "two columns have this name", "give each a name of its own", row=row, column=column)
    return names


def _text(value: Any) -> str:
    """A cell as people write it: whole numbers without a point, nothing as empty, a list of labels as ``;``-list."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is how a table says that it has no number
        return ""
    if isinstance(value, list):
        return join_list(filter(None, (_text(item).strip() for item in value)))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, bool | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, date | time):
        return value.isoformat()
    return value.decode("utf-8", errors="replace") if isinstance(value, bytes) else str(value)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


_READERS: dict[str, Reader] = {
    ".parquet": read_parquet,
    ".jsonl": read_jsonl,
    ".jsonl.gz": read_jsonl,
    ".xlsx": read_xlsx,
}
