"""An open project: its verbs are the command line's, its figures are the core's (DESIGN 5)."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from labeler.core.bootstrap import Progress
from labeler.core.dataset import Examples
from labeler.core.decisions import Decision, Resolution, Verdict
from labeler.core.log import ActionState, Event
from labeler.core.predictions import Prediction
from labeler.errors import LabelerError
from labeler.formats.decisions import is_one_line
from labeler.session import figures, queue_kinds, queues, recording, releases, setup
from labeler.session.installation import default_reviewer, install_id, now
from labeler.session.media import Media
from labeler.session.results import (
    Applied,
    Changes,
    Exported,
    Info,
    ParityFigures,
    Queue,
    Ranking,
    Recorded,
    Turned,
    Verified,
    Versions,
)
from labeler.session.review import Review
from labeler.store import lock
from labeler.store.columns import Columns
from labeler.store.event_log import EventLog
from labeler.store.examples import fingerprint, read_examples, read_predictions
from labeler.store.integrity import column_problems
from labeler.store.project_file import connect, integrity_problems, project_path, upgrade
from labeler.store.settings import Settings

PathLike = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Category:
    """An error category: ``key`` never changes, ``name`` may."""

    key: str
    name: str


class Session:
    """One open project, of one thread. Read-only where another process writes to it, or the file can't be written.

    ``read_only`` says why, in words, or is None; ``held_elsewhere`` tells where the process is that writes, if one
    does. Whether a process on another host still runs can't be known: ``take_over`` writes in its place. Use as a
    context manager, or ``close()`` it.
    """

    def __init__(self, path: PathLike, *, read_only: bool = False, take_over: bool = False) -> None:
        self.path = project_path(path)
        if not self.path.exists() and Path(path).exists():
            self.path = Path(path)
        self.read_only: str | None = "it was opened for reading only" if read_only else None
        self.held_elsewhere: Literal["", "here", "other host"] = ""
        self._me = lock.Holder.this(now())
        self.connection = self._connect(take_over=take_over)
        self.settings = Settings(self.connection)
        self.columns = Columns(self.connection)
        self.install = install_id()

    def _connect(self, *, take_over: bool) -> sqlite3.Connection:
        if self.read_only is None and not _writable(self.path):
            self.read_only = "the project file can't be written to; check the permissions of the file and its folder"
        if self.read_only is not None:
            return connect(self.path, read_only=True)
        try:
            holder, connection = self._connect_writing(take_over=take_over)
        except LabelerError as error:  # a full or failing disk: what is there may still be read
            reading = connect(self.path, read_only=True)
            self.read_only = error.message
            return reading
        if holder is None:
            return connection
        connection.close()
        self.held_elsewhere = "here" if holder.here else "other host"
        remedy = "" if holder.here else ", or take it over in the window if nobody writes there any more"
        self.read_only = f"it is open elsewhere ({holder}); close it there to write here{remedy}"
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
        return Review(self.examples, self.log().standing())

    @cached_property
    def media(self) -> Media:
        root = Path(self.settings.get("media_root", "."))
        column = self.settings.get("roles", {}).get("file")
        return Media(self.path.resolve().parent / root, self.examples.extras[column] if column else None)

    @cached_property
    def categories(self) -> tuple[Category, ...]:
        """The error categories, in the order they were made."""
        return tuple(Category(event.payload["key"], event.payload["name"]) for event in self.log().categories())

    def forget_categories(self) -> None:
        self.__dict__.pop("categories", None)

    def log(self) -> EventLog:
        return EventLog(self.connection, self.install)

    def model(self, name: str | None = None) -> Prediction:
        """The model of that name, or the selected one; raises LabelerError where there is none."""
        return figures.model(self, name)

    # Verbs

    def info(self) -> Info:
        examples = self.examples
        return Info(
            project=str(self.path),
            task=examples.task.name,
            examples=examples.split_sizes,
            models=[prediction.model for prediction in self.predictions],
            labels=list(examples.vocabulary.names),
            decisions=self.log().standing_count(),
            label_version=releases.latest(self),
            seed=examples.seed,
            warnings=list(self.settings.get("warnings", [])),
        )

    def add_predictions(self, *files: tuple[str, PathLike], skip_bad_rows: bool = False) -> Info:
        """Add (model, file) pairs, all or none; a model that is there already gets a new revision."""
        self.require_writable()
        pairs = [(model, Path(path)) for model, path in files]
        setup.add_predictions(self.connection, self.examples, pairs, skip_bad_rows=skip_bad_rows)
        for name in ("predictions", "examples", "review"):
            self.__dict__.pop(name, None)
        return self.info()

    def queue(
        self,
        name: str,
        *,
        model: str | None = None,
        split: Sequence[str] = (),
        size: int | None = 100,
        reviewer: str | None = None,
    ) -> Queue:
        """Examples to review in ticket order, ``size`` a split; decided ones are included (METHOD 7).

        Covers dev and test; raises LabelerError for a split asked for of which the model predicts nothing.
        """
        plan = self.queue_plan(name, model=model, split=split, size=size, reviewer=reviewer)
        return queues.listed(plan, self.examples, self.review, self.media)

    def queue_plan(
        self,
        name: str,
        *,
        model: str | None = None,
        split: Sequence[str] = (),
        size: int | None = 100,
        reviewer: str | None = None,
    ) -> queues.Plan:
        """The same queue as ordinals, for a window that shows one example at a time."""
        covered = figures.splits_to_cover(self, split, pooled=False)
        asked = queues.Asked(covered, named_splits=bool(split), model=model, size=size, reviewer=reviewer)
        return queue_kinds.plan(self, name, asked)

    def record(
        self,
        example_id: str,
        verdict: Verdict | str | None,
        *,
        label: str | None = None,
        categories: Sequence[str] | None = None,
        comment: str = "",
        reason: str = "",
        reviewer: str | None = None,
        seen: Sequence[str] = (),
    ) -> Changes:
        """Record one decision, durable when this returns. ``categories`` by name; unknown ones are made."""
        self.require_writable()
        decision = Decision(
            verdict=_verdict(verdict),
            reviewer=_reviewer(reviewer),
            at=now(),
            label=label,
            categories=None if categories is None else tuple(filter(None, map(str.strip, categories))),
            comment=comment,
            reason=reason,
            seen=tuple(seen),
        )
        return recording.record(self, example_id, decision)

    def decide(self, path: PathLike, *, reviewer: str | None = None, skip_bad_rows: bool = False) -> Recorded:
        """Record a table of decisions as one action."""
        self.require_writable()
        return recording.decide(self, Path(path), reviewer=_reviewer(reviewer), skip_bad_rows=skip_bad_rows)

    def undo(self, *, reviewer: str | None = None) -> Turned:
        """Take back the last action of a reviewer here; of whoever acted last, if none is named."""
        self.require_writable()
        return recording.turn(self, back=True, reviewer=reviewer)

    def redo(self, *, reviewer: str | None = None) -> Turned:
        """Bring back what undo took last."""
        self.require_writable()
        return recording.turn(self, back=False, reviewer=reviewer)

    def can_undo(self, reviewer: str) -> bool:
        return self.log().has(reviewer, ActionState.DONE)

    def can_redo(self, reviewer: str) -> bool:
        return self.log().has(reviewer, ActionState.UNDONE)

    def decisions(self, example_id: str) -> Mapping[str, Decision]:
        """The standing decision of each reviewer on one example; categories by key."""
        return self.review.decisions(self.ordinal(example_id))

    def resolution(self, example_id: str) -> Resolution:
        return self.review.resolution(self.ordinal(example_id))

    def history(self, example_id: str) -> list[Event]:
        """Every decision ever recorded on one example, also those taken back."""
        return self.log().history(example_id)

    def ordinal(self, example_id: str) -> int:
        """Raises LabelerError for an id that isn't in the project."""
        ordinal = self.examples.ordinal(example_id)
        if ordinal is None:
            raise LabelerError(f"{example_id!r} is not an example of this project")
        return ordinal

    def rank(
        self,
        *,
        metric: str = "error",
        split: Sequence[str] = (),
        bound: Sequence[str] = (),
        version: int | str = "working",
        before: int = 0,
        resamples: int = 10_000,
        progress: Progress | None = None,
    ) -> Ranking:
        """Values and ranks before and after relabeling (METHOD 5); ``before`` is the command line's ``--from``.

        ``resamples`` 0 leaves the bootstrap out; ``progress`` hears how much of it is done.
        """
        return figures.rank(
            self,
            metric=metric,
            split=split,
            bounds=bound,
            version=version,
            before=before,
            resamples=resamples,
            progress=progress,
        )

    def parity(self) -> ParityFigures:
        """How alike dev and test were reviewed (METHOD 4)."""
        return figures.parity(self)

    def apply(self, *, override_parity: str | None = None, by: str | None = None) -> Applied:
        """Make the working labels of dev and test the next version."""
        return releases.apply(self, override_parity=override_parity, by=_reviewer(by))

    def versions(self) -> Versions:
        return releases.versions(self)

    def export(
        self,
        folder: PathLike,
        *,
        format: str = "csv",  # noqa: A002 - the option's name
        changes_only: bool = False,
        in_place_of: PathLike | None = None,
        version: int | None = None,
    ) -> Exported:
        """Write an applied version into an absent or empty folder (DESIGN 4, Export)."""
        original = None if in_place_of is None else Path(in_place_of)
        return releases.export(
            self, Path(folder), format=format, changes_only=changes_only, in_place_of=original, version=version
        )

    def verify(self) -> Verified:
        """Check the file page by page, every column against its hash, and what is kept beside the log against it."""
        problems = list(integrity_problems(self.connection))
        problems += self.columns.problems()
        if not problems:
            problems += column_problems(self.connection, self.columns)
        if not problems:
            problems += self.log().problems()
            problems += self._unknown_labels()
            if fingerprint(self.examples) != self.settings.get("fingerprint"):
                problems.append("ids or given labels are not those that were imported")
        return Verified(tuple(dict.fromkeys(problems)))

    def _unknown_labels(self) -> list[str]:
        """What keeps the standing decisions from becoming labels."""
        try:
            Review(self.examples, self.log().standing()).labels  # noqa: B018 - made when asked for
        except LabelerError as error:
            return [error.message]
        return []


def _reviewer(name: str | None) -> str:
    chosen = (name or "").strip() or default_reviewer()
    if not is_one_line(chosen):
        raise LabelerError(f"{chosen!r} is no reviewer's name; leave out tabs, line breaks and the like")
    return chosen


def _verdict(text: Verdict | str | None) -> Verdict | None:
    if text is None:
        return None
    try:
        return Verdict(text)
    except ValueError:
        raise LabelerError(f"{text!r} is not a verdict; use one of: {', '.join(Verdict)}") from None


def _writable(path: Path) -> bool:
    """Whether SQLite could write: the file, and its folder for the write-ahead log; a missing file is told later."""
    return not path.exists() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
