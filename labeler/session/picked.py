"""Examples picked elsewhere: the ids in a table."""

from __future__ import annotations

from pathlib import Path

from labeler.errors import LabelerError, Problem
from labeler.formats.tables import read_table
from labeler.session.open_project import OpenProject

_COLUMN = "example_id"


def picked(session: OpenProject, path: Path) -> tuple[str, ...]:
    """The ids in a table's column ``example_id``, each once; raises LabelerError with every one that isn't known."""
    table = read_table(path)
    if _COLUMN not in table.columns:
        raise LabelerError(f"{table.name} has no column {_COLUMN}; it has {', '.join(table.columns)}")
    ids = [str(cell) for cell in table.stripped(_COLUMN).to_pylist()]
    unknown = [
        Problem(table.name, row, _COLUMN, f"{example_id!r} is not an example of this project", "leave the row out")
        for row, example_id in zip(table.rows.tolist(), ids, strict=True)
        if session.examples.ordinal(example_id) is None
    ]
    if unknown or table.problems:
        raise LabelerError(f"{table.name} can't be taken for a choice of examples", (*table.problems, *unknown))
    if not ids:
        raise LabelerError(f"{table.name} names no example")
    return tuple(dict.fromkeys(ids))
