"""The paired bootstrap whose weights belong to the examples (METHOD 5)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson as poisson_law

from labeler.core import bootstrap
from labeler.core.bootstrap import Drawn, coins, interval, poisson, share_best
from labeler.core.metrics.classes import Accuracy, Error


def tickets(size, seed=0):
    return np.random.default_rng(seed).integers(0, 2**64, size, dtype=np.uint64)


def losses(models, examples, seed=0):
    wrong = (np.random.default_rng(seed).random((models, examples)) < 0.3).astype(np.uint8)
    return np.stack([wrong, np.ones_like(wrong)])


def test_weights_follow_the_poisson_law_with_mean_1():
    weights = np.concatenate([poisson(unit, 10_000) for unit in range(60)])
    expected = poisson_law.pmf(np.arange(6), 1)
    observed = np.bincount(weights, minlength=6)[:6] / len(weights)
    assert np.abs(observed - expected).max() < 4 * np.sqrt(0.25 / len(weights))
    assert abs(weights.mean() - 1) < 4 / np.sqrt(len(weights))


def test_the_law_of_the_weights_has_mean_exactly_1_and_is_poisson_to_16_bits():
    at_least = np.array(bootstrap._AT_LEAST) / 65_536
    assert at_least.sum() == 1
    np.testing.assert_allclose(at_least, poisson_law.sf(np.arange(8), 1), atol=1 / 65_536)


def test_weights_and_coins_never_change_between_machines_and_versions():
    assert poisson(2**64 - 1, 12).tolist() == [1, 2, 0, 3, 1, 0, 2, 2, 2, 1, 1, 1]
    assert coins(2**64 - 1, 12).tolist() == [0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1]


def test_coins_are_fair_and_independent_of_the_weights():
    drawn = np.concatenate([coins(unit, 10_000) for unit in range(60)])
    weights = np.concatenate([poisson(unit, 10_000) for unit in range(60)])
    assert abs(drawn.mean() - 0.5) < 4 * 0.5 / np.sqrt(len(drawn))
    assert abs(np.corrcoef(drawn, weights)[0, 1]) < 4 / np.sqrt(len(drawn))


def test_more_resamples_keep_the_earlier_ones():
    np.testing.assert_array_equal(poisson(7, 1001)[:10], poisson(7, 10))
    np.testing.assert_array_equal(coins(7, 1001)[:10], coins(7, 10))


def test_sums_are_the_weights_times_the_counts():
    counts, units = losses(3, 40), tickets(40)
    weights = np.stack([poisson(unit, 25) for unit in units.tolist()]).astype(int)
    drawn = Drawn.of(counts, units, resamples=25)
    np.testing.assert_array_equal(drawn.sums, counts.astype(int) @ weights)


def test_real_counts_are_summed_in_full_precision():
    counts, units = losses(3, 40) * np.linspace(0.1, 7, 40), tickets(40)
    weights = np.stack([poisson(unit, 25) for unit in units.tolist()]).astype(int)
    np.testing.assert_allclose(Drawn.of(counts, units, resamples=25).sums, counts @ weights, rtol=1e-14)


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_examples_does_not_matter(order):
    counts, units = losses(3, 12), tickets(12)
    straight = Drawn.of(counts, units, resamples=50).sums
    np.testing.assert_array_equal(straight, Drawn.of(counts[..., order], units[list(order)], resamples=50).sums)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32), st.sets(st.integers(0, 299), max_size=20))
def test_changing_a_few_rows_gives_bit_for_bit_what_drawing_afresh_gives(seed, rows):
    rows, units = np.array(sorted(rows), int), tickets(300)
    old = losses(4, 300).astype(np.int64)
    new = old.copy()
    new[:, :, rows] = losses(4, len(rows), seed)
    updated = Drawn.of(old, units, resamples=40)
    updated.add((new - old)[..., rows], units[rows])
    np.testing.assert_array_equal(updated.sums, Drawn.of(new, units, resamples=40).sums)


def test_examples_of_one_group_are_drawn_together():
    counts = losses(2, 6)
    groups = np.array([5, 5, 9, 9, 9, 5], np.uint64)
    merged = np.stack([counts[..., [0, 1, 5]].sum(-1), counts[..., [2, 3, 4]].sum(-1)], axis=-1)
    np.testing.assert_array_equal(
        Drawn.of(counts, groups, resamples=30).sums,
        Drawn.of(merged, np.array([5, 9], np.uint64), resamples=30).sums,
    )


def test_nothing_can_be_drawn_from_no_examples():
    assert Drawn.of(np.zeros((2, 3, 0), np.uint8), tickets(0)) is None


def test_progress_is_told_and_can_end_the_work():
    heard = []
    Drawn.of(losses(2, 700), tickets(700), resamples=10, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1
    assert len(heard) > 1

    def cancel(_done):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        Drawn.of(losses(2, 700), tickets(700), resamples=10, progress=cancel)


def test_limits_are_order_statistics_of_the_defined_resamples():
    values = np.append(np.random.default_rng(0).permutation(1000) / 1000.0, [np.nan] * 7)
    assert interval(values) == (0.025, 0.974)
    assert interval(-values) == (-0.974, -0.025)
    assert interval(np.array([np.nan])) is None
    assert interval(np.array([0.5])) == (0.5, 0.5)


def test_intervals_agree_with_the_binomial_spread():
    wrong = (np.arange(2000) < 100).astype(np.uint8)[None, :]
    drawn = Drawn.of(np.stack([wrong, np.ones_like(wrong)]), tickets(2000), resamples=4000)
    low, high = interval(Error().values(drawn.sums)[0])
    spread = 1.96 * np.sqrt(0.05 * 0.95 / 2000)
    assert low == pytest.approx(0.05 - spread, abs=0.001)
    assert high == pytest.approx(0.05 + spread, abs=0.001)


def test_shares_of_being_best_split_ties():
    values = np.array([[0.1, 0.2, 0.3, np.nan], [0.1, 0.1, 0.4, np.nan], [0.1, np.nan, 0.5, np.nan]])
    assert share_best(Error(), values) == pytest.approx([(1 / 3 + 0 + 1) / 3, (1 / 3 + 1) / 3, 1 / 9])
    assert share_best(Accuracy(), values[:, :3]) == pytest.approx([(1 / 3 + 1) / 3, 1 / 9, (1 / 3 + 1) / 3])


def test_no_model_is_best_where_all_are_undefined():
    assert share_best(Error(), np.full((2, 5), np.nan)) == [None, None]
    assert share_best(Error(), np.zeros((0, 5))) == []
