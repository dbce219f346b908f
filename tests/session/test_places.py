"""Where reviewers stopped in their queues, to go on exactly there (DESIGN 2.3)."""

from __future__ import annotations

import pytest

import labeler
from labeler.errors import LabelerError

ERRORS, RIGHT = {"name": "errors", "model": "A", "splits": ["dev"]}, {"name": "right", "size": None}


def stopped(session, reviewer="ann"):
    return [(place.queue, place.example_id) for place in session.places(reviewer)]


def test_places_are_there_after_a_restart_the_newest_first(session, reopened):
    session.keep("ann", (), (ERRORS, "d0"))
    session.keep("ann", (), (RIGHT, "d1"))
    session.keep("ann", (), (ERRORS, "d3"))
    assert stopped(session) == [(ERRORS, "d3"), (RIGHT, "d1")]
    assert stopped(reopened(session)) == [(ERRORS, "d3"), (RIGHT, "d1")]


def test_each_reviewer_has_their_own(session):
    session.keep("ann", (), (ERRORS, "d0"))
    assert stopped(session, "bob") == []


def test_a_place_is_no_action(session):
    session.keep("ann", (), (ERRORS, "d0"))
    assert not session.can_undo("ann")


def test_an_unknown_example_is_refused(session):
    with pytest.raises(LabelerError, match="'d9' is not an example"):
        session.keep("ann", (), (ERRORS, "d9"))


def test_what_can_only_be_read_keeps_no_place_and_says_nothing(session):
    session.close()
    with labeler.open(session.path, read_only=True) as reading:
        reading.keep("ann", (), (ERRORS, "d0"))
        assert reading.places("ann") == []
