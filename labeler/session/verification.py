"""Is the project file what was written? Looked at from its pages up to what it means."""

from __future__ import annotations

from labeler.errors import LabelerError
from labeler.session.open_project import OpenProject
from labeler.session.results import Verified
from labeler.session.review import Review
from labeler.store.examples import fingerprint
from labeler.store.integrity import column_problems
from labeler.store.project_file import integrity_problems


def verify(session: OpenProject) -> Verified:
    """What rests on something damaged isn't looked at: it would only be blamed for it."""
    problems = [*integrity_problems(session.connection), *session.columns.problems()]
    problems = problems or list(column_problems(session.connection, session.columns))
    return Verified(tuple(dict.fromkeys(problems or _in_meaning(session))))


def _in_meaning(session: OpenProject) -> list[str]:
    problems = [*session.log().problems(), *_unknown_labels(session)]
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
