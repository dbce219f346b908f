"""Every verb and option of the command line (DESIGN 5)."""

from __future__ import annotations

import argparse
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.cli import verbs
from labeler.core.splits import split_named

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse gives it no public name


def build() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="labeler",
        description="Error analysis and relabeling of dev and test sets. Without a verb the window opens.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"labeler {version('labeler')}")
    parser.set_defaults(verb=verbs.open_window, project=None, json=False, problems=None, screenshot=None)
    commands = parser.add_subparsers(title="verbs", metavar="VERB")
    for add in (_demo, _new, _add_predictions, _info, _queue, _decide, _undo, _redo, _rank, _parity, _apply):
        add(commands)
    for add in (_versions, _export, _verify, _open):
        add(commands)
    return parser


def _verb(
    commands: Commands, name: str, verb: verbs.Verb, text: str, *, project: bool = True
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    command.set_defaults(verb=verb)
    if project:
        command.add_argument("project", type=Path, metavar="PROJECT", help="the project file, NAME.labeler")
    command.add_argument("--json", action="store_true", help="print one JSON document on stdout, nothing else")
    return command


def _reads_files(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--skip-bad-rows", action="store_true", help="leave bad rows out, and record that, instead of refusing the file"
    )
    command.add_argument("--problems", type=Path, metavar="FILE.csv", help="write all problems into a table")


def _demo(commands: Commands) -> None:
    command = _verb(commands, "demo", verbs.demo, "make the demo project, the cat app, and open it", project=False)
    command.add_argument("folder", nargs="?", type=Path, default=Path("demo"), metavar="DIR", help="default: demo")
    command.add_argument("--kind", choices=("images", "audio"), default="images", help="what the examples are")
    command.add_argument("--decided", action="store_true", help="add the decisions of three imaginary reviewers")
    command.add_argument("--no-open", action="store_true", help="don't open the window")
    command.add_argument("--screenshot", type=Path, metavar="FILE.png", help="save a picture of the window, then leave")


def _new(commands: Commands) -> None:
    command = _verb(commands, "new", verbs.new, "make a project from tables of examples and predictions")
    command.add_argument("--examples", action="append", required=True, type=_split_and_file, metavar="[SPLIT=]FILE")
    command.add_argument("--media-root", type=Path, metavar="DIR", help="default: the folder of the examples file")
    command.add_argument("--task", choices=("binary", "multiclass", "multilabel", "transcript"))
    command.add_argument("--positive", metavar="LABEL", help="the positive label of a binary task")
    command.add_argument("--labels", type=Path, metavar="FILE", help="the classes in order (column label)")
    command.add_argument("--predictions", action="append", default=[], type=_model_and_file, metavar="MODEL=FILE")
    command.add_argument("--wide", type=Path, metavar="FILE", help="predictions of all models, a column a model")
    command.add_argument("--attribute", action="append", default=[], type=_attribute, metavar="MODEL.name=value")
    command.add_argument("--map", action="append", default=[], type=_model_and_text, metavar="NAME=COLUMN")
    command.add_argument("--seed", type=int, default=0, metavar="N", help="of every random order; default 0")
    command.add_argument("--require-media", action="store_true", help="refuse examples whose media are not there")
    _reads_files(command)


def _add_predictions(commands: Commands) -> None:
    command = _verb(commands, "add-predictions", verbs.add_predictions, "add models, or new revisions of models")
    command.add_argument("predictions", nargs="+", type=_model_and_file, metavar="MODEL=FILE")
    _reads_files(command)


def _info(commands: Commands) -> None:
    _verb(commands, "info", verbs.info, "what a project holds")


def _queue(commands: Commands) -> None:
    command = _verb(commands, "queue", verbs.queue, "which examples to review, in which order")
    command.add_argument("queue", choices=("errors", "right"), help="examples a model got wrong, or right")
    command.add_argument("--model", metavar="M", help="default: the selected model")
    command.add_argument("--split", action="append", default=[], metavar="S", help="default: dev and test")
    command.add_argument("--size", type=_count, default=100, metavar="N", help="examples a split; default 100")
    command.add_argument("--output", type=Path, metavar="FILE", help="write the queue into a table")


def _decide(commands: Commands) -> None:
    command = _verb(commands, "decide", verbs.decide, "record a table of decisions as one action")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--reviewer", metavar="NAME", help="who decided, where the table doesn't say")
    _reads_files(command)


def _undo(commands: Commands) -> None:
    command = _verb(commands, "undo", verbs.undo, "take back the last action of this installation")
    command.add_argument("--reviewer", metavar="NAME", help="the last one of this reviewer")


def _redo(commands: Commands) -> None:
    command = _verb(commands, "redo", verbs.redo, "bring back what undo took last")
    command.add_argument("--reviewer", metavar="NAME", help="the last one of this reviewer")


def _rank(commands: Commands) -> None:
    command = _verb(commands, "rank", verbs.rank, "does relabeling change which model is best?")
    command.add_argument("--metric", default="error", metavar="X", help="default: error")
    command.add_argument("--split", action="append", default=[], metavar="S", help="default: dev, test, dev+test")
    command.add_argument("--bound", action="append", default=[], metavar='"NAME<=VALUE"')
    command.add_argument("--version", type=_version, default="working", metavar="N", help="after; default: working")
    command.add_argument("--from", dest="before", type=int, default=0, metavar="N", help="before; default: 0, given")


def _parity(commands: Commands) -> None:
    _verb(commands, "parity", verbs.parity, "were dev and test reviewed alike?")


def _apply(commands: Commands) -> None:
    command = _verb(commands, "apply", verbs.apply, "apply the corrections to dev and test as one version")
    command.add_argument(
        "--override-parity", metavar="REASON", help="apply in spite of what parity says, and record why"
    )


def _versions(commands: Commands) -> None:
    _verb(commands, "versions", verbs.versions, "the applied versions of the labels")


def _export(commands: Commands) -> None:
    command = _verb(commands, "export", verbs.export, "write the corrected splits of an applied version")
    command.add_argument("folder", type=Path, metavar="DIR", help="a folder that is absent or empty")
    command.add_argument("--format", choices=("csv",), default="csv")
    command.add_argument("--changes-only", action="store_true", help="only what was changed, and the manifest")
    command.add_argument("--in-place-of", type=Path, metavar="FILE", help="also a copy of FILE with new label cells")
    command.add_argument("--version", type=int, metavar="N", help="default: the latest applied one")


def _verify(commands: Commands) -> None:
    _verb(commands, "verify", verbs.verify, "check that nothing in the project file was damaged")


def _open(commands: Commands) -> None:
    command = _verb(commands, "open", verbs.open_window, "open a project in the window")
    command.add_argument("--screenshot", type=Path, metavar="FILE.png", help="save a picture of the window, then leave")


def _split_and_file(text: str) -> tuple[str | None, Path]:
    """``dev=FILE`` where what stands before the first = is a split; else the whole is a file."""
    split, sign, file = text.partition("=")
    if sign and split_named(split):
        return split, Path(file)
    return None, Path(text)


def _model_and_text(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (name.strip() and sign and value):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=VALUE")
    return name.strip(), value


def _model_and_file(text: str) -> tuple[str, Path]:
    model, file = _model_and_text(text)
    return model, Path(file)


def _attribute(text: str) -> tuple[tuple[str, str], float]:
    """``MODEL.name=value``; the model's own name may hold dots, the attribute's may not."""
    target, value = _model_and_text(text)
    model, dot, name = target.rpartition(".")
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not (model and dot and name) or number - number != 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form MODEL.name=number")
    return (model, name), number


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)


def _version(text: str) -> int | str:
    if text != "working" and not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is neither 'working' nor the number of a version")
    return text if text == "working" else int(text)
