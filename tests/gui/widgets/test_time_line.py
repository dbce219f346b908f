from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from labeler.gui.widgets.time_line import TimeLine
from labeler.gui.widgets.time_span import TimeSpan


@pytest.fixture
def line() -> TimeLine:
    line = TimeLine()
    line.begin(10.0)
    return line


def test_another_recording_begins_whole_at_its_start_with_nothing_selected(line: TimeLine) -> None:
    line.set_cursor(4.0)
    line.select((2.0, 3.0))
    line.zoom(4.0)
    line.begin(20.0)
    assert (line.span, line.cursor, line.selection) == (TimeSpan.whole(20.0), 0.0, None)


def test_zooming_without_a_pointer_keeps_the_cursor_in_place(line: TimeLine) -> None:
    line.set_cursor(2.0)
    line.zoom(4.0)
    assert line.span.share(2.0) == pytest.approx(0.2)


def test_a_cursor_that_plays_out_of_view_turns_the_page_and_one_that_is_moved_does_not(line: TimeLine) -> None:
    line.zoom(5.0, 0.0)
    line.set_cursor(7.0)
    assert line.span.stop == 2.0
    line.set_cursor(7.0, follow=True)
    assert line.span.start <= 7.0 <= line.span.stop


def test_only_the_person_s_selection_is_told_as_chosen(qtbot: QtBot, line: TimeLine) -> None:
    with qtbot.assertNotEmitted(line.selected), qtbot.waitSignal(line.selection_changed):
        line.set_selection((1.0, 2.0))
    with qtbot.waitSignal(line.selected) as told:
        line.select(None)
    assert told.args == [None]


def test_the_start_is_set_at_the_cursor_and_the_end_stays(line: TimeLine) -> None:
    line.set_cursor(4.0)
    line.start_at_cursor()
    assert line.selection == (4.0, 10.0)
    line.select((1.0, 6.0))
    line.start_at_cursor()
    assert line.selection == (4.0, 6.0)


def test_a_start_behind_the_end_makes_the_rest_the_selection(line: TimeLine) -> None:
    line.select((1.0, 2.0))
    line.set_cursor(4.0)
    line.start_at_cursor()
    assert line.selection == (4.0, 10.0)


def test_the_end_is_set_at_the_cursor_and_the_start_stays(qtbot: QtBot, line: TimeLine) -> None:
    line.set_cursor(4.0)
    line.stop_at_cursor()
    assert line.selection == (0.0, 4.0)
    line.select((3.0, 9.0))
    with qtbot.waitSignal(line.selected) as told:
        line.stop_at_cursor()
    assert told.args == [(3.0, 4.0)]


def test_an_end_before_the_start_selects_from_the_beginning(line: TimeLine) -> None:
    line.select((6.0, 8.0))
    line.set_cursor(4.0)
    line.stop_at_cursor()
    assert line.selection == (0.0, 4.0)


def test_there_is_no_loop_after_the_end_or_before_the_start(line: TimeLine) -> None:
    line.stop_at_cursor()
    assert line.selection is None
    line.set_cursor(10.0)
    line.start_at_cursor()
    assert line.selection is None


def test_extending_moves_one_end_and_crosses_the_other(line: TimeLine) -> None:
    line.set_cursor(5.0)
    line.extend(0.1)
    assert line.selection == pytest.approx((5.0, 6.0))
    line.extend(-0.1)
    assert line.selection is None
    line.extend(-0.1)
    assert line.selection == pytest.approx((4.0, 5.0))


def test_extending_moves_the_end_of_what_was_dragged_and_stops_with_the_recording(line: TimeLine) -> None:
    line.select((2.0, 3.0))
    line.extend(0.2)
    assert line.selection == pytest.approx((2.0, 5.0))
    line.extend(2.0)
    assert line.selection == (2.0, 10.0)


def test_the_end_that_moves_stays_in_view(line: TimeLine) -> None:
    line.zoom(10.0, 0.0)
    line.set_cursor(0.9)
    for _ in range(3):
        line.extend(0.1)
    assert line.selection is not None
    assert line.span.start <= line.selection[1] <= line.span.stop
