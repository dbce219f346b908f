"""Metrics of multilabel tasks, over known labels only (METHOD 1)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score, hamming_loss, zero_one_loss

from labeler.core.metrics.base import summed
from labeler.core.metrics.multilabel import Hamming, LabelError, MacroF1, MicroF1, Subset, differing
from labeler.core.predictions import Prediction
from labeler.core.truth import UNKNOWN, MultilabelTruth

SEEDS = st.integers(0, 2**32 - 1)
METRICS = (Hamming(), Subset(), LabelError("c", 2), MicroF1(), MacroF1(4))
EACH = pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)


def truth(values):
    return MultilabelTruth(np.asarray(values, np.int8))


def answers(values):
    return Prediction("m", 0, {"predicted": np.asarray(values, np.int8)})


def value(metric, values, predicted):
    return metric.values(summed(metric.counts(truth(values), [answers(predicted)])))[0]


def exact(metric, values, predicted):
    return metric.exact(summed(metric.counts(truth(values), [answers(predicted)]))[:, 0])


def random_case(seed, *, lowest=UNKNOWN, examples=7, labels=4):
    rng = np.random.default_rng(seed)
    return rng.integers(lowest, 2, (examples, labels)), rng.integers(0, 2, (examples, labels))


def pairs(values, predicted):
    """(actual, predicted) of the known labels of every example."""
    rows = zip(values.tolist(), predicted.tolist(), strict=True)
    return [[(a, p) for a, p in zip(*row, strict=True) if a != UNKNOWN] for row in rows]


def f1_of(known):
    tp, wrong = sum(a == p == 1 for a, p in known), sum(a != p for a, p in known)
    return Fraction(2 * tp, 2 * tp + wrong) if tp or wrong else None


@settings(deadline=None, max_examples=25)
@given(SEEDS)
def test_where_every_label_is_known_scikit_learn_agrees(seed):
    values, predicted = random_case(seed, lowest=0)
    assert value(Hamming(), values, predicted) == pytest.approx(hamming_loss(values, predicted))
    assert value(Subset(), values, predicted) == pytest.approx(zero_one_loss(values, predicted))
    assert value(LabelError("c", 2), values, predicted) == pytest.approx(zero_one_loss(values[:, 2], predicted[:, 2]))
    micro = f1_score(values, predicted, average="micro", zero_division=np.nan)
    assert value(MicroF1(), values, predicted) == pytest.approx(micro, nan_ok=True)


@settings(deadline=None, max_examples=25)
@given(SEEDS)
def test_unknown_labels_are_left_out_of_every_sum(seed):
    values, predicted = random_case(seed)
    rows = pairs(values, predicted)
    cells = [cell for row in rows for cell in row]
    columns = [[cell for row in pairs(values[:, [j]], predicted[:, [j]]) for cell in row] for j in range(4)]

    assert exact(Hamming(), values, predicted) == Fraction(sum(a != p for a, p in cells), len(cells))
    wrong, known = sum(any(a != p for a, p in row) for row in rows), sum(bool(row) for row in rows)
    assert exact(Subset(), values, predicted) == Fraction(wrong, known)
    about = columns[2]
    assert exact(LabelError("c", 2), values, predicted) == (
        Fraction(sum(a != p for a, p in about), len(about)) if about else None
    )
    assert exact(MicroF1(), values, predicted) == f1_of(cells)
    each = [f1 for f1 in map(f1_of, columns) if f1 is not None]
    assert exact(MacroF1(4), values, predicted) == (sum(each) / len(each) if each else None)


@EACH
@settings(deadline=None, max_examples=10)
@given(seed=SEEDS)
def test_what_is_predicted_of_an_unknown_label_does_not_matter(metric, seed):
    values, predicted = random_case(seed)
    otherwise = np.where(values == UNKNOWN, 1 - predicted, predicted)
    np.testing.assert_array_equal(
        metric.counts(truth(values), [answers(predicted)]), metric.counts(truth(values), [answers(otherwise)])
    )


@EACH
@settings(deadline=None, max_examples=10)
@given(seed=SEEDS, row=st.integers(0, 6), label=st.integers(0, 3))
def test_an_unknown_label_changes_the_counts_of_no_other_example(metric, seed, row, label):
    values, predicted = random_case(seed, lowest=0)
    before = metric.counts(truth(values), [answers(predicted)])
    values[row, label] = UNKNOWN
    after = metric.counts(truth(values), [answers(predicted)])
    others = np.arange(7) != row
    np.testing.assert_array_equal(after[..., others], before[..., others])


@settings(deadline=None, max_examples=10)
@given(seed=SEEDS, row=st.integers(0, 6), label=st.integers(0, 3))
def test_an_unknown_label_changes_no_other_label(seed, row, label):
    values, predicted = random_case(seed, lowest=0)
    masked = values.copy()
    masked[row, label] = UNKNOWN
    for code in {0, 1, 2, 3} - {label}:
        metric = LabelError("x", code)
        assert exact(metric, masked, predicted) == exact(metric, values, predicted)
    per_label = [
        np.delete(summed(MacroF1(4).counts(truth(table), [answers(predicted)])).reshape(3, 4), label, axis=1)
        for table in (values, masked)
    ]
    np.testing.assert_array_equal(*per_label)


@settings(deadline=None, max_examples=15)
@given(SEEDS)
def test_renaming_labels_changes_nothing(seed):
    values, predicted = random_case(seed)
    order = np.random.default_rng(seed).permutation(4)
    for metric in (Hamming(), Subset(), MicroF1()):
        np.testing.assert_array_equal(
            metric.counts(truth(values), [answers(predicted)]),
            metric.counts(truth(values[:, order]), [answers(predicted[:, order])]),
        )


@EACH
def test_where_nothing_is_known_the_metric_is_undefined(metric):
    unknown = np.full((3, 4), UNKNOWN)
    assert np.isnan(value(metric, unknown, np.ones((3, 4))))
    assert exact(metric, unknown, np.ones((3, 4))) is None


def test_an_example_of_which_no_label_is_known_is_neither_right_nor_wrong():
    values, predicted = [[1, 0], [-1, -1], [1, 1]], [[1, 0], [1, 1], [0, 1]]
    assert exact(Subset(), values, predicted) == Fraction(1, 2)
    assert exact(LabelError("b", 1), [[1, 0], [1, -1], [1, 1]], predicted) == 0


def test_f1_is_undefined_where_no_label_is_there_or_predicted():
    assert exact(MicroF1(), [[0, 0]], [[0, 0]]) is None
    assert exact(MicroF1(), [[0, 0]], [[0, 1]]) == 0


def test_a_label_appended_after_the_predictions_came_is_predicted_nowhere():
    values, narrow = [[1, 0, 1], [0, 1, 0]], [[1, 0], [0, 1]]
    assert exact(Hamming(), values, narrow) == Fraction(1, 6)
    assert exact(Subset(), values, narrow) == Fraction(1, 2)
    assert exact(LabelError("c", 2), values, narrow) == Fraction(1, 2)
    assert exact(MicroF1(), values, narrow) == Fraction(4, 5)
    assert exact(MacroF1(3), values, narrow) == Fraction(2, 3)


def test_models_from_before_and_after_a_label_was_appended_differ_where_one_predicts_it():
    before, after = answers([[1, 0], [0, 1], [1, 1]]), answers([[1, 0, 0], [0, 1, 1], [0, 1, 1]])
    assert differing(before, after).tolist() == [[False] * 3, [False, False, True], [True, False, True]]
    assert Hamming().bound(before, after).tolist() == Hamming().bound(after, before).tolist() == [0, 1, 2]
    assert Subset().bound(before, after).tolist() == [0, 1, 1]
    assert LabelError("c", 2).bound(before, after).tolist() == [0, 1, 1]


def test_hamming_counts_more_labels_than_a_byte_holds():
    values, predicted = np.ones((1, 300)), np.zeros((1, 300))
    assert Hamming().counts(truth(values), [answers(predicted)]).ravel().tolist() == [300, 300]
    assert MicroF1().counts(truth(values), [answers(predicted)]).ravel().tolist() == [0, 0, 300]
    assert Hamming().bound(answers(values), answers(predicted)).tolist() == [300]


def test_names_and_titles():
    assert [metric.name for metric in METRICS] == ["hamming", "subset", "label:c", "micro-f1", "macro-f1"]
    assert [metric.title for metric in METRICS] == [
        "Hamming error",
        "subset error",
        "error on c",
        "micro-F1",
        "macro-F1",
    ]
    assert [metric.higher_is_better for metric in METRICS] == [False, False, False, True, True]
