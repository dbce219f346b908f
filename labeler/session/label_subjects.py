"""What a filter can ask of labels: the given one, the corrected one, the one that counts now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from labeler.core.decisions import Status
from labeler.core.truth import UNKNOWN, ClassTruth, MultilabelTruth, TranscriptTruth, Truth
from labeler.session import cells
from labeler.session.filter_subject import Choice, Subject
from labeler.session.names import class_named
from labeler.session.open_project import OpenProject
from labeler.session.queues import Mask

TRANSCRIPT = "transcript"


def a_label(session: OpenProject, value: str) -> str:
    examples = session.examples
    if examples.task.name == TRANSCRIPT:
        return value
    return class_named(examples.vocabulary, value)


def column(values: NDArray[np.int8] | NDArray[np.int32], code: int, *, being: int = 1) -> Mask:
    """Where a label is there, or unknown; one that came to the vocabulary later is neither."""
    there: Mask = values[:, code] == being if code < values.shape[1] else np.zeros(len(values), np.bool_)
    return there


def counted(session: OpenProject, truth: Truth) -> Sequence[Choice]:
    names = session.examples.vocabulary.names
    return list(zip(names, session.examples.task.label_counts(truth, len(names)).tolist(), strict=True))


def _having(session: OpenProject, truth: Truth, value: str) -> Mask:
    """Of a set each counts; of several labels those that are there; of a transcript any reference, to the letter."""
    if isinstance(truth, TranscriptTruth):
        mask = cells.equal(truth.texts, value)
        mask[[row for row, others in truth.others.items() if value in others]] = True
        return mask
    code = session.examples.vocabulary.codes[value]
    if isinstance(truth, MultilabelTruth):
        return column(truth.values, code)
    assert isinstance(truth, ClassTruth)
    return _with_class(truth, code)


def _with_class(truth: ClassTruth, code: int) -> Mask:
    mask: Mask = np.equal(truth.codes, code)
    for rows, codes in truth.layers:
        mask[rows[codes == code]] = True
    return mask


def _given(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    return _having(session, session.examples.given, value)


def _unknown(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    """Only of several labels an example can one be unknown."""
    truth = session.examples.given
    if not isinstance(truth, MultilabelTruth):
        return np.zeros(len(truth), np.bool_)
    return column(truth.values, session.examples.vocabulary.codes[value], being=UNKNOWN)


def _working(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
    return _having(session, session.review.labels.truth, value)


def _corrected(session: OpenProject, model: str | None, value: str) -> Mask:
    labels = session.review.labels
    mask: Mask = _working(session, model, value) & (labels.status == Status.CORRECTED)
    return mask


def _of_given(session: OpenProject, model: str | None) -> Sequence[Choice]:  # noqa: ARG001
    return counted(session, session.examples.given)


def _of_working(session: OpenProject, model: str | None) -> Sequence[Choice]:  # noqa: ARG001
    return counted(session, session.review.labels.truth)


def _of_corrected(session: OpenProject, model: str | None) -> Sequence[Choice]:  # noqa: ARG001
    labels = session.review.labels
    return counted(session, labels.truth.taken(np.flatnonzero(labels.status == Status.CORRECTED)))


LABEL_SUBJECTS: Mapping[str, Subject] = {
    "label": Subject("Given label", a_label, _given, "label is {}", "label is not {}", _of_given, lasting=True),
    "unknown": Subject(
        "Label not known",
        a_label,
        _unknown,
        "{} is not known",
        "{} is known",
        lambda session, _model: [(name, None) for name in session.examples.vocabulary.names],
        lasting=True,
    ),
    "corrected": Subject(
        "Corrected label", a_label, _corrected, "corrected to {}", "not corrected to {}", _of_corrected
    ),
    "working": Subject(
        "Label that counts now", a_label, _working, "label is now {}", "label is now not {}", _of_working
    ),
}
