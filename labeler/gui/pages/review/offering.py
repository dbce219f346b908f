"""What an editor of labels is offered of the example in view."""

from __future__ import annotations

from collections import Counter

from labeler.core.lists import split_list
from labeler.gui.pages.review.desk import Desk
from labeler.gui.widgets.label_editor import Offer

RECENT = 6


class Recent:
    """Labels chosen lately, the newest first."""

    def __init__(self) -> None:
        self._labels: list[str] = []

    def chosen(self, label: str) -> None:
        self._labels = list(dict.fromkeys([*split_list(label), *self._labels]))[:RECENT]

    def labels(self) -> tuple[str, ...]:
        return tuple(self._labels)


def offer(desk: Desk, recent: Recent) -> Offer:
    """Predictions are in it only where they are in view. Raises AssertionError in an empty queue."""
    assert desk.current is not None
    examples = desk.project.session.examples
    predictions = _predictions(desk) if desk.predictions_in_view else ()
    mine = desk.mine
    transcripts = examples.task.name == "transcript"
    ranked = Counter(label for _, label in predictions).most_common()
    return Offer(
        labels=() if transcripts else examples.vocabulary.names,
        given=examples.task.given(examples.given, desk.current, examples.vocabulary),
        standing=mine.label if mine is not None else None,
        recent=() if transcripts else recent.labels(),
        predicted=() if transcripts else tuple(label for label, _ in ranked),
        hypotheses=predictions if transcripts else (),
        blind=desk.blind,
        example=f"{desk.project.reviewer}\x1f{desk.project.session.examples.ids[desk.current]}",
        predictions_hidden=bool(desk.project.session.predictions) and not desk.predictions_in_view,
        normalization=getattr(examples.task, "normalization", ()),
    )


def only_other(desk: Desk) -> str | None:
    """Where there are two classes and the given one is shown, the label is wrong in one way only."""
    assert desk.current is not None
    examples = desk.project.session.examples
    given = examples.task.classes(examples.given, desk.current)
    others = [name for code, name in enumerate(examples.vocabulary.names) if code not in given]
    return others[0] if examples.task.name == "binary" and len(others) == 1 and not desk.blind else None


def _predictions(desk: Desk) -> tuple[tuple[str, str], ...]:
    """(Model, label) of every model that says something of the example, in the order of the models."""
    assert desk.current is not None
    session = desk.project.session
    task, vocabulary = session.examples.task, session.examples.vocabulary
    said = ((each.model, task.predicted(each, desk.current, vocabulary)) for each in session.predictions)
    return tuple((model, label) for model, label in said if label is not None)
