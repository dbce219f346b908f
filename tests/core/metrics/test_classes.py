"""Metrics of binary and multiclass tasks (METHOD 1)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, precision_recall_fscore_support, zero_one_loss

from labeler.core.metrics import classes as metrics
from labeler.core.metrics.base import summed
from labeler.core.metrics.weighted import Weighted
from labeler.core.predictions import Prediction
from labeler.core.truth import ClassTruth

SEEDS = st.integers(0, 2**32 - 1)


def truth(*codes, **acceptable):
    return ClassTruth(np.array(codes, np.int32), {int(name[1:]): codes for name, codes in acceptable.items()})


def predicts(*codes, model="m", **columns):
    return Prediction(model, 0, {"predicted": np.array(codes, np.int32)} | columns)


def value(metric, truth, prediction):
    return metric.values(summed(metric.counts(truth, [prediction])))[0]


def confused(tp, fp, fn, tn):
    """Truth and prediction of that confusion matrix, the positive class being 1."""
    actual = [1] * tp + [0] * fp + [1] * fn + [0] * tn
    predicted = [1] * tp + [1] * fp + [0] * fn + [0] * tn
    return truth(*actual), predicts(*predicted)


def with_sets(rng, n=30, classes=4):
    """Given labels, some of them widened to sets of which the given one needn't be the first."""
    codes = rng.integers(0, classes, n).astype(np.int32)
    acceptable = {}
    for row in range(0, n, 2):
        accepted = tuple(rng.permutation(classes)[: rng.integers(2, classes)].tolist())
        codes[row] = codes[row] if codes[row] in accepted else accepted[0]
        acceptable[row] = accepted
    return ClassTruth(codes, acceptable)


def test_worked_value_precision_075_recall_06_accuracy_07_of_tp_3_fp_1_fn_2_tn_4():
    labels, model = confused(tp=3, fp=1, fn=2, tn=4)
    assert value(metrics.Precision(1), labels, model) == 0.75
    assert value(metrics.Recall(1), labels, model) == 0.6
    assert value(metrics.Accuracy(), labels, model) == 0.7
    assert value(metrics.Error(), labels, model) == pytest.approx(0.3)


def test_worked_value_f1_of_095_and_090_is_09243_and_ahead_of_09104_of_098_and_085():
    found = []
    for confusion, precision, recall in [((171, 9, 19, 0), 0.95, 0.90), ((833, 17, 147, 3), 0.98, 0.85)]:
        labels, model = confused(*confusion)
        assert value(metrics.Precision(1), labels, model) == pytest.approx(precision)
        assert value(metrics.Recall(1), labels, model) == pytest.approx(recall)
        found.append(value(metrics.F1(1), labels, model))
    assert [round(f1, 4) for f1 in found] == [0.9243, 0.9104]
    assert metrics.F1(1).higher_is_better


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=40))
def test_metrics_of_the_positive_class_agree_with_scikit_learn(rows):
    actual, predicted = zip(*rows, strict=True)
    expected = precision_recall_fscore_support(actual, predicted, average="binary", zero_division=np.nan)[:3]
    kinds = (metrics.Precision, metrics.Recall, metrics.F1)
    ours = [value(kind(1), truth(*actual), predicts(*predicted)) for kind in kinds]
    np.testing.assert_allclose(ours, expected, equal_nan=True)


@settings(deadline=None, max_examples=20)
@given(SEEDS)
def test_error_and_accuracy_agree_with_scikit_learn(seed):
    actual, predicted = np.random.default_rng(seed).integers(0, 5, (2, 40))
    assert value(metrics.Error(), truth(*actual), predicts(*predicted)) == pytest.approx(
        zero_one_loss(actual, predicted)
    )
    assert value(metrics.Accuracy(), truth(*actual), predicts(*predicted)) == accuracy_score(actual, predicted)


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_of_a_set_the_prediction_is_the_true_class_if_in_it_else_the_given_label_else_the_first(seed):
    rng = np.random.default_rng(seed)
    given_labels = rng.integers(0, 4, 30)
    sets = [tuple(rng.permutation(4)[: rng.integers(1, 4)].tolist()) for _ in range(30)]
    kept = [code if code in accepted else accepted[0] for code, accepted in zip(given_labels, sets, strict=True)]
    labels = ClassTruth(np.array(kept, np.int32), dict(enumerate(sets)))
    predicted = rng.integers(0, 4, 30)

    actual = [
        p if p in accepted else g if g in accepted else accepted[0]
        for p, g, accepted in zip(predicted, given_labels, sets, strict=True)
    ]
    tp = sum(p == 2 == a for p, a in zip(predicted, actual, strict=True))
    fp = sum(p == 2 != a for p, a in zip(predicted, actual, strict=True))
    fn = sum(p != 2 == a for p, a in zip(predicted, actual, strict=True))
    for kind in (metrics.Precision, metrics.Recall, metrics.F1):
        assert summed(kind(2).counts(labels, [predicts(*predicted)]))[:, 0].tolist() == [tp, fp, fn]


