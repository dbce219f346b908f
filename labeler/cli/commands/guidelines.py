"""Guidelines: what belongs in each class and category, with examples of it."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import action, leaf, reading, verb, writing
from labeler.core.phrases import counted

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.guidelines import GuidelineLine, GuidelineList


def add(commands: Commands) -> None:
    command = verb(commands, "guideline", listed, "say what belongs in a class or category, with examples of it")
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    for chosen in (
        action(actions, "define", defined, "say what belongs in it; an empty text takes that away", "name", "text"),
        action(actions, "add-example", added, "show an example as one of it", "name", "example"),
        action(actions, "remove-example", removed, "show an example no longer", "name", "example"),
    ):
        _about(chosen)
    text = "all definitions, and how many decisions the last change of each touches"
    leaf(actions.add_parser("list", help=text, description=text, allow_abbrev=False), listed)


def _about(command: ArgumentParser) -> None:
    text = "NAME is an error category, not a class"
    command.add_argument("--category", action="store_const", const="category", default="class", dest="about", help=text)


def listed(options: Namespace) -> int:
    with reading(options) as session:
        return printing.show(session.guidelines(), options, _print_guidelines)


def defined(options: Namespace) -> int:
    with writing(options) as session:
        result = session.define(options.about, options.name, options.text, reviewer=options.reviewer)
        return printing.show(result, options, _print_guidelines)


def added(options: Namespace) -> int:
    with writing(options) as session:
        result = session.add_reference(options.about, options.name, options.example, reviewer=options.reviewer)
        return printing.show(result, options, _print_guidelines)


def removed(options: Namespace) -> int:
    with writing(options) as session:
        result = session.remove_reference(options.about, options.name, options.example, reviewer=options.reviewer)
        return printing.show(result, options, _print_guidelines)


def _print_guidelines(result: GuidelineList) -> None:
    if not result.guidelines:
        print("no guidelines")
    for line in result.guidelines:
        _print_line(line)


def _print_line(line: GuidelineLine) -> None:
    print(f"{line.about} {line.name}: {line.definition or 'not defined'}")
    if line.examples:
        print(f"  {counted(len(line.examples), 'example')}: {printing.some(line.examples)}")
    if line.to_revisit:
        option = "--category" if line.about == "category" else "--class"
        taken = f"{counted(line.to_revisit, 'decision')} taken before this changed"
        print(f"  {taken}; list them with: labeler queue PROJECT revisit {option} {shlex.quote(line.name)}")
