"""Checks that every kind of table needs: repeated ids, numbers, control characters."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from labeler.formats import arrow

CONTROL = r"[\x00-\x1f\x7f]"
_NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"


def numbers(cells: Any) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The cells as numbers, NaN where they are none, and the mask of those; "nan" and "inf" are none."""
    readable = arrow.matches(cells, _NUMBER)
    if not readable.all():
        cells = pc.if_else(pa.array(readable), arrow.flat(cells), None)
    values = arrow.flat(cells).cast(pa.float64()).to_numpy(zero_copy_only=False)
    values = np.where(np.isfinite(values), values, np.nan)
    return values, ~(readable & np.isfinite(values))


def repeated(cells: Any) -> list[tuple[int, int]]:
    """(index, index of the first one) of every cell that stood before; empty cells don't count."""
    column = arrow.coded(cells)
    if len(column.names) == len(column):
        return []
    first = np.full(len(column.names), len(column), np.int64)
    np.minimum.at(first, column.codes, np.arange(len(column)))
    again = np.flatnonzero(first[column.codes] != np.arange(len(column)))
    return [(i, int(first[column.codes[i]])) for i in again.tolist() if column.names[column.codes[i]]]
