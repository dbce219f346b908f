"""Writing of csv and tsv tables that ``read_table`` reads back cell for cell (DESIGN 4, Export)."""

from __future__ import annotations

import contextlib
import errno
import gzip
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from labeler.core.text import CodedColumn, TextColumn
from labeler.errors import LabelerError, Problem
from labeler.formats.cells import choose, concatenate, guard, guard_column
from labeler.formats.delimited import DELIMITERS

if TYPE_CHECKING:
    from labeler.formats.cells import ChunkedText, TextArray

    _Stream = IO[bytes] | gzip.GzipFile
    Column = Sequence[str] | pa.Array[Any] | pa.ChunkedArray[Any]

_BATCH_ROWS = 2**16
_SURROGATE = re.compile("[\ud800-\udfff]")
_REMEDIES = {
    errno.ENOSPC: "free some space, or choose another drive",
    errno.EDQUOT: "free some space, or choose another drive",
    errno.ENOENT: "make its folder first",
    errno.ENOTDIR: "choose a name inside a folder",
    errno.EISDIR: "choose a name that is no folder",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EROFS: "choose a folder you may write to",
    errno.EACCES: "choose a folder you may write to",
    errno.EPERM: "choose a folder you may write to",
}


def write_table(target: Path | str | IO[bytes], columns: Sequence[tuple[str, Column]], *, delimiter: str = ",") -> None:
    r"""Write columns, given as name and cells of equal number, to a file or an open binary stream.

    UTF-8, ``\n``, quotes only where needed, formulas guarded, null as empty; gzipped if the name ends in ``.gz``. A
    file appears whole or not at all. Raises LabelerError if it can't be written or a cell holds what no text table can.
    """
    if delimiter not in DELIMITERS or len(delimiter) != 1:
        raise ValueError(f"{delimiter!r} is none of the delimiters that reading finds")
    names = [name for name, _ in columns]
    if not all(map(str.strip, names)) or len({name.strip() for name in names}) < max(1, len(names)):
        raise ValueError(f"column names must be there and differ: {names}")
    if len(names) == 1:
        delimiter = ","  # what is taken where a header shows none
    if not isinstance(target, Path | str):
        _write(target, "output", columns, delimiter)
        return
    with replacing(Path(target)) as file, _packing(file, str(target)) as stream:
        _write(stream, str(target), columns, delimiter)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file beside ``path`` that takes its place, synced, when the block ends well, and vanishes when it does not.

    An OSError in the block, such as of a full disk, becomes a LabelerError.
    """
    aside = None
    try:
        final = path.resolve()
        aside = final.parent / f".{secrets.token_hex(8)}.part"
        with aside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        aside.replace(final)
        _sync_folder(final.parent)
    except OSError as error:
        raise _unwritable(str(path), error) from error
    finally:
        if aside is not None:
            with contextlib.suppress(OSError):
                aside.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the rename durable, where the system lets a folder be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(name: str, error: OSError) -> LabelerError:
    message = error.strerror or str(error)
    remedy = _REMEDIES.get(error.errno or 0, "check the drive, or choose another place")
    return LabelerError(f"{name} can't be written: {message}", [Problem(name, None, None, message, remedy)])


@contextmanager
def _packing(file: IO[bytes], name: str) -> Iterator[_Stream]:
    if not name.endswith(".gz"):
        yield file
        return
    # Without name and time, equal tables make equal files.
    with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0, compresslevel=6) as packed:
        yield packed


def _write(stream: _Stream, name: str, columns: Sequence[tuple[str, Column]], delimiter: str) -> None:
    header = delimiter.join(_header_cell(column) for column, _ in columns) + "\n"
    texts = [_as_text(name, column, cells) for column, cells in columns]
    if len({len(cells) for cells in texts}) > 1:
        raise ValueError("columns of different length")
    stream.write(header.encode())
    row = 2
    for batch in pa.table(texts, names=[str(at) for at in range(len(texts))]).to_batches(_BATCH_ROWS):
        cells: list[Any] = batch.columns
        lines = _lines(cells, delimiter)
        if b"\0" in lines:
            raise _nul(name, row, [column for column, _ in columns], cells)
        stream.write(lines)
        row += batch.num_rows


def _as_text(name: str, column: str, cells: Column) -> ChunkedText:
    array: Any = cells if isinstance(cells, pa.Array | pa.ChunkedArray) else _as_arrow(name, column, cells)
    chunks: list[Any] = array.chunks if isinstance(array, pa.ChunkedArray) else [array]
    texts: list[Any] = [chunk.cast(pa.large_string()).fill_null("") for chunk in chunks]
    return pa.chunked_array(texts, pa.large_string())


def _as_arrow(name: str, column: str, cells: Sequence[str]) -> pa.Array[Any]:
    if isinstance(cells, TextColumn):
        offsets: Any = np.ascontiguousarray(cells.offsets)
        return pa.LargeStringArray.from_buffers(len(cells), pa.py_buffer(offsets), pa.py_buffer(cells.heap))
    if isinstance(cells, CodedColumn):
        return pa.DictionaryArray.from_arrays(cells.codes, pa.array(cells.names, pa.large_string()))
    try:
        return pa.array(cells, pa.large_string())
    except UnicodeEncodeError as error:
        row = 2 + next(at for at, cell in enumerate(cells) if _SURROGATE.search(cell or ""))
        message = "bytes that are no text, as a file name can hold"
        raise _refused(name, row, column, message, "rename the file, or mend the text") from error


def _nul(name: str, row: int, names: Sequence[str], columns: Sequence[TextArray]) -> LabelerError:
    firsts = [pc.index(pc.match_substring(cells, "\0"), True).as_py() for cells in columns]
    record, column = min((at, column) for at, column in zip(firsts, names, strict=True) if at >= 0)
    message = "a NUL character, which no text table can hold"
    return _refused(name, row + record, column, message, "remove it, or export to Parquet or JSON lines")


def _refused(name: str, row: int, column: str, message: str, remedy: str) -> LabelerError:
    return LabelerError(f"{name} can't be written: {message}", [Problem(name, row, column, message, remedy)])


def _header_cell(name: str) -> str:
    """Quoted, too, where it would mislead the search for the delimiter or look like a byte order mark."""
    cell = guard(name)
    return '"{}"'.format(cell.replace('"', '""')) if set(cell) & set(DELIMITERS + '"\r\n\ufeff') else cell


def _lines(columns: Sequence[TextArray], delimiter: str) -> bytes:
    """The rows of a batch, each with its line break: the data of an Arrow array are its texts end to end."""
    rows = concatenate(*(_quoted(guard_column(cells), delimiter) for cells in columns), separator=delimiter)
    blank = pc.equal(rows, pa.scalar(delimiter * (len(columns) - 1), pa.large_string()))
    rows = choose(blank, concatenate('""', rows), rows)  # what is empty throughout would read back as a blank line
    _, _, heap = concatenate(rows, "\n").buffers()
    return heap.to_pybytes() if heap else b""


def _quoted(cells: TextArray, delimiter: str) -> TextArray:
    needed = pc.match_substring_regex(cells, f'[{delimiter}"\r\n]')
    if not pc.any(needed).as_py():
        return cells
    doubled = pc.replace_substring(cells, '"', '""')
    return choose(needed, concatenate('"', doubled, '"'), cells)
