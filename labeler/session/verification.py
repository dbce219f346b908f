"""Is the project file what was written? Looked at from its pages up to what it means."""

from __future__ import annotations

from labeler.errors import LabelerError
from labeler.session.open_project import OpenProject
from labeler.session.releases import labels_of
from labeler.session.results import Verified
from labeler.session.review import Review
from labeler.store.examples import fingerprint
from labeler.store.integrity import column_problems, people_problems
from labeler.store.project_file import integrity_problems
from labeler.store.versions import read_versions


def verify(session: OpenProject) -> Verified:
    """What rests on something damaged isn't looked at: it would only be blamed for it."""
    problems = [*integrity_problems(session.connection), *session.columns.problems()]
    problems = problems or list(column_problems(session.connection, session.columns))
    return Verified(tuple(dict.fromkeys(problems or _in_meaning(session))))


def _in_meaning(session: OpenProject) -> list[str]:
    examples = session.examples
    problems = [
        *session.log().problems(),
        *_unknown_labels(session),
        *people_problems(session.connection, lambda example_id: examples.ordinal(example_id) is not None),
        *_lost_guidelines(session),
        *_untrue_reverts(session),
    ]
    if fingerprint(session.examples) != session.settings.get("fingerprint"):
        problems.append("ids or given labels are not those that were imported")
    return problems


def _unknown_labels(session: OpenProject) -> list[str]:
    """What keeps the standing decisions from becoming labels."""
    try:
        Review(session.examples, session.log().standing()).labels  # noqa: B018 - made when asked for
    except LabelerError as error:
        return [error.message]
    return []


def _untrue_reverts(session: OpenProject) -> list[str]:
    """Versions that say they brought back an earlier one, and have other labels."""
    reverts = {one.number: one.reverts_to for one in read_versions(session.connection) if one.reverts_to is not None}
    return [
        f"version {number} is said to have the labels of version {to}, and hasn't"
        for number, to in reverts.items()
        if not (0 <= to < number and labels_of(session, number).same_as(labels_of(session, to)))
    ]


def _lost_guidelines(session: OpenProject) -> list[str]:
    """Definitions of classes, and reference examples, that the project doesn't have."""
    try:
        said = session.log().guidelines()
    except LabelerError:
        return []  # the log's own problems tell
    classes = session.examples.vocabulary.codes
    lost = [f"the class {name!r} is defined but isn't one of the labels" for name in said.definitions.keys() - classes]
    shown = dict.fromkeys(example_id for _, _, example_id in said.references)
    return sorted(lost) + [
        f"the guidelines show {example_id!r}, which is no example of this project"
        for example_id in shown
        if session.examples.ordinal(example_id) is None
    ]
