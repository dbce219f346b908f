"""Which labels were corrected, by whom, and which models agree."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb
from labeler.core.phrases import counted

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.core.decisions import Decision
    from labeler.session.corrections import Correction, Corrections

SHOWN = 50
LONGEST = 40
STATUSES = ("corrected", "excluded", "conflict", "unsure", "all")
_NAMES = {"corrected": "corrected label", "excluded": "excluded example", "unsure": "unsure example"}
_NONE = {
    "corrected": "No label was corrected.",
    "excluded": "No example was excluded.",
    "conflict": "No example is in conflict.",
    "unsure": "No example was left unsure.",
    "all": "Every label stands as given.",
}


def add(commands: Commands) -> None:
    text = "which labels were corrected, given → corrected, by whom, and which models agree?"
    command = verb(commands, "corrections", corrections, text)
    command.add_argument("--split", metavar="S", help="default: all examples")
    command.add_argument("--status", choices=STATUSES, default="corrected", help="default: corrected")
    command.add_argument("--output", type=Path, metavar="FILE", help="write all of them into a table")


def corrections(options: Namespace) -> int:
    with reading(options) as session:
        result = session.corrections(split=options.split, status=options.status)
        if options.output is not None:
            result.write(options.output)
        return printing.show(result, options, partial(_print_corrections, status=options.status))


def _print_corrections(result: Corrections, *, status: str) -> None:
    if not result.items:
        print(_NONE[status])
        return
    print(_summary(result))
    header = ("example", "split", "given → corrected", "by", "at", "models: given", "corrected", "comment")
    printing.table(header, [_row(result, place) for place in range(min(len(result), SHOWN))])
    if len(result) > SHOWN:
        print(f"… and {len(result) - SHOWN:,} more; --output FILE writes them all")


def _summary(result: Corrections) -> str:
    counts = Counter(item.status for item in result.items)
    return ", ".join(counted(count, _NAMES.get(status, status)) for status, count in counts.items())


def _row(result: Corrections, place: int) -> tuple[str, ...]:
    item = result.items[place]
    says = int(result.says[:, place].sum())
    corrected = "–" if item.corrected is None else f"{len(result.agreeing_with_corrected(place))} of {says}"
    return (
        item.example_id,
        item.split,
        _cut(_change(item)),
        ", ".join(item.reviewers) + (" (adjudicated)" if item.adjudicated else ""),
        item.at[:16].replace("T", " "),
        f"{len(result.agreeing_with_given(place))} of {says}",
        corrected,
        _cut(item.comment or item.reason),
    )


def _change(item: Correction) -> str:
    if item.corrected is not None:
        return f"{item.given} → {item.corrected}"
    said = [_in_short(decision) for decision in item.said]
    return f"{item.given} → {item.status}" + (f": {', '.join(said)}" if item.status == "conflict" else "")


def _in_short(decision: Decision) -> str:
    return f"{decision.reviewer} {decision.verdict if decision.label is None else decision.label}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
