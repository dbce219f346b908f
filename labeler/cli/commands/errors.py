"""What are a model's errors made of?"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb
from labeler.core.phrases import between, counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from labeler.cli.command import Commands
    from labeler.core.error_analysis import Sheet
    from labeler.core.shares import Share
    from labeler.session.sheet import ErrorSheet


def add(commands: Commands) -> None:
    command = verb(commands, "errors", errors, "what are a model's errors made of, and is relabeling worth it?")
    command.add_argument("--model", metavar="M", help="default: the selected model")
    command.add_argument("--split", metavar="S", help="default: dev")
    command.add_argument(
        "--basis",
        choices=("all", "sample"),
        default="all",
        help="count all reviewed errors, or only the random sample: the first by ticket (default: all)",
    )
    command.add_argument(
        "--output", type=Path, metavar="FILE", help="write the sheet into a table: a row an error, a column a category"
    )


def errors(options: Namespace) -> int:
    with reading(options) as session:
        result = session.errors(model=options.model, split=options.split, basis=options.basis)
        if options.output is not None:
            session.sheet_rows(model=options.model, split=options.split).write(options.output)
        return printing.show(result, options, _print_sheet)


def _print_sheet(result: ErrorSheet) -> None:
    sheet = result.sheet
    excluded = " (excluded ones included here)" if sheet.holds_excluded else ""
    print(
        f"{sheet.model} on {sheet.split}: {sheet.misclassified:,} of {sheet.examples:,} misclassified, "
        f"{result.title} {printing.percent(sheet.error, sheet.examples)}{excluded}; "
        f"{sheet.reviewed:,} of the errors reviewed"
    )
    if sheet.incorrectly_labeled.considered or any(column.share.considered for column in sheet.categories):
        print()
        printing.table(
            ("what", "errors", "of", "share", "95 % interval", "error left without it", ""), [*_columns(sheet)]
        )
        print()
        _print_labels(sheet)
    print()
    _print_flows(sheet)
    if sheet.hidden:
        print(sheet.hidden)
    for text in sheet.advice:
        print(text)
    for text in sheet.warnings:
        print(f"warning: {text}")


def _columns(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    """Everything that an error can be put down to, the largest share first."""
    columns = [(column.category, column.share) for column in sheet.categories]
    columns += [("(incorrectly labeled)", sheet.incorrectly_labeled), ("(excluded)", sheet.excluded)]
    for name, share in sorted(columns, key=lambda column: -(column[1].share or 0)):
        yield (
            name,
            f"{share.count:,}",
            f"{share.considered:,}",
            printing.percent(share.share, share.considered),
            _interval(share.interval, share.considered),
            printing.percent(share.ceiling, share.examples),
            _bounds(share),
        )


def _bounds(share: Share) -> str:
    return "" if share.ceiling_interval is None else f"({_interval(share.ceiling_interval, share.examples)})"


def _interval(limits: tuple[float, float] | None, size: int) -> str:
    if limits is None:
        return "–"
    low, high = (printing.percent(limit, size) for limit in limits)
    return between(low, high)


def _print_labels(sheet: Sheet) -> None:
    """The three numbers, what the second one counts, and its neighbours."""
    labels = sheet.incorrectly_labeled

    def error(value: float | None) -> str:
        return printing.percent(value, sheet.examples)

    printing.table(
        ("error", "due to incorrect labels", "due to other causes"),
        [(error(sheet.error), error(labels.due), error(sheet.error_other_causes))],
    )
    if labels.considered:
        print(
            f"Of {counted(labels.considered, 'error')} counted, {_so_many(labels.count, 'is', 'are')} incorrectly "
            f"labeled (the given label is wrong), {_so_many(sheet.not_upheld, 'is', 'are')} not upheld (incorrectly "
            f"labeled or excluded), and {_so_many(sheet.becomes_right, 'becomes', 'become')} right under the corrected "
            "label."
        )


def _so_many(number: int, one: str, more: str) -> str:
    """``none is``, ``1 is`` or ``2 are``."""
    return f"{number:,} {more}" if number > 1 else f"{number or 'none'} {one}"


def _print_flows(sheet: Sheet) -> None:
    flows = sheet.flows
    kept = flows.included

    def cell(count: int) -> str:
        return f"{count:,} ({printing.percent(flows.share(count), kept)})"

    def reviewed(part: int, total: int) -> str:
        return f"{part:,} of {total:,}"

    rows = [
        (
            "was wrong",
            cell(flows.wrong_to_right),
            cell(flows.wrong_to_wrong),
            f"{flows.excluded_wrong:,}",
            reviewed(flows.reviewed_wrong, flows.total_wrong),
        ),
        (
            "was right",
            cell(flows.right_to_right),
            cell(flows.right_to_wrong),
            f"{flows.excluded_right:,}",
            reviewed(flows.reviewed_right, flows.total_right),
        ),
    ]
    printing.table(("after correction", "right", "wrong", "excluded", "reviewed"), rows)
    print()
