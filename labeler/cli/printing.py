"""What people read on the terminal; with ``--json`` one document on stdout and nothing else there."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from labeler.errors import LabelerError, Problem

SHOWN = 50


class Result(Protocol):
    """Every verb's result."""

    def to_dict(self) -> Any: ...


R = TypeVar("R", bound=Result)


def show(result: R, options: Namespace, printer: Callable[[R], None]) -> int:
    """Print a result as asked for; the exit code of a verb that is done."""
    if options.json:
        print(json.dumps(result.to_dict(), ensure_ascii=False, allow_nan=False))
    else:
        printer(result)
    return 0


def progress(options: Namespace) -> Callable[[str, float], None]:
    """Progress on stderr, where somebody watches."""
    del options
    if not sys.stderr.isatty():
        return lambda _message, _fraction: None

    def tell(message: str, fraction: float) -> None:
        end = "\n" if fraction >= 1 else ""
        print(f"\r\x1b[K{fraction:4.0%} {message}", end=end, file=sys.stderr, flush=True)

    return tell


def error(failure: LabelerError, *, everything_in: Path | None) -> None:
    """One line that sums up, then a line a problem, the first fifty."""
    print(failure.message, file=sys.stderr)
    for problem in failure.problems[:SHOWN]:
        print(problem, file=sys.stderr)
    if len(failure.problems) > SHOWN and everything_in is None:
        rest = len(failure.problems) - SHOWN
        print(f"… and {rest:,} more; --problems FILE.csv lists them all", file=sys.stderr)


def write_problems(problems: Sequence[Problem], path: Path) -> None:
    """All problems as a table."""
    from labeler.formats.tables import write_table  # noqa: PLC0415 - loads Arrow

    columns = ("file", "row", "column", "message", "remedy")
    cells = {name: [getattr(problem, name) for problem in problems] for name in columns}
    write_table(path, [(name, ["" if v is None else str(v) for v in cells[name]]) for name in columns])


def missing_library(failure: ImportError) -> str:
    """The line that mends a Qt that can't be loaded (DESIGN 6)."""
    return (
        f"the window can't be opened: {failure}. On Debian or Ubuntu install what Qt needs: sudo apt-get install "
        "libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0 libxcb-icccm4 "
        "libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libpulse0 fonts-dejavu-core"
    )


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[i]) for row in (header, *rows)) for i in range(len(header))]
    for row in (header, *rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        print("  " + "  ".join(cells).rstrip())


def some(names: Sequence[str], limit: int = 12) -> str:
    return ", ".join(names[:limit]) + (f" … ({len(names):,})" if len(names) > limit else "")


def rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def percent(value: float | None, size: int) -> str:
    """With a digit more than a sentence has of a small set: columns are compared."""
    return "–" if value is None else f"{100 * value:.{2 if size >= 1000 else 1}f} %"
