from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.gui.sound.course import Course


def test_without_a_loop_it_goes_once_from_start_to_stop() -> None:
    course = Course(10, 100)
    assert list(course.stretches()) == [(10, 100)]
    assert [course.at(played) for played in (0, 5.5, 90, 1000)] == [10, 15.5, 100, 100]


def test_nothing_is_left_at_the_end() -> None:
    assert list(Course(100, 100).stretches()) == []


def test_a_loop_ahead_is_played_up_to() -> None:
    course = Course(0, 100, (20, 50))
    assert list(islice(course.stretches(), 3)) == [(0, 50), (20, 50), (20, 50)]
    assert course.at(49) == 49
    assert course.at(50) == 20
    assert course.at(50 + 30 + 7) == 27


def test_a_loop_behind_is_gone_back_to() -> None:
    course = Course(80, 100, (20, 50))
    assert list(islice(course.stretches(), 2)) == [(20, 50), (20, 50)]
    assert course.at(0) == 20


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 60), st.integers(0, 30), st.integers(1, 30), st.integers(0, 200))
def test_the_cursor_is_where_the_frames_come_from(start: int, first: int, length: int, played: int) -> None:
    course = Course(start, 100, (first, first + length))
    frames = (frame for stretch in course.stretches() for frame in range(*stretch))
    assert course.at(played) == pytest.approx(next(islice(frames, played, None)))
