"""Deciding in place of reviewers who disagree."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reads_files, verb, writing
from labeler.core.phrases import counted

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.results import Recorded


def add(commands: Commands) -> None:
    command = verb(commands, "adjudicate", adjudicate, "record a table of decisions that replace what reviewers said")
    command.add_argument("file", type=Path, metavar="FILE", help="columns as for decide; a row an example, none unsure")
    command.add_argument("--reviewer", metavar="NAME", help="who adjudicated, where the table doesn't say")
    reads_files(command)


def adjudicate(options: Namespace) -> int:
    with writing(options) as session:
        result = session.adjudicate(options.file, reviewer=options.reviewer, skip_bad_rows=options.skip_bad_rows)
        return printing.show(result, options, _print_adjudicated)


def _print_adjudicated(result: Recorded) -> None:
    print(f"{counted(result.recorded, 'adjudication')} recorded, {result.unchanged:,} unchanged")
    if result.conflicts:
        print(f"{counted(result.conflicts, 'example')} still in conflict")
    else:
        print("no example is in conflict")
