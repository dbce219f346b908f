"""Visits add up and merge alike in any order."""

from __future__ import annotations

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from labeler.core.decisions import IN_VIEW
from labeler.core.visits import Visit, Visits

SECONDS = st.none() | st.integers(0, 10_000_000).map(lambda milliseconds: milliseconds / 1000)
SEEN = st.sets(st.sampled_from(IN_VIEW)).map(lambda parts: tuple(sorted(parts)))
VISITS = st.builds(Visit, st.integers(1, 99), SECONDS, st.dates().map(str), SEEN)


def test_two_installations_add_up():
    laptop, desk = Visit(2, 1.5, "2026-01-02"), Visit(1, 0.25, "2026-01-01")
    assert laptop.with_also(desk) == Visit(3, 1.75, "2026-01-02")


def test_a_showing_without_time_adds_none():
    timed, untimed = Visit(1, 1.5, "2026-01-01"), Visit(1, None, "2026-01-02")
    assert timed.with_also(untimed) == Visit(2, 1.5, "2026-01-02")
    assert untimed.with_also(untimed) == Visit(2, None, "2026-01-02")
    assert untimed.with_also(Visit(1, 0.0, "2026-01-01")).seconds == 0


def test_what_was_in_view_once_stays_seen():
    label, predictions = Visit(1, None, "2026-01-01", ("label",)), Visit(1, None, "2026-01-02", ("predictions",))
    assert predictions.with_also(label).seen == ("label", "predictions")
    assert label.with_also(label).seen == ("label",)


@given(st.lists(VISITS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_adding_does_not_matter(visits, random):
    shuffled = visits.copy()
    random.shuffle(shuffled)
    assert reduce(Visit.with_also, shuffled) == reduce(Visit.with_also, visits)


def test_reviewers_look_apart_from_each_other():
    visits = Visits([("ann", "a", Visit(1, 2.0, "2026-01-01"))])
    visits.add("ann", "a", Visit(1, 1.0, "2026-01-02"))
    visits.add("bob", "b", Visit(1, None, "2026-01-03"))
    assert visits.of("ann") == {"a": Visit(2, 3.0, "2026-01-02")}
    assert visits.of("bob") == {"b": Visit(1, None, "2026-01-03")}
    assert visits.of("cid") == {}
    assert set(visits.reviewers()) == {"ann", "bob"}
