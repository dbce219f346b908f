"""Between Arrow's columns, in which files are read, and the core's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
from numpy.typing import NDArray

from labeler.core.text import CodedColumn, Text, TextColumn

Cells = Any  # a pyarrow ChunkedArray or Array of large_string

pc: Any = pyarrow.compute  # the stubs of its functions know no large strings

_FEW = 4096  # distinct values up to which a column is stored as codes


def flat(cells: Cells) -> Cells:
    """One contiguous array that starts at offset 0."""
    array = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], pa.large_string())
    return array if array.offset == 0 else pa.concat_arrays([array])


def text_column(cells: Cells) -> TextColumn:
    """Offsets and heap of the cells; null reads as empty."""
    array = flat(pc.fill_null(cells, ""))
    _, offsets, heap = array.buffers()
    if len(array) == 0:
        return TextColumn(np.zeros(1, np.int64), b"")
    ends = np.frombuffer(offsets, np.int64, len(array) + 1)
    return TextColumn(ends - ends[0], heap.to_pybytes()[ends[0] : ends[-1]] if heap else b"")


def cells_of(column: TextColumn) -> Cells:
    """The same cells as an Arrow column, without a copy."""
    offsets: Any = column.offsets
    return pa.LargeStringArray.from_buffers(len(column), pa.py_buffer(offsets), pa.py_buffer(column.heap))


def encoded(cells: Cells) -> tuple[NDArray[np.int32], Cells]:
    """Codes by first appearance, and the distinct cells they index."""
    column = pc.dictionary_encode(flat(pc.fill_null(cells, "")))
    return column.indices.to_numpy(zero_copy_only=False).astype(np.int32, copy=False), column.dictionary


def coded(cells: Cells) -> CodedColumn:
    """Codes by first appearance."""
    codes, distinct = encoded(cells)
    return CodedColumn(codes, tuple(distinct.to_pylist()))


def compact(cells: Cells) -> Text:
    """Whichever form is smaller: codes for few distinct values, else text."""
    if pc.count_distinct(cells.slice(0, 4 * _FEW)).as_py() > _FEW:  # tells ids without looking at a million
        return text_column(cells)
    column = coded(cells)
    return column if len(column.names) <= min(_FEW, max(1, len(column) // 2)) else text_column(cells)


def texts(cells: Cells) -> list[str]:
    """The cells as Python texts; tables have no nulls."""
    listed: list[str] = cells.to_pylist()
    return listed


def positions(cells: Cells, among: Cells) -> NDArray[np.int64]:
    """Index of each cell in ``among``, −1 where it isn't there."""
    found = pc.fill_null(pc.index_in(flat(cells), value_set=flat(among)), -1)
    return np.asarray(found.to_numpy(zero_copy_only=False), np.int64)


def mask(values: Any) -> NDArray[np.bool_]:
    """An Arrow boolean column as a mask; null is False."""
    array = pc.fill_null(values, False)
    combined = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    result: NDArray[np.bool_] = np.asarray(combined.to_numpy(zero_copy_only=False), dtype=bool)
    return result


def matches(cells: Cells, pattern: str, *, with_text: str = "") -> NDArray[np.bool_]:
    """Which cells hold the regular expression; every match must hold ``with_text``, which is quick to rule out."""
    if with_text and not pc.any(pc.match_substring(cells, with_text)).as_py():
        return np.zeros(len(cells), np.bool_)
    return mask(pc.match_substring_regex(cells, pattern))


def stripped(cells: Cells) -> Cells:
    """Without outer white space."""
    return pc.utf8_trim_whitespace(cells)


def without(cells: Cells, pattern: str) -> Cells:
    """The cells with what the regular expression finds taken out."""
    return pc.replace_substring_regex(cells, pattern, "")


def among(cells: Cells, names: Iterable[bytes]) -> NDArray[np.bool_]:
    """Which cells are one of these, which may be bytes that are no text."""
    return mask(pc.is_in(cells.cast(pa.large_binary()), value_set=pa.array(names, pa.large_binary())))


def equal(cells: Cells, text: str) -> NDArray[np.bool_]:
    """Which cells are exactly this text."""
    return mask(pc.equal(cells, text))


def lengths(cells: Cells) -> NDArray[np.int64]:
    """Characters of every cell."""
    return np.asarray(flat(pc.cast(pc.utf8_length(cells), pa.int64())).to_numpy(zero_copy_only=False), np.int64)
