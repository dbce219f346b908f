"""Error categories: what can be ticked, and what it means."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import action, leaf, reading, verb, writing

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.categories import CategoryList


def add(commands: Commands) -> None:
    command = verb(commands, "category", listed, "make, rename, merge, describe and order error categories")
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    making = action(actions, "add", made, "make a category before anybody ticks it", "name")
    making.add_argument("--description", default="", metavar="TEXT", help="what belongs in it")
    action(actions, "rename", renamed, "give a category another name", "old", "new")
    action(actions, "merge", merged, "count the ticks of one category as another's", "name", "into")
    moving = action(actions, "move", moved, "put a category elsewhere in their order, by which number keys go", "name")
    place = moving.add_mutually_exclusive_group(required=True)
    place.add_argument("--before", metavar="OTHER", help="the category that it comes before")
    place.add_argument("--last", action="store_true", help="after all others")
    action(actions, "describe", described, "say what belongs in a category", "name", "text")
    listing = actions.add_parser("list", help="the categories, and how many examples have each", allow_abbrev=False)
    leaf(listing, listed)


def listed(options: Namespace) -> int:
    with reading(options) as session:
        return printing.show(session.category_list(), options, _print_categories)


def made(options: Namespace) -> int:
    with writing(options) as session:
        result = session.add_category(options.name, description=options.description, reviewer=options.reviewer)
        return printing.show(result, options, _print_categories)


def renamed(options: Namespace) -> int:
    with writing(options) as session:
        result = session.rename_category(options.old, options.new, reviewer=options.reviewer)
        return printing.show(result, options, _print_categories)


def merged(options: Namespace) -> int:
    with writing(options) as session:
        result = session.merge_category(options.name, options.into, reviewer=options.reviewer)
        return printing.show(result, options, _print_categories)


def moved(options: Namespace) -> int:
    with writing(options) as session:
        result = session.move_category(options.name, options.before, reviewer=options.reviewer)
        return printing.show(result, options, _print_categories)


def described(options: Namespace) -> int:
    with writing(options) as session:
        result = session.describe_category(options.name, options.text, reviewer=options.reviewer)
        return printing.show(result, options, _print_categories)


def _print_categories(result: CategoryList) -> None:
    if not result.categories:
        print("no categories")
        return
    printing.table(
        ("category", "examples", "description"),
        [(line.category, f"{line.examples:,}", line.description) for line in result.categories],
    )
