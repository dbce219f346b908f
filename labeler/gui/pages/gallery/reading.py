"""What is known of single examples, for a grid and a table: looked up for those in sight, kept while it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from labeler.core.decisions import Status
from labeler.core.predictions import Prediction
from labeler.core.truth import Truth
from labeler.gui.saying import spoken
from labeler.gui.widgets.example_cell import ExampleCell
from labeler.gui.widgets.verdict_mark import Mark, mark_of
from labeler.session.session import Session

KEPT = 20_000
"""Far more than are in sight; of the oldest there is no need to know."""

STATUS_WORDS: Mapping[Mark, str] = {
    "right": "the label is right",
    "wrong": "incorrectly labeled",
    "excluded": "excluded",
    "unsure": "unsure",
    "conflict": "reviewers disagree",
}


class ExampleReader:
    """By one model's predictions, or by none. ``forget`` what has changed."""

    def __init__(self, session: Session, model: str | None) -> None:
        self.session = session
        self.model = model
        self._prediction = session.model(model) if model is not None else None
        self._known: dict[int, ExampleCell] = {}

    @property
    def prediction(self) -> Prediction | None:
        return self._prediction

    def is_of(self, session: Session, model: str | None) -> bool:
        """Whether it still reads what that model says: it may have come anew."""
        if session is not self.session or model != self.model:
            return False
        return model is None or session.model(model) is self._prediction

    def cells(self, ordinals: Sequence[int]) -> list[ExampleCell]:
        missing = [ordinal for ordinal in ordinals if ordinal not in self._known]
        if missing:
            if len(self._known) > KEPT:
                self._known.clear()
                missing = list(ordinals)
            self._known.update(zip(missing, self._read(missing), strict=True))
        return [self._known[ordinal] for ordinal in ordinals]

    def reviewers(self, ordinal: int) -> str:
        """Who gave a verdict, and who settled it in their place."""
        review = self.session.review
        names = [name for name, said in review.decisions(ordinal).items() if said.verdict is not None]
        settled = review.adjudication(ordinal)
        return ", ".join([*names, *([f"{settled.reviewer} (adjudicated)"] if settled is not None else [])])

    def categories(self, ordinal: int) -> str:
        ticked = self.session.review.ticked(ordinal)
        return ", ".join(each.name for each in self.session.categories if each.key in ticked) if ticked else ""

    def comments(self, ordinal: int) -> tuple[str, ...]:
        return tuple(said.comment for said in self.session.review.said(ordinal) if said.comment)

    def said_by_models(self, ordinal: int) -> list[tuple[str, str]]:
        """Each predicted label with the models that predict it, the most frequent first."""
        examples, task = self.session.examples, self.session.examples.task
        models: dict[str, list[str]] = {}
        for prediction in self.session.predictions:
            label = task.predicted(prediction, ordinal, examples.vocabulary)
            if label is not None:
                models.setdefault(self._spoken(label), []).append(prediction.model)
        return sorted(
            ((label, ", ".join(names)) for label, names in models.items()), key=lambda each: -len(models[each[0]])
        )

    def told(self, ordinal: int) -> str:
        """One example in a few lines, for tooltips and screen readers."""
        (cell,) = self.cells([ordinal])
        label = cell.label if cell.corrected is None else f"{cell.label} → {cell.corrected}"
        lines = [f"{cell.name} · {label}"]
        if self._prediction is not None:
            lines.append(f"{self._prediction.model}: {cell.predicted}{_in_words(cell.marks)}")
        if cell.status is not None:
            lines.append(STATUS_WORDS[cell.status])
        return "\n".join(lines)

    def forget(self, ordinals: Iterable[int]) -> None:
        for ordinal in ordinals:
            self._known.pop(ordinal, None)

    def forget_all(self) -> None:
        self._known.clear()

    def _read(self, ordinals: Sequence[int]) -> Iterable[ExampleCell]:
        """All at once: a model is compared with the labels of these rows alone, however many there are."""
        examples = self.session.examples
        rows = np.array(ordinals, np.intp)
        given = examples.given.taken(rows)
        resolutions = [self.session.review.resolution(ordinal) for ordinal in ordinals]
        corrected = {row: found.label for row, found in enumerate(resolutions) if found.label is not None}
        now = examples.task.corrected(given, corrected, examples.vocabulary) if corrected else given
        before, after = self._marks(rows, given), self._marks(rows, now) if corrected else None
        for row, ordinal in enumerate(ordinals):
            marks = tuple(dict.fromkeys(mark for mark in (before[row], (after or before)[row]) if mark is not None))
            status = resolutions[row].status
            yield ExampleCell(
                name=examples.ids[ordinal],
                label=self._spoken(examples.task.given(examples.given, ordinal, examples.vocabulary)),
                corrected=self._spoken(corrected[row]) if row in corrected else None,
                predicted=self._predicted(ordinal),
                marks=marks,
                status=None if status is Status.GIVEN else mark_of(status.name.casefold()),
            )

    def _marks(self, rows: np.ndarray, truth: Truth) -> list[Mark | None]:
        """Whether the model is right by these labels; None where it says nothing."""
        if self._prediction is None:
            return [None] * len(rows)
        said = self._prediction.taken(rows)
        wrong, covered = self.session.examples.task.wrong(said, truth).tolist(), said.covered.tolist()
        return [("wrong" if bad else "right") if here else None for bad, here in zip(wrong, covered, strict=True)]

    def _predicted(self, ordinal: int) -> str:
        if self._prediction is None:
            return ""
        examples = self.session.examples
        label = examples.task.predicted(self._prediction, ordinal, examples.vocabulary)
        return "no prediction" if label is None else self._spoken(label)

    def _spoken(self, label: str) -> str:
        return spoken(label, self.session.examples.task.name)


def _in_words(marks: tuple[Mark, ...]) -> str:
    match marks:
        case ("wrong",):
            return ", misclassified"
        case ("right",):
            return ", right"
        case ("wrong", "right"):
            return ", misclassified by the given label, right by the corrected one"
        case ("right", "wrong"):
            return ", right by the given label, misclassified by the corrected one"
        case _:
            return ""
