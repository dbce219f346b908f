"""The head of a table, enough to say what it is and to show its columns before anything large is read."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice
from pathlib import Path

from labeler.formats.delimited import load, scan_rows, sniff
from labeler.formats.example_columns import LABEL
from labeler.formats.tables import read_table
from labeler.formats.typed_tables import reader_of

ROWS = 8
_HEAD = 2**18
_SIGNS = {"1", "0", "?"}
_RANKED = re.compile(r"label_[1-9]\d*$")


class Kind(Enum):
    """What a table is by its columns; WIDE are predictions with a column a model."""

    EXAMPLES = auto()
    PREDICTIONS = auto()
    WIDE = auto()
    LABELS = auto()
    DECISIONS = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class Peeked:
    """A table's columns and its first rows, as they are written."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def kind(self) -> Kind:
        names = set(self.columns)
        if "verdict" in names:
            return Kind.DECISIONS
        if ("label" in names and names & {"split", "file"}) or "transcript" in names or self._label_columns():
            return Kind.EXAMPLES
        if "example_id" in names and any(_tells_prediction(name) for name in names):
            return Kind.PREDICTIONS
        if "label" in names:
            return Kind.EXAMPLES if "example_id" in names else Kind.LABELS
        return Kind.UNKNOWN if "example_id" not in names or names & {"split", "file"} else Kind.WIDE

    def _label_columns(self) -> bool:
        return any(name.startswith(LABEL) for name in self.columns)

    def of_signs(self) -> tuple[str, ...]:
        """The columns whose first cells say 1, 0 or ? and nothing else."""
        columns = zip(self.columns, zip(*self.rows, strict=False), strict=False)
        return tuple(name for name, cells in columns if {cell.strip() for cell in cells} <= _SIGNS)


def peek(path: Path) -> Peeked:
    """The head of a file; raises LabelerError, saying why, for what is no text table."""
    if reader_of(path) is not None:
        table = read_table(path, name=path.name)
        cells = (table.records.column(name).slice(0, ROWS).to_pylist() for name in table.columns)
        return Peeked(path, table.columns, tuple(zip(*cells, strict=True)))
    rows = _rows(_head(path))
    header = next(rows, ())
    return Peeked(path, tuple(name.strip() for name in header), tuple(islice(rows, ROWS)))


def _tells_prediction(column: str) -> bool:
    return column in ("predicted", "hypothesis") or column.startswith("prob:") or _RANKED.match(column) is not None


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            packed = file.peek(2)[:2] == b"\x1f\x8b"
            with gzip.GzipFile(fileobj=file) if packed else file as text:
                head = text.read(_HEAD)
    except (OSError, EOFError, zlib.error):
        return load(path, path.name)  # which says what is wrong with it
    return load(path, path.name) if b"\0" in head else head


def _rows(head: bytes) -> Iterator[tuple[str, ...]]:
    for cells in scan_rows(head, sniff(head)):
        if cells[-1].match.end() == len(head) == _HEAD:
            return  # cut off in the middle
        yield tuple(cell.text.decode("utf-8", errors="replace") for cell in cells)
