"""Where reviewers stopped: one place a queue, the newest first."""

from __future__ import annotations

import pytest

from labeler.store.bookmarks import Bookmark, bookmarks, put_bookmark

ERRORS, RIGHT = {"name": "errors", "size": 100}, {"name": "right", "where": ["label=猫"]}


@pytest.fixture
def put(connection):
    def put(queue, example_id, at, *, reviewer="ann", install="laptop"):
        put_bookmark(connection, Bookmark(queue, example_id, at), install=install, reviewer=reviewer)

    return put


def test_the_place_in_a_queue_is_replaced_however_its_values_are_ordered(put, connection):
    put(ERRORS, "a", "1")
    put({"size": 100, "name": "errors"}, "b", "2")
    assert bookmarks(connection, "ann") == [Bookmark(ERRORS, "b", "2")]


def test_the_newest_comes_first_and_of_one_moment_the_one_put_last(put, connection):
    put(ERRORS, "a", "1")
    put(RIGHT, "b", "1")
    assert [place.queue for place in bookmarks(connection, "ann")] == [RIGHT, ERRORS]
    put(ERRORS, "c", "1")
    assert [place.queue for place in bookmarks(connection, "ann")] == [ERRORS, RIGHT]


def test_of_one_queue_left_at_two_installations_the_newest_counts(put, connection):
    put(ERRORS, "a", "2")
    put(ERRORS, "b", "1", install="desk")
    assert bookmarks(connection, "ann") == [Bookmark(ERRORS, "a", "2")]


def test_reviewers_have_places_of_their_own(put, connection):
    put(ERRORS, "a", "1")
    assert bookmarks(connection, "bob") == []


def test_a_place_that_cannot_be_read_is_left_out(put, connection):
    put(ERRORS, "a", "1")
    put(RIGHT, "b", "2")
    for spoiled in ("{", "[1]", "null"):
        connection.execute("UPDATE bookmarks SET queue = ? WHERE example_id = 'b'", (spoiled,))
        assert bookmarks(connection, "ann") == [Bookmark(ERRORS, "a", "1")]
