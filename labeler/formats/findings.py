"""Collecting everything that is wrong with a table, so that it is told together and not one by one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from labeler.errors import Problem
from labeler.formats.tables import Table


class Findings:
    """The problems of one table and the mask of its ``bad`` rows.

    A problem of the whole table can't be skipped; a bad row can be left out on request.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.whole: list[Problem] = []
        self.in_rows: list[Problem] = list(table.problems)
        self.bad = np.zeros(table.size, bool)

    def about_file(self, message: str, remedy: str, *, column: str | None = None) -> None:
        self.whole.append(Problem(self.table.name, None, column, message, remedy))

    def about_rows(
        self, rows: NDArray[np.bool_], column: str | None, message: str | Callable[[int], str], remedy: str
    ) -> None:
        """Every row of the mask is bad; ``message`` may depend on the row's index."""
        for index in np.flatnonzero(rows).tolist():
            text = message if isinstance(message, str) else message(index)
            self.in_rows.append(Problem(self.table.name, int(self.table.rows[index]), column, text, remedy))
        self.bad |= rows

    def about_row(self, index: int, column: str | None, message: str, remedy: str) -> None:
        self.in_rows.append(Problem(self.table.name, int(self.table.rows[index]), column, message, remedy))
        self.bad[index] = True

    @property
    def problems(self) -> list[Problem]:
        """Whole-table problems first, then by row."""
        return self.whole + sorted(self.in_rows, key=lambda problem: problem.row or 0)

    @property
    def left_out(self) -> int:
        """Rows to leave out when bad rows are skipped: bad ones, and those with a wrong number of cells."""
        return int(self.bad.sum()) + len(self.table.problems)


def quoted(cell: str, limit: int = 40) -> str:
    """A cell inside a message: in quotes, control characters visible, cut where it is long."""
    text = repr(cell)
    return text if len(text) <= limit else f"{text[:limit]}…'"
