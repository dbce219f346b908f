"""Applying corrections to dev and test as one version, and taking versions out as files (METHOD 4, DESIGN 4)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from labeler.core.decisions import Decision, Status
from labeler.core.log import Fold
from labeler.core.working import Labels
from labeler.errors import LabelerError, Problem
from labeler.formats import export as files
from labeler.formats.aside import folder_written_aside
from labeler.session import figures
from labeler.session.installation import now
from labeler.session.open_project import OpenProject
from labeler.session.results import Applied, Changes, Exported, Version, Versions
from labeler.session.review import Review
from labeler.store.transactions import transaction
from labeler.store.versions import VersionRecord, read_version, read_versions, write_version


def versions(session: OpenProject) -> Versions:
    records = read_versions(session.connection)
    return Versions(
        tuple(Version(r.number, r.at, r.by, r.corrected, r.excluded, r.override, r.reverts_to) for r in records)
    )


def latest(session: OpenProject) -> int:
    """Number of the latest applied version, 0 for none."""
    row = session.connection.execute("SELECT coalesce(max(number), 0) FROM versions").fetchone()
    return int(row[0])


def labels_of(session: OpenProject, version: int | str) -> Labels:
    """The labels of "working", of 0 (given) or of an applied version; raises LabelerError for any other."""
    if version == "working":
        return session.review.labels
    if version == 0:
        return Labels.given(session.examples)
    known = [record.number for record in read_versions(session.connection)]
    if version not in known:
        listed = ", ".join(map(str, [0, *known]))
        raise LabelerError(f"there is no version {version}; choose one of {listed}, or 'working'")
    status, truth = read_version(session.columns, int(version), labels=len(session.examples.vocabulary))
    return Labels(status, truth)


def apply(session: OpenProject, *, override_parity: str | None, by: str) -> Applied:
    """Make the working labels of dev and test the next version, in one transaction.

    Raises LabelerError with what is missing where parity forbids it and no reason to override is given.
    """
    session.require_writable()
    labels, parity = session.review.labels, figures.parity(session)
    number = latest(session)
    counts = labels.count(Status.CORRECTED), labels.count(Status.EXCLUDED), labels.count(Status.CONFLICT)
    if labels.same_as(labels_of(session, number)):
        return Applied(False, number, *counts, parity)
    if parity.blocking and not override_parity:
        problems = [Problem("parity", None, None, text.rstrip("."), "review some of them") for text in parity.blocking]
        raise LabelerError(
            "nothing was applied: dev and test were not reviewed alike; review what is missing, "
            "or give a reason with --override-parity",
            problems,
        )
    override = override_parity if parity.blocking else None
    record = VersionRecord(number + 1, now(), by, *counts, override, session.log().size(), parity.to_dict())
    with transaction(session.connection):
        write_version(session.connection, record, status=labels.status, truth=labels.truth)
    return Applied(True, number + 1, *counts, parity, Changes((), frozenset({"versions"})))


def export(
    session: OpenProject,
    folder: Path,
    *,
    format: str = "csv",  # noqa: A002 - the option's name
    changes_only: bool = False,
    in_place_of: Path | None = None,
    version: int | None = None,
) -> Exported:
    """Write the corrected splits of an applied version into an absent or empty folder, all of it or nothing."""
    if format != "csv":
        raise LabelerError(f"{format!r} can't be exported by this version yet; use --format csv")
    number = latest(session) if version is None else version
    if number == 0:
        raise LabelerError("no version has been applied yet; apply the corrections first: labeler apply PROJECT")
    record = next((r for r in read_versions(session.connection) if r.number == number), None)
    table = _table(session, number)
    assert record is not None
    with folder_written_aside(folder) as aside:
        written = [files.write_changes(table, aside, _decisions(session, record))]
        if not changes_only:
            written += files.write_corrected(table, aside)
        if in_place_of is not None:
            if (aside / in_place_of.name).exists() or in_place_of.name == files.MANIFEST:
                raise LabelerError(f"{in_place_of.name} is the name of a file of the export; rename the table first")
            files.write_in_place_of(table, in_place_of, aside / in_place_of.name)
            written.append(in_place_of.name)
        written.append(files.write_manifest(aside, written, _facts(session, record, table.labels)))
    return Exported(str(folder), number, tuple(written))


def _table(session: OpenProject, number: int) -> files.LabeledTable:
    examples, roles = session.examples, session.settings.get("roles")
    return files.LabeledTable(
        examples=examples,
        columns=examples.extras,
        id_column=roles.get("example_id") or roles["file"],
        label_column=roles.get("label"),
        label_columns=session.settings.get("label_columns", {}),
        reference_columns=session.settings.get("reference_columns", []),
        split_names=list(session.columns.text("split_name")),
        split_columns=session.settings.get("split_columns"),
        labels=labels_of(session, number),
        version=number,
    )


def _decisions(session: OpenProject, record: VersionRecord) -> Mapping[int, list[Decision]]:
    """What stood on every example when the version was applied."""
    review = Review(session.examples, Fold.of(session.log().events(first=record.events)).standing.values())
    return {ordinal: list(review.counting(ordinal)) for ordinal in review.ordinals()}


def _facts(session: OpenProject, record: VersionRecord, labels: Labels) -> dict[str, Any]:
    examples = session.examples
    return {
        "project": session.path.name,
        "task": examples.task.name,
        "version": record.number,
        "applied_at": record.at,
        "applied_by": record.by,
        "examples": examples.split_sizes,
        "counts": {status.name.lower(): labels.count(status) for status in Status},
        "fingerprint": session.settings.get("fingerprint"),
        "parity": record.parity,
        "override": record.override,
        "reverts_to": record.reverts_to,
    }