@settings(deadline=None, max_examples=20)
@given(SEEDS)
def test_any_label_of_a_set_is_right(seed):
    rng = np.random.default_rng(seed)
    labels = with_sets(rng)
    predicted = rng.integers(0, 4, (3, len(labels))).astype(np.int32)
    expected = [[code in labels.accepted(row) for row, code in enumerate(line)] for line in predicted.tolist()]
    np.testing.assert_array_equal(metrics.right(labels, predicted), expected)


@settings(deadline=None, max_examples=20)
@given(SEEDS, st.integers(1, 4))
def test_top_k_is_right_if_any_of_the_k_best_labels_is_acceptable(seed, k):
    rng = np.random.default_rng(seed)
    labels = with_sets(rng)
    ranked = rng.permuted(np.tile(np.arange(4, dtype=np.int32), (len(labels), 1)), axis=1)
    missed = sum(not set(best[:k]) & set(labels.accepted(row)) for row, best in enumerate(ranked.tolist()))
    model = predicts(*ranked[:, 0], ranked=ranked)
    assert value(metrics.TopK(k), labels, model) == pytest.approx(missed / len(labels))


def test_top_k_reads_probabilities_where_no_ranking_was_imported():
    model = predicts(2, 0, probabilities=np.array([[0.1, 0.2, 0.7], [0.5, 0.3, 0.2]], np.float32))
    assert value(metrics.TopK(2), truth(1, 2), model) == 0.5


def test_top_k_refuses_a_model_that_ranks_fewer_labels():
    assert metrics.TopK(2).compares(predicts(0, ranked=np.zeros((1, 2), np.int32))) is None
    assert metrics.TopK(2).compares(predicts(0, model="net")) == (
        "top-2 needs the 2 best labels of every example; 1 label is known of net"
    )
    assert metrics.TopK(3).compares(predicts(0, ranked=np.zeros((1, 2), np.int32), model="net")) == (
        "top-3 needs the 3 best labels of every example; 2 labels are known of net"
    )
    assert metrics.Error().compares(predicts(0)) is None


def test_the_order_among_the_k_best_labels_parts_no_models():
    a = predicts(0, 1, 2, ranked=np.array([[0, 1], [1, 0], [2, 1]], np.int32))
    b = predicts(0, 0, 2, ranked=np.array([[0, 1], [0, 1], [2, 0]], np.int32))
    assert metrics.TopK(2).bound(a, b).tolist() == [0, 0, 1]
    assert metrics.Error().bound(a, b).tolist() == [0, 1, 0]


def test_a_class_that_is_neither_there_nor_predicted_has_no_precision_recall_or_f1():
    labels, model = confused(tp=0, fp=0, fn=0, tn=3)
    assert [str(value(kind(1), labels, model)) for kind in (metrics.Precision, metrics.Recall, metrics.F1)] == [
        "nan"
    ] * 3


def test_f1_is_0_where_nothing_positive_is_found():
    assert value(metrics.F1(1), *confused(tp=0, fp=2, fn=1, tn=0)) == 0


def test_a_model_that_says_nothing_of_an_example_has_it_wrong():
    assert value(metrics.Error(), truth(0, 1), predicts(-1, 1)) == 0.5
    assert summed(metrics.F1(0).counts(truth(0, 1), [predicts(-1, 1)]))[:, 0].tolist() == [0, 0, 1]


@settings(deadline=None, max_examples=20)
@given(SEEDS)
def test_renaming_the_labels_does_not_change_the_error(seed):
    rng = np.random.default_rng(seed)
    labels, predicted, renamed = with_sets(rng), rng.integers(0, 4, 30), rng.permutation(4)
    sets = {row: tuple(renamed[list(codes)].tolist()) for row, codes in labels.acceptable.items()}
    after = ClassTruth(renamed[labels.codes].astype(np.int32), sets)
    for metric in (metrics.Error(), metrics.Accuracy()):
        assert value(metric, after, predicts(*renamed[predicted])) == value(metric, labels, predicts(*predicted))


def test_exact_values_are_in_lowest_terms():
    assert metrics.Error().exact(np.array([1, 3])) == Fraction(1, 3)
    assert metrics.F1(1).exact(np.array([3, 1, 2])) == Fraction(2, 3)
    assert Weighted(metrics.Error()).exact(np.array([0.5, 2.0])) == 0.25


@pytest.mark.parametrize(("name", "k"), [("top-1", 1), ("top-12", 12), ("top-999999", 999_999)])
def test_top_k_is_found_by_the_name_it_bears(name, k):
    metric = metrics.top_k(name)
    assert metric == metrics.TopK(k)
    assert metric.name == name


@pytest.mark.parametrize("name", ["top-0", "top-05", "top-K", "top-", "top-1 ", "top-1000000", "Top-1", "error", ""])
def test_other_names_are_no_top_k(name):
    assert metrics.top_k(name) is None


def test_metrics_about_the_positive_class_are_found_by_name():
    assert [metrics.about_positive(name, 1) for name in ("precision", "recall", "f1")] == [
        metrics.Precision(1),
        metrics.Recall(1),
        metrics.F1(1),
    ]
    with pytest.raises(KeyError):
        metrics.about_positive("error", 1)


def test_titles_read_well_in_a_sentence():
    titles = [metric.title for metric in (metrics.Error(), metrics.TopK(5), Weighted(metrics.Error()), metrics.F1(0))]
    assert titles == ["error", "top-5 error", "weighted error", "F1"]
