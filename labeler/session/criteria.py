"""What models are selected by: one metric to be best at, and bounds that every candidate must meet (METHOD 1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.metrics.base import Metric, summed
from labeler.core.predictions import Prediction
from labeler.core.working import Labels
from labeler.errors import LabelerError
from labeler.session.asked import several
from labeler.session.open_project import OpenProject
from labeler.session.results import frame
from labeler.store.transactions import transaction

if TYPE_CHECKING:
    import pandas as pd


Mask = NDArray[np.bool_]

_BOUND = re.compile(r"\s*(?P<name>.+?)\s*(?P<sign><=|>=)\s*(?P<value>[-+.\deE]+)\s*$")


@dataclass(frozen=True)
class Bound:
    """What a model must meet to be selected: a limit on a metric or on an imported attribute."""

    name: str
    at_most: bool
    value: float

    @classmethod
    def parsed(cls, text: str) -> Bound:
        match = _BOUND.match(text)
        try:
            return cls(match["name"], match["sign"] == "<=", float(match["value"]))  # type: ignore[index]
        except (TypeError, ValueError):
            raise LabelerError(f"{text!r} is not a bound; write it as 'NAME<=VALUE' or 'NAME>=VALUE'") from None

    def met(self, value: float | None) -> bool:
        """A value that isn't known doesn't meet a bound."""
        if value is None:
            return False
        return value <= self.value if self.at_most else value >= self.value


@dataclass(frozen=True)
class Criteria:
    """The metric and bounds in force, and the model they select on dev by the given labels; None if none can be."""

    metric: str
    bounds: tuple[str, ...]
    selected: str | None

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"bounds": list(self.bounds)}

    def to_frame(self) -> pd.DataFrame:
        return frame([self.to_dict()])


def metric_in_force(session: OpenProject, name: str | None = None) -> Metric:
    """The metric of that name; unnamed, the one the project goes by, else the task's default."""
    chosen: str = name or session.settings.get("metric") or session.examples.task.default_metric
    return session.examples.metric(chosen)


def bounds_in_force(session: OpenProject, texts: Sequence[str] | None = None) -> list[Bound]:
    """The bounds written in ``texts``; for None those the project goes by."""
    return [Bound.parsed(text) for text in several(session.settings.get("bounds", []) if texts is None else texts)]


def put(session: OpenProject, *, metric: str | None, bounds: Sequence[str] | None) -> None:
    """Set what the project goes by from now on; None leaves a part as it is. Raises LabelerError for what isn't one."""
    if metric is not None:
        session.examples.metric(metric)
    for text in several(bounds or ()):
        _require_known(session, Bound.parsed(text))
    with transaction(session.connection):
        if metric is not None:
            session.settings.put("metric", metric)
        if bounds is not None:
            session.settings.put("bounds", list(several(bounds)))


def feasible(
    session: OpenProject, models: Sequence[Prediction], rows: NDArray[np.intp], labels: Labels, bounds: Sequence[Bound]
) -> Mask:
    """Which models meet every bound on these examples; raises LabelerError for a bound on nothing we know."""
    meets = np.ones(len(models), bool)
    kept = rows[~labels.excluded[rows]]
    for bound in bounds:
        if bound.name in _attributes(session):
            values = [session.attributes.get((prediction.model, bound.name)) for prediction in models]
        else:
            values = _values(session, _bounding_metric(session, bound.name), models, kept, labels)
        meets &= [bound.met(value) for value in values]
    return meets


def _attributes(session: OpenProject) -> set[str]:
    return {name for _, name in session.attributes}


def _require_known(session: OpenProject, bound: Bound) -> None:
    if bound.name not in _attributes(session):
        _bounding_metric(session, bound.name)


def _bounding_metric(session: OpenProject, name: str) -> Metric:
    try:
        return session.examples.metric(name)
    except LabelerError as error:
        attributes = sorted(_attributes(session))
        listed = f" The attributes are: {', '.join(attributes)}." if attributes else ""
        raise LabelerError(f"there is no attribute {name!r}, and {error.message}.{listed}") from None


def _values(
    session: OpenProject, metric: Metric, models: Sequence[Prediction], rows: NDArray[np.intp], labels: Labels
) -> list[float | None]:
    """Of each model; None where it is undefined, or the model can't be judged by this metric."""
    judged = [prediction for prediction in models if metric.compares(prediction) is None]
    counts = metric.counts(labels.truth, judged, session.examples.weights, rows=rows)
    values = dict(zip((prediction.model for prediction in judged), metric.values(summed(counts)).tolist(), strict=True))
    found = (values.get(prediction.model, np.nan) for prediction in models)
    return [None if np.isnan(value) else value for value in found]
