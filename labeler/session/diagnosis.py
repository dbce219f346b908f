"""Where one model's error comes from, by the given and by the corrected labels (METHOD 11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from labeler.core.bootstrap import drawn_sums, interval, poisson
from labeler.core.decisions import DECIDED
from labeler.core.diagnosis import LEVELS, Diagnosis
from labeler.core.diagnosis import diagnose as gaps_between
from labeler.core.diagnosis_words import NAMES
from labeler.core.flows import one_sided_review
from labeler.core.metrics.base import Metric, summed
from labeler.core.newcombe import Rate
from labeler.core.phrases import listed
from labeler.core.splits import SPLITS
from labeler.errors import LabelerError
from labeler.session import figures, releases
from labeler.session.open_project import OpenProject
from labeler.session.results import frame

if TYPE_CHECKING:
    import pandas as pd

    from labeler.core.predictions import Prediction
    from labeler.core.working import Labels

RESAMPLES = 1_000

Percent = float | tuple[float, int]


class Told(TypedDict, total=False):
    """Errors as a person tells them: in percent, or as (percent, examples) where they were measured.

    Of several human-level errors the first is the proxy. ``one_distribution``: train and dev are of one.
    """

    human: Percent | list[Percent] | None
    train: Percent | None
    train_dev: Percent | None
    dev: Percent | None
    test: Percent | None
    target_human: Percent | None
    target_trained: Percent | None
    one_distribution: bool


@dataclass(frozen=True)
class Typed:
    """What was told, as rates by level; they stand in place of a project's. ``humans`` are all human levels named."""

    errors: Mapping[str, Rate] = field(default_factory=dict)
    humans: tuple[float, ...] = ()
    target_human: Rate | None = None
    target_trained: Rate | None = None
    one_distribution: bool = True

    @classmethod
    def percent(cls, **told: Unpack[Told]) -> Typed:
        """Raises LabelerError for what is no percentage."""
        named = told.get("human")
        humans = [found for level in (named if isinstance(named, list) else [named]) if (found := rate(level))]
        levels = (rate(told.get("train")), rate(told.get("train_dev")), rate(told.get("dev")), rate(told.get("test")))
        errors = zip(LEVELS, (humans[0] if humans else None, *levels), strict=True)
        return cls(
            {level: found for level, found in errors if found is not None},
            tuple(found.value for found in humans),
            rate(told.get("target_human")),
            rate(told.get("target_trained")),
            told.get("one_distribution", True),
        )


