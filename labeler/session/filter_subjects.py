"""What a filter can ask of an example besides its own columns, and what is known of it as a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from labeler.core.splits import POOLED, split_named
from labeler.core.truth import TranscriptTruth
from labeler.session import cells
from labeler.session.filter_subject import Choice, Subject, any_text, of_ids
from labeler.session.label_subjects import LABEL_SUBJECTS
from labeler.session.model_subjects import MODEL_SUBJECTS, heard
from labeler.session.names import one_of
from labeler.session.open_project import OpenProject
from labeler.session.queues import Mask
from labeler.session.review_subjects import REVIEW_SUBJECTS


def _a_split(session: OpenProject, value: str) -> str:
    sizes = session.examples.split_sizes
    pooled = (POOLED,) if set(POOLED.split("+")) <= sizes.keys() else ()
    return split_named(value) or one_of(value, (*sizes, *pooled), "split")


def _of_split(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    return session.examples.members(value)


def _splits(session: OpenProject, model: str | None) -> Sequence[Choice]:  # noqa: ARG001
    return list(session.examples.split_sizes.items())


def _with_id(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    return of_ids(session, [value])


def _with_text(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    """In transcripts, working ones too, and every model's hypotheses; else in ids and in what the table says."""
    examples = session.examples
    if isinstance(examples.given, TranscriptTruth):
        return _spoken(session, examples.given, value)
    return session.columns.derived.get(("text", value), lambda: _written(session, value))


def _written(session: OpenProject, needle: str) -> Mask:
    found = cells.containing(session.examples.ids, needle)
    for column in session.examples.extras.values():
        found |= cells.containing(column, needle)
    return found


def _spoken(session: OpenProject, given: TranscriptTruth, needle: str) -> Mask:
    working = session.review.labels.truth
    assert isinstance(working, TranscriptTruth)
    found = cells.containing(given.texts, needle)
    if working.texts is not given.texts:
        found |= cells.containing(working.texts, needle)
    folded = needle.casefold()
    found[[row for row, others in given.others.items() if any(folded in text.casefold() for text in others)]] = True
    for prediction in session.predictions:
        found |= heard(prediction, cells.containing(prediction.texts, needle))
    return found


SUBJECTS: Mapping[str, Subject] = {
    **LABEL_SUBJECTS,
    **MODEL_SUBJECTS,
    **REVIEW_SUBJECTS,
    "text": Subject("Text", any_text, _with_text, "has the text {}", "doesn't have the text {}"),
    "split": Subject("Split", _a_split, _of_split, "split is {}", "split is not {}", _splits, lasting=True),
    "id": Subject("Example id", any_text, _with_id, "id is {}", "id is not {}"),
}
