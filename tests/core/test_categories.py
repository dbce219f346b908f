"""What category events come to: names, merges, and what could be considered when (METHOD 2)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.core.categories import Categories
from labeler.core.log import Event, Kind


def folded(*payloads):
    """The categories of events with lamports 1, 2, …"""
    return Categories.of(
        Event(f"{n}", f"{n}", "laptop", n, "ann", "now", Kind.CATEGORY, None, payload)
        for n, payload in enumerate(payloads, 1)
    )


def made(key, name=None):
    return {"key": key, "name": name or key}


def into(key, target):
    return {"key": key, "merged_into": target}


def names(categories):
    return [category.name for category in categories.standing]


KEYS = st.sampled_from("abcd")
ENTRIES = st.one_of(
    st.fixed_dictionaries({"key": KEYS, "name": st.sampled_from(("one", "One", "two", "three"))}),
    st.fixed_dictionaries({"key": KEYS, "merged_into": st.sampled_from("abcde")}),
    st.fixed_dictionaries({"key": KEYS, "description": st.text(max_size=3)}),
)


def test_an_event_changes_only_what_it_mentions():
    renamed = folded(made("blurry"), {"key": "blurry", "description": "no edge"}, made("blurry", "Out of focus"))
    (category,) = renamed.standing
    assert (category.name, category.description, category.since) == ("Out of focus", "no edge", 1)


def test_categories_stay_in_the_order_they_were_made_in():
    assert names(folded(made("b"), made("a"), made("b", "z"))) == ["z", "a"]


def test_what_nothing_names_is_no_category():
    assert folded({"key": "blurry", "description": "no edge"}, into("blurry", "dark")).made == ()


def test_merges_are_followed_to_the_end_of_their_chain():
    chained = folded(made("a"), made("b"), made("c"), into("a", "b"), into("b", "c"))
    assert names(chained) == ["c"]
    assert chained.targets == {"a": "c", "b": "c"}
    assert chained.current(["a", "x", "c", "b"]) == ("c", "x")


def test_a_merge_into_what_is_not_there_unites_nothing():
    assert names(folded(made("a"), into("a", "gone"))) == ["a"]


def test_of_merges_in_a_circle_the_later_one_is_ignored():
    circle = folded(made("a"), made("b"), made("c"), into("a", "b"), into("b", "c"), into("c", "a"), into("c", "c"))
    assert circle.targets == {"a": "c", "b": "c"}


def test_the_later_of_two_merges_of_one_category_counts():
    assert folded(made("a"), made("b"), made("c"), into("a", "b"), into("a", "c")).targets == {"a": "c"}


def test_two_of_one_name_are_one():
    namesakes = folded(made("dark"), made("blurry"), made("blurry", "DARK"))
    assert names(namesakes) == ["dark"]
    assert namesakes.targets == {"blurry": "dark"}


def test_a_category_is_found_by_its_present_and_its_earlier_names():
    found = folded(made("blurry", "Blurry"), made("dark"), made("fog"), made("blurry", "Soft"), into("fog", "dark"))
    assert {name: found.key(name) for name in ("soft", "BLURRY", "Dark", "fog", "new")} == {
        "soft": "blurry",
        "BLURRY": "blurry",
        "Dark": "dark",
        "fog": "dark",
        "new": None,
    }
    assert found.standing_for("fog").name == "dark"


def test_a_present_name_goes_before_an_earlier_one():
    swapped = folded(made("a"), made("b"), made("a", "c"), made("b", "a"))
    assert (swapped.key("a"), swapped.key("c"), swapped.key("b")) == ("b", "a", "b")


def test_only_categories_made_before_could_be_considered():
    two = folded(made("a"), made("b"))
    assert [two.known_at(lamport) for lamport in range(4)] == [set(), set(), {"a"}, {"a", "b"}]


def test_merged_categories_were_known_from_the_first_of_them_on():
    late = folded(made("old"), made("other"), made("new"), into("old", "new"))
    assert late.known_at(2) == {"new"}
    assert late.known_at(3) == {"new", "other"}


def described(key, text):
    return {"key": key, "description": text}


def rules(categories):
    return {category.key: (category.description, category.described) for category in categories.standing}


def test_only_a_description_that_differs_changes_the_rule():
    said = folded(made("a"), described("a", "x"), described("a", "x"), made("a", "b"), described("b", "y"))
    assert rules(said) == {"a": ("x", 2)}
    assert rules(folded(made("a"), described("a", "x"), described("a", ""))) == {"a": ("", 3)}


def test_a_category_that_others_are_merged_into_keeps_its_own_description():
    said = folded(made("a"), made("b"), described("a", "x"), described("b", "y"), into("b", "a"))
    assert rules(said) == {"a": ("x", 3)}
    emptied = folded(made("a"), made("b"), described("a", "x"), described("b", "y"), described("a", ""), into("b", "a"))
    assert rules(emptied) == {"a": ("", 5)}


def test_one_that_never_had_a_description_takes_over_that_of_the_first_merged_into_it():
    three = (made("a"), made("c"), made("b"), described("b", "x"), described("c", "y"), into("b", "a"), into("c", "a"))
    assert rules(folded(*three)) == {"a": ("y", 5)}
    assert rules(folded(*three, described("a", ""))) == {"a": ("", 8)}
    assert rules(folded(*three, described("a", "z"))) == {"a": ("z", 8)}


@pytest.mark.parametrize("categories", [Categories(), folded()])
def test_without_categories_nothing_is_known(categories):
    assert (categories.standing, categories.key("a"), categories.known_at(9)) == ((), None, set())


@given(st.lists(ENTRIES, max_size=12))
def test_whatever_was_recorded_standing_names_differ_and_merges_end_at_standing_categories(payloads):
    categories = folded(*payloads)
    standing = {category.key for category in categories.standing}
    assert len({name.casefold() for name in names(categories)}) == len(standing)
    assert set(categories.targets.values()) <= standing
    assert standing.isdisjoint(categories.targets)
    assert {category.key for category in categories.made} == standing | categories.targets.keys()
    assert categories.known_at(len(payloads) + 1) == standing
    assert all(categories.key(category.name) == category.key for category in categories.standing)


@given(st.lists(ENTRIES, max_size=12))
def test_what_was_known_only_grows(payloads):
    categories = folded(*payloads)
    eras = [categories.known_at(lamport) for lamport in range(len(payloads) + 2)]
    assert all(before <= after for before, after in pairwise(eras))