@dataclass(frozen=True)
class Diagnosed:
    """The diagnosis by the given labels and by the corrected ones; both over the examples not excluded.

    ``model`` and ``metric`` are None where every error was typed without a project; ``typed`` are the levels whose
    error was typed.
    """

    before: Diagnosis
    after: Diagnosis
    model: str | None = None
    metric: str | None = None
    warnings: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()

    @property
    def change(self) -> str | None:
        """What relabeling does to the conclusion, in a sentence; None where the main gaps stay what they are."""
        before, after = ([gap.name for gap in side.main] for side in (self.before, self.after))
        if before == after:
            return None
        was, now = (listed([NAMES[name] for name in names]) or "none" for names in (before, after))
        return f"Relabeling changes the main gaps: {was} by the given labels, {now} by the corrected ones."

    def to_dict(self) -> dict[str, Any]:
        return {
            "model": self.model,
            "metric": self.metric,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "change": self.change,
            "typed": list(self.typed),
            "warnings": list(self.warnings),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a side and gap."""
        rows = []
        for side in ("before", "after"):
            diagnosis: Diagnosis = getattr(self, side)
            for gap in diagnosis.gaps:
                low, high = gap.interval or (None, None)
                rows.append({"side": side, "gap": gap.name, "value": gap.value, "low": low, "high": high})
        return frame(rows)


def diagnose(
    session: OpenProject | None,
    typed: Typed,
    *,
    model: str | None = None,
    metric: str | None = None,
    version: int | str = "working",
) -> Diagnosed:
    """The typed errors, filled up with those of a model of the project on the splits that it covers.

    Raises LabelerError for a model that isn't there, and for a metric that is no error.
    """
    if session is None or (not session.predictions and typed.errors):
        alone = _gaps(typed, {})
        return Diagnosed(alone, alone, typed=tuple(typed.errors))
    prediction = figures.model(session, model)
    measure = _error_metric(session, metric)
    given, after = releases.labels_of(session, 0), releases.labels_of(session, version)
    sides = [_errors(session, prediction, measure, labels, after) for labels in (given, after)]
    before, working = (_gaps(typed, errors, models=len(session.predictions)) for errors in sides)
    warnings = tuple(_warnings(session, prediction, working, after))
    return Diagnosed(before, working, prediction.model, measure.name, warnings, tuple(typed.errors))


def rate(percent: Percent | None) -> Rate | None:
    """Raises LabelerError for what is no percentage, or was measured on no examples."""
    if percent is None:
        return None
    value, examples = percent if isinstance(percent, tuple) else (percent, None)
    if not 0 <= value <= 100 or (examples is not None and examples < 1):
        of = "" if examples is None else f" of {examples:,} examples"
        raise LabelerError(f"{value:g} %{of} is no error rate; type a percentage from 0 to 100")
    return Rate.measured(value / 100, examples)


def _gaps(typed: Typed, errors: Mapping[str, Rate], *, models: int = 2) -> Diagnosis:
    return gaps_between(
        {**errors, **typed.errors},
        humans=typed.humans,
        one_distribution=typed.one_distribution,
        selected_on_dev=models > 1,
        target_human=typed.target_human,
        target_trained=typed.target_trained,
    )


def _error_metric(session: OpenProject, name: str | None) -> Metric:
    measure = session.examples.metric(name or session.examples.task.default_metric)
    if measure.higher_is_better:
        raise LabelerError(f"{measure.name} grows as a model gets better; a diagnosis takes an error")
    return measure


def _errors(
    session: OpenProject, prediction: Prediction, measure: Metric, labels: Labels, after: Labels
) -> dict[str, Rate]:
    """By split, of those that the model covers and that aren't excluded whole."""
    found = {}
    for split in session.examples.split_sizes:
        here = session.examples.members(split)
        if not prediction.covers(here) or measure.compares(prediction) is not None:
            continue
        error = _error(session, prediction, measure, labels, np.flatnonzero(here & ~after.excluded))
        if error is not None:
            found[split] = error
    return found


def _error(
    session: OpenProject, prediction: Prediction, measure: Metric, labels: Labels, rows: NDArray[np.intp]
) -> Rate | None:
    """Wilson's limits of a 0/1 error, those of a bootstrap of any other; None where it is undefined."""
    examples = session.examples
    counts = measure.counts(labels.truth, [prediction], examples.weights, rows=rows)[:, 0]
    sums = summed(counts)
    value = float(measure.values(sums))
    if np.isnan(value):
        return None
    if measure.zero_one:
        return Rate.measured(value, int(sums[1]))
    drawn = drawn_sums(counts, examples.tickets[rows], draw=poisson, resamples=RESAMPLES)
    low, high = interval(measure.values(drawn)) or (value, value)
    return Rate(value, min(low, value), max(high, value), len(rows))


def _warnings(session: OpenProject, prediction: Prediction, diagnosis: Diagnosis, labels: Labels) -> Iterator[str]:
    examples = session.examples
    splits = [split for split in SPLITS if split not in diagnosis.errors]
    undefined = [split for split in splits if split in examples.split_sizes and _covers(session, prediction, split)]
    missing = [split for split in splits if split not in undefined]
    if missing:
        yield (
            f"{prediction.model}'s error on {listed(missing)} isn't known: add examples and predictions of "
            f"{'it' if len(missing) == 1 else 'them'}, or type it."
        )
    if undefined:
        yield f"{prediction.model}'s error on {listed(undefined)} is undefined: every example there is excluded."
    if "human" not in diagnosis.errors:
        yield "Without a human-level error, avoidable bias can't be told: type one."
    if examples.groups is not None:
        yield "Examples of one group are alike: the intervals take them as independent, and are too narrow."
    for split in examples.split_sizes:
        if _covers(session, prediction, split):
            yield from _caveat(session, prediction, split, labels)


def _covers(session: OpenProject, prediction: Prediction, split: str) -> bool:
    return prediction.covers(session.examples.members(split))


def _caveat(session: OpenProject, prediction: Prediction, split: str, labels: Labels) -> Iterator[str]:
    """What the corrected error is worth where no right prediction was reviewed (METHOD 3)."""
    examples = session.examples
    rows = np.flatnonzero(examples.members(split))
    wrong = examples.task.wrong(prediction.taken(rows), examples.given.taken(rows))
    decided = np.isin(labels.status[rows], DECIDED)
    worth = one_sided_review(
        reviewed_wrong=int((wrong & decided).sum()),
        total_wrong=int(wrong.sum()),
        reviewed_right=int((~wrong & decided).sum()),
        total_right=int((~wrong).sum()),
    )
    if worth is not None:
        yield f"The corrected error on {split} is {worth}."
