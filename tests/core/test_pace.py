"""How long a decision takes."""

from __future__ import annotations

import pytest

from labeler.core.pace import LATELY, Pace, duration, seconds_a_decision


def at(*seconds):
    return [f"2026-01-01T{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}Z" for s in seconds]


def test_the_pace_is_the_middle_gap_between_decisions_of_one_reviewer():
    assert seconds_a_decision({"ann": at(0, 4, 8, 13, 20, 60)}) == 5
    assert seconds_a_decision({"ann": at(60, 20, 13, 8, 4, 0)}) == 5
    assert seconds_a_decision({"ann": at(0, 4, 8), "bo": at(1, 7, 13, 19)}) == 6


def test_pauses_and_decisions_of_one_moment_tell_nothing():
    assert seconds_a_decision({"ann": at(*[0] * 50, 4, 8, 12, 16, 20, 3600, 3600)}) == 4
    assert seconds_a_decision({"ann": at(*[0] * 50)}) is None


def test_few_decisions_tell_no_pace():
    assert seconds_a_decision({}) is None
    assert seconds_a_decision({"ann": at(0, 4, 8, 12, 16)}) is None


def test_the_pace_of_one_reviewer_goes_on_with_every_decision():
    pace = Pace(at(8, 0, 4, 4, 12))
    assert pace.seconds is None
    for time in at(16, 20, 20, 19, 1000):
        pace.go_on(time)
    assert pace.seconds == 4


def test_the_latest_decisions_tell_the_pace():
    pace = Pace(at(*range(0, 40 * LATELY, 40)))
    assert pace.seconds == 40
    last = 40 * (LATELY - 1)
    for time in at(*range(last + 3, last + 3 * LATELY, 3)):
        pace.go_on(time)
    assert pace.seconds == 3


def test_a_pace_begun_from_nothing_is_that_of_all_decisions_at_once():
    times, pace = at(0, 5, 9, 400, 407, 412, 420), Pace()
    for time in times:
        pace.go_on(time)
    assert pace.seconds == Pace(times).seconds == seconds_a_decision({"ann": times}) == 5


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "under a minute"),
        (59.9, "under a minute"),
        (60, "about 1 min"),
        (370, "about 6 min"),
        (19.4 * 60, "about 19 min"),
        (23 * 60, "about 25 min"),
        (59 * 60, "about 1 h"),
        (131 * 60, "about 2 h 10 min"),
        (179 * 60, "about 3 h"),
        (2000 * 3600, "about 2,000 h"),
    ],
)
def test_a_duration_is_said_as_exactly_as_it_can_be_known(seconds, said):
    assert duration(seconds) == said
