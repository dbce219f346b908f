"""Metrics as additive counts and a function of their sums (METHOD 1)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_fscore_support

from labeler.core.metrics import classes as metrics
from labeler.core.predictions import Prediction
from labeler.core.truth import ClassTruth

MULTICLASS = ("error", "accuracy", "top-K", "weighted-error")


def truth(*codes, **acceptable):
    return ClassTruth(np.array(codes, np.int32), {int(name[1:]): codes for name, codes in acceptable.items()})


def predicts(*codes, model="m", **columns):
    return Prediction(model, 0, {"predicted": np.array(codes, np.int32)} | columns)


def value(metric, truth, prediction, **options):
    return metric.values(metric.counts(truth, [prediction], **options).sum(axis=-1, dtype=float))[0]


def confused(tp, fp, fn, tn):
    """Truth and prediction of that confusion matrix, the positive class being 1."""
    actual = [1] * tp + [0] * fp + [1] * fn + [0] * tn
    predicted = [1] * tp + [1] * fp + [0] * fn + [0] * tn
    return truth(*actual), predicts(*predicted)


def test_precision_075_recall_06_accuracy_07():
    labels, model = confused(tp=3, fp=1, fn=2, tn=4)
    assert value(metrics.about_positive("precision", 1), labels, model) == 0.75
    assert value(metrics.about_positive("recall", 1), labels, model) == 0.6
    assert value(metrics.Accuracy(), labels, model) == 0.7
    assert value(metrics.Error(), labels, model) == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("confusion", "precision", "recall", "f1"),
    [((171, 9, 19, 0), 0.95, 0.90, 0.9243), ((833, 17, 147, 3), 0.98, 0.85, 0.9104)],
)
def test_f1_of_095_and_090_is_09243_and_of_098_and_085_is_09104(confusion, precision, recall, f1):
    labels, model = confused(*confusion)
    assert value(metrics.about_positive("precision", 1), labels, model) == pytest.approx(precision)
    assert value(metrics.about_positive("recall", 1), labels, model) == pytest.approx(recall)
    assert round(value(metrics.about_positive("f1", 1), labels, model), 4) == f1


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=40))
def test_metrics_of_the_positive_class_agree_with_scikit_learn(rows):
    actual, predicted = zip(*rows, strict=True)
    expected = precision_recall_fscore_support(actual, predicted, average="binary", zero_division=np.nan)[:3]
    ours = [
        value(metrics.about_positive(name, 1), truth(*actual), predicts(*predicted))
        for name in ("precision", "recall", "f1")
    ]
    np.testing.assert_allclose(ours, expected, equal_nan=True)


def test_weight_10_on_the_unacceptable_kind_turns_the_order_round():
    labels = truth(*[0] * 100)
    a = predicts(*[1] * 3 + [0] * 97)
    b = predicts(*[0] * 3 + [1] * 5 + [0] * 92)
    weights = np.array([10.0] * 3 + [1.0] * 97)
    assert value(metrics.Error(), labels, a) < value(metrics.Error(), labels, b)
    weighted = metrics.WeightedError()
    assert value(weighted, labels, a, weights=weights) == pytest.approx(30 / 127)
    assert value(weighted, labels, b, weights=weights) == pytest.approx(5 / 127)


def test_weights_count_in_the_weighted_error_only_and_are_1_where_none_were_imported():
    labels, model = truth(0, 0, 1), predicts(0, 1, 1)
    assert value(metrics.Error(), labels, model, weights=np.array([1.0, 8.0, 1.0])) == pytest.approx(1 / 3)
    assert value(metrics.WeightedError(), labels, model) == pytest.approx(1 / 3)


def test_any_label_of_an_acceptable_set_is_right():
    labels = truth(0, 0, 2, i1=(0, 1), i2=(2, 0, 1))
    np.testing.assert_array_equal(
        metrics.right(labels, np.array([[1, 1, 1], [0, 2, 0]], np.int32)), [[False, True, True], [True, False, True]]
    )


def test_top_k_is_right_if_any_of_the_k_labels_is_acceptable():
    ranked = np.array([[0, 1, 2], [1, 2, 0], [3, 2, 1]], np.int32)
    model = predicts(0, 1, 3, ranked=ranked)
    labels = truth(2, 2, 0, i2=(0, 2))
    assert [value(metrics.TopK(k), labels, model) for k in (1, 2, 3)] == pytest.approx([1, 1 / 3, 0])


def test_top_k_reads_probabilities_where_no_ranking_was_imported():
    model = predicts(2, 0, probabilities=np.array([[0.1, 0.2, 0.7], [0.5, 0.3, 0.2]], np.float32))
    assert value(metrics.TopK(2), truth(1, 2), model) == 0.5


def test_top_k_refuses_a_model_that_ranks_fewer_labels():
    assert metrics.TopK(2).compares(predicts(0, ranked=np.zeros((1, 2), np.int32))) is None
    assert metrics.TopK(2).compares(predicts(0, model="net")) == (
        "top-2 needs the 2 best labels of every example; 1 label is known of net"
    )
    assert metrics.Error().compares(predicts(0)) is None


@pytest.mark.parametrize(
    ("predicted", "precision", "recall"),
    [
        (1, 1.0, 1.0),  # in the set: it is the true class
        (0, np.nan, 0.0),  # outside: the given label 1, in the set, is the true class
    ],
)
def test_true_class_for_precision_is_the_prediction_if_acceptable_else_the_given_label(predicted, precision, recall):
    labels = ClassTruth(np.array([1], np.int32), {0: (2, 1)})
    found = [value(metrics.about_positive(name, 1), labels, predicts(predicted)) for name in ("precision", "recall")]
    np.testing.assert_array_equal(found, [precision, recall])


def test_zero_over_zero_is_undefined():
    labels, model = confused(tp=0, fp=0, fn=0, tn=3)
    for name in ("precision", "recall", "f1"):
        metric = metrics.about_positive(name, 1)
        assert np.isnan(value(metric, labels, model))
        assert metric.exact(np.zeros(3, np.int64)) is None
    assert np.isnan(value(metrics.Error(), truth(), predicts()))


def test_exact_values_are_fractions_of_integer_sums_and_floats_of_real_ones():
    assert metrics.Error().exact(np.array([1, 3])) == Fraction(1, 3)
    assert metrics.about_positive("f1", 1).exact(np.array([3, 1, 2])) == Fraction(2, 3)
    assert metrics.WeightedError().exact(np.array([0.5, 2.0])) == 0.25


@pytest.mark.parametrize("metric", [metrics.Error(), metrics.Accuracy(), metrics.TopK(2), metrics.F1(1)])
def test_counts_of_some_rows_are_those_rows_of_the_counts(metric):
    rng = np.random.default_rng(5)
    labels = ClassTruth(rng.integers(0, 3, 50).astype(np.int32), {4: (0, 2), 9: (1, 2)})
    models = [
        predicts(*rng.integers(0, 3, 50), ranked=rng.permuted(np.tile(np.arange(3, dtype=np.int32), (50, 1)), axis=1))
        for _ in range(3)
    ]
    rows = np.array([9, 4, 0, 49])
    whole = metric.counts(labels, models)
    assert whole.dtype == np.uint8
    np.testing.assert_array_equal(metric.counts(labels, models, rows=rows), whole[..., rows])


def test_counts_of_some_rows_take_their_weights_too():
    weights = np.array([1.0, 2.0, 4.0])
    counts = metrics.WeightedError().counts(truth(0, 0, 0), [predicts(1, 0, 1)], weights, rows=np.array([2, 1]))
    np.testing.assert_array_equal(counts, [[[4.0, 0.0]], [[4.0, 2.0]]])


def test_counts_of_no_model_have_no_models():
    assert metrics.Error().counts(truth(0, 1), []).shape == (2, 0, 2)


def test_models_disagree_where_some_label_could_part_them():
    a = predicts(0, 1, 2, ranked=np.array([[0, 1], [1, 0], [2, 1]], np.int32))
    b = predicts(0, 0, 2, ranked=np.array([[0, 1], [0, 1], [2, 0]], np.int32))
    np.testing.assert_array_equal(metrics.Error().bound(a, b), [False, True, False])
    np.testing.assert_array_equal(metrics.TopK(2).bound(a, b), [False, False, True])
    np.testing.assert_array_equal(metrics.Error().bound(a, b, rows=np.array([1])), [True])
    assert metrics.F1(1).bound(a, b) is None


def test_titles_read_well_in_a_sentence():
    titles = [metric.title for metric in (metrics.Error(), metrics.TopK(5), metrics.WeightedError(), metrics.F1(0))]
    assert titles == ["error", "top-5 error", "weighted error", "F1"]
