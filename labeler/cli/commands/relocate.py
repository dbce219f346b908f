"""The media folder moved."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb, writing
from labeler.core.phrases import counted

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.relocation import Relocated


def add(commands: Commands) -> None:
    command = verb(commands, "relocate", relocate, "look for the media files in another folder")
    command.add_argument("folder", type=Path, metavar="DIR", help="the folder that the paths of the examples begin in")
    command.add_argument("--preview", action="store_true", help="tell what would be found, and change nothing")
    command.add_argument("--anyway", action="store_true", help="take the folder though none of the files is there")


def relocate(options: Namespace) -> int:
    if options.preview:
        with reading(options) as session:
            return printing.show(session.media_in(options.folder, anyway=options.anyway), options, _print_found)
    with writing(options) as session:
        return printing.show(session.relocate(options.folder, anyway=options.anyway), options, _print_found)


def _print_found(result: Relocated) -> None:
    print(f"{counted(result.found, 'media file')} of {result.found + result.missing:,} found in {result.root}")
    if result.note:
        print(f"note: {result.note}")
    if result.missing:
        more = " …" if result.missing > len(result.missing_examples) else ""
        print(f"missing: {result.missing:,}, for instance of {', '.join(result.missing_examples)}{more}")
