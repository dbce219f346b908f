"""Are the label errors random or systematic, and how many would it take to turn the ranking?"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import reading, verb
from labeler.core.phrases import counted

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.core.concentration import Concentration
    from labeler.session.noise import Noise

SHOWN = 10


def add(commands: Commands) -> None:
    text = "are the label errors random or systematic, and how much noise would turn the ranking?"
    command = verb(commands, "noise", noise, text)
    command.add_argument("--split", metavar="S", help="default: dev+test")
    command.add_argument("--models", default="", metavar="A,B", help="the models to compare; default: all")


def noise(options: Namespace) -> int:
    with reading(options) as session:
        models = [name for name in map(str.strip, options.models.split(",")) if name]
        return printing.show(session.noise(split=options.split, models=models), options, _print_noise)


def _print_noise(result: Noise) -> None:
    print(f"{result.split}: {result.verdict}")
    print(
        f"  {result.reviewed:,} of {counted(result.examples, 'example')} reviewed, {result.tested:,} tested, "
        f"{result.incorrect:,} incorrectly labeled"
    )
    if result.matrix:
        cells = [
            (f"{cell.given} → {cell.corrected}", f"{cell.count:,}", printing.percent(cell.rate, 0))
            for cell in result.matrix[:SHOWN]
        ]
        printing.table(("given → corrected", "count", "of the given class reviewed"), cells)
    if result.factors:
        printing.table(("factor", "most in", "count", "by chance", "p (Holm)"), [_row(one) for one in result.factors])
    if result.prevalence.incorrectly_labeled:
        print(f"  {result.prevalence.sentence}")
    for crossing in result.crossings[:SHOWN]:
        print(f"  {crossing.sentence}")
    if len(result.crossings) > SHOWN:
        print(f"  … and {len(result.crossings) - SHOWN:,} more pairs; name two with --models A,B")
    for warning in result.warnings:
        print(f"warning: {warning}")


def _row(one: Concentration) -> tuple[str, str, str, str, str]:
    if one.p_holm is None or one.expected is None:
        return one.factor, "–", "–", "–", "–"
    return one.factor, one.level or "–", f"{one.count:,}", f"{one.expected:.1f}", f"{one.p_holm:.4f}"
