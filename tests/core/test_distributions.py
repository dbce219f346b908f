"""Whether two mixes of classes are one (METHOD 4), against scipy and against shuffling the examples themselves."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import Table as ContingencyTable
from statsmodels.stats.multitest import multipletests

from labeler.core.distributions import CHI_SQUARE, MONTE_CARLO, OTHERS, SHUFFLES, compared, compared_labels, table


def named(counts):
    return [f"c{i}" for i in range(counts.shape[1])]


def test_a_table_counts_known_codes_by_split():
    codes = np.array([0, 1, 1, -1, 2, 1])
    in_test = np.array([False, False, True, True, True, True])
    assert table(codes, in_test, 4).tolist() == [[1, 1, 0, 0], [0, 2, 1, 0]]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(20, 90), st.integers(20, 90)), min_size=2, max_size=8))
def test_the_p_of_large_counts_is_pearson_s(columns):
    counts = np.array(columns).T
    found = compared(counts, named(counts))
    assert found.method == CHI_SQUARE
    assert found.p == pytest.approx(stats.chi2_contingency(counts, correction=False).pvalue, rel=1e-9)


def test_the_classes_that_differ_are_those_of_the_standardised_residuals():
    counts = np.array([[500, 300, 150, 50], [400, 310, 155, 135]])
    residuals = ContingencyTable(counts).standardized_resids[0]
    adjusted = multipletests(2 * stats.norm.sf(np.abs(residuals)), method="holm")[1]
    found = compared(counts, ["cat", "dog", "bird", "fish"])
    assert [each.name for each in found.differing] == ["fish", "cat"]
    assert [each.p for each in found.differing] == pytest.approx([adjusted[3], adjusted[0]], rel=1e-9)
    assert (found.differing[0].dev, found.differing[0].test) == (0.05, 0.135)


def test_small_expected_counts_are_simulated_as_shuffling_the_examples_does():
    counts = np.array([[4, 1, 3, 6], [0, 6, 2, 5]])
    found = compared(counts, named(counts))
    assert found.method == MONTE_CARLO
    codes, in_test = np.repeat([*range(4)] * 2, counts.ravel()), np.repeat([False, True], counts.sum(axis=1))
    observed = stats.chi2_contingency(counts, correction=False).statistic
    random = np.random.default_rng(5)
    shuffled = [table(codes, random.permutation(in_test), 4) for _ in range(2000)]
    extreme = [stats.chi2_contingency(drawn, correction=False).statistic >= observed - 1e-9 for drawn in shuffled]
    assert found.p == pytest.approx(np.mean(extreme), abs=0.03)


def test_simulation_agrees_with_fisher_in_a_table_of_four():
    counts = np.array([[3, 17], [11, 9]])
    rare = np.array([[1, 19], [6, 14]])
    assert compared(counts, named(counts)).method == CHI_SQUARE
    assert compared(rare, named(rare)).p == pytest.approx(stats.fisher_exact(rare).pvalue, abs=0.015)


def test_a_simulation_is_reproducible_and_never_says_impossible():
    counts = np.array([[30, 0, 2], [0, 30, 2]])
    assert compared(counts, named(counts), seed=3) == compared(counts, named(counts), seed=3)
    assert compared(counts, named(counts)).p == 1 / (1 + SHUFFLES)


def test_rare_classes_that_differ_are_found_exactly():
    counts = np.array(
        [
            [900, 94, 6],
            [906, 94, 0],
        ]
    )
    assert compared(counts, named(counts)).differing == ()
    counts = np.array([[992, 8], [1000, 0]])
    exact = 2 * stats.fisher_exact(counts).pvalue
    assert [each.p for each in compared(counts, named(counts)).differing] == pytest.approx([exact, exact], rel=1e-9)


def test_where_every_shuffle_is_as_extreme_nothing_differs():
    """Classes of one example each: the statistic is one number, if only its rounding varies."""
    counts = np.eye(2, dtype=int)[[0] * 7 + [1] * 6].T
    assert compared(counts, named(counts)).p == 1


def test_classes_absent_from_both_change_nothing():
    counts = np.array([[20, 0, 30], [25, 0, 22]])
    assert compared(counts, list("abc")).p == compared(counts[:, [0, 2]], list("ac")).p


def test_a_class_absent_in_test_is_named():
    counts = np.array([[80, 20], [100, 0]])
    assert compared(counts, ["cat", "dog"]).differing[0].test == 0


def test_one_class_alone_is_the_same_everywhere_and_an_empty_split_has_none():
    assert compared(np.array([[5], [9]]), ["cat"]).p == 1
    assert compared(np.array([[5, 1], [0, 0]]), ["cat", "dog"]) is None


def test_too_many_classes_are_compared_with_the_rarest_together():
    counts = np.eye(2, dtype=int)[np.arange(3000) % 2].T
    counts[:, 7] = [2000, 500]
    started = time.perf_counter()
    found = compared(counts, named(counts))
    assert time.perf_counter() - started < 10
    assert {each.name for each in found.differing} == {"c7", OTHERS}


def test_a_million_examples_take_no_longer_than_their_table():
    counts = np.array([[300_000, 200_000, 3], [300_100, 199_900, 1]])
    started = time.perf_counter()
    assert compared(counts, named(counts)).method == MONTE_CARLO
    assert time.perf_counter() - started < 1


def test_p_is_uniform_where_nothing_differs():
    random = np.random.default_rng(1)
    tables = [random.multinomial(60, [0.55, 0.35, 0.1], size=2) for _ in range(150)]
    p = np.array([compared(counts, named(counts)).p for counts in tables])
    assert 0.01 <= (p <= 0.05).mean() <= 0.1
    assert abs((p <= 0.5).mean() - 0.5) < 0.13


def test_labels_of_which_one_may_have_several_are_tested_one_by_one():
    counts = np.array([[[400, 100], [450, 50]], [[250, 250], [255, 245]], [[10, 0], [0, 0]]])
    found = compared_labels(counts, ["cat", "dog", "owl"])
    each = [stats.chi2_contingency(two, correction=False).pvalue for two in counts[:2]]
    adjusted = multipletests(each, method="holm")[1]
    assert found.p == pytest.approx(adjusted.min(), rel=1e-9)
    assert [(d.name, d.dev, d.test) for d in found.differing] == [("cat", 0.2, 0.1)]
    assert found.method == CHI_SQUARE


def test_rare_labels_are_simulated_and_labels_nobody_has_are_alike():
    rare = np.array([[[498, 2], [499, 1]], [[500, 0], [500, 0]]])
    found = compared_labels(rare, ["cat", "dog"])
    assert (found.method, found.p, found.differing) == (MONTE_CARLO, 1.0, ())
    assert compared_labels(np.zeros((0, 2, 2), int), []) is None
