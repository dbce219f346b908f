"""Paired tests, Holm, rank intervals and one-sided reviews (METHOD 5)."""

from __future__ import annotations

from itertools import product
from math import comb, isnan

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from statsmodels.stats.contingency_tables import mcnemar as reference_mcnemar
from statsmodels.stats.multitest import multipletests

from labeler.core import pairs
from labeler.core.metrics.base import summed
from labeler.core.metrics.classes import F1, Error
from labeler.core.metrics.weighted import Weighted
from labeler.core.ordering import Standings
from labeler.core.overlap import Overlap
from labeler.core.pairs import OneSided
from labeler.core.tally import Tally

WEIGHTED = Weighted(Error())


def tickets(size, seed=0):
    return np.random.default_rng(seed).integers(0, 2**64, size, dtype=np.uint64)


def losses(*wrong):
    hits = np.array(wrong, np.uint8)
    return np.stack([hits, np.ones_like(hits)])


def flip(metric, counts, units):
    return pairs.sign_flip(metric, summed(counts), pairs.exchanged(counts, units).sums)


def paired(metric, counts, units, *, grouped=False):
    return Tally(metric, counts, units, drawn=None, grouped=grouped).tests


def mcnemar(b, c):
    return pairs.mcnemar(np.array([b]), np.array([c]))[0]


def test_pairs_come_in_the_order_of_the_models():
    first, second = pairs.pairs(3)
    assert list(zip(first.tolist(), second.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 2)]


def test_discordant_examples_are_counted_for_every_pair():
    hits = Overlap(np.array([[1, 1, 0, 0, 1], [0, 1, 1, 0, 0], [0, 0, 0, 0, 0]], np.uint8))
    assert hits.alone.tolist() == [[0, 2, 3], [1, 0, 2], [0, 0, 0]]


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_equals_the_sum_of_integer_binomials(b, c):
    tail = sum(comb(b + c, k) for k in range(min(b, c) + 1))
    assert mcnemar(b, c) == pytest.approx(min(1.0, 2 * tail / 2 ** (b + c)), rel=1e-10)


@settings(deadline=None)
@given(st.integers(0, 400), st.integers(0, 400))
def test_mcnemar_agrees_with_statsmodels(b, c):
    assume(b + c)
    assert mcnemar(b, c) == pytest.approx(reference_mcnemar([[0, b], [c, 0]], exact=True).pvalue, rel=1e-9)


def test_mcnemar_of_models_that_never_differ_is_1():
    assert mcnemar(0, 0) == 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_holm_agrees_with_statsmodels(p):
    np.testing.assert_allclose(pairs.holm(np.array(p)), multipletests(p, method="holm")[1])


def test_holm_leaves_undefined_pairs_out():
    np.testing.assert_allclose(pairs.holm(np.array([0.01, np.nan, 0.04])), [0.02, np.nan, 0.04])
    assert pairs.holm(np.zeros(0)).shape == (0,)


def exact_flip_p(metric, counts):
    """The permutation p over all exchanges of two models' counts, by brute force."""
    a, b = counts[:, 0].astype(float), counts[:, 1].astype(float)

    def difference(exchanged):
        x, y = np.where(exchanged, b, a).sum(1), np.where(exchanged, a, b).sum(1)
        return metric.values(x) - metric.values(y)

    n = counts.shape[2]
    observed = abs(difference(np.zeros(n, bool)))
    return np.mean([abs(difference(np.array(s, bool))) >= observed - 1e-12 for s in product((0, 1), repeat=n)])


@pytest.mark.parametrize("seed", range(4))
def test_sign_flip_approaches_the_full_permutation_p(seed):
    rng = np.random.default_rng(seed)
    kinds = np.eye(3, 4, dtype=np.uint8)[:, rng.integers(0, 4, (2, 9))]
    kinds[0, :, 0] = 1
    p = flip(F1(1), kinds, tickets(9))
    assert p[0] == pytest.approx(exact_flip_p(F1(1), kinds), abs=4 * 0.5 / 100)


def test_sign_flip_of_losses_approaches_mcnemar():
    rng = np.random.default_rng(3)
    counts = losses(*(rng.random((3, 500)) < [[0.2], [0.25], [0.3]]))
    flipped = paired(Error(), counts, tickets(500), grouped=True).sign_flip
    np.testing.assert_allclose(flipped, paired(Error(), counts, tickets(500)).mcnemar, atol=0.02)


def test_sign_flip_does_not_depend_on_the_order_of_examples():
    counts = losses(*(np.random.default_rng(1).random((3, 60)) < 0.3)) * np.linspace(1, 3, 60)
    units, order = tickets(60), np.random.default_rng(2).permutation(60)
    straight = flip(WEIGHTED, counts, units)
    np.testing.assert_array_equal(straight, flip(WEIGHTED, counts[..., order], units[order]))


