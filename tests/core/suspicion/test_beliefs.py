"""How probable a model holds every class, against working it out one class at a time in fractions (METHOD 8)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.predictions import Prediction
from labeler.core.suspicion.beliefs import Beliefs
from labeler.core.truth import ClassTruth

NAN = float("nan")


def beliefs(predicted, classes, **columns):
    found = {"predicted": np.array(predicted, np.int32)}
    found |= {key: np.array(value, np.int32 if key == "ranked" else np.float32) for key, value in columns.items()}
    return Beliefs.of(Prediction("m", 1, found), classes)


def by_hand(known, classes):
    """``known`` maps classes to probabilities: the others share what is left, none above the least that is known."""
    if not known:
        return [NAN] * classes
    left = 1 - sum(map(Fraction, known.values()))
    share = max(min(left / max(classes - len(known), 1), Fraction(min(known.values()))), 0)
    return [float(known.get(code, share)) for code in range(classes)]


# Sixteenths are exact in float32, sums above 1 come from rounded tables.
sixteenths = st.integers(0, 16).map(lambda n: n / 16)


@st.composite
def best_few(draw):
    """The number of classes, how many are ranked, and per example some of them with a probability each."""
    classes = draw(st.integers(1, 6))
    depth = draw(st.integers(1, classes))
    rows = [
        dict(zip(draw(st.permutations(range(classes)))[: draw(st.integers(0, depth))], few, strict=False))
        for few in draw(st.lists(st.lists(sixteenths, min_size=depth, max_size=depth), max_size=6))
    ]
    return classes, depth, rows


@settings(max_examples=80, deadline=None)
@given(best_few())
def test_the_best_few_leave_the_others_an_equal_share(drawn):
    classes, depth, rows = drawn
    ranked = [(list(row) + [-1] * depth)[:depth] for row in rows]
    stated = [(list(row.values()) + [NAN] * depth)[:depth] for row in rows]
    size = (len(rows), depth)
    found = beliefs(
        [row[0] for row in ranked],
        classes,
        ranked=np.reshape(ranked, size),
        ranked_probability=np.reshape(stated, size),
    )
    expected = np.reshape([by_hand(row, classes) for row in rows], (len(rows), classes))
    np.testing.assert_allclose(found.matrix(slice(None)), expected)
    for code in range(classes):
        labels = ClassTruth(np.full(len(rows), code, np.int32))
        np.testing.assert_allclose(found.of_labels(labels), expected[:, code])


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 5), st.lists(st.tuples(st.integers(0, 4), sixteenths), max_size=6))
def test_the_predicted_one_alone_is_the_best_few_of_one(classes, rows):
    codes = [code % classes for code, _ in rows]
    probabilities = [probability for _, probability in rows]
    found = beliefs(codes, classes, probability=probabilities).matrix(slice(None))
    expected = [by_hand({code: probability}, classes) for code, probability in zip(codes, probabilities, strict=True)]
    np.testing.assert_allclose(found, np.reshape(expected, found.shape))


def test_all_probabilities_stand_as_they_are_even_where_they_are_no_distribution():
    matrix = [[0.5, 0.25, 0.125], [1, 1, 1]]
    assert beliefs([0, 0], 3, probabilities=matrix).matrix(slice(None)).tolist() == matrix


def test_all_probabilities_count_before_the_best_few_and_these_before_the_best_one():
    columns = {"probability": [0.5], "ranked": [[0, 1]], "ranked_probability": [[0.75, 0.25]]}
    assert beliefs([0], 3, **columns).matrix(slice(None)).tolist() == [[0.75, 0.25, 0]]
    columns["probabilities"] = [[1, 0, 0]]
    assert beliefs([0], 3, **columns).matrix(slice(None)).tolist() == [[1, 0, 0]]


def test_ranked_labels_without_probabilities_leave_that_of_the_best():
    found = beliefs([0], 3, ranked=[[0, 1]], probability=[0.5])
    assert found.matrix(slice(None)).tolist() == [[0.5, 0.25, 0.25]]


def test_no_probability_at_all_is_no_belief():
    assert beliefs([0, 1], 3) is None
    assert beliefs([0, 1], 3, ranked=[[0, 1], [1, 0]]) is None


@pytest.mark.parametrize(
    "columns",
    [
        {"probabilities": [[0.5, 0.5, 0], [0, 0, 0]]},
        {"probability": [0.5, NAN]},
        {"ranked": [[0, 1], [-1, -1]], "ranked_probability": [[0.5, 0.5], [NAN, NAN]]},
    ],
)
def test_of_an_example_that_it_leaves_out_a_model_believes_nothing(columns):
    found = beliefs([0, -1], 3, **columns)
    assert np.isnan(found.matrix(slice(None))).tolist() == [[False] * 3, [True] * 3]
    assert np.isnan(found.of_labels(ClassTruth(np.zeros(2, np.int32)))).tolist() == [False, True]
    both = ClassTruth(np.zeros(2, np.int32), {1: (0, 2)})
    assert np.isnan(found.of_labels(both)).tolist() == [False, True]


def test_a_probability_left_out_of_a_prediction_that_was_made_is_unknown():
    found = beliefs([0, 1], 2, probability=[0.75, NAN])
    assert np.isnan(found.matrix(slice(None))).tolist() == [[False, False], [True, True]]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_of_a_set_the_beliefs_in_its_members_are_added(data):
    classes = data.draw(st.integers(2, 5))
    rng = np.random.default_rng(data.draw(st.integers(0, 999)))
    matrix = rng.dirichlet(np.ones(classes), 4).astype(np.float32)
    members = tuple(data.draw(st.lists(st.integers(0, classes - 1), min_size=1, unique=True)))
    labels = ClassTruth(np.full(4, members[0], np.int32), dict.fromkeys(range(4), members))
    ranked = np.argsort(-matrix, axis=1, kind="stable")[:, :2]
    known = np.take_along_axis(matrix, ranked, axis=1)
    for found in (
        beliefs(ranked[:, 0], classes, probabilities=matrix),
        beliefs(ranked[:, 0], classes, ranked=ranked, ranked_probability=known),
        beliefs(ranked[:, 0], classes, probability=known[:, 0]),
    ):
        np.testing.assert_allclose(found.of_labels(labels), found.matrix(slice(None))[:, list(members)].sum(axis=1))


def test_a_block_of_examples_is_that_part_of_all():
    rng = np.random.default_rng(0)
    found = beliefs(np.zeros(9), 4, probability=rng.uniform(0.3, 1, 9))
    np.testing.assert_array_equal(found.matrix(slice(3, 6)), found.matrix(slice(None))[3:6])


def test_a_class_that_came_into_the_vocabulary_later_shares_nothing_where_all_was_known():
    assert beliefs([0], 3, probabilities=[[0.5, 0.5]]).matrix(slice(None)).tolist() == [[0.5, 0.5, 0]]
    assert beliefs([0], 3, probability=[0.5]).matrix(slice(None)).tolist() == [[0.5, 0.25, 0.25]]


def test_no_examples_have_no_beliefs():
    assert beliefs([], 3, probability=[]).matrix(slice(None)).shape == (0, 3)
    assert len(beliefs([], 3, probabilities=np.zeros((0, 3)))) == 0
