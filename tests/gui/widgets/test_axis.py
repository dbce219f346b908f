from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.gui.widgets.axis import Axis, round_step, spread, tick_text


def test_values_lie_between_the_ends_in_proportion() -> None:
    axis = Axis(0.0, 0.2, 100.0, 0.0)
    assert [axis.place(value) for value in (0.0, 0.05, 0.2)] == [100.0, 75.0, 0.0]
    assert Axis(0.5, 0.5, 0.0, 10.0).place(0.5) == 5.0


@pytest.mark.parametrize(("span", "most", "step"), [(1.0, 10, 0.1), (1.0, 4, 0.5), (0.07, 7, 0.01), (0.08, 7, 0.02)])
def test_steps_are_round(span: float, most: int, step: float) -> None:
    assert round_step(span, most) == pytest.approx(step)


def test_ticks_have_the_digits_that_tell_them_apart() -> None:
    ticks = Axis(0.0, 0.02, 0.0, 100.0).ticks(4)
    assert [tick_text(tick, 0.005) for tick in ticks] == ["0.0 %", "0.5 %", "1.0 %", "1.5 %", "2.0 %"]
    assert tick_text(0.1, 0.1) == "10 %"


@given(st.floats(0, 10), st.floats(1e-6, 10), st.integers(2, 12))
def test_ticks_stay_within_and_are_no_more_than_asked_for(low: float, span: float, most: int) -> None:
    axis = Axis(low, low + span, 0.0, 1.0)
    ticks = axis.ticks(most)
    assert len(ticks) <= most + 1
    assert all(low - span * 1e-6 <= tick <= low + span * (1 + 1e-6) for tick in ticks)


@given(st.lists(st.floats(-50, 150), max_size=12).map(sorted), st.floats(1, 20))
def test_labels_keep_their_order_and_distance_within_the_room(places: list[float], pitch: float) -> None:
    found = spread(places, pitch, low=0.0, high=100.0)
    apart = min(pitch, 100.0 / max(len(places) - 1, 1))
    assert len(found) == len(places)
    assert all(b - a >= apart - 1e-6 for a, b in pairwise(found))
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in found)


def test_labels_that_have_room_stay_where_they_are_and_others_part_evenly() -> None:
    assert spread([10.0, 50.0], 10, low=0, high=100) == [10.0, 50.0]
    assert spread([50.0, 50.0], 10, low=0, high=100) == [45.0, 55.0]
