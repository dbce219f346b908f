"""Random or systematic: concentration by factor (METHOD 9), against every permutation there is and statsmodels."""

from __future__ import annotations

import json
from itertools import combinations, product

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from labeler.core.concentration import CLASS_PAIR, Concentration, Factor, adjusted, by_factor, worded, worded_of_queue


def every_choice(incorrect, splits):
    """All flags that permuting within splits can give."""
    parts = []
    for split in sorted(set(splits)):
        members = [i for i, own in enumerate(splits) if own == split]
        parts.append(list(combinations(members, sum(incorrect[i] for i in members))))
    for chosen in product(*parts):
        yield {i for part in chosen for i in part}


def exact_p(sets, incorrect, splits):
    """The chance of so large an excess over all permutations, the excess in standard deviations over them."""
    levels = sorted(set().union(*sets))
    counts = np.array(
        [[sum(level in sets[i] for i in chosen) for level in levels] for chosen in every_choice(incorrect, splits)]
    )
    observed = np.array([sum(level in sets[i] for i in range(len(sets)) if incorrect[i]) for level in levels])
    mean, deviation = counts.mean(axis=0), counts.std(axis=0)
    varies = deviation > 1e-12
    excess = ((counts - mean)[:, varies] / deviation[varies]).max(axis=1)
    mine = ((observed - mean)[varies] / deviation[varies]).max()
    return (excess >= mine - 1e-9).mean(), levels, observed, mean


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("several", [False, True], ids=["one value", "several values"])
def test_p_expected_and_lift_agree_with_every_permutation_within_splits(seed, several):
    rng = np.random.default_rng(seed)
    size = 13
    splits = rng.integers(0, 2, size)
    incorrect = rng.random(size) < 0.4
    names = np.array(["phone", "web", "camera"])
    sets = [frozenset(rng.choice(names, 1 + several * int(rng.integers(0, 2)), replace=False)) for _ in range(size)]
    factor = Factor.of_sets("source", sets) if several else Factor.of_values("source", [min(own) for own in sets])
    found = by_factor(factor, incorrect, splits, seed=0)
    p, levels, observed, mean = exact_p(sets, incorrect.tolist(), splits.tolist())
    place = levels.index(found.level)
    assert (found.count, found.expected) == (observed[place], pytest.approx(mean[place]))
    assert found.lift == pytest.approx(observed[place] / mean[place])
    assert found.p == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / 9_999) + 1e-3)


def test_examples_whose_value_is_unknown_are_left_out():
    factor = Factor.of_values("annotator", ["ann", "ann", "bob", "bob", "", ""])
    found = by_factor(factor, np.array([1, 1, 0, 0, 1, 1], bool), np.zeros(6, int), seed=0)
    assert (found.level, found.count, found.incorrect, found.examples, found.reviewed) == ("ann", 2, 2, 2, 4)


def test_an_example_in_no_level_was_considered_all_the_same():
    blurry, none = frozenset({"blurry"}), frozenset()
    factor = Factor.of_sets("category", [blurry, blurry, none, none, None])
    found = by_factor(factor, np.array([1, 1, 0, 0, 1], bool), np.zeros(5, int), seed=0)
    assert (found.level, found.incorrect, found.reviewed, found.p) == ("blurry", 2, 4, pytest.approx(1 / 6, abs=0.03))


@pytest.mark.parametrize(
    ("values", "incorrect"),
    [
        (["a", "a", "a"], [1, 0, 0]),
        (["a", "b", "b"], [0, 0, 0]),
        (["a", "b", "b"], [1, 0, 0]),
        (["a", "b", "b"], [1, 1, 1]),
        (["", "", ""], [1, 0, 0]),
    ],
    ids=["one level", "none incorrect", "one incorrect", "all incorrect", "nothing known"],
)
def test_what_permuting_cannot_change_is_not_tested(values, incorrect):
    found = by_factor(Factor.of_values("f", values), np.array(incorrect, bool), np.zeros(3, int), seed=0)
    assert (found.p, found.level, found.lift, found.systematic) == (None, None, None, False)
    assert json.loads(json.dumps(found.to_dict()))["expected"] is None


