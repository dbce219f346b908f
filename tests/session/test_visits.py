"""What was shown to whom, decided or not, and for how long (DESIGN 2.3)."""

from __future__ import annotations

import csv
import math
import signal
import subprocess
import sys

import pytest

import labeler
from labeler.errors import LabelerError
from labeler.session.visits import write_times


def lines(session):
    return {line["reviewer"]: line for line in session.time_spent().to_dict()["reviewers"]}


@pytest.fixture
def looked(session):
    """ann was shown d0 twice and d1, and decided d0; bob decided d2 from a table and was shown nothing."""
    session.keep("ann", [("d0", 2.0, ())], None)
    session.keep("ann", [("d0", 1.0004, ())], None)
    session.keep("ann", [("d1", 8, ())], None)
    session.record("d0", "correct", reviewer="ann")
    session.record("d2", "unsure", reviewer="bob")
    return session


def test_looked_at_but_undecided_is_not_never_shown(looked):
    ordinals = [looked.ordinal(example_id) for example_id in ("d0", "d1", "d2")]
    assert [looked.was_shown(ordinal, "ann") for ordinal in ordinals] == [True, True, False]
    assert not any(looked.was_shown(ordinal, "bob") for ordinal in ordinals)
    assert (looked.info().looked_at, looked.info().left_undecided) == (2, 1)


def test_time_is_told_by_reviewer(looked, reopened):
    wanted = {
        "ann": {
            "reviewer": "ann",
            "shown": 2,
            "decided": 1,
            "undecided": 1,
            "seconds": 11.0,
            "median_seconds": 3.0,
        },
        "bob": {
            "reviewer": "bob",
            "shown": 0,
            "decided": 1,
            "undecided": 0,
            "seconds": None,
            "median_seconds": None,
        },
    }
    assert lines(looked) == wanted
    assert lines(reopened(looked)) == wanted


def test_time_is_told_by_example_in_their_order(looked):
    first, second = looked.time_spent().examples
    assert (first.example_id, first.split, first.reviewer, first.shown) == ("d0", "dev", "ann", 2)
    assert (first.seconds, first.decided) == (3.0, True)
    assert (second.example_id, second.decided) == ("d1", False)
    assert first.last_at <= second.last_at


def test_time_may_be_left_unrecorded(session):
    session.keep("ann", [("d0", None, ())], None)
    assert session.visit(session.ordinal("d0"), "ann").seconds is None
    assert lines(session)["ann"]["seconds"] is None
    session.keep("ann", [("d1", 3, ())], None)
    session.keep("ann", [("d0", None, ())], None)
    assert session.visit(session.ordinal("d0"), "ann").shown == 2
    assert (lines(session)["ann"]["seconds"], lines(session)["ann"]["median_seconds"]) == (3.0, None)


def test_what_was_only_flicked_past_says_nothing_of_how_long_an_example_takes(session):
    session.keep("ann", [("d0", 8, ()), ("d1", 12, ()), ("d2", 40, ()), ("d3", None, ())], None)
    session.keep("ann", [(f"t{number}", 0.1, ()) for number in range(6)], None)
    for example_id in ("d0", "d1", "d2", "d3"):
        session.record(example_id, "correct", reviewer="ann")
    session.record("t0", None, comment="later", reviewer="ann")
    assert (lines(session)["ann"]["seconds"], lines(session)["ann"]["median_seconds"]) == (60.6, 12)


def test_a_visit_is_no_decision_and_nothing_to_undo(session):
    session.keep("ann", [("d0", 1, ())], None)
    assert not session.can_undo("ann")
    assert session.info().decisions == 0
    assert session.queue("errors", model="A").items[0].decided is False


def test_an_undone_decision_leaves_what_was_looked_at_undecided(looked):
    looked.undo(reviewer="ann")
    assert lines(looked)["ann"]["undecided"] == 2


def test_memory_and_file_agree(looked, reopened):
    before = looked.time_spent()
    assert reopened(looked).time_spent() == before


def test_what_can_only_be_read_records_no_visit_and_says_nothing(session):
    session.keep("ann", [("d0", 1, ())], None)
    session.close()
    with labeler.open(session.path, read_only=True) as reading:
        reading.keep("ann", [("d1", 1, ())], None)
        assert [line.example_id for line in reading.time_spent().examples] == ["d0"]
        assert not reading.was_shown(reading.ordinal("d1"), "ann")


KILLED = """
import os, signal, sys, labeler
session = labeler.open(sys.argv[1])
session.keep("ann", [("d0", 1.5, ["label"])], ({"name": "errors"}, "d0"))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_visit_and_a_place_outlive_a_process_that_is_killed_right_after(session):
    session.close()
    assert subprocess.run([sys.executable, "-c", KILLED, session.path], check=False).returncode == -signal.SIGKILL
    with labeler.open(session.path) as opened:
        assert opened.visit(opened.ordinal("d0"), "ann").seconds == 1.5
        assert [place.example_id for place in opened.places("ann")] == ["d0"]
        assert opened.verify().ok


@pytest.mark.parametrize("seconds", [-1, math.nan, math.inf])
def test_what_is_no_time_is_refused(session, seconds):
    with pytest.raises(ValueError, match="is no time"):
        session.keep("ann", [("d0", seconds, ())], None)
    assert session.time_spent().examples == ()


def test_an_unknown_example_is_refused(session):
    with pytest.raises(LabelerError, match="'d9' is not an example"):
        session.keep("ann", [("d9", 1, ())], None)


def test_nobody_looked_at_a_fresh_project(session):
    assert session.time_spent().to_dict() == {"reviewers": [], "examples": []}


def test_time_is_a_table_too(looked, tmp_path):
    rows = looked.time_spent().to_frame().to_dict("records")
    assert [(row["example_id"], row["shown"]) for row in rows] == [("d0", 2), ("d1", 1)]
    looked.keep("bob", [("t0", None, ())], None)
    write_times(looked.time_spent(), tmp_path / "time.csv")
    with (tmp_path / "time.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [(row["example_id"], row["seconds"], row["decided"]) for row in table] == [
        ("d0", "3.0", "1"),
        ("d1", "8.0", "0"),
        ("t0", "", "0"),
    ]
