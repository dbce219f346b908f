"""What is true of every example: classes, several labels, transcripts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.text import CodedColumn, TextColumn
from labeler.core.truth import UNKNOWN, ClassTruth, MultilabelTruth, TranscriptTruth

CELLS = st.lists(st.text(st.sampled_from("aé日🙂 "), max_size=4), max_size=6)


def classes(*codes, **acceptable):
    return ClassTruth(np.array(codes, np.int32), {int(name[1:]): codes for name, codes in acceptable.items()})


def labels(*rows):
    return MultilabelTruth(np.array(rows, np.int8))


def texts(*cells, **others):
    return TranscriptTruth(TextColumn.of(cells), {int(name[1:]): more for name, more in others.items()})


EACH = pytest.mark.parametrize(
    ("truth", "others"),
    [
        (classes(0, 1, 2, i1=(1, 0)), [classes(0, 1, 2), classes(0, 1, 1, i1=(1, 0)), classes(0, 1, 2, i1=(1, 2))]),
        (labels([1, 0], [UNKNOWN, 1], [0, 0]), [labels([1, 0], [0, 1], [0, 0]), labels([1, 0], [UNKNOWN, 1])]),
        (texts("a", "b", "", i0=("c",)), [texts("a", "b", ""), texts("a", "", "b", i0=("c",)), texts("a", "b")]),
    ],
    ids=["classes", "labels", "texts"],
)


@EACH
def test_truths_are_the_same_where_every_example_has_the_same_label(truth, others):
    assert truth.same_as(truth.taken(np.arange(3)))
    assert not any(truth.same_as(other) or other.same_as(truth) for other in others)


@EACH
def test_some_examples_are_taken_in_the_order_asked_for_and_renumbered(truth, others):
    turned = truth.taken(np.array([2, 1, 0]))
    assert not turned.same_as(truth)
    assert turned.taken(np.array([2, 1, 0])).same_as(truth)
    assert len(truth.taken(np.array([1, 1, 1, 1]))) == 4


@EACH
def test_some_examples_get_the_truth_that_another_has_of_them(truth, others):
    for rows in (np.array([2, 0]), np.array([1]), np.empty(0, np.intp)):
        other = truth.taken(np.array([1, 0, 2]))
        patched = truth.patched(rows, other.taken(rows))
        assert patched.taken(rows).same_as(other.taken(rows))
        rest = np.setdiff1d(np.arange(3), rows)
        assert patched.taken(rest).same_as(truth.taken(rest))
        assert patched.patched(rows, truth.taken(rows)).same_as(truth)


@EACH
def test_none_can_be_taken(truth, others):
    nobody = truth.taken(np.empty(0, np.intp))
    assert len(nobody) == 0
    assert nobody.same_as(others[0].taken(np.empty(0, np.intp)))


def test_truths_of_different_kinds_are_never_the_same():
    kinds = [classes(1), labels([1]), texts("1")]
    assert [[a.same_as(b) for b in kinds] for a in kinds] == np.eye(3, dtype=bool).tolist()


def test_sets_travel_with_their_examples():
    taken = classes(0, 1, 2, i1=(1, 0), i2=(2, 0, 1)).taken(np.array([2, 0, 2]))
    assert dict(taken.acceptable) == {0: (2, 0, 1), 2: (2, 0, 1)}
    assert [taken.accepted(row) for row in range(3)] == [(2, 0, 1), (0,), (2, 0, 1)]


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=4, unique=True), max_size=6), st.data())
def test_the_layers_hold_what_else_is_acceptable_once_each(sets, data):
    codes = [data.draw(st.sampled_from(accepted)) for accepted in sets]
    truth = ClassTruth(np.array(codes, np.int32), {row: tuple(accepted) for row, accepted in enumerate(sets)})
    found = [{code} for code in codes]
    for rows, others in truth.layers:
        assert len(rows) == len(others) == len(set(rows.tolist())) > 0
        for row, code in zip(rows.tolist(), others.tolist(), strict=True):
            assert code not in found[row]
            found[row].add(code)
    assert found == [set(accepted) for accepted in sets]


def test_without_sets_there_are_no_layers():
    assert classes(0, 1).layers == []
    assert classes(0, 1, i1=(1,)).layers == []


def test_unknown_labels_are_told_from_those_not_there():
    assert labels([1, 0, UNKNOWN]).known.tolist() == [[True, True, False]]


def test_further_references_follow_the_first_and_travel_with_their_example():
    truth = texts("a", "b", i1=("c", "d"))
    assert [truth.references(row) for row in (0, 1)] == [("a",), ("b", "c", "d")]
    taken = truth.taken(np.array([1, 0, 1]))
    assert [taken.references(row) for row in range(3)] == [("b", "c", "d"), ("a",), ("b", "c", "d")]


@given(CELLS, st.data())
def test_replaced_texts_are_the_only_reference_and_all_others_stay(cells, data):
    rows = st.integers(0, len(cells) - 1) if cells else st.nothing()
    others = data.draw(st.dictionaries(rows, st.just(("more",))))
    changes = data.draw(st.dictionaries(rows, st.text("xé", max_size=3)))
    before = TranscriptTruth(TextColumn.of(cells), others)
    after = before.replaced(changes)
    assert [after.references(row) for row in range(len(cells))] == [
        (changes[row],) if row in changes else (cell, *others.get(row, ())) for row, cell in enumerate(cells)
    ]
    assert list(before.texts) == cells


def test_texts_of_few_distinct_values_are_replaced_and_compared_like_any():
    coded = TranscriptTruth(CodedColumn(np.array([0, 1, 0], np.int32), ("a", "b")))
    assert coded.same_as(texts("a", "b", "a"))
    assert texts("a", "b", "a").same_as(coded)
    assert not coded.same_as(texts("a", "b", "b"))
    assert coded.replaced({2: "c"}).same_as(texts("a", "b", "c"))


def test_the_same_letters_parted_otherwise_are_other_texts():
    assert not texts("ab", "c").same_as(texts("a", "bc"))
    assert not texts("ab").same_as(texts("cd"))
