"""Applying corrections, and taking versions out."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb, writing
from labeler.core.phrases import counted

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.results import Applied, Exported, Versions


def add(commands: Commands) -> None:
    _apply(commands)
    _versions(commands)
    _export(commands)


def _apply(commands: Commands) -> None:
    command = verb(commands, "apply", apply, "apply the corrections to dev and test as one version")
    command.add_argument(
        "--override-parity", metavar="REASON", help="apply in spite of what parity says, and record why"
    )


def _versions(commands: Commands) -> None:
    verb(commands, "versions", versions, "the applied versions of the labels")


def _export(commands: Commands) -> None:
    command = verb(commands, "export", export, "write the corrected splits of an applied version")
    command.add_argument("folder", type=Path, metavar="DIR", help="a folder that is absent or empty")
    command.add_argument("--format", choices=("csv",), default="csv")
    command.add_argument("--changes-only", action="store_true", help="only what was changed, and the manifest")
    command.add_argument("--in-place-of", type=Path, metavar="FILE", help="also a copy of FILE with new label cells")
    command.add_argument("--version", type=int, metavar="N", help="default: the latest applied one")


def apply(options: Namespace) -> int:
    with writing(options) as session:
        return printing.show(session.apply(override_parity=options.override_parity), options, _print_applied)


def versions(options: Namespace) -> int:
    with reading(options) as session:
        return printing.show(session.versions(), options, _print_versions)


def export(options: Namespace) -> int:
    with reading(options) as session:
        result = session.export(
            options.folder,
            format=options.format,
            changes_only=options.changes_only,
            in_place_of=options.in_place_of,
            version=options.version,
        )
        return printing.show(result, options, _print_exported)


def _print_applied(result: Applied) -> None:
    if result.created:
        print(f"version {result.version} applied: {result.corrected:,} corrected, {result.excluded:,} excluded")
        if not result.corrected and not result.excluded:
            print("it changes no label, and records which were looked at")
        for text in (*result.parity.blocking, *result.parity.warnings):
            print(f"warning: {text}")
    else:
        print(f"nothing has changed since version {result.version}; no new version was made")
    if result.conflicts:
        print(f"{counted(result.conflicts, 'example')} in conflict keep the given label")


def _print_versions(result: Versions) -> None:
    if not result.versions:
        print("no version has been applied yet")
        return
    rows = [
        (str(v.version), v.at[:16].replace("T", " "), v.by, f"{v.corrected:,}", f"{v.excluded:,}", v.override or "")
        for v in result.versions
    ]
    printing.table(("version", "at", "by", "corrected", "excluded", "parity overridden because"), rows)


def _print_exported(result: Exported) -> None:
    print(f"version {result.version} written to {result.folder}: {', '.join(result.files)}")
