"""Who looked at what, decided or not, and how long it took."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.visits import TimeSpent


def add(commands: Commands) -> None:
    command = verb(commands, "time", time, "what each reviewer looked at, decided or not, and how long it took")
    command.add_argument("--output", type=Path, metavar="FILE", help="write the time of each example into a table")


def time(options: Namespace) -> int:
    from labeler.session.visits import write_times  # noqa: PLC0415

    with reading(options) as session:
        result = session.time_spent()
        if options.output is not None:
            write_times(result, options.output)
        return printing.show(result, options, _print_times)


def _print_times(result: TimeSpent) -> None:
    if not result.reviewers:
        print("nobody has looked at anything yet")
        return
    printing.table(
        ("reviewer", "shown", "decided", "undecided", "time", "median a decided one"),
        [
            (
                line.reviewer,
                f"{line.shown:,}",
                f"{line.decided:,}",
                f"{line.undecided:,}",
                _clock(line.seconds),
                "–" if line.median_seconds is None else f"{line.median_seconds:.1f} s",
            )
            for line in result.reviewers
        ],
    )


def _clock(seconds: float | None) -> str:
    """Hours, minutes and seconds: ``1:02:03``."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
