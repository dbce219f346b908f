"""What the panel shows of one example: its label, what was said of it, and, after the verdict, what models say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from labeler.core.decisions import Decision, Status, Verdict
from labeler.gui.pages.review.panel import Shown
from labeler.gui.pages.review.saying import spoken
from labeler.gui.project import Project
from labeler.gui.widgets.category_list import CategoryRow
from labeler.gui.widgets.prediction_list import PredictionRow
from labeler.session.session import Session


def shown(project: Project, ordinal: int, *, decision: Decision | None, collects: bool) -> Shown:
    """``decision`` is the reviewer's own; before its verdict no prediction is shown. ``collects``: categories too."""
    session = project.session
    examples, task = session.examples, session.examples.task
    names = {category.key: category.name for category in session.categories}
    ticked = (decision and decision.categories) or ()
    revealed = decision is not None and decision.verdict is not None
    return Shown(
        given=spoken(task.given(examples.given, ordinal, examples.vocabulary), task.name),
        decision=decision,
        corrected=spoken((decision and decision.label) or "", task.name),
        others=_others(session.review.decisions(ordinal), project.reviewer, task.name),
        conflict=session.review.resolution(ordinal).status is Status.CONFLICT,
        predictions=list(_predictions(session, ordinal)) if revealed else None,
        models=len(session.predictions),
        categories=[CategoryRow(name, session.review.category_count(key)) for key, name in names.items()],
        ticked=[names[key] for key in ticked if key in names],
        collects=collects,
        writable=session.read_only is None,
    )


def _predictions(session: Session, ordinal: int) -> Iterator[PredictionRow]:
    """Looked at for this example alone: a column of all would take a while in a project of a million."""
    examples, task, here = session.examples, session.examples.task, np.array([ordinal])
    given = examples.given.taken(here)
    for prediction in session.predictions:
        label = task.predicted(prediction, ordinal, examples.vocabulary)
        right = label is not None and not task.wrong(prediction.taken(here), given)[0]
        text = "–" if label is None else spoken(label, task.name)
        yield PredictionRow(prediction.model, text, prediction.probability(ordinal), right)


def _others(decisions: Mapping[str, Decision], reviewer: str, task: str) -> str:
    """The verdicts of other reviewers: "r1 dog, r2 unsure"."""
    said = {name: decision for name, decision in decisions.items() if name != reviewer and decision.verdict}
    return ", ".join(f"{name} {_in_short(decision, task)}" for name, decision in said.items())


def _in_short(decision: Decision, task: str) -> str:
    if decision.label is not None:
        return spoken(decision.label, task)
    return "right" if decision.verdict is Verdict.CORRECT else str(decision.verdict)
