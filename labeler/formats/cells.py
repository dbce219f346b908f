"""The quote that keeps a spreadsheet from computing a cell (DESIGN 4, Export).

In csv and tsv a cell that a spreadsheet would take for a formula gets one ``'`` in front, and reading takes one off.
``unguard(guard(cell)) == cell`` for every cell. The other way round a file's own text is kept except where it was not
guarded: ``=1`` comes back as ``'=1``, and ``'-5`` as ``-5``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    TextArray = pa.LargeStringArray
    ChunkedText = pa.ChunkedArray[pa.LargeStringScalar]

# Each pattern is read by Python's re and by Arrow's RE2 alike.
_FORMULA = r"^'*[=+\-@\t\r]"
_NUMBER = r"^[+\-](?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+\-]?[0-9]+)?$"
_GUARDED = r"^'('*[=+\-@\t\r])"

_formula = re.compile(_FORMULA)
_number = re.compile(_NUMBER)
_guarded = re.compile(_GUARDED)


def guard(cell: str) -> str:
    """The cell as csv and tsv hold it; signed numbers stay as they are."""
    return f"'{cell}" if _formula.match(cell) and not _number.fullmatch(cell) else cell


def unguard(cell: str) -> str:
    """The cell behind its formula quote."""
    return cell[1:] if _guarded.match(cell) else cell


def guard_column(cells: TextArray) -> TextArray:
    """``guard`` of every cell."""
    formulas = pc.match_substring_regex(cells, _FORMULA)
    if not pc.any(formulas).as_py():
        return cells
    formulas = pc.and_not(formulas, pc.match_substring_regex(cells, _NUMBER))
    return choose(formulas, concatenate("'", cells), cells)


def concatenate(*parts: TextArray | str, separator: str = "") -> TextArray:
    """The parts of each cell in one; a plain text stands beside every cell."""
    texts: list[Any] = [pa.scalar(part, pa.large_string()) if isinstance(part, str) else part for part in parts]
    return cast("TextArray", pc.binary_join_element_wise(*texts, pa.scalar(separator, pa.large_string())))


def choose(first: pa.BooleanArray, cells: TextArray, others: TextArray) -> TextArray:
    """``cells`` where ``first`` holds, else ``others``."""
    return cast("TextArray", pc.if_else(first, cells, others))


def unguard_column(cells: ChunkedText) -> ChunkedText:
    """``unguard`` of every cell."""
    if not pc.any(pc.starts_with(cells, "'")).as_py():
        return cells
    return pc.replace_substring_regex(cells, _GUARDED, r"\1", max_replacements=1)
