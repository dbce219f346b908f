"""What the editor of labels is offered of a row: predictions are in view here."""

from __future__ import annotations

from collections import Counter

from labeler.core.lists import split_list
from labeler.gui.project import Project
from labeler.gui.widgets.label_editor import Offer

_RECENT = 6


class Offering:
    """Remembers the labels chosen lately."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._recent: list[str] = []

    def chosen(self, label: str) -> None:
        self._recent = list(dict.fromkeys([*split_list(label), *self._recent]))[:_RECENT]

    def offer(self, ordinal: int) -> Offer:
        examples, mine = self._project.session.examples, self._project.mine(ordinal)
        predictions = self._predictions(ordinal)
        transcripts = examples.task.name == "transcript"
        ranked = Counter(label for _, label in predictions).most_common()
        return Offer(
            labels=() if transcripts else examples.vocabulary.names,
            given=examples.task.given(examples.given, ordinal, examples.vocabulary),
            standing=mine.label if mine is not None else None,
            recent=() if transcripts else tuple(self._recent),
            predicted=() if transcripts else tuple(label for label, _ in ranked),
            hypotheses=predictions if transcripts else (),
            example=f"{self._project.reviewer}\x1f{examples.ids[ordinal]}",
            normalization=getattr(examples.task, "normalization", ()),
        )

    def only_other(self, ordinal: int) -> str | None:
        """Of two classes the one that the label isn't: there is nothing to choose."""
        examples = self._project.session.examples
        given = examples.task.classes(examples.given, ordinal)
        others = [name for code, name in enumerate(examples.vocabulary.names) if code not in given]
        return others[0] if examples.task.name == "binary" and len(others) == 1 else None

    def _predictions(self, ordinal: int) -> tuple[tuple[str, str], ...]:
        session = self._project.session
        task, vocabulary = session.examples.task, session.examples.vocabulary
        said = ((each.model, task.predicted(each, ordinal, vocabulary)) for each in session.predictions)
        return tuple((model, label) for model, label in said if label is not None)
