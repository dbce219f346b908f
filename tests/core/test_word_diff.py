"""Word diffs show exactly the edits that a word error rate counts."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.edits import distance, words
from labeler.core.normalization import OPTIONS, normalized
from labeler.core.word_diff import Change, Piece, edit_count, shortened, word_diff

SAME, SUBSTITUTED = Change.SAME, Change.SUBSTITUTED
DELETED, INSERTED = Change.DELETED, Change.INSERTED
SIGNS = "abAB'’.,-_ \t¨½é日本\u0301\u00a0ﬁß"
TEXTS = st.lists(st.one_of(st.sampled_from(["a", "b", "ab", "Ab", "a,"]), st.text(SIGNS, max_size=4)), max_size=12).map(
    " ".join
)
CHOICES = st.sets(st.sampled_from(OPTIONS))


def _said(pieces: tuple[Piece, ...]) -> list[tuple[str, str, str]]:
    return [(str(piece.kind), " ".join(piece.reference), " ".join(piece.hypothesis)) for piece in pieces]


@settings(deadline=None)
@given(TEXTS, TEXTS, CHOICES)
def test_as_many_words_differ_as_the_metric_counts_edits(reference, hypothesis, options):
    sides = [words(normalized(text, options)) for text in (reference, hypothesis)]
    assert edit_count(word_diff(reference, hypothesis, normalization=options)) == distance(*sides)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_either_text_can_be_read_off_the_pieces(reference, hypothesis):
    pieces = word_diff(reference, hypothesis)
    assert [word for piece in pieces for word in piece.reference] == words(reference)
    assert [word for piece in pieces for word in piece.hypothesis] == words(hypothesis)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_pieces_alternate_and_have_the_words_of_their_kind(reference, hypothesis):
    pieces = word_diff(reference, hypothesis)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))
    for piece in pieces:
        ours, theirs = len(piece.reference), len(piece.hypothesis)
        assert (ours > 0, theirs > 0) == (piece.kind is not INSERTED, piece.kind is not DELETED)
        assert piece.kind in (INSERTED, DELETED) or ours == theirs
        assert piece.kind is not SAME or piece.reference == piece.hypothesis


def test_each_kind_of_edit_is_named():
    assert _said(word_diff("the cat sat on the mat today", "the hat sat on mat today now")) == [
        ("same", "the", "the"),
        ("substituted", "cat", "hat"),
        ("same", "sat on", "sat on"),
        ("deleted", "the", ""),
        ("same", "mat today", "mat today"),
        ("inserted", "", "now"),
    ]


def test_a_word_in_the_place_of_another_is_a_substitution():
    assert _said(word_diff("one two", "two three")) == [("substituted", "one two", "two three")]


@pytest.mark.parametrize("hypothesis", ["the big hat", "the hat big"])
def test_of_equally_short_ways_the_words_most_alike_are_paired(hypothesis):
    pairs = [piece for piece in word_diff("the cat", hypothesis) if piece.kind is SUBSTITUTED]
    assert [(piece.reference, piece.hypothesis) for piece in pairs] == [(("cat",), ("hat",))]


def test_words_left_over_on_the_given_side_are_paired_by_likeness_too():
    assert _said(word_diff("so whether it rains", "weather")) == [
        ("deleted", "so", ""),
        ("substituted", "whether", "weather"),
        ("deleted", "it rains", ""),
    ]


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_the_same_texts_always_have_the_same_diff(reference, hypothesis):
    assert word_diff(reference, hypothesis) == word_diff(f" {reference} ", hypothesis)


@pytest.mark.parametrize(("one", "other", "kind"), [("", "a b", INSERTED), ("a b", "", DELETED)])
def test_a_text_beside_nothing_is_one_piece(one, other, kind):
    assert [piece.kind for piece in word_diff(one, other)] == [kind]


def test_of_nothing_there_are_no_pieces():
    assert word_diff("", " ") == ()
    assert word_diff("- ...", "", normalization=("punctuation",)) == ()


def test_what_normalization_makes_equal_is_the_same_and_shown_as_written():
    pieces = word_diff("Hello, World – OK", "– hello world okay", normalization=("case", "punctuation"))
    assert _said(pieces) == [
        ("same", "Hello, World –", "– hello world"),
        ("substituted", "OK", "okay"),
    ]


def test_without_normalization_a_comma_makes_another_word():
    assert edit_count(word_diff("Hello, world", "hello world")) == 1


def test_text_without_blanks_is_one_word_as_the_metric_has_it():
    assert _said(word_diff("今天天气好", "今天天气很好")) == [("substituted", "今天天气好", "今天天气很好")]


def test_long_stretches_that_are_the_same_are_left_out():
    text = " ".join(f"w{place}" for place in range(30))
    pieces = word_diff(text, text.replace("w15", "x"))
    assert _said(shortened(pieces, around=2)) == [
        ("same", "… w13 w14", "… w13 w14"),
        ("substituted", "w15", "x"),
        ("same", "w16 w17 …", "w16 w17 …"),
    ]


def test_what_is_short_or_differs_is_never_left_out():
    pieces = word_diff("a b c d e f", "a b c x y z")
    assert shortened(pieces, around=3) == pieces


@pytest.mark.parametrize("other", [lambda word, place: f"{word}x" if place % 3 else word, lambda word, _: f"q{word}"])
def test_five_thousand_words_take_less_than_a_tenth_of_a_second(other):
    text = [f"{'abcdefghij'[place * 7 % 10]}{place * 31 % 97}" for place in range(5_000)]
    changed = [other(word, place) for place, word in enumerate(text) if place % 20]
    reference, hypothesis = " ".join(text), " ".join(changed)
    took = []
    for _ in range(3):
        start = time.process_time()
        pieces = word_diff(reference, hypothesis)
        took.append(time.process_time() - start)
    assert edit_count(pieces) == distance(text, changed)
    assert min(took) < 0.1
