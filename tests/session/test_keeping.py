"""What a window keeps while somebody reviews: showings and a place, whole or not at all (DESIGN 2.3)."""

from __future__ import annotations

import pytest

import labeler
from labeler.errors import LabelerError

ERRORS = {"name": "errors", "model": "A"}


def seen(session, example_id="d0", reviewer="ann"):
    return session.visit(session.ordinal(example_id), reviewer).seen


def test_what_was_in_view_at_any_showing_was_seen(session, reopened):
    session.keep("ann", [("d0", 1.0, ["label"]), ("d1", 1.0, [])], None)
    session.keep("ann", [("d0", None, ["predictions", "label"])], None)
    session.keep("bob", [("d0", None, ["others"])], None)
    for open_ in (lambda: session, lambda: reopened(session)):
        opened = open_()
        assert (seen(opened), seen(opened, "d1")) == (("label", "predictions"), ())
        assert seen(opened, reviewer="bob") == ("others",)


def test_several_showings_and_a_place_are_one_transaction(session):
    statements = []
    session.visits  # noqa: B018 - read once, as a window has it
    session.connection.set_trace_callback(statements.append)
    session.keep("ann", [("d0", 1.0, ()), ("d1", 2.0, ()), ("d0", 4.0, ())], (ERRORS, "d2"))
    assert statements.count("COMMIT") == 1
    assert session.visit(session.ordinal("d0"), "ann").seconds == 5
    assert [place.example_id for place in session.places("ann")] == ["d2"]


@pytest.mark.parametrize(("showing", "place"), [("d9", "d0"), ("d0", "d9")])
def test_an_unknown_example_keeps_the_rest_out_too(session, showing, place):
    with pytest.raises(LabelerError, match="'d9' is not an example"):
        session.keep("ann", [("d1", 1, ()), (showing, 1, ())], (ERRORS, place))
    assert session.time_spent().examples == ()
    assert session.places("ann") == []


def test_what_cannot_be_in_view_is_refused(session):
    with pytest.raises(ValueError, match="'future'"):
        session.keep("ann", [("d0", 1, ["label", "future"])], None)


def test_a_disk_that_fails_is_said_and_memory_says_what_the_file_does(session):
    session.connection.execute("PRAGMA query_only=ON")
    with pytest.raises(LabelerError, match="nothing was saved"):
        session.keep("ann", [("d0", 1, ())], (ERRORS, "d0"))
    session.connection.execute("PRAGMA query_only=OFF")
    assert session.visit(session.ordinal("d0"), "ann") is None
    assert session.places("ann") == []


def test_nothing_to_keep_writes_nothing(session):
    before = session.connection.total_changes
    session.keep("ann", (), None)
    assert session.connection.total_changes == before


def test_what_can_only_be_read_keeps_nothing_and_says_nothing(session):
    session.close()
    with labeler.open(session.path, read_only=True) as reading:
        reading.keep("ann", [("d0", 1, ())], (ERRORS, "d0"))
        assert reading.places("ann") == []
        assert reading.visit(reading.ordinal("d0"), "ann") is None


def test_a_verdict_after_a_note_that_showed_the_predictions_is_not_blind(session):
    """Who looks once has looked: the window says so with the verdict, and the file keeps it."""
    session.record("d0", "correct", reviewer="ann", seen=("label",))
    session.record("d1", None, reviewer="ann", comment="blurred", seen=("label", "predictions"))
    session.record("d1", "correct", reviewer="ann", seen=("label", "predictions"))
    assert [session.review.blind(session.ordinal(example_id)) for example_id in ("d0", "d1")] == [True, False]
