"""Examples and predictions as columns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.core import sampling
from labeler.core.dataset import Examples
from labeler.core.labels import Vocabulary
from labeler.core.predictions import Prediction
from labeler.core.splits import SPLITS
from labeler.core.tasks import Multiclass
from labeler.core.text import TextColumn
from labeler.core.truth import ClassTruth


def examples_of(ids, *, splits=None, seed=0):
    return Examples(
        ids=TextColumn.of(ids),
        splits=np.array([SPLITS.index(name) for name in splits or ["dev"] * len(ids)], np.int8),
        given=ClassTruth(np.zeros(len(ids), np.int32)),
        tickets=sampling.short_tickets(seed, ids),
        vocabulary=Vocabulary(("cat", "dog")),
        task=Multiclass(),
        seed=seed,
    )


def prediction_of(**columns):
    return Prediction("m", 1, {name: np.array(values) for name, values in columns.items()})


@given(st.lists(st.text(max_size=4), unique=True, max_size=20), st.text(max_size=4), st.integers(0, 9))
def test_every_id_is_found_at_its_ordinal_and_no_other(ids, other, seed):
    examples = examples_of(ids, seed=seed)
    assert [examples.ordinal(example_id) for example_id in ids] == list(range(len(ids)))
    assert (examples.ordinal(other) is None) == (other not in ids)


def test_an_id_is_told_apart_from_one_with_the_same_short_ticket():
    examples = examples_of(["a", "b", "c"])
    object.__setattr__(examples, "tickets", np.full(3, sampling.short_ticket(0, "b"), np.uint64))
    assert examples.ordinal("b") == 1


def test_only_splits_that_exist_are_counted():
    examples = examples_of(list("abc"), splits=["test", "dev", "test"])
    assert examples.split_sizes == {"dev": 1, "test": 2}
    assert list(examples.split_sizes) == ["dev", "test"]
    assert examples.members("dev+test").all()


def test_the_first_of_equal_probabilities_ranks_first():
    prediction = prediction_of(
        predicted=np.array([2, 0, -1], np.int32), probabilities=[[0.1, 0.3, 0.6], [0.4, 0.2, 0.4], [0, 0, 0]]
    )
    assert prediction.depth == 3
    assert prediction.ranked(2).tolist() == [[2, 1], [0, 2], [-1, -1]]


def test_ranks_as_imported_come_before_those_from_probabilities():
    prediction = prediction_of(predicted=[1], ranked=[[1, 0]], probabilities=[[0.9, 0.1]])
    assert prediction.ranked(2).tolist() == [[1, 0]]
    assert prediction.depth == 2


def test_a_plain_prediction_has_one_rank():
    prediction = prediction_of(predicted=[1, -1])
    assert prediction.depth == 1
    assert prediction.ranked(1).tolist() == [[1], [-1]]


def test_a_probability_that_was_not_imported_is_none():
    assert prediction_of(predicted=[1]).probability(0) is None
    assert prediction_of(predicted=[1], probability=np.array([np.nan], np.float32)).probability(0) is None
    assert prediction_of(predicted=[1], probability=np.array([0.25], np.float32)).probability(0) == 0.25


@pytest.mark.parametrize(("codes", "covers"), [([0, 1, 1], True), ([0, -1, 1], False), ([-1, 0, 0], True)])
def test_a_model_covers_a_split_whole_or_not_at_all(codes, covers):
    rows = np.array([False, True, True])
    prediction = prediction_of(predicted=codes)
    assert prediction.covers(rows) == covers
