"""Which examples to review, and what was decided on them."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import count, reading, reads_files, verb, writing
from labeler.cli.commands import audit
from labeler.core.phrases import counted

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.queues import Wanted
    from labeler.session.results import Queue, Recorded, Turned
    from labeler.session.session import Session


# Written out, so that the command line is read without loading the numerics; a test holds them against the planners.
QUEUES = ("errors", "right", "audit", "suspicious", "revisit", "conflicts", "quality", "filter")


def add(commands: Commands) -> None:
    _queue(commands)
    _decide(commands)
    _undo(commands)
    _redo(commands)


def _queue(commands: Commands) -> None:
    command = verb(commands, "queue", queue, "which examples to review, in which order")
    command.add_argument("queue", choices=QUEUES, help="which examples; errors and right go by a model")
    command.add_argument("--model", metavar="M", help="default: the selected model")
    command.add_argument("--split", action="append", default=[], metavar="S", help="default: dev and test")
    command.add_argument("--size", type=count, default=100, metavar="N", help="examples a split; default 100")
    command.add_argument("--reviewer", metavar="NAME", help="of the quality check: whose decisions are checked")
    command.add_argument(
        "--category", metavar="NAME", help="of revisit: the category not considered yet, or whose description changed"
    )
    command.add_argument("--class", dest="label", metavar="NAME", help="of revisit: the class whose definition changed")
    command.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="COND",
        help="of a filter: label=cat|dog, wrong-by=M, status!=unsure, probability<0.5, COLUMN=VALUE …; all must hold",
    )
    command.add_argument("--view", metavar="NAME", help="of a filter: the conditions and the model of a saved view")
    command.add_argument(
        "--ids", dest="only", type=Path, metavar="FILE", help="of a filter: only examples in this table's example_id"
    )
    audit.claims(command)
    command.add_argument(
        "--exact-count", action="store_true", help="of an audit: first what decides most by counting, not by chance"
    )
    command.add_argument("--output", type=Path, metavar="FILE", help="write the queue into a table")


def _decide(commands: Commands) -> None:
    command = verb(commands, "decide", decide, "record a table of decisions as one action")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--reviewer", metavar="NAME", help="who decided, where the table doesn't say")
    command.add_argument("--blind", action="store_true", help="they were taken without a look at the predictions")
    reads_files(command)


def _undo(commands: Commands) -> None:
    command = verb(commands, "undo", undo, "take back the last action of this installation")
    command.add_argument("--reviewer", metavar="NAME", help="the last one of this reviewer")


def _redo(commands: Commands) -> None:
    command = verb(commands, "redo", redo, "bring back what undo took last")
    command.add_argument("--reviewer", metavar="NAME", help="the last one of this reviewer")


def queue(options: Namespace) -> int:
    from labeler.session.queue_kinds import OPTIONS, refuse_foreign  # noqa: PLC0415
    from labeler.session.queue_listing import write_queue  # noqa: PLC0415

    given = [name for name in OPTIONS if getattr(options, name) not in (None, False, [])]
    refuse_foreign(options.queue, [*given, *(["where"] if options.view else [])])
    if options.queue == "audit":
        return audit.queue(options, _print_queue)
    with reading(options) as session:
        result = session.queue(options.queue, **_wanted(session, options))
        if options.output is not None:
            write_queue(result, options.output)
        return printing.show(result, options, _print_queue)


def _wanted(session: Session, options: Namespace) -> Wanted:
    """What the queue is asked for with; of a filter also the conditions of a saved view, and the ids in a table."""
    from labeler.session.picked import picked  # noqa: PLC0415
    from labeler.session.views import View, view_named  # noqa: PLC0415

    view = view_named(session, options.view) if options.view else View()
    only = () if options.only is None else picked(session, options.only)
    return {
        "model": options.model or view.model,
        "split": options.split,
        "size": options.size,
        "reviewer": options.reviewer,
        "category": options.category,
        "label": options.label,
        "where": (*view.where, *options.where),
        "only": only,
    }


def decide(options: Namespace) -> int:
    with writing(options) as session:
        result = session.decide(
            options.file, reviewer=options.reviewer, skip_bad_rows=options.skip_bad_rows, blind=options.blind
        )
        return printing.show(result, options, _print_recorded)


def undo(options: Namespace) -> int:
    with writing(options) as session:
        return printing.show(session.undo(reviewer=options.reviewer), options, _print_turned)


def redo(options: Namespace) -> int:
    with writing(options) as session:
        return printing.show(session.redo(reviewer=options.reviewer), options, _print_turned)


def _print_queue(result: Queue) -> None:
    done = sum(item.done for item in result.items)
    whose = f" of {result.model}" if result.model else ""
    print(f"{result.queue}{whose}: {counted(len(result.items), 'example')}, {done:,} {result.word}")
    printing.table(
        ("example_id", "split", result.word, "file"),
        [(item.example_id, item.split, "yes" if item.done else "", item.file or "") for item in result.items],
    )


def _print_recorded(result: Recorded) -> None:
    print(f"{counted(result.recorded, 'decision')} recorded, {result.unchanged:,} unchanged")
    if result.conflicts:
        print(f"{counted(result.conflicts, 'example')} in conflict: those keep the given label until adjudicated")


def _print_turned(result: Turned) -> None:
    ids = list(result.changes.examples)
    print(f"{result.verb}: {result.reviewer}'s last action, on {printing.some(ids) if ids else 'no example'}")