def test_sign_flip_of_identical_models_is_1():
    counts = np.eye(3, 4, dtype=np.uint8)[:, [[0, 1, 2, 3], [0, 1, 2, 3]]]
    assert flip(F1(1), counts, tickets(4)).tolist() == [1]


def test_sign_flip_is_the_same_whether_denominators_are_known_to_stay_or_not(monkeypatch):
    counts = losses(*(np.random.default_rng(5).random((4, 80)) < [[0.1], [0.2], [0.3], [0.3]])) * np.linspace(1, 3, 80)
    straight = flip(WEIGHTED, counts, tickets(80))
    monkeypatch.setattr(pairs, "Ratio", F1)  # so that the general way is taken
    np.testing.assert_array_equal(straight, flip(WEIGHTED, counts, tickets(80)))


def test_sign_flip_is_undefined_where_a_value_is():
    counts = np.zeros((3, 2, 4), np.uint8)
    counts[0, 0] = 1
    tests = paired(F1(1), counts, tickets(4))
    assert isnan(tests.sign_flip[0])
    assert isnan(tests.holm[0])


def test_groups_are_exchanged_whole():
    counts = losses([1] * 10, [0] * 10)
    alone = paired(Error(), counts, tickets(10))
    assert alone.mcnemar[0] == pytest.approx(2 / 2**10)
    assert alone.sign_flip is None
    together = paired(Error(), counts, np.repeat(tickets(2), 5), grouped=True)
    assert together.mcnemar is None
    assert together.sign_flip[0] == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("models", [0, 1])
@pytest.mark.parametrize("metric", [Error(), WEIGHTED])
def test_fewer_than_two_models_make_no_pair(models, metric):
    tests = paired(metric, np.ones((2, models, 5), np.uint8), tickets(5))
    assert tests.holm.shape == (0,)


def test_no_examples_tell_nothing():
    assert paired(Error(), np.zeros((2, 2, 0), np.uint8), tickets(0)).mcnemar.tolist() == [1]


def test_rank_intervals_count_only_significant_rivals_that_stand_better_or_worse():
    standings = Standings.of(Error(), np.array([[10, 11, 30, 31], [100] * 4]))
    adjusted = np.array([1.0, 0.05, 0.01, 0.2, 0.01, 1.0])  # 01 02 03 12 13 23
    assert pairs.rank_intervals(standings, adjusted) == [(1, 2), (1, 3), (2, 4), (3, 4)]


def test_an_undefined_value_has_no_rank_interval():
    standings = Standings.of(F1(0), np.array([[5, 0], [0, 0], [0, 0]]))
    assert pairs.rank_intervals(standings, np.array([np.nan])) == [(1, 2), None]


@settings(max_examples=60, deadline=None)
@given(*[st.integers(0, 25)] * 4)
def test_fisher_agrees_with_scipy(r, not_r, s, not_s):
    expected = fisher_exact([[r, not_r], [s, not_s]]).pvalue
    assert pairs.fisher(r, r + not_r, s, s + not_s) == pytest.approx(expected, rel=1e-7)


def alone(first, second):
    """The review of two models' errors, (reviewed, all) of what each alone gets wrong."""
    wrong = np.array([[True] * first[1] + [False] * second[1], [False] * first[1] + [True] * second[1]], bool)
    decided = [i < first[0] for i in range(first[1])] + [i < second[0] for i in range(second[1])]
    reviewed = Overlap(wrong & np.array(decided, bool)).alone
    return pairs.one_sided(0, 1, wrong=Overlap(wrong).alone, reviewed=reviewed, names="ab")


def test_one_sided_review_names_the_model_whose_errors_were_reviewed_more():
    review = alone((2, 40), (30, 50))
    assert review == OneSided("b", "a", (30, 50), (2, 40), review.p)
    assert review.twofold
    assert review.p < 0.001


def test_a_review_of_both_alike_is_not_twofold():
    review = alone((20, 40), (30, 50))
    assert not review.twofold
    assert review.p > 0.05
    assert not alone((0, 0), (0, 0)).twofold


def test_a_pair_is_open_while_the_undecided_could_turn_it():
    lead = np.array([1, 1, 0, 1, -1])
    bound = np.array([1, 1, 1, 1, 0])
    none = np.zeros(5, bool)

    def is_open(*decided, excluded=none):
        return pairs.is_open(lead, bound, decided=np.isin(np.arange(5), decided), excluded=excluded)

    assert is_open()
    assert is_open(0, 1)  # 2 ahead, 2 undecided
    assert not is_open(0, 1, 3)  # 3 ahead, 1 undecided
    assert is_open(0, 1, 3, excluded=np.arange(5) < 2)  # excluded ones count as 0
    assert not is_open(0, 1, 2, 3)  # nothing left to decide
