"""What a filter can ask of models: what they predict, who is wrong, whether they differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from labeler.core.predictions import Prediction
from labeler.core.truth import Truth
from labeler.errors import LabelerError
from labeler.session import cells, figures
from labeler.session.filter_subject import Choice, Subject, yes_or_no
from labeler.session.label_subjects import TRANSCRIPT, a_label, column
from labeler.session.measures import flagged, measured
from labeler.session.names import one_of
from labeler.session.open_project import OpenProject
from labeler.session.queues import Mask

_YES_NO = (("yes", None), ("no", None))


def heard(prediction: Prediction, texts: Mask) -> Mask:
    """Examples whose hypothesis is one of these of the model's texts."""
    mask: Mask = np.append(texts, False)[prediction.codes]
    return mask


def _predicting(session: OpenProject, model: str | None, value: str) -> Mask:
    prediction, examples = figures.model(session, model), session.examples
    if examples.task.name == TRANSCRIPT:
        return heard(prediction, cells.equal(prediction.texts, value))
    code, predicted = examples.vocabulary.codes[value], prediction.codes
    if predicted.ndim == 2:
        return column(predicted, code)
    mask: Mask = predicted == code
    return mask


def _predicted(session: OpenProject, model: str | None) -> Sequence[Choice]:
    codes, names = figures.model(session, model).codes, session.examples.vocabulary.names
    if session.examples.task.name == TRANSCRIPT:
        return ()
    if codes.ndim == 2:
        counts = np.zeros(len(names), np.int64)
        counts[: codes.shape[1]] = (codes == 1).sum(axis=0)
    else:
        counts = np.bincount(codes[codes >= 0], minlength=len(names))
    return list(zip(names, counts.tolist(), strict=True))


def _misclassified(session: OpenProject, prediction: Prediction, truth: Truth, *, wrong: bool) -> Mask:
    """One of which the model says nothing is neither."""
    mask = session.examples.task.wrong(prediction, truth)
    return mask if wrong else ~mask & prediction.covered


def _wrong(session: OpenProject, model: str | None, value: str) -> Mask:
    return _misclassified(session, figures.model(session, model), session.examples.given, wrong=value == "yes")


def _still_wrong(session: OpenProject, model: str | None, value: str) -> Mask:
    """By the labels that count now; an excluded example is neither."""
    labels = session.review.labels
    mask = _misclassified(session, figures.model(session, model), labels.truth, wrong=value == "yes")
    return mask & ~labels.excluded


def _by(*, wrong: bool) -> Callable[[OpenProject, str | None, str], Mask]:
    def tell(session: OpenProject, model: str | None, value: str) -> Mask:  # noqa: ARG001
        return _misclassified(session, figures.model(session, value), session.examples.given, wrong=wrong)

    return tell


def _a_model(session: OpenProject, value: str) -> str:
    return one_of(value, [prediction.model for prediction in session.predictions], "model")


def _wrong_counts(session: OpenProject, model: str | None) -> Sequence[Choice]:  # noqa: ARG001
    return [(prediction.model, None) for prediction in session.predictions]


def _yes_no(session: OpenProject, model: str | None) -> Sequence[Choice]:  # noqa: ARG001
    return _YES_NO


def _disagree(session: OpenProject, model: str | None, value: str) -> Mask:
    """One of which fewer than two models say anything is neither."""
    share = measured(session, "disagreement", model)
    mask: Mask = share > 0 if value == "yes" else share == 0
    return mask


def _suspicious(session: OpenProject, model: str | None, value: str) -> Mask:
    """By confident learning; one of which no model says anything is neither."""
    flags = flagged(session)
    return flags if value == "yes" else ~flags & ~np.isnan(measured(session, "suspicion", model))


def _whole_number(session: OpenProject, value: str) -> str:  # noqa: ARG001
    if not value.isascii() or not value.isdecimal() or int(value) < 1:
        raise LabelerError(f"most-suspicious={value} is no condition; write how many, like most-suspicious=100")
    return str(int(value))


def _most_suspicious(session: OpenProject, model: str | None, value: str) -> Mask:
    """So many of all splits together; of equally suspicious ones the first by ticket."""
    suspicion, by_ticket = measured(session, "suspicion", model), session.examples.by_ticket
    judged = by_ticket[~np.isnan(suspicion[by_ticket])]
    mask: Mask = np.zeros(len(suspicion), np.bool_)
    mask[judged[np.argsort(-suspicion[judged], kind="stable")[: int(value)]]] = True
    return mask


MODEL_SUBJECTS: Mapping[str, Subject] = {
    "predicted": Subject(
        "Prediction",
        a_label,
        _predicting,
        "predicted {}",
        "not predicted {}",
        _predicted,
        of_model=True,
        lasting=True,
    ),
    "wrong": Subject(
        "Right or wrong",
        yes_or_no("wrong"),
        _wrong,
        "misclassified",
        "classified right",
        _yes_no,
        of_model=True,
        lasting=True,
    ),
    "still-wrong": Subject(
        "Right or wrong after relabeling",
        yes_or_no("still-wrong"),
        _still_wrong,
        "still misclassified",
        "right after relabeling",
        _yes_no,
        of_model=True,
    ),
    "wrong-by": Subject(
        "Model that is wrong",
        _a_model,
        _by(wrong=True),
        "wrong by {}",
        "not wrong by {}",
        _wrong_counts,
        lasting=True,
    ),
    "right-by": Subject(
        "Model that is right",
        _a_model,
        _by(wrong=False),
        "right by {}",
        "not right by {}",
        _wrong_counts,
        lasting=True,
    ),
    "disagree": Subject(
        "Models disagree", yes_or_no("disagree"), _disagree, "models disagree", "models agree", _yes_no, lasting=True
    ),
    "suspicious": Subject(
        "Label looks incorrect",
        yes_or_no("suspicious"),
        _suspicious,
        "label looks incorrect",
        "label looks right",
        _yes_no,
        lasting=True,
    ),
    "most-suspicious": Subject(
        "Most suspicious labels",
        _whole_number,
        _most_suspicious,
        "among the {} most suspicious",
        "not among the {} most suspicious",
        lasting=True,
    ),
}
