"""The file of an open project, who may write to it, and what it holds."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from labeler.core.categories import Categories, Category
from labeler.core.dataset import Examples
from labeler.core.predictions import Prediction
from labeler.core.visits import Visits
from labeler.errors import LabelerError
from labeler.session.installation import install_id, now
from labeler.session.media import Media
from labeler.session.review import Review
from labeler.store import lock
from labeler.store.columns import Columns
from labeler.store.event_log import EventLog
from labeler.store.examples import read_examples, read_predictions
from labeler.store.project_file import OlderLayoutError, connect, project_path, upgrade
from labeler.store.settings import Settings
from labeler.store.visits import summed_visits

PathLike = str | os.PathLike[str]


class OpenProject:
    """One open project, of one thread. Read-only where another process writes to it, or the file can't be written.

    ``read_only`` says why, in words, or is None; ``held_elsewhere`` tells where the process is that writes, if one
    does. Whether a process on another host still runs can't be known: ``take_over`` writes in its place. Use as a
    context manager, or ``close()`` it.
    """

    def __init__(
        self,
        path: PathLike,
        *,
        read_only: bool = False,
        take_over: bool = False,
        columns: Columns | None = None,
        review: Review | None = None,
    ) -> None:
        """``columns`` are those of another session on the file: what it has in memory isn't read again.

        So is its ``review_snapshot``: without it, every decision of the log is read anew.
        """
        self.path = project_path(path)
        if not self.path.exists() and Path(path).exists():
            self.path = Path(path)
        self.read_only: str | None = "it was opened for reading only" if read_only else None
        self.held_elsewhere: Literal["", "here", "other host"] = ""
        self._me = lock.Holder.this(now())
        self.connection = self._connect(take_over=take_over)
        self.settings = Settings(self.connection)
        self.columns = Columns(self.connection) if columns is None else columns.by(self.connection)
        self.install = install_id()
        if review is not None:
            self.__dict__["review"] = review

    def _connect(self, *, take_over: bool) -> sqlite3.Connection:
        if self.read_only is None and not _writable(self.path):
            self.read_only = "the project file can't be written to; check the permissions of the file and its folder"
        if self.read_only is not None:
            return self._connect_reading()
        try:
            holder, connection = self._connect_writing(take_over=take_over)
        except LabelerError as error:  # a full or failing disk: what is there may still be read
            reading = self._connect_reading()
            self.read_only = error.message
            return reading
        if holder is None:
            return connection
        connection.close()
        self.held_elsewhere = "here" if holder.here else "other host"
        remedy = "" if holder.here else ", or take it over in the window if nobody writes there any more"
        self.read_only = f"it is open elsewhere ({holder}); close it there to write here{remedy}"
        return self._connect_reading()

    def _connect_reading(self) -> sqlite3.Connection:
        """A project of an older layout is brought up to date first, where that can be done."""
        try:
            return connect(self.path, read_only=True)
        except OlderLayoutError:
            if not _writable(self.path):
                raise
        holder, connection = self._connect_writing(take_over=False)
        with closing(connection):
            if holder is not None:
                raise LabelerError(f"{self.path} has an older layout and is open elsewhere ({holder}); close it there")
            lock.release(connection, self._me)
        return connect(self.path, read_only=True)

    def _connect_writing(self, *, take_over: bool) -> tuple[lock.Holder | None, sqlite3.Connection]:
        """With the lock, and then of the present layout; else with the one who has it."""
        connection = connect(self.path, read_only=False)
        try:
            holder = lock.acquire(connection, self._me, take_over=take_over)
            if holder is None:
                self._upgrade(connection)
        except BaseException:
            connection.close()
            raise
        return holder, connection

    def _upgrade(self, connection: sqlite3.Connection) -> None:
        try:
            upgrade(connection, self.path)
        except BaseException:
            with suppress(LabelerError):
                lock.release(connection, self._me)
            raise

    def close(self) -> None:
        """Give the project back; calling it again does nothing."""
        try:
            if self.read_only is None:
                self.read_only = "it was closed"
                with suppress(LabelerError):  # on a full disk the lock stays behind, of a process that is gone
                    lock.release(self.connection, self._me)
        finally:
            self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def require_writable(self) -> None:
        """Raises LabelerError, with the reason, where nothing can be recorded."""
        if self.read_only is not None:
            raise LabelerError(f"{self.path.name} can only be read: {self.read_only}")

    # What the project holds

    @cached_property
    def examples(self) -> Examples:
        return read_examples(self.connection, self.columns)

    @cached_property
    def predictions(self) -> tuple[Prediction, ...]:
        """The latest revision of every model, in the order the models came."""
        return read_predictions(self.connection, self.columns)

    @cached_property
    def attributes(self) -> Mapping[tuple[str, str], float]:
        """Imported attributes by (model, name)."""
        rows = self.connection.execute("SELECT model, name, value FROM attributes")
        return {(model, name): value for model, name, value in rows}

    @cached_property
    def review(self) -> Review:
        return Review(self.examples, self.log().standing(), self.known_categories)

    def review_snapshot(self) -> Review | None:
        """The review as it stands, for a session of another thread; None as long as nobody has asked for it here."""
        review = self.__dict__.get("review")
        return None if review is None else review.snapshot()

    @cached_property
    def media(self) -> Media:
        root = Path(self.settings.get("media_root", "."))
        column = self.settings.get("roles", {}).get("file")
        return Media(self.path.resolve().parent / root, self.examples.extras[column] if column else None)

    @property
    def categories(self) -> tuple[Category, ...]:
        """The error categories, in their order; merged ones are left out."""
        return self.known_categories.standing

    @cached_property
    def known_categories(self) -> Categories:
        """All of them, also those merged into others."""
        return self.log().categories()

    def forget_categories(self) -> None:
        self.__dict__.pop("known_categories", None)

    @cached_property
    def visits(self) -> Visits:
        """Who looked at what, decided or not, kept current in memory."""
        return Visits(summed_visits(self.connection))

    def log(self) -> EventLog:
        return EventLog(self.connection, self.install)

    def ordinal(self, example_id: str) -> int:
        """Raises LabelerError for an id that isn't in the project."""
        ordinal = self.examples.ordinal(example_id)
        if ordinal is None:
            raise LabelerError(f"{example_id!r} is not an example of this project")
        return ordinal


def _writable(path: Path) -> bool:
    """Whether SQLite could write: the file, and its folder for the write-ahead log; a missing file is told later."""
    return not path.exists() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
