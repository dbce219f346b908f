"""What a filter can ask of an example besides its own columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labeler.core.decisions import Status
from labeler.core.predictions import Prediction
from labeler.core.splits import split_named
from labeler.core.truth import ClassTruth, MultilabelTruth, TranscriptTruth
from labeler.errors import LabelerError
from labeler.session import cells, figures
from labeler.session.categories import named
from labeler.session.names import class_named, one_of
from labeler.session.open_project import OpenProject
from labeler.session.queues import Mask

STATUSES: Mapping[str, tuple[Status, ...]] = {
    "undecided": (Status.GIVEN,),
    "decided": tuple(status for status in Status if status is not Status.GIVEN),
    "right": (Status.CONFIRMED,),
    "incorrect": (Status.CORRECTED,),
    "excluded": (Status.EXCLUDED,),
    "unsure": (Status.UNSURE,),
    "conflict": (Status.CONFLICT,),
}
_TRANSCRIPT = "transcript"


@dataclass(frozen=True)
class Subject:
    """``read`` gives the value as it is meant, or raises LabelerError; ``tell`` the examples that have it."""

    read: Callable[[OpenProject, str], str]
    tell: Callable[[OpenProject, str | None, str], Mask]
    of_model: bool = False


def _a_label(session: OpenProject, value: str) -> str:
    examples = session.examples
    if examples.task.name == _TRANSCRIPT:
        return value
    return class_named(examples.vocabulary, value)


def _with_label(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    """Of a set each counts; of several labels those that are there; of a transcript any reference, to the letter."""
    truth = session.examples.given
    if isinstance(truth, ClassTruth):
        return _with_class(truth, session.examples.vocabulary.codes[value])
    if isinstance(truth, MultilabelTruth):
        return _column(truth.values, session.examples.vocabulary.codes[value])
    assert isinstance(truth, TranscriptTruth)
    mask = cells.equal(truth.texts, value)
    mask[[row for row, others in truth.others.items() if value in others]] = True
    return mask


def _with_class(truth: ClassTruth, code: int) -> Mask:
    mask: Mask = truth.codes == code
    for rows, codes in truth.layers:
        mask[rows[codes == code]] = True
    return mask


def _column(values: NDArray[np.int8] | NDArray[np.int32], code: int) -> Mask:
    """Where a label is there; one that came to the vocabulary later is nowhere."""
    there: Mask = values[:, code] == 1 if code < values.shape[1] else np.zeros(len(values), np.bool_)
    return there


def _predicting(session: OpenProject, model: str | None, value: str) -> Mask:
    prediction, examples = figures.model(session, model), session.examples
    if examples.task.name == _TRANSCRIPT:
        return _heard(prediction, cells.equal(prediction.texts, value))
    code, predicted = examples.vocabulary.codes[value], prediction.codes
    if predicted.ndim == 2:
        return _column(predicted, code)
    mask: Mask = predicted == code
    return mask


def _heard(prediction: Prediction, texts: Mask) -> Mask:
    """Examples whose hypothesis is one of these of the model's texts."""
    mask: Mask = np.append(texts, False)[prediction.codes]
    return mask


def _yes_or_no(name: str) -> Callable[[OpenProject, str], str]:
    def read(_session: OpenProject, value: str) -> str:
        answer = value.casefold()
        if answer not in ("yes", "no"):
            raise LabelerError(f"{name}={value} is no condition; write {name}=yes or {name}=no")
        return answer

    return read


def _wrong(session: OpenProject, model: str | None, value: str) -> Mask:
    """One of which the model says nothing is neither."""
    prediction, examples = figures.model(session, model), session.examples
    wrong = examples.task.wrong(prediction, examples.given)
    return wrong if value == "yes" else ~wrong & prediction.covered


def _a_status(session: OpenProject, value: str) -> str:  # noqa: ARG001
    return one_of(value, STATUSES, "status")


def _with_status(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    return np.isin(session.review.labels.status, STATUSES[value])


def _a_category(session: OpenProject, value: str) -> str:
    return named(session, value).name


def _in_category(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    key, review = named(session, value).key, session.review
    return _those(session, lambda ordinal: key in review.ticked(ordinal))


def _a_reviewer(session: OpenProject, value: str) -> str:
    review = session.review
    names = {name for ordinal in review.ordinals() for name in review.decisions(ordinal)}
    return one_of(value, sorted(names), "reviewer")


def _decided_by(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    def decided(ordinal: int) -> bool:
        decision = session.review.decisions(ordinal).get(value)
        return decision is not None and decision.verdict is not None

    return _those(session, decided)


def _shown(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    """To anybody, at any installation, whether or not a verdict came of it."""
    shown = {example_id for name in session.visits.reviewers() for example_id in session.visits.of(name)}
    mask = _of_ids(session, shown)
    return mask if value == "yes" else ~mask


def _a_viewer(session: OpenProject, value: str) -> str:
    return one_of(value, sorted(session.visits.reviewers()), "reviewer")


def _shown_to(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    return _of_ids(session, session.visits.of(value))


def _of_ids(session: OpenProject, ids: Collection[str]) -> Mask:
    mask: Mask = np.zeros(len(session.examples), np.bool_)
    mask[[ordinal for ordinal in map(session.examples.ordinal, ids) if ordinal is not None]] = True
    return mask


def _those(session: OpenProject, wanted: Callable[[int], bool]) -> Mask:
    mask: Mask = np.zeros(len(session.examples), np.bool_)
    mask[[ordinal for ordinal in session.review.ordinals() if wanted(ordinal)]] = True
    return mask


def _a_split(session: OpenProject, value: str) -> str:
    return split_named(value) or one_of(value, session.examples.split_sizes, "split")


def _of_split(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    return session.examples.members(value)


def _any_text(session: OpenProject, value: str) -> str:  # noqa: ARG001
    return value


def _with_id(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    return _of_ids(session, [value])


def _with_text(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    """In transcripts, working ones too, and every model's hypotheses; else in ids and in what the table says."""
    examples = session.examples
    if isinstance(examples.given, TranscriptTruth):
        return _spoken(session, examples.given, value)
    found = cells.containing(examples.ids, value)
    for column in examples.extras.values():
        found |= cells.containing(column, value)
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
        found |= _heard(prediction, cells.containing(prediction.texts, needle))
    return found


SUBJECTS: Mapping[str, Subject] = {
    "label": Subject(_a_label, _with_label),
    "predicted": Subject(_a_label, _predicting, of_model=True),
    "wrong": Subject(_yes_or_no("wrong"), _wrong, of_model=True),
    "status": Subject(_a_status, _with_status),
    "shown": Subject(_yes_or_no("shown"), _shown),
    "shown-by": Subject(_a_viewer, _shown_to),
    "category": Subject(_a_category, _in_category),
    "reviewer": Subject(_a_reviewer, _decided_by),
    "text": Subject(_any_text, _with_text),
    "split": Subject(_a_split, _of_split),
    "id": Subject(_any_text, _with_id),
}
