from __future__ import annotations

import pytest

from labeler.gui.widgets.time_span import TimeSpan, digits_for, round_step, ticks, time_text


def test_zooming_keeps_the_time_under_the_pointer() -> None:
    span = TimeSpan.whole(10.0).zoomed(4, 0.3)
    assert span.seconds == pytest.approx(2.5)
    assert span.at(0.3) == pytest.approx(3.0)


def test_zooming_out_ends_at_the_whole() -> None:
    assert TimeSpan(10.0, 2.0, 3.0).zoomed(0.001, 0.9) == TimeSpan.whole(10.0)


def test_a_clip_shorter_than_the_smallest_view_stays_whole() -> None:
    assert TimeSpan.whole(0.001).zoomed(100, 0.5) == TimeSpan.whole(0.001)


def test_panning_stops_at_the_ends() -> None:
    span = TimeSpan(10.0, 2.0, 4.0)
    assert span.panned(-5).start == 0.0
    assert span.panned(50).stop == 10.0


def test_a_cursor_that_runs_out_of_view_turns_the_page() -> None:
    span = TimeSpan(10.0, 2.0, 4.0)
    assert span.showing(3.0) is span
    assert span.showing(4.5).start <= 4.5 <= span.showing(4.5).stop


@pytest.mark.parametrize(
    ("least", "step"), [(0.0011, 0.002), (0.05, 0.05), (0.3, 0.5), (1.2, 2), (5.1, 10), (70, 120), (3000, 3600)]
)
def test_steps_are_round(least: float, step: float) -> None:
    assert round_step(least) == pytest.approx(step)


def test_ticks_lie_in_view_and_are_not_too_many() -> None:
    times, step = ticks(TimeSpan(100.0, 12.3, 20.1), 8)
    assert times == [13, 14, 15, 16, 17, 18, 19, 20]
    assert step == 1


def test_nothing_has_no_ticks() -> None:
    assert ticks(TimeSpan.whole(0.0), 8)[0] == []


def test_times_read_like_a_clock() -> None:
    assert [time_text(each) for each in (0, 1.239, 59.999, 754.5, 3723)] == [
        *("0:00.00", "0:01.24", "1:00.00", "12:34.50", "1:02:03.00")
    ]
    assert time_text(65, 0) == "1:05"
    assert [digits_for(step) for step in (5, 1, 0.5, 0.02)] == [0, 0, 1, 2]
