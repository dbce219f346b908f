"""What every verb's command line is made of."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.errors import LabelerError

if TYPE_CHECKING:
    from labeler.session.session import Session

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse gives it no public name

Run = Callable[[Namespace], int]


def verb(commands: Commands, name: str, run: Run, text: str, *, project: bool = True) -> argparse.ArgumentParser:
    """A new verb; ``run`` calls the session, hands the result to the printer and returns the exit code."""
    command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    command.set_defaults(verb=run)
    if project:
        command.add_argument("project", type=Path, metavar="PROJECT", help="the project file, NAME.labeler")
    command.add_argument("--json", action="store_true", help="print one JSON document on stdout, nothing else")
    return command


def action(commands: Commands, name: str, run: Run, text: str, *arguments: str) -> argparse.ArgumentParser:
    """One of a verb's actions, that may record something, with its arguments in order."""
    command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    for argument in arguments:
        command.add_argument(argument, metavar=argument.upper())
    command.add_argument("--reviewer", metavar="NAME", help="whose action this is; undo by the same name takes it back")
    return leaf(command, run)


def leaf(command: argparse.ArgumentParser, run: Run) -> argparse.ArgumentParser:
    """The end of a command line that began with a verb."""
    # Not repeating the default keeps a --json that was given before the action.
    text = "print one JSON document on stdout, nothing else"
    command.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=text)
    command.set_defaults(verb=run)
    return command


def reads_files(command: argparse.ArgumentParser) -> None:
    """The options of a verb that imports a table."""
    command.add_argument(
        "--skip-bad-rows", action="store_true", help="leave bad rows out, and record that, instead of refusing the file"
    )
    command.add_argument("--problems", type=Path, metavar="FILE.csv", help="write all problems into a table")


def reading(options: Namespace) -> Session:
    """The project, for a verb that changes nothing."""
    from labeler.session.session import Session  # noqa: PLC0415

    return Session(options.project, read_only=True)


def writing(options: Namespace) -> Session:
    """The project, for a verb that records something; raises LabelerError where it can only be read."""
    from labeler.session.session import Session  # noqa: PLC0415

    session = Session(options.project)
    try:
        session.require_writable()
    except LabelerError:
        session.close()
        raise
    return session


def model_and_text(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (name.strip() and sign and value):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=VALUE")
    return name.strip(), value


def count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)


def version(text: str) -> int | str:
    if text != "working" and not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is neither 'working' nor the number of a version")
    return text if text == "working" else int(text)
