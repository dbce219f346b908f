"""How long an example counts as looked at."""

from __future__ import annotations

from labeler.gui.pages.review.attention import Attention


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_time_passes_from_begin_to_end() -> None:
    clock = Clock()
    attention = Attention(clock)
    attention.begin()
    clock.now += 7.5
    assert attention.end() == 7.5


def test_a_pause_does_not_count() -> None:
    clock = Clock()
    attention = Attention(clock)
    attention.begin()
    clock.now += 2
    attention.pause()
    clock.now += 1000
    attention.sign()
    clock.now += 3
    assert attention.end() == 5


def test_someone_who_walked_away_counts_for_five_minutes_at_most() -> None:
    clock = Clock()
    attention = Attention(clock)
    attention.begin()
    clock.now += 3600
    attention.sign()
    clock.now += 4
    assert attention.end() == 304


def test_another_example_begins_at_zero() -> None:
    clock = Clock()
    attention = Attention(clock)
    attention.begin()
    clock.now += 9
    attention.end()
    attention.begin()
    clock.now += 1
    assert attention.end() == 1
