"""Where a reviewer stopped in each queue, to go on exactly there (DESIGN 2.3)."""

from __future__ import annotations

from labeler.session.open_project import OpenProject
from labeler.store.bookmarks import Bookmark as Place
from labeler.store.bookmarks import bookmarks

__all__ = ["Place", "places"]


def places(session: OpenProject, reviewer: str) -> list[Place]:
    """A reviewer's places, one a queue, the newest first."""
    return bookmarks(session.connection, reviewer)
