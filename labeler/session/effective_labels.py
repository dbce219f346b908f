"""What a decision makes of an example's label, whether it confirms or corrects it (METHOD 10)."""

from __future__ import annotations

from collections.abc import Hashable

from labeler.core.decisions import Decision, Verdict
from labeler.session.open_project import OpenProject

_EXCLUDED = ("excluded",)


def effective_label(session: OpenProject, ordinal: int, decision: Decision) -> Hashable | None:
    """Equal where two decisions say the same; excluded is a label of its own, None stands for unsure."""
    examples = session.examples
    match decision.verdict:
        case Verdict.INCORRECT:
            return "label", decision.label_key(examples.task)
        case Verdict.CORRECT:
            return "label", examples.task.key(examples.task.given(examples.given, ordinal, examples.vocabulary))
        case Verdict.EXCLUDED:
            return _EXCLUDED
        case _:
            return None
