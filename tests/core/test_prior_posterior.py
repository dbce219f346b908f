"""Confidence sets for counts (METHOD 6), against exact fractions and simulated reviews."""

from __future__ import annotations

from fractions import Fraction
from math import comb, prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from labeler.core.prior_posterior import limits


def rising(start: Fraction, steps: int) -> Fraction:
    return prod((start + step for step in range(steps)), start=Fraction(1))


def by_fractions(size: int, drawn: int, found: int, level: Fraction) -> list[int]:
    """Every possible count, by the inequality of METHOD with its logarithms undone."""
    prior = rising(Fraction(1, 2), found) * rising(Fraction(20), drawn - found) / rising(Fraction(41, 2), drawn)
    return [
        count
        for count in range(found, size - drawn + found + 1)
        if prior * comb(size, count) / comb(size - drawn, count - found) < 1 / level
    ]


def one(size: int, drawn: int, found: int, level: float) -> tuple[int, int]:
    least, most = limits(size=size, drawn=drawn, found=found, level=level)
    return int(least), int(most)


def test_worked_value_none_found_in_100_of_5000_leaves_at_most_3_78_percent():
    least, most = one(5_000, 100, 0, 0.05)
    assert (least, round(100 * most / 5_000, 2)) == (0, 3.78)


def test_worked_value_a_normal_interval_misses_62_percent_of_the_time_where_this_one_never_does():
    """24 of 5,000: a sample of 100 mostly has none, and an interval of no width around 0."""
    empty = stats.hypergeom(5_000, 24, 100).pmf(0)
    assert empty == pytest.approx(0.62, abs=0.005)
    assert one(5_000, 100, 0, 0.05)[1] >= 24


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_set_is_the_interval_that_exact_fractions_give(data):
    size = data.draw(st.integers(1, 40))
    drawn = data.draw(st.integers(0, size))
    found = data.draw(st.integers(0, drawn))
    level = data.draw(st.sampled_from([Fraction(1, 2), Fraction(1, 20), Fraction(1, 40), Fraction(1, 1000)]))
    counts = by_fractions(size, drawn, found, level)
    least, most = one(size, drawn, found, float(level))
    assert counts == list(range(least, most + 1))


def test_nothing_drawn_leaves_everything_possible_and_all_drawn_nothing_but_the_truth():
    assert one(7, 0, 0, 0.05) == (0, 7)
    assert one(7, 7, 3, 0.05) == (3, 3)
    assert one(0, 0, 0, 0.05) == (0, 0)


def test_many_sets_at_once_give_what_each_gives_alone():
    sizes, drawn, found, levels = [50, 50, 9], [10, 20, 9], [0, 7, 4], [0.05, 0.01, 0.025]
    least, most = limits(size=sizes, drawn=drawn, found=found, level=levels)
    alone = [one(*arguments) for arguments in zip(sizes, drawn, found, levels, strict=True)]
    assert list(zip(least.tolist(), most.tolist(), strict=True)) == alone


def test_a_million_examples_keep_their_last_digit():
    """The limit is where the logarithm of the ratio crosses, computed here with the digits of exact integers."""
    least, most = one(1_000_000, 300, 2, 0.025)
    likelier = [stats.hypergeom(1_000_000, count, 300).logpmf(2) for count in (most, most + 1, least, least - 1)]
    betas = stats.betabinom(300, 0.5, 20).logpmf(2)
    inside = [betas - chance < np.log(40) for chance in likelier]
    assert inside == [True, False, True, False]


@pytest.mark.parametrize(("size", "incorrect"), [(300, 3), (300, 30), (2_000, 8)])
def test_looking_after_every_draw_misses_in_at_most_5_percent_of_reviews(size, incorrect):
    rng = np.random.default_rng(0)
    reviews, looks = 1_500, min(size, 300)
    order = rng.permuted(np.tile(np.arange(size) < incorrect, (reviews, 1)), axis=1)[:, :looks]
    found = order.cumsum(axis=1)
    least, most = limits(size=size, drawn=np.arange(1, looks + 1), found=found, level=0.05)
    missed = ((least > incorrect) | (most < incorrect)).any(axis=1)
    assert missed.mean() <= 0.05


def test_a_normal_interval_looked_at_after_every_draw_misses_far_more_often():
    """What makes this set worth its width: the same reviews, and an interval that takes 95 % for granted."""
    rng = np.random.default_rng(0)
    order = rng.permuted(np.tile(np.arange(300) < 3, (200, 1)), axis=1)
    drawn = np.arange(1, 301)
    share = order.cumsum(axis=1) / drawn
    width = 1.96 * np.sqrt(share * (1 - share) / drawn)
    missed = (np.abs(share - 0.01) > width)[:, 20:280].any(axis=1)
    assert missed.mean() > 0.8
