"""Questions to a text column of any size, answered as a mask."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from labeler.core.text import CodedColumn, Text
from labeler.formats import arrow
from labeler.session.media import as_cells

Mask = NDArray[np.bool_]
Compare = Callable[[NDArray[np.float64], float], NDArray[np.bool_]]

_NUMBER = r"^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$"


def equal(column: Text, text: str) -> Mask:
    """Cells that are exactly this text."""
    return _told(column, lambda cells: arrow.equal(cells, text))


def containing(column: Text, needle: str) -> Mask:
    """Cells in which the text occurs, whatever the case."""
    return _told(column, lambda cells: arrow.mask(arrow.pc.match_substring(cells, needle, ignore_case=True)))


def number(text: str) -> float | None:
    """A finite number written plainly, as cells have them; None for anything else that Python would read as one."""
    value = float(text) if re.fullmatch(_NUMBER, text, re.ASCII) else math.inf
    return value if math.isfinite(value) else None


def compared(column: Text, compare: Compare, number: float) -> Mask:
    """Cells that are numbers for which this holds."""
    return _told(column, lambda cells: compare(numbers(cells), number))


def numbers(cells: arrow.Cells) -> NDArray[np.float64]:
    """Cells as numbers, NaN where one isn't, float64 (n,)."""
    rows = np.flatnonzero(arrow.matches(cells, _NUMBER))
    found = arrow.pc.cast(arrow.stripped(cells.take(pa.array(rows))), pa.float64())
    told = np.full(len(cells), np.nan)
    told[rows] = found.to_numpy(zero_copy_only=False)
    return told


def _told(column: Text, ask: Callable[[arrow.Cells], Mask]) -> Mask:
    """Of a column of few distinct values each is asked about once."""
    if not isinstance(column, CodedColumn):
        return ask(as_cells(column))
    names = ask(pa.array(column.names, pa.large_string()))
    told: Mask = names[column.codes]
    return told
