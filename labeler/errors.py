"""What the user can mend, said in the user's words. Anything else that is raised is a bug."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place of a file, with its remedy.

    ``row`` counts as a spreadsheet does: the header is row 1. ``row`` and ``column`` are None where
    the problem concerns the whole file.
    """

    file: str
    row: int | None
    column: str | None
    message: str
    remedy: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.row) if part is not None)
        column = f" {self.column}:" if self.column else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{place}:{column} {self.message}{remedy}"


class LabelerError(Exception):
    """A request that can't be met, with the reason and the remedy; nothing was changed.

    ``problems`` lists, for input files, every place that has to be mended, not only the first.
    """

    def __init__(self, message: str, problems: tuple[Problem, ...] | list[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)

    def to_dict(self) -> dict[str, Any]:
        """The JSON of DESIGN 5: ``{"error": {"message", "problems": [...]}}``."""
        return {"error": {"message": self.message, "problems": [asdict(problem) for problem in self.problems]}}


class UsageError(LabelerError):
    """Options that contradict each other or name what does not exist in this form: exit code 2."""
