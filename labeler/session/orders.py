"""Orders of examples by what is known of them; what is equal in an order stands by ticket, whichever way it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from labeler.core.predictions import Prediction
from labeler.core.sorting import Order, stable_order
from labeler.core.text import CodedColumn, Text
from labeler.core.truth import ClassTruth, MultilabelTruth, TranscriptTruth, Truth
from labeler.formats import arrow
from labeler.session import cells, figures
from labeler.session.measures import MEASURES, measured, model_key, models_key
from labeler.session.names import unknown
from labeler.session.open_project import OpenProject

if TYPE_CHECKING:
    from labeler.session.queues import Mask
    from labeler.session.views import View

TABLE = ""
_TICKET = "ticket"
_COLUMN = "column:"


@dataclass(frozen=True)
class Keys:
    """What an order goes by: float32 or integers by example; those ``missing``, and NaN, come last either way."""

    values: NDArray[Any]
    missing: Mask | None = None


@dataclass(frozen=True)
class _Kind:
    """``lasting`` orders follow from what was imported alone."""

    keys: Callable[[OpenProject, str | None], Keys]
    of_model: bool = False
    lasting: bool = True


def orders(session: OpenProject) -> tuple[str, ...]:
    """Names of the orders there are; a column named as one of the others is ``column:NAME``."""
    own = [name for name in (_TICKET, *_KINDS) if can_be_told(session, name)]
    columns = (f"{_COLUMN}{name}" if _is_own(name) else name for name in session.examples.extras)
    return (*own, *columns)


def require_known(session: OpenProject, sort: str) -> None:
    """Raises LabelerError, with the orders there are, for one that isn't."""
    if sort != TABLE and sort not in orders(session):
        raise unknown(sort, orders(session), "order")


def of_model(sort: str) -> bool:
    """Whether an order goes by the predictions of one model."""
    return sort in _KINDS and _KINDS[sort].of_model


def can_be_told(session: OpenProject, name: str) -> bool:
    """Whether what it goes by can be known in this project: without models nothing of models is."""
    if name == "probability":
        return any("probability" in prediction.columns for prediction in session.predictions)
    return bool(session.predictions) or name not in _OF_MODELS


def ordered(session: OpenProject, mask: Mask, view: View) -> Order:
    """The examples of a mask in the order of a view; raises LabelerError for an order that there isn't."""
    require_known(session, view.sort)
    if view.sort == TABLE:
        rows = np.flatnonzero(mask)
        return rows[::-1] if view.descending else rows
    order = _whole(session, view)
    return np.asarray(order[mask[order]])


def _whole(session: OpenProject, view: View) -> Order:
    """All examples in that order."""
    examples = session.examples
    if view.sort == _TICKET:
        by_ticket = np.asarray(examples.by_ticket, np.intp)
        return by_ticket[::-1] if view.descending else by_ticket
    kind = _KINDS.get(view.sort) or _Kind(lambda session, _model: _of_cells(session.examples.extras[_column(view)]))

    def sorted_() -> Order:
        keys = kind.keys(session, view.model)
        among = np.asarray(examples.by_ticket, np.int32)
        return stable_order(keys.values, among=among, descending=view.descending, missing=keys.missing)

    if not kind.lasting:
        return sorted_()
    told_by = model_key(session, view.model) if kind.of_model else models_key(session)
    return session.columns.derived.get(("order", view.sort, view.descending, told_by), sorted_)


def _is_own(name: str) -> bool:
    return name == _TICKET or name in _KINDS


def _column(view: View) -> str:
    return view.sort.removeprefix(_COLUMN)


# What orders go by


def _ids(session: OpenProject, model: str | None) -> Keys:  # noqa: ARG001
    return Keys(_places(arrow.cells_of(session.examples.ids)))


def _given(session: OpenProject, model: str | None) -> Keys:  # noqa: ARG001
    return _of_truth(session.examples.given)


def _working(session: OpenProject, model: str | None) -> Keys:  # noqa: ARG001
    return _of_truth(session.review.labels.truth)


def _of_truth(truth: Truth) -> Keys:
    """Classes in the order of the vocabulary; several labels by the first, then the second; transcripts by letters."""
    if isinstance(truth, ClassTruth):
        return Keys(truth.codes, truth.codes < 0)
    if isinstance(truth, MultilabelTruth):
        return Keys(_by_labels(truth.values))
    assert isinstance(truth, TranscriptTruth)
    return _of_cells(truth.texts)


def _by_labels(values: NDArray[np.int8]) -> NDArray[np.int32]:
    """Places of the rows among the distinct ones: those with the first label first, those with none last."""
    absent = np.packbits(values != 1, axis=1)
    distinct = np.ascontiguousarray(absent).view([("", np.uint8)] * absent.shape[1]).ravel()
    _, places = np.unique(distinct, return_inverse=True)
    return places.astype(np.int32).reshape(len(values))


