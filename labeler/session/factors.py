"""What a project knows of its examples that label errors could concentrate by (METHOD 9)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from labeler.core.concentration import MOST_LEVELS, Factor
from labeler.core.text import CodedColumn, Text
from labeler.session.open_project import OpenProject

Rows = NDArray[np.intp]

# Of the columns with a role, these say something of an example besides its name, its split and its label.
TELLING_ROLES = ("source", "annotator", "group")


def factors(session: OpenProject, here: Rows, reviewed: Rows) -> Iterator[Factor]:
    """Imported columns of few values on the examples ``here``, and the categories ticked; by ``reviewed`` example."""
    for column in _columns(session):
        cells = session.examples.extras[column]
        if _few_values(cells, here):
            yield Factor.of_values(column, [cells[row].strip() for row in reviewed.tolist()])
    names = {category.key: category.name for category in session.categories}
    if names:
        yield Factor.of_sets("error category", [_ticked(session, row, names) for row in reviewed.tolist()])


def _columns(session: OpenProject) -> Iterator[str]:
    roles = session.settings.get("roles", {})
    taken = {column for role, column in roles.items() if role not in TELLING_ROLES}
    taken.update(session.settings.get("label_columns", {}))
    yield from (name for name in session.examples.extras if name not in taken)


def _ticked(session: OpenProject, row: int, names: dict[str, str]) -> frozenset[str] | None:
    """Names of the categories ticked; None where nobody considered any."""
    if not session.review.considered(row):
        return None
    return frozenset(names[key] for key in session.review.ticked(row) if key in names)


def _few_values(cells: Text, rows: Rows) -> bool:
    """Whether a column has at most MOST_LEVELS values on these examples; one with more is no factor."""
    if isinstance(cells, CodedColumn):
        return len({cells.names[code] for code in np.unique(cells.codes[rows]).tolist()} - {""}) <= MOST_LEVELS
    values: set[str] = set()
    for row in rows.tolist():
        values.add(cells[row])
        if len(values) > MOST_LEVELS + 1:  # an empty cell is no value
            return False
    return len(values - {""}) <= MOST_LEVELS
