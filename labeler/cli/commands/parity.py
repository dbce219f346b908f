"""Were dev and test reviewed alike?"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb
from labeler.core.phrases import p_value

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.results import ParityFigures


def add(commands: Commands) -> None:
    verb(commands, "parity", parity, "were dev and test reviewed alike?")


def parity(options: Namespace) -> int:
    with reading(options) as session:
        return printing.show(session.parity(), options, _print_parity)


def _print_parity(result: ParityFigures) -> None:
    if result.applicable:
        _print_strata(result)
    elif result.blocking or result.warnings:
        print("no model predicts all of dev and test, so they are compared whole")
    else:
        print("parity needs dev and test, and a model of both; one of them is not there")
    _print_mixes(result)
    for text in result.blocking:
        print(f"apply stops: {text}")
    for text in result.warnings:
        print(f"warning: {text}")


def _print_strata(result: ParityFigures) -> None:
    rows = [
        (
            split,
            side,
            f"{stratum.reviewed:,} of {stratum.total:,}",
            printing.percent(stratum.share, stratum.total),
            f"{stratum.incorrect:,}",
            printing.some([f"{name} {count:,}" for name, count in stratum.reviewers.items()], 4),
        )
        for split, strata in result.splits.items()
        for side, stratum in strata.items()
    ]
    printing.table(("split", f"{result.model} was", "reviewed", "share", "incorrect labels", "reviewers"), rows)


def _print_mixes(result: ParityFigures) -> None:
    """Of what doesn't differ; what does is among the warnings."""
    for what, comparison in (("labels", result.distributions.label), ("sources", result.distributions.source)):
        if comparison is not None and not comparison.differs:
            print(f"dev and test have one mix of {what}, as far as can be told: p {p_value(comparison.p)}")
