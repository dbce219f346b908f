"""Making a project, adding models to it, looking at it, opening it."""

from __future__ import annotations

import argparse
import csv
import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import model_and_text, reading, reads_files, verb, writing
from labeler.core.normalization import recorded
from labeler.core.phrases import counted
from labeler.core.splits import split_named
from labeler.errors import LabelerError

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.results import Info, Verified


def add(commands: Commands) -> None:
    _demo(commands)
    _new(commands)
    _add_predictions(commands)
    _info(commands)
    _verify(commands)
    _open(commands)


def _demo(commands: Commands) -> None:
    command = verb(commands, "demo", demo, "make the demo project, the cat app, and open it", project=False)
    command.add_argument("folder", nargs="?", type=Path, default=Path("demo"), metavar="DIR", help="default: demo")
    command.add_argument("--kind", choices=("images", "audio"), default="images", help="what the examples are")
    command.add_argument("--decided", action="store_true", help="add the decisions of three imaginary reviewers")
    command.add_argument("--no-open", action="store_true", help="don't open the window")
    command.add_argument("--screenshot", type=Path, metavar="FILE.png", help="save a picture of the window, then leave")


def _new(commands: Commands) -> None:
    command = verb(commands, "new", new, "make a project from tables of examples and predictions")
    command.add_argument("--examples", action="append", required=True, type=_split_and_file, metavar="[SPLIT=]FILE")
    command.add_argument("--media-root", type=Path, metavar="DIR", help="default: the folder of the examples file")
    command.add_argument("--task", choices=("binary", "multiclass", "multilabel", "transcript"))
    command.add_argument("--positive", metavar="LABEL", help="the positive label of a binary task")
    command.add_argument("--labels", type=Path, metavar="FILE", help="the classes in order (column label)")
    command.add_argument(
        "--label-columns", type=_columns, default=(), metavar="A,B,C", help="columns of 1, 0 and ?, one a label"
    )
    command.add_argument(
        "--normalize",
        type=_normalization,
        default=(),
        metavar="A,B",
        help="what doesn't count between transcripts: case, punctuation, unicode, space; default: all counts",
    )
    command.add_argument("--predictions", action="append", default=[], type=_model_and_file, metavar="MODEL=FILE")
    command.add_argument("--wide", type=Path, metavar="FILE", help="predictions of all models, a column a model")
    _threshold(command)
    command.add_argument("--attribute", action="append", default=[], type=_attribute, metavar="MODEL.name=value")
    command.add_argument("--map", action="append", default=[], type=model_and_text, metavar="NAME=COLUMN")
    command.add_argument("--seed", type=int, default=0, metavar="N", help="of every random order; default 0")
    command.add_argument("--require-media", action="store_true", help="refuse examples whose media are not there")
    reads_files(command)


def _add_predictions(commands: Commands) -> None:
    command = verb(commands, "add-predictions", add_predictions, "add models, or new revisions of models")
    command.add_argument("predictions", nargs="+", type=_model_and_file, metavar="MODEL=FILE")
    _threshold(command)
    reads_files(command)


def _threshold(command: argparse.ArgumentParser) -> None:
    text = "multilabel: the probability from which on a label is predicted; default 0.5"
    command.add_argument("--threshold", type=_probability, metavar="P", help=text)


def _info(commands: Commands) -> None:
    verb(commands, "info", info, "what a project holds")


def _verify(commands: Commands) -> None:
    verb(commands, "verify", verify, "check that nothing in the project file was damaged")


def _open(commands: Commands) -> None:
    command = verb(commands, "open", open_window, "open a project in the window")
    command.add_argument("--screenshot", type=Path, metavar="FILE.png", help="save a picture of the window, then leave")


def demo(options: Namespace) -> int:
    from labeler.session import scripting  # noqa: PLC0415 - each verb loads what it needs

    with scripting.demo(
        options.folder, kind=options.kind, decided=options.decided, progress=printing.progress(options)
    ) as session:
        path = session.path
        printing.show(session.info(), options, _print_info)
    if options.no_open or options.json:
        return 0
    options.project = path
    return open_window(options)


