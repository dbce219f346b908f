"""Lists inside one cell (DESIGN 4, Text)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.core.lists import join_list, split_list

ITEMS = st.text(st.sampled_from("ab;\\ ,'") | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("cat", ["cat"]),
        ("cat;dog", ["cat", "dog"]),
        (" cat ; dog ", ["cat", "dog"]),
        (r"a\;b;c", ["a;b", "c"]),
        (r"\;", [";"]),
        (r"C:\dir", [r"C:\dir"]),
        (";;cat;", ["cat"]),
        ("", []),
        (" ; ", []),
        ("cat;cat", ["cat", "cat"]),
    ],
)
def test_semicolons_part_items_unless_escaped(cell, items):
    assert split_list(cell) == items


@given(st.lists(ITEMS.map(str.strip).filter(bool)))
def test_what_is_joined_splits_into_the_same_items(items):
    assert split_list(join_list(items)) == items


def test_an_item_that_ends_with_a_backslash_keeps_it():
    assert split_list(join_list(["a\\", "b"])) == ["a\\", "b"]
    assert join_list(["a\\"]) == "a\\"
