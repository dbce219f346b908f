"""Suspicious labels where every example has several, some unknown (METHOD 8)."""

from __future__ import annotations

import numpy as np
import pytest

from labeler.core.predictions import Prediction
from labeler.core.suspicion import suspicion
from labeler.core.truth import MultilabelTruth

NAMES = ["fur", "wings", "horns"]


def model(*rows, name="m", stated=True):
    """A row of probabilities an example; None where it says nothing."""
    matrix = np.array([[np.nan] * 3 if row is None else row for row in rows], np.float32).reshape(-1, 3)
    predicted = np.where(np.isnan(matrix), -1, matrix >= 0.5).astype(np.int8)
    columns = {"predicted": predicted} | ({"probabilities": np.nan_to_num(matrix)} if stated else {})
    return Prediction(name, 1, columns)


def judged(values, *models):
    return suspicion(MultilabelTruth(np.array(values, np.int8).reshape(-1, 3)), models, NAMES)


def test_an_example_is_as_suspicious_as_its_worst_known_label():
    found = judged([[1, 0, -1]], model([0.75, 0.5, 0.125]))
    assert found.self_confidence.tolist() == [0.5]
    assert judged([[1, -1, -1]], model([0.75, 0.5, 0.125])).self_confidence.tolist() == [0.75]


def test_models_are_averaged_label_by_label():
    found = judged([[1, 0, -1]], model([0.5, 0.25, 0]), model([1, 0.75, 0]))
    assert found.self_confidence.tolist() == [0.5]


def test_the_share_of_models_is_that_against_one_and_the_same_label():
    values = [[1, 0, 1]]
    found = judged(values, model([0.1, 0.1, 0.9]), model([0.9, 0.9, 0.9]), model([0.9, 0.9, 0.9]))
    assert found.agreement.tolist() == pytest.approx([2 / 3])
    assert found.suggestion(0) == "wings"
    assert judged(values, model([0.1, 0.1, 0.9])).suggestion(0) == "not fur"


def test_an_unknown_label_is_contradicted_by_nobody():
    found = judged([[-1, 0, 1]], model([0.9, 0.1, 0.9]))
    assert (found.agreement.tolist(), found.suggestion(0)) == ([0], None)


def test_an_example_of_which_nothing_is_known_is_not_judged():
    found = judged([[-1, -1, -1], [1, 1, 1]], model([0.9, 0.9, 0.9], [0.9, 0.9, 0.9]))
    assert found.models.tolist() == [0, 1]
    assert np.isnan([found.quality[0], found.self_confidence[0], found.agreement[0]]).all()
    assert found.order(np.arange(2)).tolist() == [1]


def test_an_example_that_a_model_leaves_out_is_judged_by_the_others():
    found = judged([[1, 1, 1]] * 2, model(None, [0.2, 0.9, 0.9]), model([0.4, 0.9, 0.9], [0.4, 0.9, 0.9]))
    assert found.models.tolist() == [1, 2]
    assert found.self_confidence.tolist() == pytest.approx([0.4, 0.3])


def test_without_probabilities_contradictions_give_the_order():
    values = [[1, 1, 1]] * 3
    one = model([0.9, 0.9, 0.9], [0.1, 0.9, 0.9], [0.9, 0.9, 0.1], stated=False)
    other = model([0.9, 0.9, 0.9], [0.1, 0.9, 0.9], [0.9, 0.1, 0.9], stated=False)
    found = judged(values, one, other)
    assert np.isnan(found.self_confidence).all()
    assert not found.flags
    assert found.order(np.arange(3)).tolist() == [1, 2, 0]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_an_example_is_flagged_where_cleanlab_flags_one_of_its_labels():
    cleanlab = pytest.importorskip("cleanlab.filter", reason="cleanlab is not installed")
    rng = np.random.default_rng(4)
    true = rng.integers(2, size=(800, 3))
    matrix = np.clip(true * 0.6 + 0.2 + rng.normal(scale=0.2, size=true.shape), 0.01, 0.99).astype(np.float32)
    values = np.where(rng.random(true.shape) < 0.05, 1 - true, true).astype(np.int8)
    expected = np.zeros(800, bool)
    for label in range(3):
        positive = matrix[:, label].astype(float)
        both = np.stack([1 - positive, positive], axis=1)
        expected |= cleanlab.find_label_issues(values[:, label], both, filter_by="confident_learning", n_jobs=1)
    np.testing.assert_array_equal(judged(values, model(*matrix)).flagged, expected)
    assert 0 < expected.sum() < 800


@pytest.mark.parametrize("models", [[], [model()]])
def test_no_examples_and_no_models_are_ordinary(models):
    assert judged([], *models).order(np.arange(0)).tolist() == []
    assert judged([[1, 0, 1]]).order(np.arange(1)).tolist() == []
