"""Numbers and names as sentences have them."""

from __future__ import annotations

import pytest

from labeler.core import phrases


@pytest.mark.parametrize(
    ("value", "examples", "text"),
    [
        (0.0571, 10_000, "5.71 %"),
        (0.0544, 9_964, "5.44 %"),
        (0.0562, 5_000, "5.62 %"),
        (0.054, 500, "5.4 %"),
        (0.05, 100, "5 %"),
        (1 / 3, 3, "33 %"),
        (0.76543, 50_000, "76.543 %"),
    ],
)
def test_percent_shows_as_many_digits_as_the_set_allows(value, examples, text):
    assert phrases.percent(value, examples) == text


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.9667, "= 0.97"),
        (1, "= 1.00"),
        (0.1, "= 0.10"),
        (0.0421, "= 0.042"),
        (0.0034, "= 0.0034"),
        (0.00099, "< 0.001"),
    ],
)
def test_p_shows_two_digits(p, text):
    assert phrases.p_value(p) == text


def test_lists_read_as_in_a_sentence():
    assert [phrases.listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert phrases.listed(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(
    ("value", "text"), [(0.0018, "0.18 %"), (0.056, "5.6 %"), (0.186, "18.6 %"), (0, "0 %"), (1, "100.0 %")]
)
def test_shares_that_are_of_no_set_are_rough(value, text):
    assert phrases.rough_percent(value) == text


def test_two_figures_share_their_unit():
    assert phrases.between("1.5 %", "18.6 %") == "1.5 to 18.6 %"
