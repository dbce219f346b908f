"""What is each model's corrected error, told from part of the review?"""

from __future__ import annotations

from argparse import Namespace
from itertools import groupby
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb
from labeler.core.phrases import between, counted

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.estimates import Estimates, ModelEstimate


def add(commands: Commands) -> None:
    command = verb(commands, "estimate", estimate, "each model's corrected error, from what is reviewed so far")
    command.add_argument("--metric", metavar="X", help="default: the metric in force")
    command.add_argument("--split", action="append", default=[], metavar="S", help="default: dev, test, dev+test")


def estimate(options: Namespace) -> int:
    with reading(options) as session:
        result = session.estimate(metric=options.metric, split=options.split)
        return printing.show(result, options, _print_estimates)


def _print_estimates(result: Estimates) -> None:
    for name, models in result.splits.items():
        size = result.sizes[name]
        print(f"{name}: {result.title} of {counted(size, 'example')}")
        rows = [
            (
                model.model,
                printing.percent(model.given, size),
                printing.percent(model.found.estimate, size),
                _limits(model, size),
            )
            for model in models
        ]
        printing.table(("model", "given", "estimate", "limits"), rows)
        for method, entries in groupby(models, key=lambda model: model.found.method):
            print(f"  {', '.join(entry.model for entry in entries)}: {method}")
        print()
    for (model, reason), missing in groupby(result.not_compared, key=lambda entry: (entry.model, entry.reason)):
        print(f"not compared on {', '.join(entry.split for entry in missing)}: {model}, {reason}")


def _limits(model: ModelEstimate, size: int) -> str:
    if model.found.low is None:
        return "–"
    low, high = (printing.percent(value, size) for value in (model.found.low, model.found.high))
    return between(low, high)
