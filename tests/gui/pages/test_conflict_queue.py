"""Which conflict is in view, and which comes next."""

from __future__ import annotations

import pytest

import labeler
from labeler.core.decisions import Status
from labeler.gui.pages.corrections.conflict_queue import ConflictQueue

CONFLICTING = ("e00", "e01", "e02")


@pytest.fixture
def session(path):
    with labeler.open(path) as session:
        for example_id in CONFLICTING:
            session.record(example_id, "correct", reviewer="bob")
            session.record(example_id, "excluded", reviewer="cleo")
        yield session


def _settle(session, queue: ConflictQueue) -> bool:
    shown = queue.shown.example_id
    session.record_adjudication(shown, "correct", reviewer="ann")
    queue.look_again(session, [shown])
    return queue.go_on()


def test_it_goes_on_to_the_next_open_one_and_rests_after_the_last(session):
    queue = ConflictQueue(session.conflicts())
    assert (len(queue), queue.open_count) == (3, 3)
    queue.go(1)
    seen = [queue.shown.example_id]
    while _settle(session, queue):
        seen.append(queue.shown.example_id)
    assert sorted(seen) == sorted(CONFLICTING)
    assert queue.resting
    assert queue.following() is None
    queue.go(queue.next_place())
    assert not queue.resting


def test_what_is_taken_back_is_open_again_at_its_place(session):
    queue = ConflictQueue(session.conflicts())
    first = queue.shown.example_id
    _settle(session, queue)
    session.undo(reviewer="ann")
    assert session.resolution(first).status is Status.CONFLICT
    assert queue.look_again(session, [first]) == [0]
    assert queue.open_count == 3


def test_the_one_in_view_stays_where_others_come_or_go(session):
    queue = ConflictQueue(session.conflicts())
    queue.go(2)
    shown = queue.shown.ordinal
    assert queue.replace([each for each in session.conflicts() if each.ordinal != queue.conflicts[0].ordinal])
    assert queue.shown.ordinal == shown
    assert not queue.replace([each for each in session.conflicts() if each.ordinal != shown])
