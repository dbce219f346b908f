"""How far labels not decided yet could move a metric that no audit covers (METHOD 6), against every labeling."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.metrics.base import summed
from labeler.core.metrics.classes import F1, Accuracy, Error, MacroF1, Precision, Recall
from labeler.core.metrics.multilabel import Subset
from labeler.core.metrics.slices import SliceAverage
from labeler.core.predictions import Prediction
from labeler.core.text import TextColumn
from labeler.core.truth import ClassTruth

EXCLUDED = -1
SLICES = TextColumn.of(["a", "b", "a", "b", "a", "c"])
METRICS = [Error(), Accuracy(), Precision(1), Recall(1), F1(1), MacroF1(3), SliceAverage.by("s", SLICES, Error())]
TIGHT = {"error", "accuracy", "precision", "recall", "f1", "slice:s"}

codes = st.lists(st.integers(0, 2), min_size=6, max_size=6)


def values(metric, predictions, labels):
    """Of every model; an example labeled EXCLUDED is left out."""
    kept = np.flatnonzero(np.array(labels) != EXCLUDED)
    counts = metric.counts(ClassTruth(np.array(labels, np.int32)), predictions, rows=kept)
    return metric.values(summed(counts))


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
@settings(max_examples=15, deadline=None)
@given(labels=codes, said=st.lists(codes, min_size=2, max_size=2), undecided=st.sets(st.integers(0, 5), max_size=3))
def test_no_labels_of_the_undecided_lead_beyond_the_limits(metric, labels, said, undecided):
    predictions = [
        Prediction(name, 1, {"predicted": np.array(row, np.int32)}) for name, row in zip("ab", said, strict=True)
    ]
    open_ = np.isin(np.arange(6), sorted(undecided))
    low, high = metric.limits(metric.counts(ClassTruth(np.array(labels, np.int32)), predictions), open_)
    reached = []
    for chosen in product((0, 1, 2, EXCLUDED), repeat=len(undecided)):
        tried = np.array(labels)
        tried[open_] = chosen
        reached.append(values(metric, predictions, tried))
    reached = np.array(reached)
    assert (np.isnan(reached) | ((reached >= low - 1e-12) & (reached <= high + 1e-12))).all()
    if metric.name in TIGHT and not np.isnan(reached).any():
        np.testing.assert_allclose([reached.min(axis=0), reached.max(axis=0)], [low, high])


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_with_every_label_decided_the_limits_are_the_value(metric):
    predictions = [Prediction("a", 1, {"predicted": np.array([0, 1, 1, 2, 0, 1], np.int32)})]
    labels = np.array([0, 1, 2, 2, 1, 1], np.int32)
    low, high = metric.limits(metric.counts(ClassTruth(labels), predictions), np.zeros(6, bool))
    np.testing.assert_allclose([low, high], [values(metric, predictions, labels)] * 2)


def test_labels_that_may_become_known_have_no_limits():
    assert Subset().limits(np.ones((2, 1, 3), np.uint8), np.zeros(3, bool)) is None
