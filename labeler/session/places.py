"""Where a reviewer stopped in each queue, to go on exactly there (DESIGN 2.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from labeler.session.installation import now
from labeler.session.open_project import OpenProject
from labeler.store.bookmarks import Bookmark as Place
from labeler.store.bookmarks import bookmarks, put_bookmark

__all__ = ["Place", "keep_place", "places"]


def keep_place(session: OpenProject, reviewer: str, queue: Mapping[str, Any], example_id: str) -> None:
    """Remember the example a reviewer is at in a queue; nothing where the project can only be read.

    ``queue`` is what the queue was asked for with, as JSON values. Raises LabelerError for an unknown example.
    """
    if session.read_only is not None:
        return
    session.ordinal(example_id)
    put_bookmark(session.connection, Place(queue, example_id, now()), install=session.install, reviewer=reviewer)


def places(session: OpenProject, reviewer: str) -> list[Place]:
    """A reviewer's places, one a queue, the newest first."""
    return bookmarks(session.connection, reviewer)
