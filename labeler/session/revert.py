"""Going back to an earlier version of the labels, by one more version: nothing is taken away (METHOD 4)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from labeler.core.working import Labels
from labeler.session import figures, releases
from labeler.session.installation import now
from labeler.session.open_project import OpenProject
from labeler.session.results import NOTHING, Changes, frame
from labeler.store.transactions import transaction
from labeler.store.versions import VersionRecord, read_versions, write_version

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Reverted:
    """What ``revert`` did; nothing was created where the latest version has those labels already.

    ``pending``: the working labels differ from them, so that ``apply`` would make those a version again.
    """

    created: bool
    version: int
    reverts_to: int
    corrected: int
    excluded: int
    pending: bool
    changes: Changes = field(default=NOTHING, compare=False)

    def to_dict(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "changes"}

    def to_frame(self) -> pd.DataFrame:
        return frame([self.to_dict()])


def revert(session: OpenProject, number: int, *, by: str) -> Reverted:
    """Make the labels of an earlier version, or of 0 (given), the next version; decisions stand.

    Raises LabelerError for a version that there isn't.
    """
    session.require_writable()
    labels = releases.labels_of(session, number)
    latest = releases.latest(session)
    record = _record(session, number)
    pending = not labels.same_as(session.review.labels)
    if labels.same_as(releases.labels_of(session, latest)):
        return Reverted(False, latest, number, record.corrected, record.excluded, pending)
    made = replace(record, number=latest + 1, at=now(), by=by, reverts_to=number)
    with transaction(session.connection):
        write_version(session.connection, made, status=labels.status, truth=labels.truth)
    changes = Changes((), frozenset({"versions"}))
    return Reverted(True, made.number, number, made.corrected, made.excluded, pending, changes)


def _record(session: OpenProject, number: int) -> VersionRecord:
    """What is known of the version: the decisions that stood then, parity then, and why it was overridden."""
    if number:
        return next(record for record in read_versions(session.connection) if record.number == number)
    parity = figures.parity_of(session, Labels.given(session.examples), {})
    return VersionRecord(0, "", "", 0, 0, 0, None, 0, parity.to_dict())
