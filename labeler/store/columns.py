"""Columns as chunks: little-endian arrays of at most 64 MiB, each with its SHA-256 (DESIGN 3, Storage)."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.memo import Memo
from labeler.core.text import CodedColumn, Text, TextColumn
from labeler.errors import LabelerError
from labeler.store.transactions import explained

CHUNK_BYTES = 64 * 2**20
_DERIVED_BYTES = 128 * 2**20

Array = NDArray[Any]


class MissingColumnError(LabelerError, KeyError):
    """A column that isn't in the file; a KeyError too, so that ``get`` works as that of any mapping."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the column {name!r} is missing from the project file; go back to a copy of it")

    __str__ = Exception.__str__  # a KeyError's would put the sentence in quotes


class Columns(Mapping[str, Array]):
    """All columns of a project by name; a column is read, and checked against its hashes, when first asked for.

    ``derived`` keeps what was computed of columns alone, whichever of the connections it was asked by.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._loaded: dict[str, Array] = {}
        self.derived = Memo(_DERIVED_BYTES)

    def by(self, connection: sqlite3.Connection) -> Columns:
        """The same columns read by another connection, as of another thread; what is in memory is shared."""
        other = Columns(connection)
        other._loaded = self._loaded.copy()  # at once: its own thread may be reading meanwhile
        other.derived = self.derived
        return other

    def __getitem__(self, name: str) -> Array:
        if name not in self._loaded:
            self._loaded[name] = self._read(name)
        return self._loaded[name]

    def __contains__(self, name: object) -> bool:
        query = "SELECT 1 FROM chunks WHERE column = ? LIMIT 1"
        return name in self._loaded or self._connection.execute(query, (name,)).fetchone() is not None

    def __iter__(self) -> Iterator[str]:
        return iter([name for (name,) in self._connection.execute("SELECT DISTINCT column FROM chunks ORDER BY 1")])

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(DISTINCT column) FROM chunks").fetchone()[0])

    def below(self, prefix: str) -> Mapping[str, Array]:
        """The columns under ``prefix/``, named without it."""
        return _Below(self, prefix + "/")

    def text(self, name: str) -> Text:
        """A text column written by ``write_text``, of either form."""
        if f"{name}/codes" in self:
            return CodedColumn(self[f"{name}/codes"], tuple(self._heap(f"{name}/names")))
        return self._heap(name)

    def rows(self, name: str) -> int:
        """How many rows an array or text column has, by its chunks' shapes alone."""
        if f"{name}/offsets" in self:
            return self.rows(f"{name}/offsets") - 1
        array = f"{name}/codes" if f"{name}/names/offsets" in self else name
        shapes = self._connection.execute("SELECT shape FROM chunks WHERE column = ?", (array,)).fetchall()
        if not shapes:
            raise MissingColumnError(array)
        return sum(json.loads(shape)[0] for (shape,) in shapes)

    def write(self, name: str, array: Array, *, batch: int = 0) -> None:
        """Append one batch of a column; the caller has the transaction."""
        flat = np.ascontiguousarray(array)
        if flat.dtype.byteorder == ">":
            flat = flat.astype(flat.dtype.newbyteorder("<"))
        row_bytes = max(1, flat.nbytes // max(1, len(flat)))
        step = max(1, CHUNK_BYTES // row_bytes)
        for part, start in enumerate(range(0, max(1, len(flat)), step)):
            piece = flat[start : start + step]
            data = piece.reshape(-1).view(np.uint8).data
            row = (name, batch, part, piece.dtype.str, json.dumps(piece.shape), hashlib.sha256(data).digest(), data)
            self._connection.execute("INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self._loaded.pop(name, None)

    def write_text(self, name: str, cells: Text, *, batch: int = 0) -> None:
        if isinstance(cells, CodedColumn):
            self.write(f"{name}/codes", cells.codes, batch=batch)
            self._write_heap(f"{name}/names", TextColumn.of(cells.names), batch)
        else:
            self._write_heap(name, cells, batch)

    def problems(self) -> Iterator[str]:
        """Every column whose bytes are not those that were written."""
        try:
            names = list(self)
        except sqlite3.DatabaseError as error:
            yield explained(error).message
            return
        for name in names:
            try:
                self._check(name, self._read(name))
            except LabelerError as error:
                yield error.message

    def _check(self, name: str, array: Array) -> None:
        """Raises LabelerError for the offsets of a text whose heap is missing or ends early."""
        text, _, last = name.rpartition("/")
        if last == "offsets" and f"{text}/codes" not in self and self.rows(f"{text}/heap") != array[-1]:
            raise LabelerError(f"the column {text!r} is damaged: part of its text is missing; use a copy")

    def _write_heap(self, name: str, cells: TextColumn, batch: int) -> None:
        self.write(f"{name}/offsets", cells.offsets, batch=batch)
        self.write(f"{name}/heap", np.frombuffer(cells.heap, np.uint8), batch=batch)

    def _heap(self, name: str) -> TextColumn:
        return TextColumn(self[f"{name}/offsets"], self[f"{name}/heap"].tobytes())

    def _read(self, name: str) -> Array:
        query = "SELECT dtype, shape, sha256, data FROM chunks WHERE column = ? ORDER BY batch, part"
        try:
            pieces = [_array(name, *row) for row in self._connection.execute(query, (name,))]
        except sqlite3.DatabaseError as error:
            raise explained(error) from error
        if not pieces:
            raise MissingColumnError(name)
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)


class _Below(Mapping[str, Array]):
    def __init__(self, columns: Columns, prefix: str) -> None:
        self._columns, self._prefix = columns, prefix

    def __getitem__(self, name: str) -> Array:
        return self._columns[self._prefix + name]

    def __contains__(self, name: object) -> bool:
        return f"{self._prefix}{name}" in self._columns

    def __iter__(self) -> Iterator[str]:
        return (name.removeprefix(self._prefix) for name in self._columns if name.startswith(self._prefix))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _array(name: str, dtype: str, shape: str, sha256: bytes, data: bytes) -> Array:
    if hashlib.sha256(data).digest() != sha256:
        raise LabelerError(f"the column {name!r} is damaged: its bytes are not those that were written; use a copy")
    try:
        array: Array = np.frombuffer(data, np.dtype(dtype)).reshape(json.loads(shape))
    except (ValueError, TypeError) as error:
        raise LabelerError(f"the column {name!r} is damaged: {error}; use a copy") from error
    return array
