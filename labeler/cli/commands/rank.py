"""Does relabeling change which model is best?"""

from __future__ import annotations

from argparse import Namespace
from itertools import groupby
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb, version, writing

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.criteria import Criteria
    from labeler.session.results import Ranking


def add(commands: Commands) -> None:
    _rank(commands)
    _criteria(commands)


def _rank(commands: Commands) -> None:
    command = verb(commands, "rank", rank, "does relabeling change which model is best?")
    command.add_argument("--metric", metavar="X", help="default: the project's, else the task's: error, hamming, wer")
    command.add_argument("--split", action="append", default=[], metavar="S", help="default: dev, test, dev+test")
    command.add_argument("--bound", action="append", metavar='"NAME<=VALUE"', help="default: the project's bounds")
    command.add_argument("--version", type=version, default="working", metavar="N", help="after; default: working")
    command.add_argument("--from", dest="before", type=int, default=0, metavar="N", help="before; default: 0, given")


def _criteria(commands: Commands) -> None:
    command = verb(commands, "criteria", criteria, "what models are selected by: one metric, and bounds to meet")
    command.add_argument("--metric", metavar="X", help="go by this metric from now on")
    command.add_argument("--bound", action="append", metavar='"NAME<=VALUE"', help="a candidate must meet it")
    command.add_argument("--no-bounds", action="store_true", help="drop all bounds")


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


def criteria(options: Namespace) -> int:
    bounds = [] if options.no_bounds else options.bound
    changes = options.metric is not None or bounds is not None
    with writing(options) if changes else reading(options) as session:
        return printing.show(session.criteria(metric=options.metric, bound=bounds), options, _print_criteria)


def _print_criteria(result: Criteria) -> None:
    print(f"metric    {result.metric}")
    print(f"bounds    {', '.join(result.bounds) or 'none'}")
    print(f"selected  {result.selected or 'no model meets every bound'}")


def _print_ranking(result: Ranking) -> None:
    for name, split in result.splits.items():
        print(f"{name}: {split.verdict.text}")
        rows = [
            (
                model.model + ("" if model.feasible else " (outside the bounds)"),
                printing.percent(model.before, split.compared),
                printing.percent(model.after, split.compared),
                _limits(model.interval_after, split.compared),
                printing.rank(model.rank_before),
                printing.rank(model.rank_after),
                "–".join(map(str, model.rank_interval_after)) if model.rank_interval_after else "–",
            )
            for model in split.models
        ]
        header = ("model", "before", "after", "95 % interval", "rank before", "rank after", "rank interval")
        printing.table(header, rows)
        for warning in split.warnings:
            print(f"warning: {warning}")
        print()
    for (model, reason), entries in groupby(result.not_compared, key=lambda entry: (entry.model, entry.reason)):
        print(f"not compared on {', '.join(entry.split for entry in entries)}: {model}, {reason}")


def _limits(interval: tuple[float, float] | None, size: int) -> str:
    return "–" if interval is None else " to ".join(printing.percent(limit, size) for limit in interval)