def new(options: Namespace) -> int:
    from labeler.formats.example_columns import Mapped  # noqa: PLC0415
    from labeler.formats.examples import ExampleSource  # noqa: PLC0415
    from labeler.session.session import Session  # noqa: PLC0415
    from labeler.session.setup import Plan, create  # noqa: PLC0415

    plan = Plan(
        examples=[ExampleSource(path, split) for split, path in options.examples],
        media_root=options.media_root,
        task=options.task,
        positive=options.positive,
        labels=options.labels,
        predictions=options.predictions,
        wide=options.wide,
        attributes=dict(options.attribute),
        mapped=Mapped(dict(options.map)),
        label_columns=options.label_columns,
        normalize=options.normalize,
        threshold=options.threshold,
        seed=options.seed,
        skip_bad_rows=options.skip_bad_rows,
        require_media=options.require_media,
    )
    path, _ = create(options.project, plan, progress=printing.progress(options))
    with Session(path, read_only=True) as session:
        return printing.show(session.info(), options, _print_info)


def add_predictions(options: Namespace) -> int:
    with writing(options) as session:
        result = session.add_predictions(
            *options.predictions, threshold=options.threshold, skip_bad_rows=options.skip_bad_rows
        )
        return printing.show(result, options, _print_info)


def info(options: Namespace) -> int:
    with reading(options) as session:
        return printing.show(session.info(), options, _print_info)


def verify(options: Namespace) -> int:
    from labeler.session.results import Verified  # noqa: PLC0415
    from labeler.store.project_file import DamagedError, project_path  # noqa: PLC0415

    try:
        with reading(options) as session:
            result = session.verify()
    except LabelerError as error:
        if not any(path.is_file() for path in (project_path(options.project), options.project)):
            raise
        result = Verified((error.found if isinstance(error, DamagedError) else error.message,))
    printing.show(result, options, _print_verified)
    return 0 if result.ok else 1


def open_window(options: Namespace) -> int:
    if not _display():
        if options.screenshot is None:
            raise LabelerError(
                "there is no display to open the window on; set DISPLAY or WAYLAND_DISPLAY, "
                "or save a picture of it with --screenshot FILE.png"
            )
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from labeler.gui.app import run  # noqa: PLC0415 - the only place where Qt is loaded
    except ImportError as error:
        if "PySide6" not in (error.name or "") and ".so" not in str(error):
            raise
        raise LabelerError(printing.missing_library(error)) from error
    return run(options.project, screenshot=options.screenshot)


def _display() -> bool:
    if sys.platform != "linux":
        return True
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _print_info(result: Info) -> None:
    sizes = ", ".join(f"{split} {size:,}" for split, size in result.examples.items())
    print(f"{result.project}: {result.task}, {sizes} examples")
    if result.labels:
        print(f"labels   {printing.some(result.labels)}")
    print(f"models   {printing.some(result.models)}")
    version = f"version {result.label_version} applied" if result.label_version else "no version applied"
    print(f"{counted(result.decisions, 'decision')}, {version}, seed {result.seed}")
    if result.looked_at:
        print(f"{counted(result.looked_at, 'example')} looked at, {result.left_undecided:,} of them left undecided")
    for warning in result.warnings:
        print(f"warning: {warning}")


def _print_verified(result: Verified) -> None:
    print("nothing is damaged" if result.ok else "\n".join(result.problems))


def _split_and_file(text: str) -> tuple[str | None, Path]:
    """``dev=FILE`` where what stands before the first = is a split; else the whole is a file."""
    split, sign, file = text.partition("=")
    if sign and split_named(split):
        return split, Path(file)
    return None, Path(text)


def _model_and_file(text: str) -> tuple[str, Path]:
    model, file = model_and_text(text)
    return model, Path(file)


def _columns(text: str) -> tuple[str, ...]:
    """Names parted by commas; one that holds a comma stands in quotes, as in a csv header."""
    names = tuple(name.strip() for name in next(csv.reader([text], skipinitialspace=True), ()))
    if not all(names) or not names:
        raise argparse.ArgumentTypeError(f"{text!r} is no list of columns; write it as A,B,C")
    return names


def _normalization(text: str) -> tuple[str, ...]:
    try:
        return recorded(text.split(","))
    except LabelerError as error:
        raise argparse.ArgumentTypeError(error.message) from None


def _probability(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return number


def _attribute(text: str) -> tuple[tuple[str, str], float]:
    """``MODEL.name=value``; the model's own name may hold dots, the attribute's may not."""
    target, value = model_and_text(text)
    model, dot, name = target.rpartition(".")
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not (model and dot and name) or number - number != 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form MODEL.name=number")
    return (model, name), number
