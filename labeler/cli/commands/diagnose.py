"""Where the error comes from, and what dev and test should be made of."""

from __future__ import annotations

import argparse
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from labeler.cli import printing
from labeler.cli.command import count, model_and_text, reading, verb, version, writing
from labeler.errors import LabelerError, UsageError

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.core.diagnosis import Diagnosis, Gap
    from labeler.core.newcombe import Rate
    from labeler.core.split_advice import SplitAdvice
    from labeler.session.diagnosis import Diagnosed, Percent, Told
    from labeler.session.session import Session

_PERCENT = "P[@N]"
_ERRORS = ("human", "train", "train_dev", "dev", "test", "target_human", "target_trained")


def add(commands: Commands) -> None:
    _diagnose(commands)
    _split_advice(commands)


def _diagnose(commands: Commands) -> None:
    text = "bias, variance, data mismatch or overfitting to dev: where is the error?"
    command = verb(commands, "diagnose", diagnose, text, project=False)
    command.add_argument(
        "project", nargs="?", type=Path, metavar="PROJECT", help="whose model's errors; typed ones take precedence"
    )
    command.add_argument(
        "--human",
        action="append",
        type=_percent,
        metavar=_PERCENT,
        help="human-level error in percent, of N examples if measured; given again, the first is the proxy",
    )
    for level in ("train", "train-dev", "dev", "test"):
        command.add_argument(f"--{level}", type=_percent, metavar=_PERCENT, help=f"error on {level}, in percent")
    command.add_argument(
        "--target-human", type=_percent, metavar=_PERCENT, help="human-level error where dev comes from, for the table"
    )
    command.add_argument(
        "--target-trained",
        type=_percent,
        metavar=_PERCENT,
        help="error on examples trained on from where dev comes from, for the table",
    )
    command.add_argument(
        "--two-distributions", action="store_true", help="dev is of another distribution than train, without train-dev"
    )
    command.add_argument("--keep", action="store_true", help="let the typed errors stand in the project, for everybody")
    command.add_argument("--forget", action="store_true", help="take the errors that stand in the project out first")
    command.add_argument("--model", metavar="M", help="default: the selected model")
    command.add_argument("--metric", metavar="X", help="default: the error of the task")
    command.add_argument("--version", type=version, default="working", metavar="N", help="after; default: working")


def _split_advice(commands: Commands) -> None:
    text = "which examples of several sources go into train, dev and test"
    command = verb(commands, "split-advice", split_advice, text, project=False)
    command.add_argument(
        "--source", action="append", required=True, type=_source, metavar="NAME=COUNT", help="examples of a source"
    )
    command.add_argument("--matters", required=True, metavar="NAME", help="the source that the model is meant for")
    command.add_argument("--dev", required=True, type=count, metavar="N", help="examples of dev")
    command.add_argument("--test", required=True, type=count, metavar="N", help="examples of test")


def diagnose(options: Namespace) -> int:
    from labeler.session.diagnosis import Typed  # noqa: PLC0415
    from labeler.session.diagnosis import diagnose as diagnosed  # noqa: PLC0415

    typed = _told(options)
    if options.project is None:
        alone = Typed.percent(**typed)
        if not alone.errors or options.keep or options.forget:
            raise UsageError("diagnose takes a project, or errors such as --human 1 --train 8 --dev 10")
        return printing.show(diagnosed(None, alone), options, _print_diagnosed)
    with (writing if options.keep or options.forget else reading)(options) as session:
        _keep(session, typed, options)
        result = session.diagnose(model=options.model, metric=options.metric, version=options.version, **typed)
        return printing.show(result, options, _print_diagnosed)


def _told(options: Namespace) -> Told:
    """What was typed, and nothing of what wasn't."""
    told = {name: getattr(options, name) for name in _ERRORS if getattr(options, name) is not None}
    return cast("Told", told | ({"one_distribution": False} if options.two_distributions else {}))


def _keep(session: Session, typed: Told, options: Namespace) -> None:
    from labeler.session.typed_errors import over  # noqa: PLC0415

    standing: Told = {} if options.forget else session.typed_errors()
    if options.keep:
        session.keep_typed_errors(**over(standing, typed))
    elif options.forget:
        session.keep_typed_errors()


def split_advice(options: Namespace) -> int:
    from labeler.core.split_advice import split_advice as advised  # noqa: PLC0415

    sources = dict(options.source)
    if len(sources) < len(options.source):
        raise UsageError("a source is named twice")
    result = advised(sources, matters=options.matters, dev=options.dev, test=options.test)
    return printing.show(result, options, _print_advice)


def _print_diagnosed(result: Diagnosed) -> None:
    if result.model is not None:
        print(f"{result.model}, {result.metric}; before: given labels, after: corrected labels")
        if result.typed:
            print(f"typed: {', '.join(result.typed)}")
    sides = (result.before,) if result.model is None else (result.before, result.after)
    headings = ("error",) if result.model is None else ("before", "after")
    printing.table(("", *headings), _error_rows(sides))
    print()
    printing.table(("gap", *headings), _gap_rows(sides))
    print()
    print(result.after.verdict)
    if result.change:
        print(result.change)
    for warning in result.warnings:
        print(f"warning: {warning}")


def _error_rows(sides: tuple[Diagnosis, ...]) -> list[tuple[str, ...]]:
    from labeler.core.diagnosis import LEVELS  # noqa: PLC0415

    known = [level for level in LEVELS if any(level in side.errors for side in sides)]
    return [(level, *(_rate(side.errors.get(level)) for side in sides)) for level in known]


def _gap_rows(sides: tuple[Diagnosis, ...]) -> list[tuple[str, ...]]:
    from labeler.core.diagnosis_words import NAMES  # noqa: PLC0415

    side_by_side = zip(*(side.gaps for side in sides), strict=True)
    return [(NAMES[gaps[0].name], *(_gap(gap) for gap in gaps)) for gaps in side_by_side]


def _rate(rate: Rate | None) -> str:
    from labeler.core.diagnosis_words import rate_in_words  # noqa: PLC0415

    return "–" if rate is None else rate_in_words(rate)


def _gap(gap: Gap) -> str:
    from labeler.core.diagnosis_words import gap_in_words  # noqa: PLC0415

    return "–" if gap.difference is None else gap_in_words(gap)


def _print_advice(result: SplitAdvice) -> None:
    rows = [
        ("shuffled whole", name, "", f"{result.expected_dev[name]:,.0f}", f"{result.expected_test[name]:,.0f}")
        for name in result.expected_dev
    ]
    for name, left in result.train.items():
        held = (f"{result.dev:,}", f"{result.test:,}") if name == result.matters else ("0", "0")
        rows.append(("advised", name, f"{left:,}", *held))
    printing.table(("", "source", "train", "dev", "test"), rows)
    print(result.verdict)
    for warning in result.warnings:
        print(f"warning: {warning}")


def _percent(text: str) -> Percent:
    from labeler.session.typed_errors import percent_in  # noqa: PLC0415

    try:
        return percent_in(text)
    except LabelerError as error:
        raise argparse.ArgumentTypeError(error.message) from None


def _source(text: str) -> tuple[str, int]:
    name, number = model_and_text(text)
    if not number.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=COUNT")
    return name, int(number)
