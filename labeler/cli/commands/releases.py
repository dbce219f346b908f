"""Applying corrections, and taking versions out."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb, writing
from labeler.core.phrases import counted

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.core.parity import Parity
    from labeler.session.apply_preview import ApplyPreview
    from labeler.session.results import Applied, Exported, Versions
    from labeler.session.revert import Reverted
    from labeler.session.version_changes import VersionChanges

_LISTED = 50


def add(commands: Commands) -> None:
    _apply(commands)
    _versions(commands)
    _revert(commands)
    _export(commands)


def _apply(commands: Commands) -> None:
    command = verb(commands, "apply", apply, "apply the corrections to dev and test as one version")
    command.add_argument(
        "--override-parity", metavar="REASON", help="apply in spite of what parity says, and record why"
    )
    command.add_argument("--preview", action="store_true", help="only say what it would change, and apply nothing")


def _versions(commands: Commands) -> None:
    command = verb(commands, "versions", versions, "the applied versions of the labels, and what changed between them")
    command.add_argument(
        "--changes",
        type=_two_versions,
        metavar="A:B",
        help="what differs between two of them, each a number, 'given' (which is 0) or 'working'",
    )


def _revert(commands: Commands) -> None:
    command = verb(commands, "revert", revert, "make the labels of an earlier version a new version; decisions stand")
    command.add_argument("number", type=int, metavar="N", help="the version to go back to, 0 for the given labels")


def _export(commands: Commands) -> None:
    command = verb(commands, "export", export, "write the corrected splits of an applied version")
    command.add_argument("folder", type=Path, metavar="DIR", help="a folder that is absent or empty")
    command.add_argument("--format", choices=("csv",), default="csv")
    command.add_argument("--changes-only", action="store_true", help="only what was changed, and the manifest")
    command.add_argument("--in-place-of", type=Path, metavar="FILE", help="also a copy of FILE with new label cells")
    command.add_argument("--version", type=int, metavar="N", help="default: the latest applied one")


def _two_versions(text: str) -> tuple[int | str, int | str]:
    before, colon, after = text.partition(":")
    if not colon:
        raise ArgumentTypeError(f"{text!r} is not two versions; write A:B, for instance 1:2 or 2:working")
    return _version(before), _version(after)


def _version(text: str) -> int | str:
    name = text.strip().lower()
    if name in ("working", "given"):
        return name if name == "working" else 0
    if not name.isdecimal():
        raise ArgumentTypeError(f"{text!r} is not a version; write a number, 'given' or 'working'")
    return int(name)


def apply(options: Namespace) -> int:
    if options.preview:
        with reading(options) as session:
            return printing.show(session.apply_preview(), options, _print_preview)
    with writing(options) as session:
        return printing.show(session.apply(override_parity=options.override_parity), options, _print_applied)


def versions(options: Namespace) -> int:
    with reading(options) as session:
        if options.changes is not None:
            return printing.show(session.version_changes(*options.changes), options, _print_changes)
        return printing.show(session.versions(), options, _print_versions)


def revert(options: Namespace) -> int:
    with writing(options) as session:
        return printing.show(session.revert(options.number), options, _print_reverted)


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
        (
            str(v.version),
            v.at[:16].replace("T", " "),
            v.by,
            f"{v.corrected:,}",
            f"{v.excluded:,}",
            "" if v.reverts_to is None else str(v.reverts_to or "given"),
            v.override or "",
        )
        for v in result.versions
    ]
    header = ("version", "at", "by", "corrected", "excluded", "reverts to", "parity overridden because")
    printing.table(header, rows)


def _print_exported(result: Exported) -> None:
    print(f"version {result.version} written to {result.folder}: {', '.join(result.files)}")


def _print_preview(result: ApplyPreview) -> None:
    if result.creates:
        print(f"applying would make version {result.version}")
        _print_changes(result.changes)
    else:
        print(f"nothing has changed since version {result.version}; no new version would be made")
    for split, totals in result.totals.items():
        print(
            f"{split} would have {totals.corrected:,} corrected, {totals.excluded:,} excluded; left out are "
            f"{totals.conflict:,} in conflict and {totals.unsure:,} unsure, which keep the given label"
        )
    if result.selection is not None:
        print(result.selection.sentence)
    _print_parity(result.parity)


def _print_parity(parity: Parity) -> None:
    for text in parity.blocking:
        print(f"apply stops: {text}")
    for text in parity.warnings:
        print(f"warning: {text}")


def _print_changes(result: VersionChanges) -> None:
    print(result.sentence)
    examples = [result.example(place) for place in range(min(len(result), _LISTED))]
    if examples:
        rows = [
            (
                each.example_id,
                each.split,
                each.kind.words,
                _side(each.from_label, each.from_status.name),
                _side(each.to_label, each.to_status.name),
                ", ".join(each.decided_by),
            )
            for each in examples
        ]
        printing.table(("example", "split", "change", "from", "to", "decided by"), rows)
    if len(result) > _LISTED:
        print(f"… and {len(result) - _LISTED:,} more; --json has them all")


def _side(label: str | None, status: str) -> str:
    return status.lower() if label is None else f"{label} ({status.lower()})"


def _print_reverted(result: Reverted) -> None:
    if not result.created:
        print(f"these labels stand already, as version {result.version}; no new version was made")
        return
    what = f"the labels of version {result.reverts_to}" if result.reverts_to else "the given labels"
    print(f"version {result.version} has {what} again: {result.corrected:,} corrected, {result.excluded:,} excluded")
    if result.pending:
        print("all decisions stand; the next apply would make the working labels a version again")
    print(f"undo doesn't reach versions; 'revert {result.version - 1}' goes back to the labels before")
