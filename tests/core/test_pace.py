"""How long a decision takes."""

from __future__ import annotations

from labeler.core.pace import seconds_a_decision


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
