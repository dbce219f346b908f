"""How far the reviewers agree."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb
from labeler.core.phrases import between, counted

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.core.agreement import Interval
    from labeler.core.quality import Quality
    from labeler.session.agreement import AgreementFigures


def add(commands: Commands) -> None:
    verb(commands, "agreement", agreement, "how far do the reviewers agree?")


def agreement(options: Namespace) -> int:
    with reading(options) as session:
        return printing.show(session.agreement(), options, _print_agreement)


def _print_agreement(result: AgreementFigures) -> None:
    rows = [
        (
            f"{pair.a}, {pair.b}",
            f"{pair.examples:,}",
            printing.percent(pair.raw, pair.examples),
            _figure(pair.kappa, pair.interval),
            printing.percent(pair.on_incorrect, pair.examples),
        )
        for pair in result.pairs
    ]
    if rows:
        printing.table(("reviewers", "examples", "raw", "kappa", "on incorrect"), rows)
    print(f"alpha {_figure(result.alpha.value, result.alpha.interval)}, {counted(result.conflicts, 'conflict')}")
    checks = [
        (c.reviewer, f"{c.decisions:,}", f"{c.compared:,}", f"{c.differing:,}", _rate(c))
        for c in result.quality
        if c.compared
    ]
    if checks:
        printing.table(("reviewer", "decisions", "checked by others", "differing", "differs from others"), checks)
        print("  A difference may be the other's mistake; where all were adjudicated, this is an error rate.")
    print(result.verdict)
    for warning in result.warnings:
        print(f"warning: {warning}")


def _rate(checked: Quality) -> str:
    rate, limits = checked.error_rate, checked.interval
    if rate is None or limits is None:
        return "–"
    low, high = (printing.percent(limit, checked.compared) for limit in limits)
    return f"{printing.percent(rate, checked.compared)} ({between(low, high)})"


def _figure(value: float | None, limits: Interval | None) -> str:
    if value is None:
        return "–"
    said = f"{value:.2f}" + (f" ({limits[0]:.2f} to {limits[1]:.2f})" if limits else "")
    return said.replace("-", "−")
