"""The exact interval of a share of a finite set (METHOD 2), against scipy and against counting in integers."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from labeler.core.hypergeometric import interval, limits


def counted_out(count, drawn, population):
    """All K of the definition, in integers: tails times 40 against all ways to draw."""
    ways = comb(population, drawn)
    chosen = []
    for marked in range(population + 1):
        found = [comb(marked, i) * comb(population - marked, drawn - i) for i in range(drawn + 1)]
        if 40 * sum(found[: count + 1]) > ways and 40 * sum(found[count:]) > ways:
            chosen.append(marked)
    return chosen


def test_worked_value_6_of_100_from_571_is_2_6_to_11_9_percent():
    assert [round(100 * limit, 1) for limit in interval(6, 100, 571)] == [2.6, 11.9]


@st.composite
def draws(draw, most):
    population = draw(st.integers(1, most))
    drawn = draw(st.integers(0, population))
    return draw(st.integers(0, drawn)), drawn, population


@settings(deadline=None, max_examples=150)
@given(draws(60))
def test_the_limits_are_the_ends_of_what_the_definition_allows(case):
    chosen = counted_out(*case)
    assert chosen == list(range(chosen[0], chosen[-1] + 1))
    assert limits(*case) == (chosen[0], chosen[-1])


@pytest.mark.parametrize("case", [(0, 1, 40), (1, 1, 40), (0, 1, 160), (1, 1, 160), (3, 4, 160), (2, 2, 16)])
def test_a_tail_of_exactly_2_5_percent_is_outside(case):
    """One of 40 drawn, and it is the one: P = 1/40, which no float can be trusted to hold against 0.025."""
    chosen = counted_out(*case)
    assert limits(*case) == (chosen[0], chosen[-1])


def test_one_of_forty_is_such_a_tail():
    assert limits(0, 1, 40) == (0, 38)


@settings(deadline=None, max_examples=60)
@given(draws(20_000))
@example((0, 100, 5_000))
@example((50, 100, 1_000_000))
@example((5_000, 20_000, 1_000_000))
def test_the_limits_hold_against_scipy(case):
    count, drawn, population = case
    low, high = limits(*case)

    def at_most(marked):
        return stats.hypergeom(population, marked, drawn).cdf(count)

    def at_least(marked):
        return stats.hypergeom(population, marked, drawn).sf(count - 1)

    assert at_most(high) > 0.025 - 1e-9
    assert at_least(low) > 0.025 - 1e-9
    if high < population - drawn + count:
        assert at_most(high + 1) <= 0.025 + 1e-9
    if low > count:
        assert at_least(low - 1) <= 0.025 + 1e-9


def test_everything_drawn_leaves_no_doubt_and_nothing_drawn_leaves_all():
    assert interval(7, 20, 20) == (0.35, 0.35)
    assert interval(0, 0, 20) == (0.0, 1.0)


@given(draws(200))
def test_counting_the_others_mirrors_the_limits(case):
    count, drawn, population = case
    low, high = limits(count, drawn, population)
    assert limits(drawn - count, drawn, population) == (population - high, population - low)


def test_random_samples_are_covered_at_least_as_often_as_promised():
    population, drawn = 300, 40
    for marked in (0, 3, 30, 150, 290):
        chances = stats.hypergeom(population, marked, drawn).pmf(range(drawn + 1))
        covered = [low <= marked <= high for low, high in (limits(k, drawn, population) for k in range(drawn + 1))]
        assert chances @ covered >= 0.95
