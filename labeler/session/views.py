"""A view on the examples: which of them, by which model, in which order; kept in the project under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labeler.errors import LabelerError
from labeler.formats.decisions import is_one_line
from labeler.session import figures, filters, orders
from labeler.session.names import unknown
from labeler.session.open_project import OpenProject
from labeler.session.queues import Mask
from labeler.session.results import frame
from labeler.store.transactions import transaction

if TYPE_CHECKING:
    import pandas as pd

_KEPT = "views"


@dataclass(frozen=True)
class View:
    """``where`` are conditions as ``filters.read`` takes them, of which all must hold.

    ``model`` is whose predictions they mean, None the selected one. ``sort`` names an order, "" that of the table as
    imported.
    """

    where: tuple[str, ...] = ()
    model: str | None = None
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, eq=False)
class Matching:
    """What a view shows: ``ordinals`` intp in its order, ``mask`` bool over all ``total`` examples of the project."""

    ordinals: NDArray[np.intp]
    mask: Mask
    total: int

    def __len__(self) -> int:
        return len(self.ordinals)


def matching(session: OpenProject, view: View) -> Matching:
    """The examples for which all of its conditions hold; raises LabelerError for what says nothing of the project."""
    wanted = filters.parsed(session, view.where)
    orders.require_known(session, view.sort)
    if view.model is None and (wanted.of_model or orders.of_model(view.sort)):
        view = replace(view, model=figures.selected(session))  # once for all of its conditions
    mask = wanted.mask(session, view.model)
    return Matching(orders.ordered(session, mask, view).astype(np.intp, copy=False), mask, len(mask))


@dataclass(frozen=True)
class SavedView:
    """``words`` say what it shows; ``matching`` counts its examples, None where ``problem`` says why it can't."""

    name: str
    view: View
    words: str
    matching: int | None
    problem: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {"name": self.name, **asdict(self.view), "matching": self.matching, "problem": self.problem or None}


@dataclass(frozen=True)
class SavedViews:
    """In alphabetical order."""

    views: tuple[SavedView, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"views": [view.to_dict() for view in self.views]}

    def to_frame(self) -> pd.DataFrame:
        return frame([view.to_dict() for view in self.views])


def saved_views(session: OpenProject) -> SavedViews:
    """Every view with what it comes to now."""
    return SavedViews(tuple(_saved(session, name, view) for name, view in views(session).items()))


def words(session: OpenProject, view: View) -> str:
    """What a view shows, in a sentence; raises LabelerError for what says nothing of the project."""
    said = ", ".join(filters.read(session, text).words() for text in view.where) or "all examples"
    model = f", by {view.model}" if view.model else ""
    way = ", the last first" if view.descending else ""
    return f"{said}{model}{f', sorted by {orders.title(view.sort).lower()}' if view.sort else ''}{way}"


def _saved(session: OpenProject, name: str, view: View) -> SavedView:
    try:
        return SavedView(name, view, words(session, view), int(matching(session, view).mask.sum()))
    except LabelerError as error:  # of a category or a model that is gone
        return SavedView(name, view, ", ".join(view.where), None, error.message)


def views(session: OpenProject) -> Mapping[str, View]:
    """The views kept in the project, by name in alphabetical order; one that this version can't read is left out."""
    kept = session.settings.get(_KEPT, {})
    found = {name: _restored(kept[name]) for name in sorted(kept, key=str.casefold)}
    return {name: view for name, view in found.items() if view is not None}


def view_named(session: OpenProject, name: str) -> View:
    """Raises LabelerError, with the names there are, for one that isn't kept."""
    found = views(session)
    if name.strip() not in found:
        raise unknown(name, found, "view")
    return found[name.strip()]


def save(session: OpenProject, name: str, view: View) -> None:
    """Keep a view, in place of the one of that name; raises LabelerError for what says nothing of the project."""
    session.require_writable()
    name = name.strip()
    if not name or not is_one_line(name):
        raise LabelerError(f"{name!r} is no name for a view; write one line of text")
    filters.parsed(session, view.where)
    orders.require_known(session, view.sort)
    if view.model is not None:
        figures.model(session, view.model)
    _keep(session, {**session.settings.get(_KEPT, {}), name: asdict(view)})


def remove(session: OpenProject, name: str) -> None:
    """Forget a view; raises LabelerError, with the names there are, for one that isn't kept."""
    session.require_writable()
    view_named(session, name)
    _keep(session, {other: kept for other, kept in session.settings.get(_KEPT, {}).items() if other != name.strip()})


def _keep(session: OpenProject, kept: Mapping[str, Any]) -> None:
    with transaction(session.connection):
        session.settings.put(_KEPT, kept)


def _restored(kept: Any) -> View | None:
    if not isinstance(kept, dict) or not kept.keys() <= {field.name for field in fields(View)}:
        return None
    return View(**{**kept, "where": tuple(kept.get("where", ()))})
