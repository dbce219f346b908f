from __future__ import annotations

import pytest

from labeler.gui.widgets.label_matches import LabelIndex, digit_keys, first_ten, letters_of

MANY = [f"class {number}" for number in range(1000)] + ["Great cat", "concatenation", "catalog", "cat"]


def _found(query: str, labels: list[str]) -> list[str]:
    return [labels[index] for index in LabelIndex(labels).matching(query)]


def test_the_name_itself_comes_first_then_prefixes_then_words_then_the_rest() -> None:
    assert _found("CAT", MANY)[:4] == ["cat", "catalog", "Great cat", "concatenation"]


def test_letters_in_order_come_last() -> None:
    assert _found("gct", MANY) == ["Great cat"]
    assert _found("cls99", ["cl s 9 9", "xcls99"]) == ["xcls99", "cl s 9 9"]


def test_letters_in_order_are_left_out_where_many_labels_hold_them_together() -> None:
    assert "c l a" not in _found("cla", [*MANY, "c l a"])


def test_an_empty_query_keeps_all_in_order() -> None:
    assert _found("  ", ["b", "a"]) == ["b", "a"]


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("cafe", "Café"),
        ("CAFÉ", "cafe"),
        ("strasse", "Straße"),
        ("oresund", "Øresund"),
        ("great cat", "great_cat"),
        ("black-and", "black and tan"),
        ("が", "がぎ"),
        ("שלום", "שָׁלוֹם"),
        ("कि", "किताब"),
    ],
)
def test_case_accents_and_signs_between_words_make_no_difference(query: str, label: str) -> None:
    assert _found(query, ["zzz", label]) == [label]


def test_vowel_signs_are_letters() -> None:
    assert _found("कि", ["का"]) == []


def test_of_names_that_differ_by_case_the_one_typed_comes_first() -> None:
    assert _found("Cat", ["cat", "Cat"]) == ["Cat", "cat"]
    assert _found("cat", ["Cat", "cat"]) == ["cat", "Cat"]


def test_labels_that_are_signs_are_found() -> None:
    assert _found("+", ["-", "+", "a b"]) == ["+"]
    assert _found("C++", ["C", "C--", "C++"])[0] == "C++"


def test_the_matching_letters_are_named() -> None:
    assert letters_of("cat", "Great cat") == ((6, 9),)
    assert letters_of("sse", "Straße") == ((4, 6),)
    assert letters_of("gc", "Great cat") == ((0, 1), (6, 7))
    assert letters_of("+", "C++") == ((1, 2),)
    assert letters_of("", "cat") == letters_of("x", "cat") == ()


def test_digits_follow_the_order_and_ten_is_nought() -> None:
    assert digit_keys([str(name) for name in "abcdefghij"])["1"] == 0
    assert digit_keys([str(name) for name in "abcdefghij"])["0"] == 9
    assert digit_keys(MANY) == {}
    assert first_ten(MANY)["0"] == 9


def test_labels_that_are_digits_keep_their_own_key() -> None:
    assert digit_keys([str(number) for number in range(10)])["7"] == 7
    assert digit_keys(["3", "noise"]) == {"3": 0}
