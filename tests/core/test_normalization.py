"""What texts pass before they are compared (METHOD 1)."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.normalization import OPTIONS, normalized, recorded
from labeler.errors import LabelerError

SUBSETS = tuple(chain.from_iterable(combinations(OPTIONS, size) for size in range(len(OPTIONS) + 1)))
# Letters and marks that fold, compose or fall apart under Unicode's rules, and what parts them.
AWKWARD = "aAiIßſǰΐᾳΑŉİｶﾞ\u0345\u0301\u030c\u0307\u0327\u3099'’-_. \t…ﬁＡ㎏$´Ⅸ\u200b"
TEXTS = st.text(st.sampled_from(AWKWARD) | st.characters(exclude_categories=["Cs"]), max_size=8)


@given(TEXTS)
def test_without_options_a_text_stays_as_it_is(text):
    assert normalized(text, ()) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ＡＢＣ １", "ABC 1"), ("ﬁne", "fine"), ("e\u0301", "é"), ("㎏", "kg"), ("…", "..."), ("Straße", "Straße")],
)
def test_unicode_makes_compatible_characters_the_plain_ones(text, expected):
    assert normalized(text, ["unicode"]) == expected


@pytest.mark.parametrize(("text", "expected"), [("Hello YOU", "hello you"), ("Straße", "strasse"), ("ΣΑΣ ς", "σασ σ")])
def test_case_is_folded(text, expected):
    assert normalized(text, ["case"]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello, you!", "Hello you"),
        ("well-known", "wellknown"),
        ("well - known", "well  known"),
        ("don't", "don't"),
        ("don’t", "don't"),
        ("rock 'n' roll", "rock n roll"),
        ("the dogs' 'bark'", "the dogs bark"),
        ("it''s", "its"),
        ("snake_case", "snakecase"),
        ("_'a'_", "a"),
        ("¿qué? «no» 「はい」、。", "qué no はい"),
        ("$5 + 3 = 8°", "$5 + 3 = 8°"),
        ("3.5 %", "35 "),
        ("", ""),
        ("...", ""),
    ],
)
def test_punctuation_is_left_out_but_for_apostrophes_inside_words(text, expected):
    assert normalized(text, ["punctuation"]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a \t b\n", "a b"),
        ("a\u00a0\u2003b", "a b"),
        ("a\x0bb", "a b"),
        ("   ", ""),
        ("", ""),
        ("a\u200bb", "a\u200bb"),
    ],
)
def test_runs_of_white_space_become_one_blank(text, expected):
    assert normalized(text, ["space"]) == expected


def test_options_work_together_whatever_the_order_they_are_named_in():
    text = " Ｄon’t…  STOP ,  now "
    assert normalized(text, OPTIONS) == normalized(text, OPTIONS[::-1]) == "don't stop now"


def test_blanks_that_left_out_marks_leave_behind_are_joined():
    assert normalized("well - known .", ["punctuation", "space"]) == "well known"


@pytest.mark.parametrize("text", ["e.\u0301", "\u1fb4", "a-\u0308"])
def test_marks_left_out_between_letter_and_accent_join_them(text):
    once = normalized(text, ["unicode", "punctuation"])
    assert once == normalized(once, ["unicode"])


@pytest.mark.parametrize("options", SUBSETS, ids="+".join)
@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_a_normalized_text_stays_as_it_is(options, text):
    once = normalized(text, options)
    assert normalized(once, options) == once


@given(TEXTS, TEXTS)
def test_normalized_words_are_those_of_the_text_but_for_marks_and_case(before, after):
    text = f"{before} plain {after}"
    assert "plain" in normalized(text, OPTIONS).split()


def test_options_are_recorded_once_in_one_order():
    assert recorded(["space", " case", "space", "unicode"]) == ("unicode", "case", "space")
    assert recorded([]) == ()
    assert recorded(reversed(OPTIONS)) == OPTIONS


@pytest.mark.parametrize("name", ["Case", "stemming", "", "case,space"])
def test_an_unknown_option_is_told_with_those_there_are(name):
    with pytest.raises(LabelerError, match=f"'{name}' is not a way .*choose among: case, punctuation, space, unicode"):
        recorded(["case", name])
