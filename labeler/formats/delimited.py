r"""The bytes of a delimited text file: unpacked, known to be text, cut into located cells.

The cells are cut as ``pyarrow.csv`` and Python's ``csv`` cut them: a quote opens only at the start of a cell, ``""``
inside quotes is one quote, and ``\n``, ``\r\n`` and ``\r`` end a row. Arrow reads the records; the cutting here finds
the header, the delimiter and, once something is wrong, the place.
"""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from functools import cache
from itertools import groupby, islice
from pathlib import Path
from typing import IO, NamedTuple

from labeler.errors import LabelerError, Problem

DELIMITERS = ",;\t|"
MAX_BYTES = 4 * 2**30
BOM = b"\xef\xbb\xbf"

_SAVE_AS_CSV = "save the table as CSV (UTF-8)"
_BINARY = (
    (b"PK\x03\x04", "a zip archive", "unpack it and use the table inside"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "in Excel, save it as “CSV UTF-8” or as .xlsx"),
    (b"PAR1", "a Parquet file", "give it a name that ends in .parquet"),
    (b"SQLite format 3", "an SQLite database", _SAVE_AS_CSV),
    (b"\x1f\x8b", "gzipped twice", "unpack it once"),
    (b"\x93NUMPY", "a NumPy array", _SAVE_AS_CSV),
    (b"\x89PNG", "a PNG image", "choose a table"),
    (b"\xff\xd8\xff", "a JPEG image", "choose a table"),
    (b"RIFF", "a RIFF file (such as WAV audio)", "choose a table"),
    (b"%PDF", "a PDF document", _SAVE_AS_CSV),
)
_UTF16_STARTS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def refusal(name: str, message: str, remedy: str, *, row: int | None = None, column: str | None = None) -> LabelerError:
    """The error for a file that can't be read at all."""
    return LabelerError(f"{name} can't be read: {message}", [Problem(name, row, column, message, remedy)])


def load(path: Path, name: str) -> bytes:
    """The file, unpacked if gzipped, followed by one blank line of our own.

    Whoever meets that blank line as a record knows that no quote was left open. Read whole rather than mapped into
    memory, where a drive pulled out would end the process. Raises LabelerError, also for what is no UTF-8 text at once.
    """
    if path.is_dir():
        raise refusal(name, "this is a folder", "choose the table inside it")
    try:
        with path.open("rb") as file:
            packed = file.peek(2)[:2] == b"\x1f\x8b"
            data = _unpacked(file, name) if packed else _whole(file, name)
    except FileNotFoundError as error:
        raise refusal(name, "there is no such file", "check its name and folder") from error
    except OSError as error:
        raise refusal(
            name, error.strerror or str(error), "check that you may read it and that its drive works"
        ) from error
    if b"\0" in data or data.startswith(_UTF16_STARTS):
        raise _no_text(data, name)
    return data


def _whole(file: IO[bytes] | gzip.GzipFile, name: str) -> bytes:
    chunks = []
    size = 0
    while chunk := file.read(2**24):
        size += len(chunk)
        if size > MAX_BYTES:
            raise refusal(name, f"more than {MAX_BYTES >> 30} GiB of text", "divide the table or save it as Parquet")
        chunks.append(chunk)
    chunks.append(b"\n" if chunks and chunks[-1].endswith(b"\n") else b"\n\n")
    return b"".join(chunks)


def _unpacked(file: IO[bytes], name: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=file, mode="rb") as unpacking:
            return _whole(unpacking, name)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise refusal(name, f"damaged gzip file ({error})", "copy or download it again") from error


def _no_text(data: bytes, name: str) -> LabelerError:
    """Why bytes with a NUL among them are no table."""
    if kind := binary_kind(data):
        what, remedy = kind
        return refusal(name, f"this is {what}, not a text table", remedy)
    if _is_utf16(data):
        return refusal(name, "this is UTF-16 text, not UTF-8", "save it as “CSV UTF-8”", row=1)
    row, column = place(data, data.index(b"\0"), sniff(data))
    message = "a NUL character: this is not a text table, or it is damaged"
    return refusal(
        name, message, "remove the character or save the table again", row=row, column=f"column {column + 1}"
    )