def test_a_difference_between_splits_is_no_concentration_within_them():
    """All errors are of dev, whose examples are all from the web: within dev nothing stands out."""
    values = ["web"] * 40 + ["phone"] * 40
    incorrect = np.arange(80) < 15
    splits = np.repeat([0, 1], 40)
    factor = Factor.of_values("source", values)
    assert by_factor(factor, incorrect, splits, seed=0).p is None
    assert by_factor(factor, incorrect, np.zeros(80, int), seed=0).p < 0.001


def test_the_same_seed_gives_the_same_p():
    rng = np.random.default_rng(2)
    factor = Factor.of_values("f", rng.choice(["a", "b", "c"], 60).tolist())
    incorrect, splits = rng.random(60) < 0.3, np.zeros(60, int)
    ps = [by_factor(factor, incorrect, splits, seed=seed).p for seed in (5, 5, 6)]
    assert ps[0] == ps[1] != ps[2]


def test_random_errors_are_called_systematic_in_about_5_percent_of_reviews():
    rng = np.random.default_rng(0)
    splits, size = np.repeat([0, 1], 60), 120
    false_alarms = 0
    for _ in range(150):
        factors = [Factor.of_values(name, rng.choice(list("abcd"), size).tolist()) for name in ("one", "two", "three")]
        incorrect = rng.random(size) < 0.2
        tested = adjusted([by_factor(f, incorrect, splits, seed=0, permutations=199) for f in factors])
        false_alarms += any(one.systematic for one in tested)
    assert false_alarms / 150 <= 0.10


def concentration(factor="source", p=0.5, **options):
    facts = {"level": "web", "count": 20, "incorrect": 34, "examples": 50, "reviewed": 200, "expected": 8.5} | options
    return Concentration(factor, p=p, **facts)


def test_p_is_adjusted_over_the_factors_that_could_be_tested():
    found = adjusted([concentration(p=0.02), concentration(p=None), concentration(p=0.001), concentration(p=0.5)])
    expected = multipletests([0.02, 0.001, 0.5], method="holm")[1]
    assert found[1].p_holm is None
    assert [one.p_holm for one in found if one.p is not None] == pytest.approx(expected.tolist())


def test_worded_systematic_names_where_and_the_remedy():
    pair = concentration(CLASS_PAIR, 0.0001, level="white dog → cat", count=31, expected=3.4)
    assert worded(adjusted([concentration(p=0.3), pair]), reviewed=200, incorrect=34) == (
        "Systematic: 31 of 34 label errors are white dog → cat (9.1 times what chance gives, p < 0.001). "
        "Fix the rule, and the training set too."
    )


def test_worded_of_a_queue_says_so_first_and_concludes_nothing():
    pair = concentration(CLASS_PAIR, 0.0001, level="white dog → cat", count=31, expected=3.4)
    assert worded_of_queue(adjusted([pair]), reviewed=200, incorrect=34) == (
        "This describes the queue, not the data. "
        "In the queue 31 of 34 label errors are white dog → cat (9.1 times what chance gives, p < 0.001)."
    )
    assert worded_of_queue(adjusted([concentration(p=0.3)]), reviewed=200, incorrect=34) == (
        "This describes the queue, not the data. No concentration of the 34 label errors by source."
    )


def test_worded_random_names_what_was_tested():
    found = adjusted([concentration(p=0.3), concentration("split", p=0.6), concentration("category", p=None)])
    assert worded(found, reviewed=200, incorrect=34) == (
        "Consistent with random: no concentration of the 34 label errors by source or split."
    )


def test_worded_too_little_to_test():
    assert worded([], reviewed=0, incorrect=0) == "No label has been found right or wrong yet."
    assert worded([], reviewed=7, incorrect=0) == "No incorrect label was found among 7 reviewed examples."
    assert worded([concentration(p=None)], reviewed=7, incorrect=1) == (
        "1 label error among 7 reviewed: with fewer than two nothing can be tested."
    )
    assert worded([concentration(p=None)], reviewed=7, incorrect=2) == (
        "2 label errors among 7 reviewed: nothing to test a concentration by."
    )


def test_worded_systematic_names_the_level_of_a_factor():
    found = concentration("error category", 0.0001, level="noisy", count=29, incorrect=29)
    assert worded(adjusted([found]), reviewed=200, incorrect=29).startswith(
        "Systematic: 29 of 29 label errors have the error category noisy (3.4 times"
    )
