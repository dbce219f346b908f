"""What guideline events come to: definitions, their last change, and a union of reference examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.core.guidelines import Definition, Guidelines, require_sound
from labeler.core.log import Event, Fold, Kind


def event(lamport, payload, uuid=None):
    name = uuid or f"{lamport:03}"
    return Event(name, f"action {name}", "laptop", lamport, "ann", "now", Kind.GUIDELINE, None, payload)


def folded(*payloads):
    """The guidelines of events with lamports 1, 2, …"""
    return Guidelines.of(event(n, payload) for n, payload in enumerate(payloads, 1))


def defined(name, text):
    return {"about": "class", "name": name, "definition": text}


def added(name, example_id, about="class"):
    return {"about": about, "name": name, "add": example_id}


def removed(name, example_id, about="class"):
    return {"about": about, "name": name, "remove": example_id}


NAMES, IDS = st.sampled_from(("cat", "dog")), st.sampled_from("abc")
PAYLOADS = st.one_of(
    st.builds(defined, NAMES, st.sampled_from(("", "purrs", "barks"))),
    st.builds(added, NAMES, IDS, st.sampled_from(("class", "category"))),
    st.builds(removed, NAMES, IDS, st.sampled_from(("class", "category"))),
)


def test_the_later_definition_counts_from_its_place_on():
    assert folded(defined("cat", "purrs"), defined("dog", "barks"), defined("cat", "meows")).definitions == {
        "cat": Definition("meows", 3),
        "dog": Definition("barks", 2),
    }


def test_saying_the_same_again_changes_nothing():
    assert folded(defined("cat", "purrs"), defined("cat", "purrs")).definitions == {"cat": Definition("purrs", 1)}
    assert folded(defined("cat", "")) == Guidelines()


def test_emptying_a_definition_is_a_change():
    assert folded(defined("cat", "purrs"), defined("cat", "")).definitions == {"cat": Definition("", 2)}


def test_reference_examples_are_a_union_in_the_order_they_were_chosen():
    chosen = folded(added("cat", "b"), added("cat", "a"), added("dog", "c"), added("cat", "b"))
    assert chosen.examples("class", {"cat"}) == ("b", "a")
    assert chosen.examples("class", {"cat", "dog"}) == ("b", "a", "c")
    assert chosen.examples("category", {"cat"}) == ()


def test_a_removed_example_is_gone_until_it_is_chosen_again():
    events = [added("cat", "a"), added("cat", "b"), removed("cat", "a"), removed("dog", "b")]
    assert folded(*events).examples("class", {"cat"}) == ("b",)
    assert folded(*events, added("cat", "a")).examples("class", {"cat"}) == ("b", "a")


def test_an_example_under_two_keys_is_shown_once():
    both = folded(added("dark", "a", "category"), added("night", "a", "category"))
    assert both.examples("category", {"dark", "night"}) == ("a",)


def test_two_who_define_one_class_apart_agree_on_the_later_by_lamport_then_uuid():
    ann, bob = event(5, defined("cat", "purrs"), "1"), event(5, defined("cat", "meows"), "2")
    late = event(6, defined("cat", "scratches"), "0")
    assert Fold.of([bob, ann]).guidelines.definitions["cat"] == Definition("meows", 5)
    assert Fold.of([late, bob, ann]).guidelines.definitions["cat"] == Definition("scratches", 6)


@given(st.lists(st.tuples(st.integers(1, 4), PAYLOADS), max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_a_merged_log_does_not_matter(drawn, random):
    events = [event(lamport, payload, f"{lamport}.{n}") for n, (lamport, payload) in enumerate(drawn)]
    shuffled = events.copy()
    random.shuffle(shuffled)
    assert Fold.of(shuffled).guidelines == Fold.of(events).guidelines


@given(st.lists(PAYLOADS, max_size=12), PAYLOADS)
def test_what_is_taken_back_was_never_said(payloads, last):
    events = [event(n, payload) for n, payload in enumerate((*payloads, last), 1)]
    target = events[-1].action
    undo = Event("u", "undoing", "laptop", 99, "ann", "now", Kind.UNDO, None, {"target": target})
    redo = Event("v", "redoing", "laptop", 100, "ann", "now", Kind.REDO, None, {"target": target})
    assert Fold.of([*events, undo]).guidelines == folded(*payloads)
    assert Fold.of([*events, undo, redo]).guidelines == folded(*payloads, last)


@given(st.lists(PAYLOADS, max_size=12))
def test_examples_are_those_whose_last_event_adds_them(payloads):
    choosing = [payload for payload in payloads if "definition" not in payload]
    last = {(p["about"], p["name"], p.get("add", p.get("remove"))): "add" in p for p in choosing}
    assert set(folded(*payloads).references) == {key for key, there in last.items() if there}


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"about": "class", "name": "cat"},
        {"about": "label", "name": "cat", "add": "a"},
        {"about": "class", "name": 5, "add": "a"},
        {"about": "class", "name": "cat", "add": None},
        {"about": "class", "name": "cat", "definition": 5},
        {"about": "class", "name": "cat", "add": "a", "remove": "b"},
        {"about": "category", "name": "dark", "definition": "no light"},
    ],
)
def test_what_is_no_guideline_is_refused(payload):
    with pytest.raises(ValueError, match=r"guideline|category"):
        require_sound(payload)


@given(PAYLOADS)
def test_what_is_one_is_not(payload):
    assert require_sound(payload) is None
