"""The weighted error of any task (METHOD 1)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.metrics.base import summed
from labeler.core.metrics.classes import Error
from labeler.core.metrics.multilabel import Hamming
from labeler.core.metrics.transcripts import WordErrorRate
from labeler.core.metrics.weighted import Weighted
from labeler.core.predictions import Prediction
from labeler.core.truth import ClassTruth, MultilabelTruth


def all_cats(n):
    return ClassTruth(np.zeros(n, np.int32))


def wrong_at(*wrong):
    """A model that is wrong where there is a 1."""
    return Prediction("m", 0, {"predicted": np.array(wrong, np.int32)})


def values(metric, truth, *models, weights=None):
    return metric.values(summed(metric.counts(truth, models, weights))).tolist()


def test_worked_value_weight_10_on_the_unacceptable_kind_turns_3_before_5_percent_round():
    a = wrong_at(*[1] * 3 + [0] * 97)  # its errors are the unacceptable ones
    b = wrong_at(*[0] * 3 + [1] * 5 + [0] * 92)
    weights = np.array([10.0] * 3 + [1.0] * 97)
    assert values(Error(), all_cats(100), a, b, weights=weights) == [0.03, 0.05]
    assert values(Weighted(Error()), all_cats(100), a, b, weights=weights) == [30 / 127, 5 / 127]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 5)), min_size=1, max_size=12))
def test_it_is_misclassified_weight_over_all_weight(rows):
    wrong, weights = zip(*rows, strict=True)
    metric = Weighted(Error())
    sums = summed(metric.counts(all_cats(len(rows)), [wrong_at(*wrong)], np.array(weights) / 2))[:, 0]
    missed = sum(weight for was_wrong, weight in rows if was_wrong)
    expected = Fraction(missed, sum(weights)) if sum(weights) else None
    assert metric.exact(sums) == (expected if expected is None else pytest.approx(float(expected), abs=1e-12))


def test_without_imported_weights_it_is_the_plain_error():
    assert values(Weighted(Error()), all_cats(3), wrong_at(0, 1, 1)) == [2 / 3]
    counts = Weighted(Error()).counts(all_cats(3), [wrong_at(0, 1, 1)])
    assert Weighted(Error()).exact(summed(counts)[:, 0]) == Fraction(2, 3)


def test_an_example_of_weight_0_counts_for_nothing_and_all_of_them_leave_it_undefined():
    assert values(Weighted(Error()), all_cats(3), wrong_at(1, 0, 0), weights=np.array([0, 1.0, 1.0])) == [0]
    assert np.isnan(values(Weighted(Error()), all_cats(1), wrong_at(1), weights=np.zeros(1))).all()


def test_of_several_labels_both_counts_are_weighted():
    truth = MultilabelTruth(np.array([[1, 0, -1], [1, 1, 1]], np.int8))
    model = Prediction("m", 0, {"predicted": np.array([[0, 0, 1], [1, 1, 0]], np.int8)})
    weights = np.array([3.0, 0.5])
    counts = Weighted(Hamming()).counts(truth, [model], weights)
    assert counts[:, 0].tolist() == [[3.0, 0.5], [6.0, 1.5]]


def test_some_rows_take_their_weights_with_them():
    weights = np.array([1.0, 2.0, 4.0])
    counts = Weighted(Error()).counts(all_cats(3), [wrong_at(1, 0, 1)], weights, rows=np.array([2, 1]))
    assert counts[:, 0].tolist() == [[4.0, 0.0], [4.0, 2.0]]


def test_models_are_apart_by_the_weight_where_they_differ():
    a, b, weights = wrong_at(1, 0, 1), wrong_at(1, 1, 0), np.array([8.0, 0.25, 3.0])
    assert Weighted(Error()).bound(a, b, weights).tolist() == [0, 0.25, 3]
    assert Weighted(Error()).bound(a, b, weights, rows=np.array([2])).tolist() == [3]
    assert Weighted(Error()).bound(a, b).tolist() == [0, 1, 1]


def test_name_and_title_tell_what_is_weighted():
    assert {Weighted(of).name for of in (Error(), Hamming(), WordErrorRate())} == {"weighted-error"}
    titles = [Weighted(of).title for of in (Error(), Hamming(), WordErrorRate())]
    assert titles == ["weighted error", "weighted Hamming error", "weighted WER"]
