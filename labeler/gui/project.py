"""The open project as the window sees it: a session, a reviewer, and one signal when anything changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar, Unpack

from PySide6.QtCore import QObject, Signal

from labeler.core.decisions import Decision
from labeler.session.bulk import Bulk, SaidOfAll
from labeler.session.diagnosis import Told
from labeler.session.keeping import Showing, Stop
from labeler.session.relocation import Relocated
from labeler.session.results import Applied, Changes, Info, Recorded
from labeler.session.revert import Reverted
from labeler.session.session import Session
from labeler.session.views import View


class Changing(Protocol):
    """A result that tells what was touched."""

    @property
    def changes(self) -> Changes: ...


C = TypeVar("C", bound=Changing)


class Project(QObject):
    """Every change goes through here; ``changed`` carries what it touched, once, after it is on disk.

    What nothing shown depends on is kept without a word: that an example was shown, and the name of a view.
    """

    changed = Signal(object)

    def __init__(self, session: Session, reviewer: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.reviewer = reviewer

    def mine(self, ordinal: int) -> Decision | None:
        """What the present reviewer said of an example."""
        return self.session.review.decisions(ordinal).get(self.reviewer)

    def record(self, ordinal: int, decision: Decision, *, adjudicates: bool = False) -> None:
        """Record a decision of the present reviewer, or one that stands for all; raises LabelerError."""
        record = self.session.record_adjudication if adjudicates else self.session.record
        changes = record(
            self.session.examples.ids[ordinal],
            decision.verdict,  # type: ignore[arg-type]
            label=decision.label,
            categories=decision.categories,
            considered=decision.considered,
            comment=decision.comment,
            reason=decision.reason,
            reviewer=self.reviewer,
            seen=decision.seen,
        )
        self._tell(changes)

    def bulk(self, example_ids: Sequence[str], verdict: str | None, **said: Unpack[SaidOfAll]) -> Bulk:
        """The same said of many examples by the present reviewer, to be recorded by ``record_all``."""
        said["reviewer"] = self.reviewer
        return self.session.bulk(example_ids, verdict, **said)

    def record_all(self, bulk: Bulk) -> None:
        """Record it as one action; raises LabelerError."""
        self._tell(bulk.record())

    def change(self, act: Callable[..., C], *about: str) -> C:
        """Call a verb of the session as the present reviewer and tell what it changed; raises LabelerError."""
        result = act(*about, reviewer=self.reviewer)
        self._tell(result.changes)
        return result

    def undo(self) -> tuple[str, ...]:
        """Take the reviewer's last action back; the examples it touched. Raises LabelerError if there is none."""
        turned = self.session.undo(reviewer=self.reviewer)
        self._tell(turned.changes)
        return turned.changes.examples

    def redo(self) -> tuple[str, ...]:
        """Bring back what undo took last."""
        turned = self.session.redo(reviewer=self.reviewer)
        self._tell(turned.changes)
        return turned.changes.examples

    def relocate(self, folder: Path) -> Relocated:
        """Look for the media in another folder from now on; raises LabelerError where none are there."""
        relocated = self.session.relocate(folder)
        self._tell(Changes(kinds=frozenset({"media"})))
        return relocated

    def apply(self, *, override_parity: str | None = None) -> Applied:
        """Make the working labels of dev and test the next version. Raises LabelerError where parity forbids it."""
        applied = self.session.apply(override_parity=override_parity, by=self.reviewer)
        self._tell(applied.changes)
        return applied

    def revert(self, number: int) -> Reverted:
        """Make the labels of an earlier version, or of 0 (given), the next version. Raises LabelerError."""
        reverted = self.session.revert(number, by=self.reviewer)
        self._tell(reverted.changes)
        return reverted

    def decide(self, path: Path) -> Recorded:
        """Record a table of decisions as one action. Raises LabelerError with every bad row."""
        recorded = self.session.decide(path, reviewer=self.reviewer)
        self._tell(recorded.changes)
        return recorded

    def add_predictions(self, files: Sequence[tuple[str, Path]]) -> Info:
        """Add (model, table) pairs, all or none."""
        info = self.session.add_predictions(*files)
        self._tell(Changes(kinds=frozenset({"models"})))
        return info

    def keep(self, showings: Sequence[Showing], place: Stop | None = None) -> None:
        """Which examples the reviewer was shown and for how long, and where they are; raises LabelerError."""
        self.session.keep(self.reviewer, showings, place)

    def save_view(self, name: str, view: View) -> None:
        """In place of another view of that name; raises LabelerError."""
        self.session.save_view(name, view)

    def remove_view(self, name: str) -> None:
        """Raises LabelerError."""
        self.session.remove_view(name)

    def keep_typed_errors(self, told: Told) -> None:
        """Let the errors that were typed for the diagnosis stand; raises LabelerError."""
        self._tell(self.session.keep_typed_errors(**told))

    def go_by(self, *, metric: str, bounds: Sequence[str]) -> None:
        """Select models by this metric within these bounds from now on; raises LabelerError for what isn't one."""
        self.session.criteria(metric=metric, bound=bounds)
        self._tell(Changes(kinds=frozenset({"criteria"})))

    def close(self) -> None:
        self.session.close()

    def _tell(self, changes: Changes) -> None:
        if changes.examples or changes.kinds - {"decisions"}:
            self.changed.emit(changes)
