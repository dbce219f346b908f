"""What the panel shows of one example: its label, what was said of it, and, after the verdict, what models say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from labeler.core.categories import Category
from labeler.core.decisions import Decision, Status, Verdict
from labeler.core.splits import SPLITS
from labeler.core.tasks.transcript import Transcript
from labeler.core.word_diff import word_diff
from labeler.gui.pages.review.desk import Desk
from labeler.gui.pages.review.panel import Shown
from labeler.gui.saying import spoken
from labeler.gui.widgets.category_list import CategoryRow
from labeler.gui.widgets.prediction_list import PredictionRow
from labeler.session.session import Session

FEW = 200


def shown(desk: Desk) -> Shown:
    """Of the example in view; raises AssertionError in an empty queue."""
    project, ordinal, decision = desk.project, desk.current, desk.standing
    assert ordinal is not None
    session = project.session
    examples, task = session.examples, session.examples.task
    names = {category.key: category.name for category in session.categories}
    return Shown(
        given=None if desk.blind else spoken(task.given(examples.given, ordinal, examples.vocabulary), task.name),
        decision=decision,
        corrected=spoken((decision and decision.label) or "", task.name),
        earlier=_earlier(desk, task.name) if desk.revealed else "",
        looked_at=not desk.revealed and session.was_shown(ordinal, project.reviewer),
        others=_others(desk) if desk.others_in_view else (),
        conflict=session.review.resolution(ordinal).status is Status.CONFLICT,
        predictions=list(_predictions(desk)) if desk.predictions_in_view else None,
        models=len(session.predictions),
        categories=[_row(session, category) for category in session.categories],
        ticked=[names[key] for key in (decision and decision.categories) or () if key in names],
        collects=desk.choice.categories,
        adjudicates=desk.adjudicates,
        writable=session.read_only is None,
    )


def given_labels(desk: Desk) -> list[str]:
    """Those of the first few of a queue, as they are spoken."""
    examples = desk.project.session.examples
    task, vocabulary = examples.task, examples.vocabulary
    return [spoken(task.given(examples.given, ordinal, vocabulary), task.name) for ordinal in desk.ordinals[:FEW]]


def _row(session: Session, category: Category) -> CategoryRow:
    return CategoryRow(category.name, session.review.category_count(category.key), category.description)


def _predictions(desk: Desk) -> Iterator[PredictionRow]:
    """Looked at for this example alone: a column of all would take a while in a project of a million.

    They agree or not with the label that stands by what this reviewer said; while it is hidden that isn't told.
    """
    session, ordinal = desk.project.session, desk.current
    assert ordinal is not None
    examples, task, here = session.examples, session.examples.task, np.array([ordinal])
    truth, stands = examples.given.taken(here), task.given(examples.given, ordinal, examples.vocabulary)
    if desk.mine is not None and desk.mine.label is not None:
        stands = desk.mine.label
        truth = task.corrected(truth, {0: stands}, examples.vocabulary)
    for prediction in session.predictions:
        label = task.predicted(prediction, ordinal, examples.vocabulary)
        agrees = None if desk.blind else label is not None and not task.wrong(prediction.taken(here), truth)[0]
        text = "–" if label is None else spoken(label, task.name)
        pieces, items = None, tuple[str, ...]()
        if label is not None and isinstance(task, Transcript):
            pieces = word_diff(stands, label, normalization=task.normalization)
        elif label is not None and task.name == "multilabel":
            items = tuple(spoken(label, task.name).split(", "))
        yield PredictionRow(prediction.model, text, prediction.probability(ordinal), agrees, pieces, items)


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


def _others(desk: Desk) -> tuple[str, ...]:
    """The verdicts of the other reviewers, and to settle a conflict their comments too: "r1 dog", "r2 unsure (dark)".

    Where the given label is hidden, one who called it right is said to have named it.
    """
    assert desk.current is not None
    session = desk.project.session
    examples, task = session.examples, session.examples.task
    given = task.given(examples.given, desk.current, examples.vocabulary) if desk.blind else None
    own = "" if desk.adjudicates else desk.project.reviewer
    said = [
        (name, decision)
        for name, decision in session.review.decisions(desk.current).items()
        if name != own and decision.verdict
    ]
    return tuple(
        f"{name} {_in_short(decision, task.name, given=given)}"
        + (f" ({decision.comment})" if desk.adjudicates and decision.comment else "")
        for name, decision in said
    )


def _in_short(decision: Decision, task: str, *, given: str | None = None) -> str:
    if decision.label is not None:
        return spoken(decision.label, task)
    if decision.verdict is Verdict.CORRECT:
        return "right" if given is None else spoken(given, task)
    return str(decision.verdict)


def facts(desk: Desk) -> str:
    """Split and metadata: "dev · speaker theo". Blind the split alone, for a column may tell the label."""
    session, ordinal = desk.project.session, desk.current
    assert ordinal is not None
    examples = session.examples
    told = [SPLITS[examples.splits[ordinal]]]
    if not desk.blind:
        cells = ((name, examples.extras[name][ordinal]) for name in desk.metadata)
        told += [f"{name} {cell}" for name, cell in cells if cell.strip()]
    return " · ".join(told)
