"""Is the leader truly the best, and how many reviews does it take to be sure?"""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb
from labeler.core.phrases import counted

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable

    from labeler.cli.command import Commands
    from labeler.session.audit_results import AuditFigures, PairFigures
    from labeler.session.results import Queue


def add(commands: Commands) -> None:
    command = verb(commands, "audit", audit, "is the leader truly the best, and what is left to review for it?")
    command.add_argument("--split", action="append", default=[], metavar="S", help="default: dev and test together")
    claims(command)


def claims(command: ArgumentParser) -> None:
    """The options that say what an audit claims."""
    command.add_argument("--leader", metavar="M", help="of an audit; default: the best model by the given labels")
    command.add_argument("--risk", type=share, metavar="P", help="of an audit, the risk limit; default 0.05")
    command.add_argument("--metric", metavar="X", help="of an audit; default: the project's")


def share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1:
        raise ArgumentTypeError(f"{text!r} is not a share between 0 and 1, like 0.05")
    return value


def audit(options: Namespace) -> int:
    with reading(options) as session:
        result = session.audit(split=options.split, leader=options.leader, risk=options.risk, metric=options.metric)
        return printing.show(result, options, _print_audit)


def queue(options: Namespace, printer: Callable[[Queue], None]) -> int:
    """The audit's queue; begins and records the audit if none runs, which alone takes a project that can be written."""
    from labeler.session.queues import write_queue  # noqa: PLC0415
    from labeler.session.session import Session  # noqa: PLC0415

    with Session(options.project) as session:
        result = session.audit_queue(
            split=options.split,
            leader=options.leader or options.model,
            risk=options.risk,
            metric=options.metric,
            size=options.size,
            exact_count=options.exact_count,
        )
        if options.output is not None:
            write_queue(result, options.output)
        return printing.show(result, options, printer)


def _print_audit(result: AuditFigures) -> None:
    print(result.verdict)
    if result.minutes_at_most:
        about = "" if result.minutes_expected is None else f", about {_minutes(result.minutes_expected)}"
        print(f"At the reviewers' pace that is at most {_minutes(result.minutes_at_most)}{about}.")
    if result.auditable and result.pairs:
        begun = f"audit {result.number}" if result.number else "not begun: 'labeler queue PROJECT audit' begins it"
        print(f"{result.leader} on {result.split} by {result.metric}, risk limit {result.risk_limit:.3g} ({begun})")
        header = ("rival", "differ", "reviewed", "draws", "margin", "risk", "still about", "lead", "state")
        printing.table(header, [_row(pair) for pair in result.pairs])
    for warning in result.warnings:
        print(f"warning: {warning}")
    for entry in result.not_compared:
        print(f"not compared on {entry.split}: {entry.model}, {entry.reason}")


def _row(pair: PairFigures) -> tuple[str, ...]:
    return (
        pair.rival,
        _number(pair.disagreements),
        _number(pair.reviewed),
        _number(pair.draws),
        "–" if pair.margin is None else f"{pair.margin:.3f}",
        "–" if pair.measured_risk is None else f"{pair.measured_risk:.3f}",
        _number(pair.expected_reviews),
        "–" if pair.interval is None else f"{pair.interval[0]:,} to {pair.interval[1]:,}",
        _state(pair),
    )


def _minutes(minutes: float) -> str:
    return counted(max(1, round(minutes)), "minute")


def _number(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


def _state(pair: PairFigures) -> str:
    if pair.outcome is None:
        return "open"
    if not pair.settled_exactly:
        return "certified"
    return {"leader": "ahead for certain", "rival": "behind for certain", "tie": "tied for certain"}[pair.outcome]