def _predicted(session: OpenProject, model: str | None) -> Keys:
    prediction = figures.model(session, model)
    if session.examples.task.name == "transcript":
        return _heard(prediction)
    if prediction.codes.ndim == 2:
        return Keys(_by_labels(prediction.codes.astype(np.int8)), ~prediction.covered)
    return Keys(prediction.codes, prediction.codes < 0)


def _heard(prediction: Prediction) -> Keys:
    places = _places(arrow.pc.utf8_lower(arrow.cells_of(prediction.texts)))
    return Keys(np.append(places, np.int32(-1))[prediction.codes], prediction.codes < 0)


def _status(session: OpenProject, model: str | None) -> Keys:  # noqa: ARG001
    return Keys(session.review.labels.status.astype(np.int32))


def _decided(session: OpenProject, model: str | None) -> Keys:  # noqa: ARG001
    """When the last verdict on it was given, by the clock of whoever gave it; undecided ones last."""
    review = session.review
    rows = np.fromiter(review.ordinals(), np.intp)
    times = [max((s.at for s in review.said(row) if s.verdict is not None), default="") for row in rows.tolist()]
    keys = np.full(len(session.examples), -1, np.int32)
    if len(rows):
        keys[rows] = np.unique(times, return_inverse=True)[1]
        keys[rows[[not time for time in times]]] = -1
    return Keys(keys, keys < 0)


def _split(session: OpenProject, model: str | None) -> Keys:  # noqa: ARG001
    return Keys(session.examples.splits.astype(np.int32))


def _measure(name: str) -> _Kind:
    measure = MEASURES[name]
    return _Kind(
        lambda session, model: Keys(measured(session, name, model)), of_model=measure.of_model, lasting=measure.lasting
    )


def _of_cells(column: Text) -> Keys:
    """Numbers by their size, then other texts by letters, whatever their case, then empty ones."""
    if isinstance(column, CodedColumn):
        keys = _of_texts(pa.array(column.names, pa.large_string()))
        missing = None if keys.missing is None else keys.missing[column.codes]
        return Keys(keys.values[column.codes], missing)
    return _of_texts(arrow.cells_of(column))


def _of_texts(texts: arrow.Cells) -> Keys:
    stripped = arrow.stripped(texts)
    numbers = cells.numbers(stripped)
    empty = arrow.equal(stripped, "")
    if (np.isnan(numbers) <= empty).all():
        return Keys(_dense(numbers), empty)
    if np.isnan(numbers).all():
        return Keys(_places(arrow.pc.utf8_lower(stripped)), empty)
    places = _places(arrow.pc.utf8_lower(stripped)) + np.int32(len(numbers))
    return Keys(np.where(np.isnan(numbers), places, _dense(numbers)).astype(np.int32), empty)


def _dense(numbers: NDArray[np.float64]) -> NDArray[np.int32]:
    """Places of numbers among the distinct ones: float32 would take some of them for equal."""
    return np.unique(numbers, return_inverse=True)[1].astype(np.int32)


def _places(texts: arrow.Cells) -> NDArray[np.int32]:
    """Places of texts in their order, equal ones the same."""
    order = np.asarray(arrow.pc.sort_indices(texts).to_numpy(), np.intp)
    ordered = texts.take(pa.array(order))
    new = np.ones(len(order), np.int32)
    new[1:] = ~arrow.mask(arrow.pc.equal(ordered[1:], ordered[:-1]))
    places = np.empty(len(order), np.int32)
    places[order] = np.cumsum(new)
    return places


_KINDS: Mapping[str, _Kind] = {
    "id": _Kind(_ids),
    "split": _Kind(_split),
    "label": _Kind(_given),
    "predicted": _Kind(_predicted, of_model=True),
    "probability": _measure("probability"),
    "suspicion": _measure("suspicion"),
    "disagreement": _measure("disagreement"),
    "models-wrong": _measure("models-wrong"),
    "working": _Kind(_working, lasting=False),
    "status": _Kind(_status, lasting=False),
    "decided": _Kind(_decided, lasting=False),
    "categories": _measure("categories"),
    "reviewers": _measure("reviewers"),
}
_OF_MODELS = ("predicted", "probability", "suspicion", "disagreement", "models-wrong")

TITLES: Mapping[str, str] = {
    TABLE: "As imported",
    _TICKET: "Ticket",
    "id": "Id",
    "split": "Split",
    "label": "Given label",
    "predicted": "Prediction",
    "working": "Label that counts now",
    "status": "Status",
    "decided": "When decided",
    **{name: measure.title for name, measure in MEASURES.items()},
}


def title(sort: str) -> str:
    """How a person calls an order."""
    return TITLES.get(sort, sort.removeprefix(_COLUMN))
