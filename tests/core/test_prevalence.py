"""How much label noise it takes for one model to pass another (METHOD 5), against fractions and orders of removal."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.prevalence import Crossing, prevalence, removals_until_passed


def tickets(size):
    return np.random.default_rng(7).integers(0, 2**64, size, dtype=np.uint64)


def found(wrong, incorrect, models=None, **options):
    wrong = np.array(wrong, bool)
    names = models or [chr(ord("A") + m) for m in range(len(wrong))]
    mask = np.array(incorrect, bool)
    return prevalence(names, wrong, incorrect=mask, units=tickets(len(mask)), resamples=200, **options)


def share_when_ahead(wrong, incorrect, order):
    """Correctly labeled ones removed in this order: the share incorrectly labeled once A first errs less than B."""
    here = set(range(len(incorrect)))
    for removed in [None, *order]:
        here.discard(removed)
        lead = sum(int(wrong[1][i]) - int(wrong[0][i]) for i in here)
        if lead > 0:
            return sum(incorrect[i] for i in here) / len(here)
    raise AssertionError


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_lines_cross_where_fractions_say(data):
    size = data.draw(st.integers(2, 30))
    rows = st.lists(st.booleans(), min_size=size, max_size=size)
    wrong, incorrect = data.draw(st.lists(rows, min_size=2, max_size=3)), data.draw(rows)
    expected = {}
    for a, b in permutations(range(len(wrong)), 2):
        gaps = [
            [int(wrong[a][i]) - int(wrong[b][i]) for i in range(size) if incorrect[i] == side] for side in (False, True)
        ]
        if not all(gaps):
            continue
        behind, ahead = (Fraction(sum(gap), len(gap)) for gap in gaps)
        if behind > 0 > ahead and behind / (behind - ahead) >= Fraction(sum(incorrect), size):
            expected["ABC"[a], "ABC"[b]] = behind / (behind - ahead)
    result = found(wrong, incorrect)
    assert {(c.model, c.passed): c.share for c in result.crossings} == expected
    assert [c.share for c in result.crossings] == sorted(expected.values())
    assert json.loads(json.dumps(result.to_dict(points=3), allow_nan=False)) == result.to_dict(points=3)


def test_lines_start_at_the_corrected_error_of_today_and_end_at_that_of_the_incorrectly_labeled():
    result = found([[1, 0, 0, 0, 1], [0, 0, 0, 0, 0]], [0, 0, 0, 1, 1]).to_dict(points=3)
    assert (result["share"], result["shares"]) == (0.4, pytest.approx([0.4, 0.7, 1.0]))
    assert result["models"][0]["errors"] == pytest.approx([2 / 5, 0.3 / 3 + 0.7 / 2, 1 / 2])
    assert result["models"][1]["errors"] == [0.0, 0.0, 0.0]


def test_removal_orders_hold_the_percentiles_over_every_order_there_is():
    wrong, incorrect = np.array([[1, 1, 0, 1, 0, 0, 0], [0, 0, 1, 0, 0, 1, 1]], bool), [0, 0, 0, 0, 0, 1, 1]
    shares = sorted(share_when_ahead(wrong, incorrect, order) for order in permutations(range(5)))
    (crossing,) = found(wrong, incorrect).crossings
    assert crossing.removal_orders == (shares[int(0.05 * 120) - 1], shares[int(0.95 * 120) - 1])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 4), st.integers(0, 3), st.integers(0, 2), st.integers(1, 3))
def test_the_first_time_ahead_agrees_with_every_order(winning, extra, alike, ahead):
    losing = winning + ahead + extra
    steps = np.array([1] * losing + [-1] * winning + [0] * alike)
    if len(steps) > 7:
        return
    height = losing - winning - ahead + 1
    times = sorted(int(np.argmax(np.cumsum(order) >= height)) + 1 for order in permutations(steps.tolist()))
    expected = tuple(times[int(np.ceil(level * len(times) - 1e-9)) - 1] for level in (0.05, 0.95))
    assert removals_until_passed(len(steps), losing=losing, winning=winning, ahead=ahead) == expected


def test_removals_agree_with_shuffles_on_a_set_of_thousands():
    rng = np.random.default_rng(0)
    steps = np.concatenate([np.ones(120, np.int8), -np.ones(70, np.int8), np.zeros(2_000, np.int8)])
    passed = rng.permuted(np.tile(steps, (1_500, 1)), axis=1).cumsum(axis=1, dtype=np.int16) >= 120 - 70 - 5 + 1
    low, high = removals_until_passed(len(steps), losing=120, winning=70, ahead=5)
    for number, level in ((low, 0.05), (high, 0.95)):
        assert passed[:, :number].any(axis=1).mean() == pytest.approx(level, abs=0.02)


def test_a_bootstrap_in_which_it_never_passes_has_no_upper_limit():
    """One incorrectly labeled example more for it than against it: many a resample says otherwise."""
    wrong = np.zeros((2, 60), bool)
    wrong[0, :5], wrong[1, 50:52], wrong[0, 52] = True, True, True
    (crossing,) = found(wrong, np.arange(60) >= 50).crossings
    assert crossing.interval[0] < crossing.share
    assert crossing.interval[1] is None


def test_models_that_differ_on_one_kind_only_never_cross():
    assert found([[1, 1, 0], [0, 1, 1]], [0, 0, 0]).crossings == ()
    assert found([[1, 1, 0], [0, 1, 1]], [1, 1, 1]).crossings == ()
    assert found([[1, 0, 0], [0, 0, 0]], [0, 0, 1]).crossings == ()
    assert found([[1, 0, 1], [1, 0, 1]], [0, 0, 1]).crossings == ()
    assert found([[1, 0, 1]], [0, 0, 1]).crossings == ()


def test_models_tied_today_cross_today():
    (crossing,) = found([[1, 0, 0, 0], [0, 0, 0, 1]], [0, 0, 0, 1]).crossings
    assert (crossing.model, crossing.share) == ("A", Fraction(1, 4))
    assert crossing.removal_orders[0] >= 0.25


def test_nothing_corrected_or_no_example_has_lines_without_values():
    nothing = found([[1, 0]], [0, 0]).to_dict(points=2)
    assert (nothing["share"], nothing["models"][0]["incorrectly_labeled"]) == (0.0, None)
    assert nothing["models"][0]["errors"] == [None, None]
    assert found(np.zeros((1, 0)), []).to_dict()["share"] is None


def test_a_crossing_in_words():
    wrong = np.zeros((2, 1_000), bool)
    wrong[0, :6], wrong[1, 998:] = True, True
    (crossing,) = found(wrong, np.arange(1_000) >= 998, ["mlp", "svm"]).crossings
    low, high = crossing.removal_orders
    assert 0.002 < low < 0.01 < high
    assert crossing.sentence == (
        "mlp would pass svm once 0.6 % of the set had been incorrectly labeled "
        f"(95 % interval: 0.6 to 0.6 %; 90 % of removal orders: {100 * low:.2g} to {100 * high:.1f} %)."
    )


def test_an_interval_without_an_upper_limit_in_words():
    crossing = Crossing("mlp", "svm", Fraction(1, 20), (0.0123, None), (0.02, 0.5))
    assert "(95 % interval: from 1.2 % up; 90 % of removal orders: 2.0 to 50.0 %)" in crossing.sentence
    unknown = replace(crossing, interval=None)
    assert "labeled (90 % of removal orders: 2.0 to 50.0 %)" in unknown.sentence


def test_the_present_share_in_words():
    assert found([[1, 0, 0, 0]], [0, 0, 0, 1]).sentence == (
        "Now 25.0 % of the set is known to be incorrectly labeled: 1 of 4 examples not excluded."
    )


def test_examples_of_one_group_are_resampled_whole():
    """In one group the incorrectly labeled come together or not at all: nothing is left to vary."""
    wrong = np.zeros((2, 60), bool)
    wrong[0, :5], wrong[1, 50:52], wrong[0, 52] = True, True, True
    incorrect = np.arange(60) >= 50
    together = np.where(incorrect, np.uint64(3), tickets(60))
    (crossing,) = prevalence(["A", "B"], wrong, incorrect=incorrect, units=together, resamples=200).crossings
    assert crossing.interval == (float(crossing.share), float(crossing.share))
