"""What an adjudicator says of a conflict, made a decision; no Qt."""

from __future__ import annotations

import numpy as np

from labeler.core.decisions import IN_VIEW, UNKNOWN_VIEW, Decision, Verdict
from labeler.core.tasks.transcript import Transcript
from labeler.core.word_diff import Piece, word_diff
from labeler.gui.project import Project
from labeler.gui.saying import spoken
from labeler.gui.widgets.label_editor import Offer
from labeler.gui.widgets.prediction_list import PredictionRow
from labeler.session.corrections import Conflict
from labeler.session.session import Session


def decision(
    project: Project, conflict: Conflict, verdict: Verdict, label: str | None = None, *, reason: str = "", shown: bool
) -> Decision:
    """An adjudication by the present reviewer; ``shown``: with predictions in view.

    Silent on categories: those of the reviewers stay.
    """
    seen = {"label", "others", *(["predictions"] if shown else []), *_seen_before(project, conflict.ordinal)}
    in_view = tuple(part for part in IN_VIEW if part in seen)
    return Decision(verdict, project.reviewer, "", label=label, reason=reason, seen=in_view)


def as_said(project: Project, conflict: Conflict, number: int, *, shown: bool) -> Decision | None:
    """What the reviewer of that number, counted from 1, says; None where there is none, or it decides nothing."""
    if not 1 <= number <= len(conflict.said):
        return None
    said = conflict.said[number - 1]
    if said.verdict is None or said.verdict is Verdict.UNSURE:
        return None
    return decision(project, conflict, said.verdict, said.label, reason=said.reason, shown=shown)


def offer(project: Project, conflict: Conflict, *, shown: bool) -> Offer:
    """What an editor of labels starts from: what reviewers said can be taken over, what models predict if shown."""
    examples = project.session.examples
    transcripts = examples.task.name == "transcript"
    labels = tuple(dict.fromkeys(said.label for said in conflict.said if said.label is not None))
    texts = [(said.reviewer, said.label) for said in conflict.said if said.label is not None]
    if transcripts and shown:
        texts += _heard(project.session, conflict.ordinal)
    return Offer(
        labels=() if transcripts else examples.vocabulary.names,
        given=conflict.given,
        standing=conflict.settled.label if conflict.settled is not None else None,
        recent=() if transcripts or examples.task.name == "multilabel" else labels,
        hypotheses=tuple(texts) if transcripts else (),
        example=f"{project.reviewer}\x1fconflict\x1f{conflict.example_id}",
        predictions_hidden=bool(project.session.predictions) and not shown,
        normalization=getattr(examples.task, "normalization", ()),
    )


def predictions(session: Session, conflict: Conflict) -> list[PredictionRow]:
    """What each model says of the example; whether it agrees is told once the conflict is settled."""
    examples, task, here = session.examples, session.examples.task, np.array([conflict.ordinal])
    truth, stands = examples.given.taken(here), conflict.given
    settled = conflict.settled
    if settled is not None and settled.label is not None:
        stands = settled.label
        truth = task.corrected(truth, {0: stands}, examples.vocabulary)
    rows = []
    for prediction in session.predictions:
        label = task.predicted(prediction, conflict.ordinal, examples.vocabulary)
        agrees = None
        if settled is not None and label is not None:
            agrees = not task.wrong(prediction.taken(here), truth)[0]
        text = "–" if label is None else spoken(label, task.name)
        items = tuple(text.split(", ")) if task.name == "multilabel" and label is not None else ()
        pieces = _pieces(session, stands, label)
        rows.append(
            PredictionRow(prediction.model, text, prediction.probability(conflict.ordinal), agrees, pieces, items)
        )
    return rows


def circumstances(said: Decision) -> str:
    """What was in view when it was said: "blind", "predictions in view"."""
    if UNKNOWN_VIEW in said.seen:
        return "what was in view isn't known"
    parts = ["blind: the given label was hidden"] if "label" not in said.seen else []
    parts += [words for name, words in _IN_VIEW.items() if name in said.seen]
    return ", ".join(parts)


def differences(session: Session, conflict: Conflict, said: Decision) -> tuple[Piece, ...] | None:
    """How a corrected transcript differs from the given one; None of other labels."""
    return _pieces(session, conflict.given, said.label)


_IN_VIEW = {"predictions": "predictions in view", "others": "others' verdicts in view"}


def _heard(session: Session, ordinal: int) -> list[tuple[str, str]]:
    task, vocabulary = session.examples.task, session.examples.vocabulary
    heard = ((each.model, task.predicted(each, ordinal, vocabulary)) for each in session.predictions)
    return [(model, text) for model, text in heard if text is not None]


def _pieces(session: Session, stands: str, label: str | None) -> tuple[Piece, ...] | None:
    task = session.examples.task
    if label is None or not isinstance(task, Transcript):
        return None
    return word_diff(stands, label, normalization=task.normalization)


def _seen_before(project: Project, ordinal: int) -> set[str]:
    """What the present reviewer saw of the example earlier: at visits, and with every verdict, even one taken back."""
    session, reviewer = project.session, project.reviewer
    visit = session.visit(ordinal, reviewer)
    seen = set(visit.seen) if visit is not None else set()
    for event in session.history(session.examples.ids[ordinal]):
        if event.reviewer == reviewer:
            own = event.payload.get("seen", ())
            shown_after = event.payload.get("verdict") and UNKNOWN_VIEW not in own
            seen.update(own, ("label", "predictions") if shown_after else ())
    return seen
