"""Which given labels look incorrect?"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import count, reading, verb
from labeler.core.phrases import counted

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.near_duplicates import Copies
    from labeler.session.suspicion import SuspiciousLabel, SuspiciousLabels

_GROUPS_SHOWN = 20
_HEADER = (
    "example_id",
    "split",
    "given label",
    "models say",
    "believed",
    "agree against",
    "flagged by",
    "decided",
    "file",
)


def add(commands: Commands) -> None:
    command = verb(commands, "suspicious", suspicious, "which given labels look incorrect, most suspicious first")
    command.add_argument("--split", action="append", default=[], metavar="S", help="default: dev and test")
    command.add_argument("--model", action="append", default=[], metavar="M", help="default: all models together")
    command.add_argument("--size", type=count, default=100, metavar="N", help="examples a split; default 100")
    command.add_argument("--near-duplicates", action="store_true", help="read all media, and compare them")
    command.add_argument("--output", type=Path, metavar="FILE", help="write the examples into a table")


def suspicious(options: Namespace) -> int:
    from labeler.session.suspicion import write_suspicious  # noqa: PLC0415

    with reading(options) as session:
        result = session.suspicious(
            split=options.split,
            model=options.model,
            size=options.size,
            near_duplicates=options.near_duplicates,
            progress=printing.progress(options),
        )
        if options.output is not None:
            write_suspicious(result, options.output)
        return printing.show(result, options, _print_suspicious)


def _print_suspicious(result: SuspiciousLabels) -> None:
    if result.items:
        _print_items(result)
    if result.copies is not None:
        _print_copies(result.copies)
    for warning in result.warnings:
        print(f"warning: {warning}")


def _print_items(result: SuspiciousLabels) -> None:
    by = counted(len(result.models), "model")
    print(f"the most suspicious labels of each split, by {by}: a queue to review, not a list of errors")
    flagged = [f"{number:,} of {split}" for split, number in result.flagged.items() if number is not None]
    if flagged:
        print(f"flagged by confident learning: {', '.join(flagged)}")
    printing.table(_HEADER, [_row(item) for item in result.items])


def _print_copies(copies: Sequence[Copies]) -> None:
    print(f"near duplicates: {counted(len(copies), 'group') if copies else 'none'}")
    for group in copies[:_GROUPS_SHOWN]:
        members = ", ".join(f"{example_id} ({split}: {label})" for example_id, split, label in group.examples)
        print(f"  {members}{', labeled differently' if group.labels_differ else ''}")
    if len(copies) > _GROUPS_SHOWN:
        print(f"  … and {len(copies) - _GROUPS_SHOWN:,} more; --json lists them all")


def _row(item: SuspiciousLabel) -> tuple[str, ...]:
    return (
        item.example_id,
        item.split,
        item.given_label,
        item.suggested_label or "",
        printing.percent(item.self_confidence, 0),
        printing.percent(item.agreement, 0),
        ", ".join(item.reasons),
        "yes" if item.decided else "",
        item.file or "",
    )
