"""Which class is predicted for which, before relabeling and after."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb
from labeler.core.phrases import counted
from labeler.core.splits import phrase

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.confusion import Confusion

MOST_LABELS = 12
SHOWN = 20


def add(commands: Commands) -> None:
    command = verb(commands, "confusion", confusion, "which class is predicted for which, before relabeling and after")
    command.add_argument("--model", metavar="M", help="default: the selected model")
    command.add_argument("--split", metavar="S", help="default: all examples")
    command.add_argument(
        "--where", action="append", default=[], metavar="COND", help="a condition, as of a filter; all must hold"
    )
    command.add_argument("--rates", action="store_true", help="shares of each true class instead of counts")


def confusion(options: Namespace) -> int:
    from labeler.session.views import View  # noqa: PLC0415

    with reading(options) as session:
        view = View(tuple(options.where), options.model)
        result = session.confusion(model=options.model, split=options.split, view=view)
        return printing.show(result, options, lambda result: _print_confusion(result, rates=options.rates))


def _print_confusion(result: Confusion, *, rates: bool) -> None:
    where = f", {phrase(result.split)}" if result.split else ""
    left_out = f", {result.excluded:,} excluded ones left out" if result.excluded else ""
    print(f"{result.model}{where}: {counted(result.examples, 'example')}{left_out}")
    if len(result.labels) <= MOST_LABELS:
        for after in (False, True) if (result.before != result.after).any() else (True,):
            print("after relabeling" if after else "before relabeling")
            _print_matrix(result, rates=rates, after=after)
    _print_pairs(result, rates=rates)


def _print_matrix(result: Confusion, *, rates: bool, after: bool) -> None:
    rows = [
        (label, *(_figure(result, row, column, rates=rates, after=after) for column in range(len(result.columns))))
        for row, label in enumerate(result.labels)
    ]
    printing.table(("true", *result.columns), rows)


def _print_pairs(result: Confusion, *, rates: bool) -> None:
    pairs = result.pairs(after=True)
    if not pairs:
        print("nothing is misclassified")
        return
    rows = [
        (
            f"{result.labels[row]} → {result.columns[column]}",
            _figure(result, row, column, rates=rates, after=False),
            _figure(result, row, column, rates=rates, after=True),
        )
        for row, column in pairs[:SHOWN]
    ]
    printing.table(("true → predicted", "before", "after"), rows)
    if len(pairs) > SHOWN:
        print(f"  … and {len(pairs) - SHOWN:,} more pairs")


def _figure(result: Confusion, row: int, column: int, *, rates: bool, after: bool) -> str:
    counts = result.counts(after=after)
    if not rates:
        return f"{counts[row, column]:,}"
    whole = int(counts[row].sum())
    return printing.percent(counts[row, column] / whole if whole else None, whole)
