"""Rankings of a project's models: once, or kept current while decisions come in (METHOD 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from labeler.core import ranking as rankings
from labeler.core.bootstrap import Progress
from labeler.core.comparison import SplitRanking
from labeler.core.dataset import Examples
from labeler.core.decisions import Status
from labeler.core.label_changes import relabeled
from labeler.core.metrics.base import Metric
from labeler.core.pairs import OneSided
from labeler.core.predictions import Prediction
from labeler.core.proposers import proposer_warnings
from labeler.core.working import Labels
from labeler.session import releases
from labeler.session.criteria import bounds_in_force, feasible, metric_in_force
from labeler.session.figures import comparable, splits_to_cover
from labeler.session.groups import groups_of
from labeler.session.noise import corrections_of
from labeler.session.open_project import OpenProject
from labeler.session.results import Changes, NotCompared, Ranking

Mask = NDArray[np.bool_]


def rank(
    session: OpenProject,
    *,
    metric: str | None,
    split: Sequence[str],
    bounds: Sequence[str] | None,
    version: int | str,
    before: int,
    resamples: int,
    progress: Progress | None = None,
) -> Ranking:
    """Values and ranks on every split asked for, before and after relabeling."""
    measure = metric_in_force(session, metric)
    case = _Case(
        session.examples,
        measure,
        before=releases.labels_of(session, before),
        after=releases.labels_of(session, version),
        version=before,
    )
    limits = bounds_in_force(session, bounds)
    left_out: list[NotCompared] = []
    found = {}
    for name in splits_to_cover(session, split):
        models = comparable(session, measure, name, left_out)
        rows = np.flatnonzero(session.examples.members(name))
        meets = feasible(session, models, rows, case.after, limits)
        ranking = rankings.rank(case.evidence(name, rows, models, meets), resamples=resamples, progress=progress)
        told = proposer_warnings(corrections_of(session, models, rows)) if version == "working" else ()
        found[name] = with_proposers(ranking, tuple(told))
    return Ranking(measure.name, before, version, tuple(left_out), found)


def proposers_told(session: OpenProject, *, metric: str | None, split: str) -> tuple[str, ...]:
    """What must be known of who picked the examples or proposed their labels; it takes a look at every decision."""
    (name,) = splits_to_cover(session, [split])
    models = comparable(session, metric_in_force(session, metric), name, [])
    return tuple(proposer_warnings(corrections_of(session, models, np.flatnonzero(session.examples.members(name)))))


def with_proposers(ranking: SplitRanking, told: Sequence[str]) -> SplitRanking:
    """With those words among the warnings; the verdict says the first."""
    if not told:
        return ranking
    verdict = replace(ranking.verdict, detail=f"{ranking.verdict.detail} {told[0]}".lstrip())
    return replace(ranking, warnings=(*ranking.warnings, *told), verdict=verdict)


class LiveRanking:
    """One split's ranking by the working labels; ``update`` costs what the examples touched cost, not the split.

    It says all that ``rank`` says but who proposed the corrections (``proposers_told``). ``not_compared`` names the
    models that are left out. Make it anew when models are added.
    """

    def __init__(
        self,
        session: OpenProject,
        *,
        metric: str | None = None,
        split: str,
        bounds: Sequence[str] | None = None,
        before: int = 0,
        resamples: int = 10_000,
        progress: Progress | None = None,
    ) -> None:
        """``before`` is the version that the working labels are compared with, 0 the given ones."""
        self._session = session
        self._metric = metric_in_force(session, metric)
        self._bounds = bounds_in_force(session, bounds)
        left_out: list[NotCompared] = []
        (name,) = splits_to_cover(session, [split])
        self._models = comparable(session, self._metric, name, left_out)
        self.not_compared = tuple(left_out)
        examples = session.examples
        self._rows = np.flatnonzero(examples.members(name))
        earlier = releases.labels_of(session, before)
        self._earlier = earlier
        self._excluded_before = earlier.excluded[self._rows]
        case = _Case(examples, self._metric, before=earlier, after=session.review.labels, version=before)
        evidence = case.evidence(name, self._rows, self._models, self._feasible())
        self._live = rankings.LiveRanking(evidence, resamples=resamples, progress=progress)

    @property
    def cells(self) -> int:
        """Examples times models: ``ranking`` takes a look at all of them."""
        return len(self._rows) * len(self._models)

    def adopt(self, session: OpenProject) -> None:
        """Follow another session on the same file from now on, as one of another thread.

        What was decided since this one was made is still to be told: ``update`` may be told what it knows already.
        """
        self._session = session

    def update(self, changes: Changes) -> None:
        """Take over what a decision, an undo or an import changed."""
        session, examples = self._session, self._session.examples
        places = self._places([session.ordinal(example_id) for example_id in changes.examples])
        if not len(places):
            return
        ordinals = self._rows[places]
        resolutions = [session.review.resolution(ordinal) for ordinal in ordinals.tolist()]
        corrected = {i: res.label for i, res in enumerate(resolutions) if res.label is not None}
        truth = examples.task.corrected(examples.given.taken(ordinals), corrected, examples.vocabulary)
        models = [prediction.taken(ordinals) for prediction in self._models]
        weights = None if examples.weights is None else examples.weights[ordinals]
        status = np.array([resolution.status for resolution in resolutions], np.int8)
        earlier = Labels(self._earlier.status[ordinals], self._earlier.truth.taken(ordinals))
        self._live.update(
            places,
            after=self._metric.counts(truth, models, weights),
            status=status,
            excluded=(status == Status.EXCLUDED) | self._excluded_before[places],
            changed=relabeled(earlier, Labels(status, truth)),
            feasible=self._feasible() if self._bounds else None,
        )

    def ranking(self) -> SplitRanking:
        return self._live.ranking()

    def reviewed(self, a: str, b: str) -> OneSided:
        """How many of the examples that one of two models alone gets wrong were reviewed, on either side."""
        return self._live.reviewed(a, b)

    def _places(self, ordinals: Sequence[int]) -> NDArray[np.intp]:
        """Where those of the split are among its rows."""
        touched = np.asarray(ordinals, np.intp)
        places = np.searchsorted(self._rows, touched)
        inside = places < len(self._rows)
        inside[inside] = self._rows[places[inside]] == touched[inside]
        return places[inside]

    def _feasible(self) -> Mask:
        return feasible(self._session, self._models, self._rows, self._session.review.labels, self._bounds)


@dataclass(frozen=True, eq=False)
class _Case:
    """The labels before, those of a ``version`` or the given ones (0), and after, and what they are measured by."""

    examples: Examples
    metric: Metric
    before: Labels
    after: Labels
    version: int

    def evidence(
        self, split: str, rows: NDArray[np.intp], models: Sequence[Prediction], meets: Mask
    ) -> rankings.Evidence:
        examples, metric = self.examples, self.metric

        def counts(labels: Labels) -> rankings.Counts:
            return metric.counts(labels.truth, models, examples.weights, rows=rows)

        return rankings.Evidence(
            split=split,
            metric=metric,
            models=[prediction.model for prediction in models],
            before=counts(self.before),
            after=counts(self.after),
            given=counts(Labels.given(examples)) if self.version else None,
            status=self.after.status[rows],
            excluded=(self.after.excluded | self.before.excluded)[rows],
            since=f"version {self.version}" if self.version else "",
            excluded_before=self.before.excluded[rows] if self.version else None,
            changed=relabeled(self.before, self.after)[rows] if self.version else None,
            feasible=meets,
            tickets=examples.tickets[rows],
            groups=groups_of(examples, rows),
            bound=lambda i, j: metric.bound(models[i], models[j], examples.weights, rows=rows),
            errors=None if metric.zero_one else self._errors(models, rows),
        )

    def _errors(self, models: Sequence[Prediction], rows: NDArray[np.intp]) -> Mask:
        """Of every model, by the task's own idea of an error."""
        examples = self.examples
        given = examples.given.taken(rows)
        errors = [examples.task.wrong(prediction.taken(rows), given) for prediction in models]
        return np.array(errors, np.bool_).reshape(len(models), len(rows))
