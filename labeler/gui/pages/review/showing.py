"""What the panel shows of one example: its label, what was said of it, and, after the verdict, what models say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from labeler.core.decisions import Decision, Status, Verdict
from labeler.core.tasks.transcript import Transcript
from labeler.core.word_diff import word_diff
from labeler.gui.pages.review.desk import Desk
from labeler.gui.pages.review.panel import Shown
from labeler.gui.pages.review.saying import spoken
from labeler.gui.widgets.category_list import CategoryRow
from labeler.gui.widgets.prediction_list import PredictionRow
from labeler.session.session import Session

FEW = 200


def shown(desk: Desk) -> Shown:
    """Of the example in view; raises AssertionError in an empty queue."""
    project, ordinal, decision = desk.project, desk.current, desk.mine
    assert ordinal is not None
    session = project.session
    examples, task = session.examples, session.examples.task
    names = {category.key: category for category in session.categories}
    others_in_view = desk.revealed or desk.adjudicates
    own = "" if desk.adjudicates else project.reviewer
    return Shown(
        given=None if desk.blind else spoken(task.given(examples.given, ordinal, examples.vocabulary), task.name),
        decision=decision,
        corrected=spoken((decision and decision.label) or "", task.name),
        earlier=_earlier(desk, task.name) if desk.revealed else "",
        looked_at=not desk.revealed and session.was_shown(ordinal, project.reviewer),
        others=_others(session.review.decisions(ordinal), own, task.name) if others_in_view else "",
        conflict=session.review.resolution(ordinal).status is Status.CONFLICT,
        predictions=list(_predictions(desk)) if desk.predictions_in_view else None,
        models=len(session.predictions),
        categories=[_row(session, key) for key in names],
        ticked=[names[key].name for key in (decision and decision.categories) or () if key in names],
        collects=desk.choice.categories,
        adjudicates=desk.adjudicates,
        writable=session.read_only is None,
    )


def given_labels(desk: Desk) -> list[str]:
    """Those of the first few of a queue, as they are spoken."""
    examples = desk.project.session.examples
    task, vocabulary = examples.task, examples.vocabulary
    return [spoken(task.given(examples.given, ordinal, vocabulary), task.name) for ordinal in desk.ordinals[:FEW]]


def _row(session: Session, key: str) -> CategoryRow:
    category = session.known_categories.standing_for(key)
    return CategoryRow(category.name, session.review.category_count(key), category.description)


def _predictions(desk: Desk) -> Iterator[PredictionRow]:
    """Looked at for this example alone: a column of all would take a while in a project of a million."""
    session, ordinal = desk.project.session, desk.current
    assert ordinal is not None
    examples, task, here = session.examples, session.examples.task, np.array([ordinal])
    given = examples.given.taken(here)
    stands = (desk.mine and desk.mine.label) or task.given(examples.given, ordinal, examples.vocabulary)
    for prediction in session.predictions:
        label = task.predicted(prediction, ordinal, examples.vocabulary)
        right = label is not None and not task.wrong(prediction.taken(here), given)[0]
        text = "–" if label is None else spoken(label, task.name)
        pieces, items = None, tuple[str, ...]()
        if label is not None and isinstance(task, Transcript):
            pieces = word_diff(stands, label, normalization=task.normalization)
        elif label is not None and task.name == "multilabel":
            items = tuple(spoken(label, task.name).split(", "))
        yield PredictionRow(prediction.model, text, prediction.probability(ordinal), right, pieces, items)


def _earlier(desk: Desk, task: str) -> str:
    """What this reviewer said first, where the verdict that stands is another."""
    assert desk.current is not None
    assert desk.mine is not None
    session = desk.project.session
    history = session.history(session.examples.ids[desk.current])
    said = [
        Decision.from_payload(event.payload, reviewer=event.reviewer, at=event.at)
        for event in history
        if event.voice == desk.project.reviewer and event.payload.get("verdict")
    ]
    if not said or (said[0].verdict, said[0].label) == (desk.mine.verdict, desk.mine.label):
        return ""
    return _in_short(said[0], task)


def _others(decisions: Mapping[str, Decision], own: str, task: str) -> str:
    """The verdicts of other reviewers: "r1 dog, r2 unsure"."""
    said = {name: decision for name, decision in decisions.items() if name != own and decision.verdict}
    return ", ".join(f"{name} {_in_short(decision, task)}" for name, decision in said.items())


def _in_short(decision: Decision, task: str) -> str:
    if decision.label is not None:
        return spoken(decision.label, task)
    return "right" if decision.verdict is Verdict.CORRECT else str(decision.verdict)
