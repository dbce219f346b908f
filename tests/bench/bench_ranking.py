"""Ranking 34 models on 50,000 examples: values, tests, bootstrap, and what one more decision costs (DESIGN 7)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest

from labeler.core.bootstrap import Drawn
from labeler.core.decisions import Status
from labeler.core.metrics.base import summed
from labeler.core.metrics.classes import Error
from labeler.core.metrics.weighted import Weighted
from labeler.core.ordering import Standings
from labeler.core.predictions import Prediction
from labeler.core.ranking import Evidence, LiveRanking
from labeler.core.tally import Tally
from labeler.core.truth import ClassTruth

WEIGHTED = Weighted(Error())

MODELS, EXAMPLES, CLASSES, RESAMPLES = 34, 50_000, 1_000, 10_000

pytestmark = pytest.mark.bench


class Case:
    """Models of 20 to 30 % error that err on the same hard examples; 2 % of the labels are corrected."""

    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        self.given = rng.integers(0, CLASSES, EXAMPLES).astype(np.int32)
        hard = rng.beta(0.4, 1.2, EXAMPLES)
        self.models = []
        for model, skill in enumerate(np.linspace(0.9, 1.1, MODELS)):
            wrong = rng.random(EXAMPLES) < np.clip(hard * skill, 0, 1)
            codes = np.where(wrong, rng.integers(0, CLASSES, EXAMPLES), self.given).astype(np.int32)
            self.models.append(Prediction(f"model-{model:02}", 1, {"predicted": codes}))
        self.status = np.zeros(EXAMPLES, np.int8)
        changed = rng.choice(EXAMPLES, EXAMPLES // 50, replace=False)
        self.status[changed] = Status.CORRECTED
        self.labels = self.given.copy()
        self.labels[changed] = rng.integers(0, CLASSES, len(changed))
        self.tickets = rng.integers(0, 2**64, EXAMPLES, dtype=np.uint64)

    def counts(self, metric: Error, labels: np.ndarray, rows: np.ndarray | None = None) -> np.ndarray:
        return metric.counts(ClassTruth(labels), self.models, rows=rows)

    def evidence(self, metric: Error) -> Evidence:
        return Evidence(
            split="test",
            metric=metric,
            models=[prediction.model for prediction in self.models],
            before=self.counts(metric, self.given),
            after=self.counts(metric, self.labels),
            status=self.status,
            tickets=self.tickets,
            bound=lambda i, j: metric.bound(self.models[i], self.models[j]),
        )


def fastest(work: Callable[[], object], times: int = 7) -> float:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return min(took)


def milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:,.1f} ms"


@pytest.mark.parametrize("metric", [Error(), WEIGHTED], ids=lambda metric: metric.name)
def bench_ranking(metric: Error, show: Callable[[str, Sequence[tuple[str, str]]], None]) -> None:
    case = Case()
    evidence = case.evidence(metric)
    baseline = fastest(lambda: by_pandas(case), times=3)
    values = fastest(lambda: [Standings.of(metric, summed(case.counts(metric, side))) for side in sides(case)])
    tests = fastest(lambda: _tests(evidence), times=3)
    start = time.perf_counter()
    live = LiveRanking(evidence, resamples=RESAMPLES)
    drawing = time.perf_counter() - start
    first = fastest(live.ranking, times=1)
    refreshed = [_one_more(case, live, metric, row) for row in range(100, 130)]
    one = fastest(lambda: Drawn.of(evidence.after, case.tickets, resamples=100), times=1)
    show(
        f"{MODELS} models × {EXAMPLES:,} examples, before and after, by {metric.name}",
        [
            ("baseline: values and ranks with pandas", milliseconds(baseline)),
            ("values and ranks", milliseconds(values)),
            ("  × the baseline", f"{values / baseline:.2f}"),
            ("all pair tests, Holm, rank intervals", milliseconds(tests)),
            (f"bootstrap, {RESAMPLES:,} resamples, and all before it", milliseconds(drawing)),
            ("  100 of them alone", milliseconds(one)),
            ("first ranking after that", milliseconds(first)),
            ("one more decision: everything again, p50", milliseconds(float(np.median(refreshed)))),
            ("  the slowest of 30", milliseconds(max(refreshed))),
            ("  × all of it afresh", f"{float(np.median(refreshed)) / (drawing + first):.4f}"),
        ],
    )


def sides(case: Case) -> tuple[np.ndarray, np.ndarray]:
    return case.given, case.labels


def by_pandas(case: Case) -> list[pd.Series]:
    table = pd.DataFrame({prediction.model: prediction.codes for prediction in case.models})
    return [table.ne(pd.Series(side), axis=0).mean().rank(method="min") for side in sides(case)]


def _tests(evidence: Evidence) -> None:
    for counts in (evidence.before, evidence.after):
        tally = Tally(evidence.metric, counts, evidence.units, drawn=None, grouped=False)
        assert len(tally.rank_intervals) == MODELS


def _one_more(case: Case, live: LiveRanking, metric: Error, row: int) -> float:
    start = time.perf_counter()
    rows = np.array([row])
    case.labels[row] = (case.labels[row] + 1) % CLASSES
    live.update(rows, after=case.counts(metric, case.labels, rows), status=np.array([Status.CORRECTED], np.int8))
    live.ranking()
    return time.perf_counter() - start
