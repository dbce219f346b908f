"""What people read on the terminal; with ``--json`` one document on stdout and nothing else there."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol, TypeVar

from labeler.core.parity import Parity
from labeler.errors import LabelerError, Problem
from labeler.session.results import (
    Applied,
    Exported,
    Info,
    Queue,
    Ranking,
    Recorded,
    Turned,
    Verified,
    Versions,
)

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


def info(result: Info) -> None:
    sizes = ", ".join(f"{split} {size:,}" for split, size in result.examples.items())
    print(f"{result.project}: {result.task}, {sizes} examples")
    print(f"labels   {_some(result.labels)}")
    print(f"models   {_some(result.models)}")
    version = f"version {result.label_version} applied" if result.label_version else "no version applied"
    print(f"{_count(result.decisions, 'decision')}, {version}, seed {result.seed}")
    for warning in result.warnings:
        print(f"warning: {warning}")


def queue(result: Queue) -> None:
    decided = sum(item.decided for item in result.items)
    print(f"{result.queue} of {result.model}: {len(result.items):,} examples, {decided:,} decided")
    _table(
        ("example_id", "split", "decided", "file"),
        [(item.example_id, item.split, "yes" if item.decided else "", item.file or "") for item in result.items],
    )


def recorded(result: Recorded) -> None:
    print(f"{_count(result.recorded, 'decision')} recorded, {result.unchanged:,} unchanged")
    if result.conflicts:
        print(f"{_count(result.conflicts, 'example')} in conflict: those keep the given label until adjudicated")


def turned(result: Turned) -> None:
    ids = list(result.changes.examples)
    print(f"{result.verb}: {result.reviewer}'s last action, on {_some(ids) if ids else 'no example'}")


def ranking(result: Ranking) -> None:
    for name, split in result.splits.items():
        print(f"{name}: {split.verdict.text}")
        rows = [
            (
                model.model + ("" if model.feasible else " (outside the bounds)"),
                _percent(model.before, split.compared),
                _percent(model.after, split.compared),
                _rank(model.rank_before),
                _rank(model.rank_after),
                "–".join(map(str, model.rank_interval_after)) if model.rank_interval_after else "–",
            )
            for model in split.models
        ]
        _table(("model", "before", "after", "rank before", "rank after", "interval"), rows)
        for warning in split.warnings:
            print(f"warning: {warning}")
        print()
    for (model, reason), entries in groupby(result.not_compared, key=lambda entry: (entry.model, entry.reason)):
        print(f"not compared on {', '.join(entry.split for entry in entries)}: {model}, {reason}")


def parity(result: Parity) -> None:
    if not result.applicable:
        print("parity needs dev, test and a model; one of them is not there")
        return
    figures = result.to_dict()
    rows = [
        (split, side, f"{f['reviewed']:,} of {f['total']:,}", _percent(f["share"], f["total"]), f"{f['incorrect']:,}")
        for split, sides in figures["splits"].items()
        for side, f in sides.items()
    ]
    _table(("split", f"{figures['model']} was", "reviewed", "share", "incorrect labels"), rows)
    for text in result.blocking:
        print(f"apply stops: {text}")
    for text in result.warnings:
        print(f"warning: {text}")


def applied(result: Applied) -> None:
    if result.created:
        print(f"version {result.version} applied: {result.corrected:,} corrected, {result.excluded:,} excluded")
    else:
        print(f"nothing has changed since version {result.version}; no new version was made")
    if result.conflicts:
        print(f"{_count(result.conflicts, 'example')} in conflict keep the given label")


def versions(result: Versions) -> None:
    if not result.versions:
        print("no version has been applied yet")
        return
    rows = [
        (str(v.version), v.at[:16].replace("T", " "), v.by, f"{v.corrected:,}", f"{v.excluded:,}", v.override or "")
        for v in result.versions
    ]
    _table(("version", "at", "by", "corrected", "excluded", "parity overridden because"), rows)


def exported(result: Exported) -> None:
    print(f"version {result.version} written to {result.folder}: {', '.join(result.files)}")


def verified(result: Verified) -> None:
    print("nothing is damaged" if result.ok else "\n".join(result.problems))


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[i]) for row in (header, *rows)) for i in range(len(header))]
    for row in (header, *rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        print("  " + "  ".join(cells).rstrip())


def _some(names: Sequence[str], limit: int = 12) -> str:
    return ", ".join(names[:limit]) + (f" … ({len(names):,})" if len(names) > limit else "")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def _percent(value: float | None, size: int) -> str:
    if value is None:
        return "–"
    return f"{100 * value:.{2 if size >= 1000 else 1}f} %"
