"""Ranks, ties, selection and Kendall's tau-b (METHOD 1 and 5)."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau, rankdata

from labeler.core.metrics.classes import F1, Accuracy, Error
from labeler.core.metrics.weighted import Weighted
from labeler.core.ordering import Selection, Standings, kendall_tau_b, selection

WEIGHTED = Weighted(Error())


def standing(*wrong, of=100, metric=None):
    sums = np.array([wrong, [of] * len(wrong)])
    return Standings.of(metric or Error(), sums)


def everything(standings):
    return np.ones(len(standings.values), np.bool_)


def test_equal_values_share_a_rank_1_2_2_4():
    assert standing(3, 5, 5, 9).ranks.tolist() == [1, 2, 2, 4]


def test_higher_accuracy_ranks_first():
    assert standing(90, 92, 95, metric=Accuracy()).ranks.tolist() == [3, 2, 1]


def test_ties_are_decided_on_integers_not_on_rounded_quotients():
    sums = np.array([[1, 2, 10**15 + 1], [1, 2, 10**15], [1, 2, 10**15]])
    assert Standings.of(F1(0), sums).ranks.tolist() == [2, 2, 1]


def test_real_weights_tie_within_their_rounding():
    sums = np.array([[0.1 + 0.2, 0.3, 0.300001], [1.0, 1.0, 1.0]])
    assert Standings.of(WEIGHTED, sums).ranks.tolist() == [1, 1, 3]


def test_undefined_values_rank_last_together():
    standings = Standings.of(F1(0), np.array([[0, 3, 0, 0], [0, 0, 0, 4], [0, 0, 0, 0]]))
    assert standings.values == (None, 1.0, None, 0.0)
    assert standings.ranks.tolist() == [3, 1, 3, 2]
    assert standings.defined.tolist() == [False, True, False, True]


def test_order_lists_ties_by_name():
    assert standing(5, 3, 5).order(["zebra", "lion", "ape"]) == [1, 2, 0]


def test_no_models_stand_nowhere():
    assert standing().ranks.tolist() == []
    assert selection(standing(), [], np.zeros(0, np.bool_)) == Selection()


def test_bound_of_100_ms_selects_b():
    standings = standing(90, 92, 95, metric=Accuracy())
    feasible = np.array([80, 95, 1500]) <= 100
    assert selection(standings, ["A", "B", "C"], feasible) == Selection("B", ("B",))


def test_selection_goes_by_name_among_the_tied_and_says_so():
    chosen = selection(standing(3, 3, 4), ["b", "a", "c"], np.ones(3, np.bool_))
    assert chosen == Selection("a", ("a", "b"))
    assert chosen.rests_on_tie


def test_a_tie_with_an_infeasible_model_is_none():
    assert not selection(standing(3, 3), ["b", "a"], np.array([True, False])).rests_on_tie


def test_nothing_is_selected_when_no_model_is_feasible_or_defined():
    assert selection(standing(1, 2), ["a", "b"], np.zeros(2, np.bool_)).model is None
    undefined = Standings.of(F1(0), np.zeros((3, 2), np.int64))
    assert selection(undefined, ["a", "b"], everything(undefined)).model is None


counts = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=9)


@settings(deadline=None)
@given(counts)
def test_ranks_are_competition_ranks(rows):
    wrong = [row[0] for row in rows]
    np.testing.assert_array_equal(standing(*wrong).ranks, rankdata(wrong, method="min"))


@settings(deadline=None)
@given(counts)
def test_tau_b_agrees_with_scipy(rows):
    before, after = zip(*rows, strict=True)
    ours = kendall_tau_b(standing(*before), standing(*after))
    expected = kendalltau(before, after).statistic if len(rows) > 1 else float("nan")
    assert ours is None if isnan(expected) else ours == pytest.approx(expected)


def test_tau_b_of_one_model_or_of_nothing_but_ties_is_undefined():
    assert kendall_tau_b(standing(1), standing(2)) is None
    assert kendall_tau_b(standing(1, 1), standing(1, 2)) is None
