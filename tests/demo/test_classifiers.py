from __future__ import annotations

import numpy as np
import pytest

from labeler.demo import classifiers
from labeler.demo.classifiers import Lesson, Network, kernel_ridge, neighbour_votes, standardized, train_network
from labeler.demo.features import Array


@pytest.fixture
def rings() -> Lesson:
    """Two classes that no line can part: a disc within a ring."""
    rng = np.random.default_rng(0)
    angle, inner = rng.uniform(0, 2 * np.pi, 200), np.arange(200) % 2
    radius = np.where(inner, 0.3, 1.0) + rng.normal(0, 0.05, 200)
    inputs = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return Lesson(inputs, inner.astype(np.intp), 2)


def accuracy(probabilities: Array, lesson: Lesson) -> float:
    return float((probabilities.argmax(axis=1) == lesson.labels).mean())


def test_a_hidden_layer_learns_what_a_regression_cannot(rings: Lesson) -> None:
    flat = train_network(rings, epochs=60, rate=0.1, decay=1e-4)
    deep = train_network(rings, hidden=(16,), epochs=60, rate=0.1, decay=1e-4)
    assert accuracy(flat.probabilities(rings.inputs), rings) < 0.75
    assert accuracy(deep.probabilities(rings.inputs), rings) > 0.95


def test_neighbours_and_kernel_learn_rings(rings: Lesson) -> None:
    votes = neighbour_votes(rings, rings.inputs, neighbours=5)
    ridge = kernel_ridge(rings, rings.inputs, gamma=2.0, ridge=0.01)
    for probabilities in (votes, ridge):
        assert accuracy(probabilities, rings) > 0.95
        np.testing.assert_allclose(probabilities.sum(axis=1), 1)


def test_slopes_agree_with_finite_differences() -> None:
    rng = np.random.default_rng(1)
    inputs, targets = rng.normal(size=(7, 5)), np.eye(3)[rng.integers(0, 3, 7)]
    parameters = [rng.normal(size=shape) for shape in ((5, 4), (4,), (4, 3), (3,))]

    def loss() -> float:
        likelihood = (Network(parameters).probabilities(inputs) * targets).sum(axis=1)
        penalty = 0.05 * sum((array**2).sum() for array in parameters[::2])
        return float(-np.log(likelihood).mean() + penalty)

    slopes = classifiers._slopes(Network(parameters), inputs, targets, 0.1)
    for array, slope in zip(parameters, slopes, strict=True):
        for place in np.ndindex(array.shape):
            kept = array[place]
            array[place] = kept + 1e-5
            above = loss()
            array[place] = kept - 1e-5
            below = loss()
            array[place] = kept
            assert slope[place] == pytest.approx((above - below) / 2e-5, abs=1e-6)


def test_standardizing_looks_at_known_rows_only() -> None:
    features = np.array([[0.0, 1.0], [2.0, 5.0], [1000.0, -1000.0]])
    changed = features.copy()
    changed[2] = 7.0
    known = np.array([0, 1])
    np.testing.assert_array_equal(standardized(features, known)[:2], standardized(changed, known)[:2])
    np.testing.assert_allclose(standardized(features, known)[:2].mean(axis=0), 0, atol=1e-12)
