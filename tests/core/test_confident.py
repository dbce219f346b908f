"""Confident learning, held against judging one example at a time, and cleanlab where it is installed (METHOD 8)."""

from __future__ import annotations

from math import fsum
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.confident import NEAR, UNREACHED, confident_class, thresholds


def flagged(probabilities: np.ndarray, codes: np.ndarray) -> np.ndarray:
    own = probabilities[np.arange(len(codes)), codes]
    return confident_class(probabilities, codes, thresholds(own, codes, probabilities.shape[1]))


def noisy(seed: int, examples: int, classes: int, *, noise: float, sharpness: float) -> tuple[Any, Any]:
    rng = np.random.default_rng(seed)
    truth = rng.integers(classes, size=examples)
    logits = rng.normal(size=(examples, classes)) + sharpness * np.eye(classes)[truth]
    probabilities = np.exp(logits)
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    codes = np.where(rng.random(examples) < noise, rng.integers(classes, size=examples), truth).astype(np.int32)
    return probabilities, codes


CASES = [
    (seed, examples, classes, noise, sharpness)
    for seed, (examples, classes) in enumerate([(2_000, 2), (3_000, 3), (5_000, 10), (2_000, 40), (60, 5)])
    for noise, sharpness in ((0.02, 4.0), (0.3, 1.0))
]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
@pytest.mark.parametrize(("seed", "examples", "classes", "noise", "sharpness"), CASES)
def test_flags_are_those_of_cleanlab(seed, examples, classes, noise, sharpness):
    cleanlab = pytest.importorskip("cleanlab.filter", reason="cleanlab is not installed")
    probabilities, codes = noisy(seed, examples, classes, noise=noise, sharpness=sharpness)
    theirs = cleanlab.find_label_issues(codes, probabilities, filter_by="confident_learning", n_jobs=1)
    np.testing.assert_array_equal(flagged(probabilities, codes) >= 0, theirs)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
@pytest.mark.parametrize("grid", [2, 4, 10])
def test_ties_fall_as_in_cleanlab(grid):
    """Probabilities in coarse steps: many are equal, and many lie on a threshold."""
    cleanlab = pytest.importorskip("cleanlab.filter", reason="cleanlab is not installed")
    rng = np.random.default_rng(grid)
    probabilities = rng.multinomial(grid, [0.4, 0.3, 0.2, 0.1], size=3_000) / grid
    codes = np.array([rng.choice(4, p=row) if rng.random() < 0.8 else 3 for row in probabilities], np.int32)
    theirs = cleanlab.find_label_issues(codes, probabilities, filter_by="confident_learning", n_jobs=1)
    np.testing.assert_array_equal(flagged(probabilities, codes) >= 0, theirs)
    assert 0 < theirs.sum() < len(codes)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_a_class_without_examples_has_no_threshold_to_reach_as_in_cleanlab():
    cleanlab = pytest.importorskip("cleanlab.filter", reason="cleanlab is not installed")
    probabilities, codes = noisy(3, 1_000, 5, noise=0.1, sharpness=2.0)
    codes[codes == 2] = 1
    theirs = cleanlab.find_label_issues(codes, probabilities, filter_by="confident_learning", n_jobs=1)
    np.testing.assert_array_equal(flagged(probabilities, codes) >= 0, theirs)


def one_at_a_time(probabilities: np.ndarray, codes: np.ndarray) -> list[int]:
    """The confident class of every flagged example, as the authors spell it out before they make it fast."""
    rows, labels = probabilities.tolist(), codes.tolist()
    classes = range(probabilities.shape[1])
    own = [[row[label] for row, label in zip(rows, labels, strict=True) if label == code] for code in classes]
    limits = [max(fsum(each) / len(each), 2 * NEAR) if each else UNREACHED for each in own]
    found = []
    for row, label in zip(rows, labels, strict=True):
        reached = [code for code in classes if row[code] >= limits[code] - NEAR]
        guess = reached[0] if len(reached) == 1 else row.index(max(row)) if reached else label
        likeliest = max(row[code] + NEAR * (code == label) for code in classes)
        found.append(guess if guess != label and row[label] + NEAR < likeliest else -1)
    return found


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 9999), st.integers(1, 60), st.integers(2, 6), st.sampled_from([3, 8, 1000]))
def test_flags_are_those_of_judging_one_example_at_a_time(seed, size, classes, grid):
    """In coarse steps many probabilities are equal or lie on a threshold; some classes have no example."""
    rng = np.random.default_rng(seed)
    probabilities = rng.multinomial(grid, rng.dirichlet(np.ones(classes)), size=size) / grid
    codes = rng.integers(classes, size=size).astype(np.int32)
    assert flagged(probabilities, codes).tolist() == one_at_a_time(probabilities, codes)


def test_by_hand():
    """Thresholds 0.75 and 0.6: the third cat is confidently a dog, the last dog is no cat beyond doubt."""
    probabilities = np.array([[0.9, 0.1], [0.95, 0.05], [0.4, 0.6], [0.3, 0.7], [0.5, 0.5]])
    codes = np.array([0, 0, 0, 1, 1], np.int32)
    own = probabilities[np.arange(5), codes]
    assert thresholds(own, codes, 2) == pytest.approx([0.75, 0.6])
    assert flagged(probabilities, codes).tolist() == [-1, -1, 1, -1, -1]


def test_a_confident_class_that_is_less_likely_than_the_label_flags_nothing():
    """The second class reaches its low threshold of 0.3, yet the label is likelier."""
    probabilities = np.array([[0.6, 0.4], [0.95, 0.05], [0.7, 0.3]])
    assert flagged(probabilities, np.array([0, 0, 1], np.int32)).tolist() == [-1, -1, -1]


def test_examples_without_a_probability_or_a_label_count_for_nothing():
    probabilities = np.array([[0.9, 0.1], [np.nan, np.nan], [0.2, 0.8], [0.1, 0.9]])
    codes = np.array([0, 1, -1, 1], np.int32)
    own = np.array([0.9, np.nan, 0.8, 0.9])
    assert thresholds(own, codes, 3).tolist() == [0.9, 0.9, UNREACHED]
    assert confident_class(probabilities, codes, np.array([0.5, 0.5])).tolist() == [-1, -1, -1, -1]


def test_no_examples_are_no_flags():
    nothing = np.zeros((0, 3))
    assert flagged(nothing, np.zeros(0, np.int32)).shape == (0,)
