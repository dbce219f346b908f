"""Is the leader truly the best, and how many reviews does it take to be sure?"""

from __future__ import annotations

import shlex
from argparse import ArgumentTypeError, Namespace
from functools import partial
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb
from labeler.core.phrases import counted
from labeler.core.splits import phrase

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable

    from labeler.cli.command import Commands
    from labeler.session.audit_results import AuditEntry, AuditFigures, PairFigures
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
        titles = {name: session.examples.metric(name).title for name in _metrics(result)}
        return printing.show(result, options, partial(_print_audit, titles=titles, begins=_begins(options)))


def queue(options: Namespace, printer: Callable[[Queue], None]) -> int:
    """The audit's queue; begins and records the audit if none runs, which alone takes a project that can be written."""
    from labeler.session.queue_listing import write_queue  # noqa: PLC0415
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


def _metrics(result: AuditFigures) -> set[str]:
    return {result.metric, *(entry.record.metric for entry in result.audits)}


def _begins(options: Namespace) -> str:
    """The command that begins the very audit that was asked about."""
    named = [("--split", split) for split in options.split]
    named += [(f"--{name}", getattr(options, name)) for name in ("leader", "metric", "risk")]
    told = (f" {option} {shlex.quote(str(value))}" for option, value in named if value is not None)
    return "labeler queue PROJECT audit" + "".join(told)


def _print_audit(result: AuditFigures, *, titles: dict[str, str], begins: str) -> None:
    print(result.verdict)
    if result.minutes_at_most:
        about = "" if result.minutes_expected is None else f", about {_minutes(result.minutes_expected)}"
        print(f"At the reviewers' pace that is at most {_minutes(result.minutes_at_most)}{about}.")
    if result.auditable and result.pairs:
        begun = f"audit {result.number}" if result.number else f"not begun: '{begins}' begins it"
        by = f"{result.leader} on {phrase(result.split)} by {titles[result.metric]}"
        print(f"{by}, risk limit {_risk(result.risk_limit)} ({begun})")
        header = ("rival", "differ", "reviewed", "draws", "margin", "risk", "still about", "lead in points", "state")
        printing.table(header, [_row(pair) for pair in result.pairs])
    for note in result.notes:
        print(note)
    for metric in sorted({entry.record.metric for entry in result.audits} - {result.metric}):
        print(f"By {titles[metric]}: labeler audit PROJECT --metric {shlex.quote(metric)}")
    for warning in result.warnings:
        print(f"warning: {warning}")
    if result.advises_exact_count:
        print(f"To count exactly: {begins} --exact-count")
    for entry in result.not_compared:
        print(f"not compared on {entry.split}: {entry.model}, {entry.reason}")
    if result.audits:
        print("All audits begun:")
        columns = ("audit", "split", "metric", "leader", "begun", "by", "state")
        printing.table(columns, [_listed(entry, titles) for entry in result.audits])


def _row(pair: PairFigures) -> tuple[str, ...]:
    return (
        pair.rival,
        _number(pair.disagreements),
        _number(pair.reviewed),
        _number(pair.draws),
        "–" if pair.margin is None else _signed(f"{pair.margin:.3f}"),
        _risk(pair.measured_risk),
        _number(pair.expected_reviews),
        "–" if pair.difference_interval is None else " to ".join(map(_points, pair.difference_interval)),
        _state(pair),
    )


def _listed(entry: AuditEntry, titles: dict[str, str]) -> tuple[str, ...]:
    record = entry.record
    begun = record.at[:16].replace("T", " ")
    title = titles[record.metric]
    return str(record.number), record.split, title, record.leader, begun, record.by, _standing(entry)


def _standing(entry: AuditEntry) -> str:
    from labeler.core.audit_words import at_risk  # noqa: PLC0415 - loads NumPy

    if entry.state is None:
        return "unknown: predictions were replaced"
    if entry.state != "certified":
        return entry.state
    return f"certified {at_risk(entry.measured_risk)}" if entry.measured_risk else "certified for certain"


def _risk(share: float | None) -> str:
    from labeler.core.audit_words import percent  # noqa: PLC0415 - loads NumPy

    return "–" if share is None else percent(share)


def _points(share: float) -> str:
    """Of the metric in percent."""
    return _signed(f"{100 * share:.2f}")


def _signed(text: str) -> str:
    return f"−{text[1:]}" if text.startswith("-") and text.strip("-0.") else text.removeprefix("-")


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
