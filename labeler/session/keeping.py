"""What a window keeps while somebody reviews: what they were shown, and where they are (DESIGN 2.3)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from labeler.core.decisions import IN_VIEW
from labeler.core.visits import Visit
from labeler.session.installation import now
from labeler.session.open_project import OpenProject
from labeler.store.bookmarks import Bookmark, put_bookmark
from labeler.store.transactions import transaction
from labeler.store.visits import add_visit

Showing = tuple[str, float | None, Sequence[str]]
"""An example's id, for how many seconds it was shown (None: not recorded), and what of IN_VIEW was visible."""

Stop = tuple[Mapping[str, Any], str]
"""A queue, as the JSON values it was asked for with, and the id of the example somebody is at in it."""


def keep(session: OpenProject, reviewer: str, showings: Sequence[Showing], place: Stop | None) -> None:
    """Count showings and remember a place, whole or not at all; nothing where the project can only be read.

    Durable when this returns. Raises ValueError for what is no time or can't be in view, LabelerError for an unknown
    example or a disk that fails.
    """
    if session.read_only is not None or not (showings or place):
        return
    at, install = now(), session.install
    visits = [(_known(session, id_), _visit(seconds, seen, at)) for id_, seconds, seen in showings]
    bookmark = None if place is None else Bookmark(place[0], _known(session, place[1]), at)
    counted = session.visits  # read before the file has these too
    with transaction(session.connection) as connection:
        for example_id, visit in visits:
            add_visit(connection, install=install, reviewer=reviewer, example_id=example_id, visit=visit)
        if bookmark is not None:
            put_bookmark(connection, bookmark, install=install, reviewer=reviewer)
    for example_id, visit in visits:
        counted.add(reviewer, example_id, visit)


def _visit(seconds: float | None, seen: Sequence[str], at: str) -> Visit:
    if seconds is not None and not 0 <= seconds < math.inf:
        raise ValueError(f"{seconds} seconds is no time")
    if not set(seen) <= set(IN_VIEW):
        raise ValueError(f"{sorted({*seen} - {*IN_VIEW})} can't be in view")
    return Visit(1, None if seconds is None else round(float(seconds), 3), at, tuple(sorted(set(seen))))


def _known(session: OpenProject, example_id: str) -> str:
    """Raises LabelerError for an id that isn't in the project."""
    session.ordinal(example_id)
    return example_id
