"""Wilson's and Newcombe's intervals against statsmodels (METHOD 11)."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from labeler.core.newcombe import Difference, Rate, difference, wilson

counts = st.integers(1, 5000).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size)))


def rate(count, size):
    return Rate.measured(count / size, size)


@settings(max_examples=60, deadline=None)
@given(counts)
@example((0, 1))
@example((1, 1))
@example((0, 10_000))
def test_wilson_limits_are_those_of_statsmodels(counted):
    count, size = counted
    assert wilson(count / size, size) == pytest.approx(proportion_confint(count, size, method="wilson"), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(counts, counts)
@example((0, 10), (10, 10))
@example((0, 10), (0, 10))
def test_newcombe_limits_are_those_of_statsmodels(first, second):
    found = difference(rate(*first), rate(*second))
    oracle = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx(oracle, abs=1e-9)


def test_newcombes_own_example():
    """56 of 70 less 48 of 80: 0.0524 to 0.3339 (Newcombe 1998, table II a)."""
    found = difference(rate(56, 70), rate(48, 80))
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


@settings(max_examples=60, deadline=None)
@given(counts, counts)
def test_a_difference_turned_round_is_its_mirror(first, second):
    there, back = difference(rate(*first), rate(*second)), difference(rate(*second), rate(*first))
    assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low), abs=1e-12)
    assert there.low <= there.value <= there.high


def test_against_a_known_rate_only_the_measured_one_is_uncertain():
    measured = rate(30, 300)
    found = difference(measured, Rate.known(0.04))
    assert (found.low, found.high) == pytest.approx((measured.low - 0.04, measured.high - 0.04))


def test_between_known_rates_nothing_is_uncertain():
    assert difference(Rate.known(0.07), Rate.known(0.04)) == Difference(0.03, 0.03, 0.03)


def test_equal_gaps_between_typed_numbers_are_equal():
    steps = [Rate.known(value / 100) for value in (4, 7, 10)]
    assert difference(steps[1], steps[0]) == difference(steps[2], steps[1])


def test_no_error_in_few_examples_still_has_a_width():
    assert Rate.measured(0.0, 10).low == 0.0
    assert 0.2 < Rate.measured(0.0, 10).high < 0.3
    assert Rate.measured(1.0, 10).high == 1.0


def test_a_difference_is_as_sure_as_the_smaller_set():
    assert difference(rate(1, 10), rate(5, 500)).size == 10
    assert difference(rate(1, 10), Rate.known(0.1)).size == 10
    assert difference(Rate.known(0.2), Rate.known(0.1)).size is None
