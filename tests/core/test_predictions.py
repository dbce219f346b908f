"""What a model says of every example, as columns."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from labeler.core.predictions import Prediction
from labeler.core.text import TextColumn

ROWS = np.array([3, 0, 0])


def prediction(**columns):
    return Prediction("net", 2, columns)


def classes(*codes, **columns):
    return prediction(predicted=np.array(codes, np.int32), **columns)


def hears(*texts):
    """A model's hypotheses; None where it says nothing."""
    distinct = sorted({text for text in texts if text is not None})
    column = TextColumn.of(distinct)
    codes = [-1 if text is None else distinct.index(text) for text in texts]
    heap = np.frombuffer(column.heap, np.uint8)
    return classes(*codes, **{"texts/offsets": column.offsets, "texts/heap": heap})


class Loading(Mapping):
    """Columns that note which of them were asked for."""

    def __init__(self, **columns):
        self.columns, self.loaded = columns, []

    def __getitem__(self, name):
        self.loaded.append(name)
        return self.columns[name]

    def __contains__(self, name):
        return name in self.columns

    def __iter__(self):
        return iter(self.columns)

    def __len__(self):
        return len(self.columns)


def test_an_example_is_covered_where_the_model_says_something():
    assert classes(0, -1, 2).covered.tolist() == [True, False, True]
    assert hears("a", "", None).covered.tolist() == [True, True, False]


def test_no_label_at_all_is_something_said():
    several = prediction(predicted=np.array([[1, 0], [0, 0], [-1, -1]], np.int8))
    assert several.covered.tolist() == [True, True, False]


def test_of_no_labels_nothing_can_be_said():
    assert prediction(predicted=np.empty((2, 0), np.int8)).covered.tolist() == [False, False]


@pytest.mark.parametrize(("rows", "covers"), [([1, 0, 1], True), ([1, 1, 0], False), ([0, 0, 0], True)])
def test_a_model_covers_rows_whole_or_not_at_all(rows, covers):
    assert classes(0, -1, 2).covers(np.array(rows, bool)) == covers


def test_what_was_heard_is_a_text_for_every_example_or_none():
    model = hears("b", "a b", "b", None, "")
    assert [model.hypothesis(row) for row in range(5)] == ["b", "a b", "b", None, ""]
    assert list(model.texts) == ["", "a b", "b"]


def test_some_rows_of_every_column_are_taken_in_that_order():
    ranked = np.array([[0, 1], [1, 2], [2, 0], [2, 1]], np.int32)
    probability = np.array([0.5, 0.25, np.nan, 0.75], np.float32)
    taken = classes(0, 1, 2, 2, ranked=ranked, probability=probability).taken(ROWS)
    assert (taken.model, taken.revision) == ("net", 2)
    assert taken.codes.tolist() == [2, 0, 0]
    assert taken.ranked(2).tolist() == [[2, 1], [0, 1], [0, 1]]
    assert [taken.probability(row) for row in range(3)] == [0.75, 0.5, 0.5]
    assert sorted(taken.columns) == ["predicted", "probability", "ranked"]
    assert taken.depth == 2


def test_probabilities_of_some_rows_rank_as_they_do_in_the_whole():
    probabilities = np.array([[0.1, 0.6, 0.3], [0.2, 0.2, 0.6], [0, 0, 0], [0.5, 0.1, 0.4]], np.float32)
    whole = classes(1, 2, -1, 0, probabilities=probabilities)
    rows = np.array([2, 3, 1])
    assert whole.taken(rows).ranked(2).tolist() == whole.ranked(2)[rows].tolist() == [[-1, -1], [0, 2], [2, 0]]


def test_several_labels_are_taken_by_example():
    taken = prediction(predicted=np.array([[1, 0], [0, 1], [1, 1], [-1, -1]], np.int8)).taken(ROWS)
    assert taken.columns["predicted"].tolist() == [[-1, -1], [1, 0], [1, 0]]
    assert taken.covered.tolist() == [False, True, True]


def test_texts_stay_whole_where_some_examples_are_taken():
    model = hears("c", "b", "a", "b")
    taken = model.taken(ROWS)
    assert taken.texts is model.texts
    assert [taken.hypothesis(row) for row in range(3)] == ["b", "c", "c"]
    assert [taken.taken(np.array([1])).hypothesis(0), taken.taken(np.array([0])).hypothesis(0)] == ["c", "b"]
    assert taken.columns["texts/offsets"] is model.columns["texts/offsets"]


def test_columns_of_some_rows_still_load_when_asked_for():
    columns = Loading(predicted=np.array([0, 1, 2, 0], np.int32), probabilities=np.eye(4, 3, dtype=np.float32))
    taken = Prediction("net", 1, columns).taken(ROWS)
    assert "probabilities" in taken.columns
    assert "ranked" not in taken.columns
    assert len(taken.columns) == 2
    assert columns.loaded == []
    assert taken.codes.tolist() == [0, 0, 0]
    assert columns.loaded == ["predicted"]
