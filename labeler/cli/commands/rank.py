"""Does relabeling change which model is best?"""

from __future__ import annotations

from argparse import Namespace
from itertools import groupby
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb, version

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.results import Ranking


def add(commands: Commands) -> None:
    command = verb(commands, "rank", rank, "does relabeling change which model is best?")
    command.add_argument("--metric", default="error", metavar="X", help="default: error")
    command.add_argument("--split", action="append", default=[], metavar="S", help="default: dev, test, dev+test")
    command.add_argument("--bound", action="append", default=[], metavar='"NAME<=VALUE"')
    command.add_argument("--version", type=version, default="working", metavar="N", help="after; default: working")
    command.add_argument("--from", dest="before", type=int, default=0, metavar="N", help="before; default: 0, given")


def rank(options: Namespace) -> int:
    with reading(options) as session:
        result = session.rank(
            metric=options.metric,
            split=options.split,
            bound=options.bound,
            version=options.version,
            before=options.before,
        )
        return printing.show(result, options, _print_ranking)


def _print_ranking(result: Ranking) -> None:
    for name, split in result.splits.items():
        print(f"{name}: {split.verdict.text}")
        rows = [
            (
                model.model + ("" if model.feasible else " (outside the bounds)"),
                printing.percent(model.before, split.compared),
                printing.percent(model.after, split.compared),
                printing.rank(model.rank_before),
                printing.rank(model.rank_after),
                "–".join(map(str, model.rank_interval_after)) if model.rank_interval_after else "–",
            )
            for model in split.models
        ]
        printing.table(("model", "before", "after", "rank before", "rank after", "interval"), rows)
        for warning in split.warnings:
            print(f"warning: {warning}")
        print()
    for (model, reason), entries in groupby(result.not_compared, key=lambda entry: (entry.model, entry.reason)):
        print(f"not compared on {', '.join(entry.split for entry in entries)}: {model}, {reason}")
