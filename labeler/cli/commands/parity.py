"""Were dev and test reviewed alike?"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.results import ParityFigures


def add(commands: Commands) -> None:
    verb(commands, "parity", parity, "were dev and test reviewed alike?")


def parity(options: Namespace) -> int:
    with reading(options) as session:
        return printing.show(session.parity(), options, _print_parity)


def _print_parity(result: ParityFigures) -> None:
    if not result.applicable:
        print("parity needs dev, test and a model; one of them is not there")
        return
    figures = result.to_dict()
    rows = [
        (
            split,
            side,
            f"{f['reviewed']:,} of {f['total']:,}",
            printing.percent(f["share"], f["total"]),
            f"{f['incorrect']:,}",
        )
        for split, sides in figures["splits"].items()
        for side, f in sides.items()
    ]
    printing.table(("split", f"{figures['model']} was", "reviewed", "share", "incorrect labels"), rows)
    for text in result.blocking:
        print(f"apply stops: {text}")
    for text in result.warnings:
        print(f"warning: {text}")