def binary_kind(data: bytes) -> tuple[str, str] | None:
    """What a file that is no text is instead, and the remedy; only worth asking once it is known to be no text."""
    if data.startswith(b"PK") and b"xl/" in data:
        return "an Excel workbook", "in Excel, save it as “CSV UTF-8”, or give it a name that ends in .xlsx"
    return next(((what, remedy) for start, what, remedy in _BINARY if data.startswith(start)), None)


def _is_utf16(data: bytes) -> bool:
    """By its byte order mark, or because every second byte of mostly Latin text is NUL."""
    start = data[:1024]
    halves = (start[::2], start[1::2])
    return start.startswith(_UTF16_STARTS) or any(half.count(0) > 0.8 * len(half) for half in halves)


class Cell(NamedTuple):
    """A cell in its place: ``row`` as a spreadsheet counts, ``column`` from 0."""

    row: int
    column: int
    match: re.Match[bytes]

    @property
    def text(self) -> bytes:
        quoted, _, rest, _ = self.match.groups()
        return rest if quoted is None else quoted.replace(b'""', b'"') + rest

    @property
    def unclosed(self) -> bool:
        return self.match[2] == b""


@cache
def _cell_pattern(delimiters: str) -> re.Pattern[bytes]:
    one = re.escape(delimiters).encode()
    return re.compile(rb'(?:"((?:[^"]++|"")*+)("|\Z))?+([^%b\r\n]*+)([%b]|\r\n?|\n|\Z)' % (one, one))


def scan(data: bytes, delimiters: str, *, start: int = 0, row: int = 1) -> Iterator[Cell]:
    """Every cell from the ``start`` of a row on, blank lines as one empty cell; each of ``delimiters`` ends a cell."""
    column = 0
    if not start and data.startswith(BOM):
        start = len(BOM)
    for match in _cell_pattern(delimiters).finditer(data, start):
        if match.start() == len(data):
            return
        yield Cell(row, column, match)
        row, column = (row, column + 1) if match[4] and match[4] in delimiters.encode() else (row + 1, 0)


def scan_rows(data: bytes, delimiters: str) -> Iterator[list[Cell]]:
    """The cells row by row, blank lines left out."""
    for _, cells in groupby(scan(data, delimiters), key=lambda cell: cell.row):
        row = list(cells)
        if len(row) > 1 or row[0].match[0].strip(b"\r\n"):
            yield row


def place(data: bytes, offset: int, delimiter: str) -> tuple[int, int]:
    """Row, as a spreadsheet counts, and column, from 0, of the byte at ``offset``."""
    start, row = 0, 1
    if data.find(b'"', 0, offset) < 0:  # then every line is a row, and counting lines is quicker
        start = max(data.rfind(b"\n", 0, offset), data.rfind(b"\r", 0, offset)) + 1
        row += data.count(b"\n", 0, start) + data.count(b"\r", 0, start) - data.count(b"\r\n", 0, start)
    at = next(cell for cell in scan(data, delimiter, start=start, row=row) if cell.match.end() > offset)
    return at.row, at.column


def undecodable(data: bytes) -> int | None:
    """Offset of the first byte that is no UTF-8, None if all are. In pieces: the text may be larger than the bytes."""
    view, at = memoryview(data), 0
    while at < len(data):
        piece = view[at : at + 2**24]
        try:
            at += codecs.utf_8_decode(piece, "strict", at + len(piece) == len(data))[1]
        except UnicodeDecodeError as error:
            return at + error.start
    return None


def sniff(data: bytes) -> str:
    """The delimiter the header uses; of several the one the next rows agree with; a comma if it holds none."""
    header = next(scan_rows(data, DELIMITERS), [])
    used = {cell.match[4].decode() for cell in header}
    candidates = [delimiter for delimiter in DELIMITERS if delimiter in used]
    if len(candidates) < 2:
        return candidates[0] if candidates else ","
    return max(candidates, key=lambda delimiter: _agreement(data, delimiter))


def _agreement(data: bytes, delimiter: str) -> tuple[int, int]:
    """How many of the first rows have as many cells as the header, and how many cells that is."""
    header, *rows = (len(row) for row in islice(scan_rows(data, delimiter), 50))
    return sum(cells == header for cells in rows), header
