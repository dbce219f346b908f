"""Views on the examples, kept in the project under a name."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from labeler.cli import printing
from labeler.cli.command import leaf, reading, verb, writing
from labeler.core.phrases import counted

if TYPE_CHECKING:
    from labeler.cli.command import Commands
    from labeler.session.views import SavedViews


def add(commands: Commands) -> None:
    command = verb(commands, "view", listed, "keep conditions, a model and an order under a name")
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    leaf(actions.add_parser("list", help="the views, and how many examples match each", allow_abbrev=False), listed)
    saving = actions.add_parser("save", help="keep a view, in place of the one of that name", allow_abbrev=False)
    saving.add_argument("name", metavar="NAME")
    saving.add_argument(
        "--where", action="append", default=[], metavar="COND", help="a condition, as of a filter; all must hold"
    )
    saving.add_argument("--model", metavar="M", help="whose predictions are meant; default: the selected model's")
    saving.add_argument("--sort", default="", metavar="ORDER", help="ticket, id, label, probability … or a column")
    saving.add_argument("--descending", action="store_true", help="the last first")
    leaf(saving, saved)
    removing = actions.add_parser("remove", help="forget a view", allow_abbrev=False)
    removing.add_argument("name", metavar="NAME")
    leaf(removing, removed)


def listed(options: Namespace) -> int:
    with reading(options) as session:
        return printing.show(session.saved_views(), options, _print_views)


def saved(options: Namespace) -> int:
    from labeler.session.views import View  # noqa: PLC0415

    with writing(options) as session:
        view = View(tuple(options.where), options.model, options.sort, options.descending)
        session.save_view(options.name, view)
        return printing.show(session.saved_views(), options, _print_views)


def removed(options: Namespace) -> int:
    with writing(options) as session:
        session.remove_view(options.name)
        return printing.show(session.saved_views(), options, _print_views)


def _print_views(result: SavedViews) -> None:
    if not result.views:
        print("no views")
        return
    for one in result.views:
        matching = one.problem or counted(one.matching or 0, "example")
        print(f"{one.name}: {matching}")
        print(f"  {one.words}")
