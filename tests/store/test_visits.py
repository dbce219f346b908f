"""Visits in the file: one row for each installation, reviewer and example, that only grows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.decisions import IN_VIEW
from labeler.core.visits import Visit
from labeler.store import schema
from labeler.store.event_log import Draft, EventLog, Kind
from labeler.store.transactions import transaction
from labeler.store.visits import add_visit, shown_and_undecided, summed_visits

DAY = "2026-01-0{}T00:00:00.000Z".format


def visit(seconds=None, day=1, shown=1, seen=()):
    return Visit(shown, seconds, DAY(day), tuple(seen))


@pytest.fixture
def see(connection):
    def see(seen, *, reviewer="ann", example_id="a", install="laptop"):
        with transaction(connection):
            add_visit(connection, install=install, reviewer=reviewer, example_id=example_id, visit=seen)

    return see


@pytest.fixture
def summed(connection):
    return lambda: {(reviewer, example_id): seen for reviewer, example_id, seen in summed_visits(connection)}


def test_visits_add_up_whether_or_not_time_is_recorded(see, summed):
    see(visit(None, 2))
    assert summed() == {("ann", "a"): visit(None, 2)}
    see(visit(1.25, 1))
    see(visit(None, 3))
    see(visit(0.125, 1))
    assert summed() == {("ann", "a"): visit(1.375, 3, shown=4)}


def test_reviewers_and_examples_are_apart_and_installations_together(see, summed):
    see(visit(1.0))
    see(visit(2.0, 2), install="desk")
    see(visit(4.0), reviewer="bob")
    see(visit(8.0), example_id="b")
    assert summed() == {
        ("ann", "a"): visit(3.0, 2, shown=2),
        ("ann", "b"): visit(8.0),
        ("bob", "a"): visit(4.0),
    }


def test_what_was_in_view_is_a_union(see, summed):
    see(visit())
    assert summed()["ann", "a"].seen == ()
    see(visit(seen=["predictions"]))
    see(visit(seen=["label"]))
    see(visit())
    see(visit(seen=["others"]), install="desk")
    see(visit(seen=["label"]), reviewer="bob")
    assert summed()["ann", "a"].seen == ("label", "others", "predictions")
    assert summed()["bob", "a"].seen == ("label",)


VIEWS = st.sets(st.sampled_from(IN_VIEW)).map(sorted)
SEEN = st.tuples(st.sampled_from(("laptop", "desk")), st.none() | st.integers(0, 10**6), st.integers(1, 9), VIEWS)


@settings(deadline=None, max_examples=30)
@given(st.lists(SEEN, max_size=8))
def test_what_the_file_adds_up_is_what_the_values_do(seen):
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.migrate(connection)
        expected = None
        for install, milliseconds, day, view in seen:
            one = visit(None if milliseconds is None else milliseconds / 1000, day, seen=view)
            add_visit(connection, install=install, reviewer="ann", example_id="a", visit=one)
            expected = one if expected is None else expected.with_also(one)
        assert [counted for _, _, counted in summed_visits(connection)] == ([expected] if expected else [])


STEPS = st.lists(st.tuples(SEEN, st.booleans()), max_size=12)


def merged(*copies):
    """Copies of the rows, taken over as merging does: the greater number of each, of what was in view too."""
    rows = {}
    for copy in copies:
        for install, seen in copy.items():
            known = rows.get(install, seen)
            timed = [each.seconds for each in (known, seen) if each.seconds is not None]
            later = max(known.shown, seen.shown), max(timed, default=None), max(known.last_at, seen.last_at)
            view = tuple(part for part in IN_VIEW if max(part in known.seen, part in seen.seen))
            rows[install] = Visit(*later, view)
    return rows


@given(STEPS)
def test_copies_that_were_apart_merge_to_one_sum_in_any_order_and_however_often(steps):
    """Each installation writes its own row, and now and then takes over what the other has."""
    copies = {"laptop": {}, "desk": {}}
    expected = None
    for (install, milliseconds, day, view), takes_over in steps:
        if takes_over:
            copies[install] = merged(*copies.values())
        seconds = None if milliseconds is None else milliseconds / 1000
        own, seen = copies[install].get(install), visit(seconds, day, seen=view)
        copies[install] = copies[install] | {install: own.with_also(seen) if own else seen}
        expected = expected.with_also(seen) if expected else seen
    laptop, desk = copies.values()
    assert merged(laptop, desk) == merged(desk, laptop) == merged(merged(desk, laptop), desk)
    assert not steps or reduce(Visit.with_also, merged(desk, laptop).values()) == expected


def test_looked_at_but_undecided_is_what_nobody_gave_a_verdict_on(see, connection):
    log = EventLog(connection, "laptop")
    assert shown_and_undecided(connection) == (0, 0)
    for example_id in "abc":
        see(visit(), example_id=example_id)
    see(visit(), example_id="a", reviewer="bob")
    log.append([Draft(Kind.DECISION, "bob", DAY(1), {"verdict": "unsure"}, "a")], owner="bob")
    log.append([Draft(Kind.DECISION, "ann", DAY(1), {"comment": "later"}, "b")], owner="ann")
    assert shown_and_undecided(connection) == (3, 2)
    log.undo("bob", at=DAY(2))
    assert shown_and_undecided(connection) == (3, 3)
