"""What undo and redo did, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from labeler.core.decisions import Status, Verdict
from labeler.gui.project import Project

_STANDS = {Verdict.CORRECT: "is right", Verdict.EXCLUDED: "is excluded", Verdict.UNSURE: "is unsure"}


def turned(project: Project, touched: Sequence[str], *, back: bool) -> str:
    """``touched`` are ids of examples; none where categories or guidelines changed."""
    verb = "Undone" if back else "Redone"
    if not touched:
        return f"{verb}: a change of categories or guidelines"
    if len(touched) > 1:
        return f"{verb}: {len(touched):,} examples"
    return f"{verb}: {touched[0]} {_stands(project, touched[0])}"


def _stands(project: Project, example_id: str) -> str:
    session = project.session
    if session.resolution(example_id).status is Status.CONFLICT:
        return "is in conflict"
    settled = session.review.adjudication(session.ordinal(example_id))
    decision = settled or session.decisions(example_id).get(project.reviewer)
    if decision is None or decision.verdict is None:
        return "has no verdict of yours" if session.review.decided(session.ordinal(example_id)) else "has no verdict"
    return _STANDS.get(decision.verdict, f"is wrong, it is {decision.label}")
