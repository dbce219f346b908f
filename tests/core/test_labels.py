"""Vocabularies that only grow, and what is true of every example."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from labeler.core.labels import MISSING, Vocabulary
from labeler.core.truth import ClassTruth

NAMES = st.lists(st.text(max_size=3))


@given(NAMES, NAMES)
def test_a_class_is_only_ever_appended(first, more):
    before = Vocabulary(()).extended(first)
    after = before.extended(more)
    assert after.names[: len(before)] == before.names
    assert all(after.codes[name] == code for name, code in before.codes.items())
    assert list(after.names) == list(dict.fromkeys([*first, *more]))


def test_nothing_new_leaves_the_very_same_vocabulary():
    vocabulary = Vocabulary(("cat", "dog"))
    assert vocabulary.extended(["dog", "cat"]) is vocabulary


def test_names_that_differ_only_in_writing_are_grouped():
    vocabulary = Vocabulary(("Cat", "dog", "cat", "big  cat", "big cat", "STRASSE", "straße", "cow"))
    assert vocabulary.near_equal() == [("Cat", "cat"), ("big  cat", "big cat"), ("STRASSE", "straße")]
    assert Vocabulary(("cat", "dog")).near_equal() == []


def test_an_example_without_a_set_accepts_its_one_label():
    truth = ClassTruth(np.array([1, 0, MISSING], np.int32), {1: (0, 2)})
    assert [truth.accepted(i) for i in range(3)] == [(1,), (0, 2), (MISSING,)]
    assert len(truth) == 3


def test_some_examples_only_are_renumbered_with_their_sets():
    truth = ClassTruth(np.array([5, 6, 7, 8], np.int32), {1: (6, 9), 3: (8, 0)})
    some = truth.taken(np.array([3, 0, 1]))
    assert some.codes.tolist() == [8, 5, 6]
    assert dict(some.acceptable) == {0: (8, 0), 2: (6, 9)}
    assert truth.taken(np.array([0])).acceptable == {}
