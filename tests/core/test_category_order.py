"""The order of categories: moves are events, and logs that were merged come to one order (METHOD 2, DESIGN 3)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.categories import Categories
from labeler.core.log import Event, Fold, Kind

KEYS = ("a", "b", "c", "d")


def said(n, payload, *, install="laptop", action=None):
    return Event(f"{install}{n:03}", action or f"{install}{n}", install, n, "ann", "now", Kind.CATEGORY, None, payload)


def folded(*payloads):
    return names(Categories.of(said(n, payload) for n, payload in enumerate(payloads, 1)))


def names(categories):
    return [category.name for category in categories.standing]


def made(key):
    return {"key": key, "name": key}


def moved(key, before=""):
    return {"key": key, "before": before}


THREE = tuple(map(made, "abc"))
MOVES = st.builds(moved, st.sampled_from(KEYS), st.sampled_from(("", *KEYS)))
ENTRIES = st.one_of(MOVES, st.builds(lambda key, to: {"key": key, "merged_into": to}, *[st.sampled_from(KEYS)] * 2))


def test_a_category_is_put_before_another_one_or_last():
    assert folded(*THREE, moved("c", "a")) == ["c", "a", "b"]
    assert folded(*THREE, moved("a", "c")) == ["b", "a", "c"]
    assert folded(*THREE, moved("a")) == ["b", "c", "a"]


def test_one_made_after_a_move_comes_last():
    assert folded(*THREE, moved("c", "a"), made("d")) == ["c", "a", "b", "d"]


def test_a_move_to_what_is_not_there_does_nothing():
    assert folded(*THREE, moved("b", "gone"), moved("gone", "a"), moved("a", "a")) == ["a", "b", "c"]


def test_a_new_name_keeps_the_place_and_a_merged_one_leaves_it():
    assert folded(*THREE, moved("c", "a"), {"key": "c", "name": "z"}) == ["z", "a", "b"]
    assert folded(*THREE, moved("c", "a"), {"key": "c", "merged_into": "b"}) == ["a", "b"]


def test_of_namesakes_the_first_made_stays_wherever_it_was_moved():
    united = folded(made("a"), made("b"), {"key": "b", "name": "A", "description": "later"}, moved("a"))
    assert united == ["a"]


def test_a_move_taken_back_leaves_the_order_as_it_was():
    log = [said(n, payload) for n, payload in enumerate((*THREE, moved("c", "a")), 1)]
    undo = Event("u", "u", "laptop", 9, "ann", "now", Kind.UNDO, None, {"target": log[-1].action})
    assert names(Fold.of(log).categories) == ["c", "a", "b"]
    assert names(Fold.of([*log, undo]).categories) == ["a", "b", "c"]


@given(st.lists(ENTRIES, max_size=6), st.lists(ENTRIES, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_logs_merged_either_way_come_to_one_order_with_every_category_once(mine, theirs, random):
    start = [said(n, made(key), install="office") for n, key in enumerate(KEYS, 1)]
    one = [said(n, payload) for n, payload in enumerate(mine, 5)]
    other = [said(n, payload, install="train") for n, payload in enumerate(theirs, 5)]
    merged = [*start, *other, *one]
    random.shuffle(merged)
    orders = {Fold.of(log).categories.order for log in ([*start, *one, *other], merged)}
    (order,) = orders
    assert sorted(order) == [*KEYS]
    standing = [category.key for category in Fold.of(merged).categories.standing]
    assert standing == [key for key in order if key in standing]
