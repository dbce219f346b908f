"""Checks that every kind of table needs: repeated ids, numbers, control characters."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from labeler.formats import arrow

_CONTROL = r"[\x00-\x1f\x7f]"
_NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"


def numbers(cells: Any) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The cells as numbers, NaN where they are none, and the mask of those; "nan" and "inf" are none."""
    column = arrow.flat(cells)
    try:
        parsed = column.cast(pa.float64())
    except pa.ArrowInvalid:
        readable = pa.array(arrow.matches(column, _NUMBER))
        parsed = pc.if_else(readable, column, None).cast(pa.float64())
    values = parsed.to_numpy(zero_copy_only=False)
    finite = np.isfinite(values)
    return np.where(finite, values, np.nan), ~finite


def control(cells: Any) -> NDArray[np.bool_]:
    """Which cells hold a control character; of most tables the bytes tell at once that none does."""
    heap = arrow.flat(cells).buffers()[2]
    octets = np.frombuffer(heap or b"", np.uint8)
    if not ((octets < 0x20) | (octets == 0x7F)).any():
        return np.zeros(len(cells), np.bool_)
    return arrow.matches(cells, _CONTROL)


def repeated(cells: Any) -> list[tuple[int, int]]:
    """(index, index of the first one) of every cell that stood before; empty cells don't count."""
    codes, distinct = arrow.encoded(cells)
    if len(distinct) == len(codes):
        return []
    indices = np.arange(len(codes))
    first = np.full(len(distinct), len(codes), np.int64)
    np.minimum.at(first, codes, indices)
    again = np.flatnonzero(first[codes] != indices)
    return [(i, int(first[codes[i]])) for i in again.tolist() if distinct[int(codes[i])].as_py()]
