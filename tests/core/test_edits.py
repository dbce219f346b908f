"""How many edits part two texts (METHOD 1)."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.edits import distance, nearest, words

LETTERS = st.text("abé日", max_size=6)
WORDS = st.lists(st.sampled_from(["a", "b", "ab", "日本"]), max_size=6)


def by_definition(a, b):
    """The cheapest way to insert, delete or substitute until one is the other."""

    @cache
    def cost(i, j):
        if i == len(a) or j == len(b):
            return len(a) - i + len(b) - j
        return min(cost(i + 1, j) + 1, cost(i, j + 1) + 1, cost(i + 1, j + 1) + (a[i] != b[j]))

    return cost(0, 0)


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("ab", "ba", 2), ("🙂", "🙃", 1), ("naïve", "naive", 1)],
)
def test_edits_between_texts_are_of_characters(a, b, edits):
    assert distance(a, b) == distance(b, a) == edits


def test_edits_between_lists_are_of_words():
    assert distance(words("the cat sat"), words("the hat sat down")) == 2
    assert distance(["ab"], ["a", "b"]) == 2
    assert distance([], ["a"]) == 1


@settings(deadline=None)
@given(LETTERS, LETTERS)
def test_the_fewest_edits_of_characters_are_counted(a, b):
    assert distance(a, b) == by_definition(a, b)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_the_fewest_edits_of_words_are_counted(a, b):
    assert distance(a, b) == by_definition(a, b)


@given(LETTERS, LETTERS, LETTERS)
def test_a_detour_is_never_shorter(a, b, c):
    assert distance(a, c) <= distance(a, b) + distance(b, c)
    assert (distance(a, b) == 0) == (a == b)


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), WORDS)
def test_the_nearest_reference_gives_the_edits(references, hypothesis):
    assert nearest(references, hypothesis) == min(by_definition(each, hypothesis) for each in references)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("the  cat", ["the", "cat"]), ("", []), (" \t\n", []), ("a\u00a0b", ["a", "b"]), ("don't, go", ["don't,", "go"])],
)
def test_words_are_parted_by_white_space_alone(text, expected):
    assert words(text) == expected
