"""Macro-F1: the mean of the F1 of all classes or labels (METHOD 1)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from labeler.core.metrics import classes, means, multilabel
from labeler.core.metrics.base import summed
from labeler.core.predictions import Prediction
from labeler.core.truth import ClassTruth, MultilabelTruth
from labeler.errors import LabelerError

SEEDS = st.integers(0, 2**32 - 1)


def predicts(codes):
    return Prediction("m", 0, {"predicted": np.asarray(codes, np.int32)})


def answers(values):
    return Prediction("m", 0, {"predicted": np.asarray(values, np.int8)})


def value(metric, truth, *models):
    return metric.values(summed(metric.counts(truth, models)))[0]


def class_truth(codes, **acceptable):
    return ClassTruth(np.asarray(codes, np.int32), {int(name[1:]): codes for name, codes in acceptable.items()})


def labels_truth(values):
    return MultilabelTruth(np.asarray(values, np.int8))


def brute_force(rows, parts):
    """The mean F1 of (true class, predicted class) pairs, in fractions; None if no class is defined."""
    each = []
    for part in range(parts):
        tp = sum(actual == part == predicted for actual, predicted in rows)
        wrong = sum((actual == part) != (predicted == part) for actual, predicted in rows)
        if tp or wrong:
            each.append(Fraction(2 * tp, 2 * tp + wrong))
    return sum(each, Fraction()) / len(each) if each else None


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_macro_f1_of_classes_agrees_with_scikit_learn(seed):
    rng = np.random.default_rng(seed)
    actual, predicted = rng.integers(0, 6, (2, 12))  # some class is often absent
    expected = f1_score(actual, predicted, average="macro", zero_division=0)
    assert value(classes.MacroF1(6), class_truth(actual), predicts(predicted)) == pytest.approx(expected)


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_macro_f1_of_labels_agrees_with_scikit_learn(seed):
    rng = np.random.default_rng(seed)
    actual, predicted = rng.random((2, 8, 5)) < 0.2
    expected = f1_score(actual, predicted, average="macro", zero_division=np.nan)
    assert value(multilabel.MacroF1(5), labels_truth(actual), answers(predicted)) == pytest.approx(
        expected, nan_ok=True
    )


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_of_a_set_of_acceptable_labels_one_is_the_true_class(seed):
    rng = np.random.default_rng(seed)
    sets = [tuple(rng.permutation(4)[: rng.integers(1, 4)].tolist()) for _ in range(10)]
    truth = ClassTruth(np.array([accepted[0] for accepted in sets], np.int32), dict(enumerate(sets)))
    predicted = rng.integers(0, 4, 10).tolist()
    rows = [(p if p in accepted else accepted[0], p) for p, accepted in zip(predicted, sets, strict=True)]
    metric = classes.MacroF1(4)
    assert metric.exact(summed(metric.counts(truth, [predicts(predicted)]))[:, 0]) == brute_force(rows, 4)


def test_a_class_neither_there_nor_predicted_leaves_the_mean():
    truth, model = class_truth([0, 0, 1]), predicts([0, 1, 1])
    assert value(classes.MacroF1(2), truth, model) == pytest.approx(2 / 3)
    assert value(classes.MacroF1(9), truth, model) == pytest.approx(2 / 3)


def test_a_class_only_predicted_or_only_there_counts_0():
    assert value(classes.MacroF1(3), class_truth([0, 0]), predicts([0, 2])) == pytest.approx((2 / 3 + 0) / 2)
    assert value(classes.MacroF1(3), class_truth([0, 2]), predicts([0, 0])) == pytest.approx((2 / 3 + 0) / 2)


def test_the_mean_is_undefined_where_no_part_is_defined():
    assert np.isnan(value(multilabel.MacroF1(2), labels_truth([[-1, 0]]), answers([[1, 0]])))
    assert multilabel.MacroF1(2).exact(np.zeros(6, np.int64)) is None


def test_a_model_that_says_nothing_misses_the_class_and_claims_no_other():
    counts = summed(classes.MacroF1(2).counts(class_truth([0, 1]), [predicts([-1, 1])]))[:, 0]
    assert counts.reshape(3, 2).tolist() == [[0, 1], [0, 0], [1, 0]]


@settings(deadline=None, max_examples=20)
@given(SEEDS)
def test_renaming_classes_changes_nothing(seed):
    rng = np.random.default_rng(seed)
    (actual, predicted), renamed = rng.integers(0, 4, (2, 12)), rng.permutation(4)
    metric = classes.MacroF1(4)
    before = summed(metric.counts(class_truth(actual), [predicts(predicted)]))
    after = summed(metric.counts(class_truth(renamed[actual]), [predicts(renamed[predicted])]))
    assert metric.exact(after[:, 0]) == metric.exact(before[:, 0])


@settings(deadline=None, max_examples=20)
@given(SEEDS)
def test_renaming_labels_changes_nothing(seed):
    rng = np.random.default_rng(seed)
    actual, predicted, order = rng.integers(-1, 2, (6, 4)), rng.integers(0, 2, (6, 4)), rng.permutation(4)
    metric = multilabel.MacroF1(4)
    before = summed(metric.counts(labels_truth(actual), [answers(predicted)]))
    after = summed(metric.counts(labels_truth(actual[:, order]), [answers(predicted[:, order])]))
    assert metric.exact(after[:, 0]) == metric.exact(before[:, 0])


def test_each_model_has_its_own_counts():
    truth, right, wrong = class_truth([0, 1]), predicts([0, 1]), predicts([1, 0])
    metric = classes.MacroF1(2)
    assert metric.values(summed(metric.counts(truth, [right, wrong, right]))).tolist() == [1, 0, 1]


def test_more_classes_than_memory_holds_are_refused_with_a_way_out():
    with pytest.raises(LabelerError, match=r"macro-F1 over 2,001 parts .* 1 models and 1 examples .* fewer models"):
        classes.MacroF1(2_001).counts(class_truth([0]), [predicts([0])])
    assert value(classes.MacroF1(2_000), class_truth([0]), predicts([0])) == 1


def test_counts_that_would_not_fit_in_memory_are_refused(monkeypatch):
    monkeypatch.setattr(means, "MOST_BYTES", 3 * 2 * 4)
    assert value(classes.MacroF1(2), class_truth([0] * 4), predicts([0] * 4)) == 1
    with pytest.raises(LabelerError, match="too much"):
        classes.MacroF1(2).counts(class_truth([0] * 5), [predicts([0] * 5)])
