"""What a project holds, how far its review is, and what to do next."""

from __future__ import annotations

import shlex
from argparse import Namespace
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.core.class_mix import ClassMix
    from labeler.core.next_steps import Step
    from labeler.session.overview import Overview

_CLASSES = 10
_VERBS = {
    "relocate": "labeler relocate PROJECT DIR",
    "add-predictions": "labeler add-predictions PROJECT MODEL=FILE",
    "apply": "labeler apply PROJECT",
    "export": "labeler export PROJECT DIR",
    "show-ranking": "labeler rank PROJECT",
}


def add(commands: Commands) -> None:
    verb(commands, "overview", overview, "how far the review is, and what is best done next")


def overview(options: Namespace) -> int:
    with reading(options) as session:
        return printing.show(session.overview(), options, _print_overview)


def _print_overview(result: Overview) -> None:
    print(result.verdict.text)
    if result.audit:
        print(result.audit)
    _print_splits(result)
    _print_models(result)
    _print_queues(result)
    _print_reviewers(result)
    if result.classes is not None:
        _print_classes(result.classes)
    print(f"\n{result.parity.sentence}")
    print(_last_version(result))
    _print_steps(result)


def _print_splits(result: Overview) -> None:
    header = ("split", "examples", "reviewed", "share", "corrected", "excluded", "unsure", "conflicts")
    rows = [
        (
            split.split,
            f"{split.examples:,}",
            f"{split.reviewed:,}",
            printing.percent(split.share, split.examples),
            f"{split.corrected:,}",
            f"{split.excluded:,}",
            f"{split.unsure:,}",
            f"{split.conflicts:,}",
        )
        for split in result.splits
    ]
    print()
    printing.table(header, rows)


def _print_models(result: Overview) -> None:
    if not result.models:
        return
    header = ["model", *(f"{split} {when}" for split in result.compared for when in ("before", "after"))]
    rows = [
        [
            model.model + (" (selected)" if model.model == result.selected else ""),
            *(
                printing.percent(values.get(split), size)
                for split, size in result.compared.items()
                for values in (model.before, model.after)
            ),
        ]
        for model in result.models
    ]
    print(f"\n{result.metric_title}")
    printing.table(header, rows)


def _print_queues(result: Overview) -> None:
    print()
    rows = [(queue.title, queue.split, queue.words, queue.left_by or "") for queue in result.queues]
    printing.table(("queue", "split", "", "left by"), rows)


def _print_reviewers(result: Overview) -> None:
    if not result.reviewers:
        return
    header = ("reviewer", "decided", "settled", "noted", "left undecided", "seconds, median", "last active")
    rows = [
        (
            person.reviewer,
            f"{person.decided:,}",
            f"{person.settled:,}",
            f"{person.noted:,}",
            f"{person.undecided:,}",
            "–" if person.median_seconds is None else f"{person.median_seconds:.1f}",
            "–" if person.last_at is None else person.last_at[:16].replace("T", " "),
        )
        for person in result.reviewers
    ]
    print()
    printing.table(header, rows)


def _print_classes(classes: ClassMix) -> None:
    shown = classes.rows[:_CLASSES]
    rows = [
        (
            row.name,
            f"{row.dev:,}",
            printing.percent(row.dev_share, classes.sizes[0]),
            f"{row.test:,}",
            printing.percent(row.test_share, classes.sizes[1]),
            "differs" if row.differs else "",
        )
        for row in shown
    ]
    print()
    printing.table((classes.of, "dev", "", "test", "", ""), rows)
    if len(classes.rows) > len(shown):
        print(f"  and {len(classes.rows) - len(shown):,} more; --json has all")
    print(classes.sentence)


def _last_version(result: Overview) -> str:
    version, changes = result.version, result.unapplied
    waiting = f"; {changes.count:,} changes are not applied" if changes.count else ""
    if version is None:
        return f"no version has been applied yet{waiting}"
    return f"version {version.version}, applied {version.at[:16].replace('T', ' ')} by {version.by}{waiting}"


def _print_steps(result: Overview) -> None:
    for place, step in enumerate(result.steps):
        print(f"\n{'next' if not place else 'or'}: {step.title}")
        print(f"  {step.why}")
        print(f"  {_command(step)}")


def _command(step: Step) -> str:
    if step.ask is None:
        return _VERBS[step.action]
    options = (f"--{name} {shlex.quote(value)}" for name, value in step.ask.options.items())
    return " ".join(["labeler queue PROJECT", step.ask.queue, *options])
