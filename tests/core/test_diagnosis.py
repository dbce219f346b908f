"""Bias, variance, mismatch and overfitting to dev, and what is said of them (METHOD 11)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.diagnosis import LEVELS, NEIGHBOURS, diagnose
from labeler.core.diagnosis_words import REMEDIES
from labeler.core.newcombe import Rate, difference


def typed(human=None, train=None, train_dev=None, dev=None, test=None):
    """Errors known exactly, given in percent."""
    values = zip(LEVELS, (human, train, train_dev, dev, test), strict=True)
    return {level: Rate.known(value / 100) for level, value in values if value is not None}


def measured(**sizes):
    """Errors counted, given as ``dev=(errors, examples)``."""
    return {name.replace("_", "-"): Rate.measured(count / size, size) for name, (count, size) in sizes.items()}


def gaps_in_points(diagnosis):
    return [None if gap.value is None else pytest.approx(100 * gap.value) for gap in diagnosis.gaps]


def main(diagnosis):
    return [gap.name for gap in diagnosis.main]


@pytest.mark.parametrize(
    ("errors", "gaps", "expected"),
    [
        ((0, 1, 9, 10), [1, 8, 1, None], ["variance"]),
        ((0, 1, 1.5, 10), [1, 0.5, 8.5, None], ["data_mismatch"]),
        ((0, 10, 11, 12), [10, 1, 1, None], ["avoidable_bias"]),
        ((0, 10, 11, 20), [10, 1, 9, None], ["avoidable_bias", "data_mismatch"]),
    ],
)
def test_worked_values_human_0_name_the_problem(errors, gaps, expected):
    found = diagnose(typed(*errors))
    assert gaps_in_points(found) == gaps
    assert main(found) == expected


def test_worked_value_4_7_10_12_12_has_gaps_3_3_2_0():
    found = diagnose(typed(4, 7, 10, 12, 12))
    assert gaps_in_points(found) == [3, 3, 2, 0]
    assert main(found) == ["avoidable_bias", "variance", "data_mismatch"]
    assert found.easier == ()


def test_worked_value_4_7_10_6_6_has_dev_easier_than_train_dev():
    found = diagnose(typed(4, 7, 10, 6, 6))
    assert gaps_in_points(found) == [3, 3, -4, 0]
    assert [gap.name for gap in found.easier] == ["data_mismatch"]
    assert "Dev is easier than train-dev, by 4 points." in found.verdict


def test_worked_value_human_level_decides_between_bias_and_variance():
    assert main(diagnose(typed(1, 8, dev=10))) == ["avoidable_bias"]
    assert main(diagnose(typed(7.5, 8, dev=10))) == ["variance"]


def test_worked_value_humans_3_1_07_05_the_proxy_is_chosen_and_05_bounds_bayes():
    humans = [value / 100 for value in (3, 1, 0.7, 0.5)]
    for proxy in (3, 1, 0.7, 0.5):
        found = diagnose(typed(proxy, 8, dev=10), humans=humans)
        assert found.bayes_bound == 0.005
        assert found.gaps[0].value == pytest.approx(0.08 - proxy / 100)
        assert ("the Bayes error is at most that" in found.verdict) == (proxy != 0.5)
    assert "what could be avoided is at least 2.5 points more" in diagnose(typed(3, 8, dev=10), humans=humans).verdict


def test_without_train_dev_variance_is_dev_less_train_where_both_are_one_distribution():
    found = diagnose(typed(1, 2, dev=10))
    assert gaps_in_points(found) == [1, 8, None, None]
    assert "taking both as one distribution" in found.verdict


def test_without_train_dev_two_distributions_leave_variance_unknown():
    found = diagnose(typed(1, 2, dev=10), one_distribution=False)
    assert gaps_in_points(found) == [1, None, None, None]
    assert "variance and data mismatch can't be told apart" in found.verdict


def test_the_largest_gap_is_named_first():
    assert diagnose(typed(0, 1, 1.5, 10)).verdict.startswith(
        "The largest gap is data mismatch: 8.5 points (10 % on dev against 1.5 % on train-dev)."
    )
    first, second = (diagnose(typed(0, 10, 11, 20)).verdict.index(name) for name in ("avoidable bias", "data mismatch"))
    assert first < second


def test_every_main_gap_comes_with_its_remedies():
    found = diagnose(typed(4, 7, 10, 12, 15)).to_dict()
    assert found["main"] == ["avoidable_bias", "variance", "overfitting_to_dev", "data_mismatch"]
    assert found["remedies"] == {name: list(REMEDIES[name]) for name in found["main"]}
    assert found["remedies"]["overfitting_to_dev"] == ["a bigger dev set"]
    assert all(remedy in found["verdict"] for remedy in REMEDIES["variance"])


def test_half_the_largest_gap_is_main_and_less_is_not():
    assert main(diagnose(typed(0, 6, 9, 11.9))) == ["avoidable_bias", "variance"]


def test_half_a_point_is_no_main_gap():
    found = diagnose(typed(3, 3.5))
    assert main(found) == []
    assert "below half a point" in diagnose(typed(3, 3.4)).verdict
    assert main(diagnose(typed(3, 3.6))) == ["avoidable_bias"]


def test_no_gap_stands_out_where_every_interval_holds_0():
    found = diagnose(measured(train=(40, 400), train_dev=(33, 300), dev=(50, 450), test=(51, 450)))
    assert found.stands_out == ()
    assert found.verdict.startswith("No gap stands out: chance could explain each of them.")
    assert (
        "The largest is variance, 1.0 points, 95 % interval −3.5 to 5.8; more examples would tell more."
        in found.verdict
    )


def test_no_gap_stands_out_where_all_errors_are_equal():
    assert diagnose(typed(5, 5, 5, 5, 5)).verdict.startswith("No gap stands out: none is above 0.")


def test_a_gap_that_may_be_chance_says_so():
    found = diagnose(measured(train=(10, 100), train_dev=(15, 100), dev=(1900, 10_000), test=(2200, 10_000)))
    assert [gap.name for gap in found.stands_out] == ["overfitting_to_dev"]
    assert "variance: 5 points" in found.verdict
    assert found.verdict.count("; this may be chance.") == 2


def test_a_negative_gap_within_chance_is_easier_but_may_be_chance():
    verdict = diagnose(measured(train_dev=(22, 200), dev=(20, 200))).verdict
    assert "Dev is easier than train-dev, by 1.0 points. That may be chance." in verdict
    assert "harder than what it is meant for" in diagnose(measured(train_dev=(80, 200), dev=(20, 200))).verdict


def test_a_model_better_than_people_on_train_has_no_avoidable_bias_left():
    found = diagnose(typed(3, 1, dev=9))
    assert "On train the model's error is 2 points below the human-level error." in found.verdict
    assert main(found) == ["variance"]


def test_test_less_dev_is_said_to_include_the_optimism_of_selecting_on_dev():
    sentence = "Test − dev, 2 points, includes the optimism of having selected the model on dev."
    assert sentence in diagnose(typed(dev=10, test=12)).verdict
    assert "optimism" not in diagnose(typed(1, 8, dev=10)).verdict


def test_nothing_known_is_said_in_words():
    found = diagnose({})
    assert found.verdict.startswith("No gap is known yet")
    assert found.to_dict()["gaps"] == dict.fromkeys(NEIGHBOURS)
    assert diagnose(typed(dev=4)).verdict.startswith("No gap is known yet")


def test_the_document_has_the_keys_of_the_contract_and_no_nan():
    document = diagnose(measured(train=(4, 400), dev=(50, 450))).to_dict()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert list(document["errors"]) == list(LEVELS)
    assert document["errors"]["human"] is None
    assert document["errors"]["dev"] == 50 / 450
    assert document["examples"]["dev"] == 450
    oracle = difference(Rate.measured(50 / 450, 450), Rate.measured(0.01, 400))
    assert document["intervals"]["variance"] == [oracle.low, oracle.high]
    assert document["intervals"]["avoidable_bias"] is None


def test_the_table_has_gaps_between_known_cells_only():
    table = diagnose(typed(4, 7, 10, 6), target_human=Rate.known(0.06)).table
    assert [(gap.start, gap.end, gap.difference.value) for gap in table.gaps] == [
        (("human", "training"), ("trained_on", "training"), 0.03),
        (("trained_on", "training"), ("not_trained_on", "training"), 0.03),
        (("human", "training"), ("human", "target"), 0.02),
        (("not_trained_on", "training"), ("not_trained_on", "target"), -0.04),
    ]
    assert table.to_dict()["target"] == {"human": 0.06, "trained_on": None, "not_trained_on": 0.06}


def test_in_the_table_dev_stands_by_the_training_data_where_both_are_one_distribution():
    assert diagnose(typed(1, 8, dev=10)).table.to_dict()["training"]["not_trained_on"] == 0.1
    apart = diagnose(typed(1, 8, dev=10), one_distribution=False).table.to_dict()
    assert (apart["training"]["not_trained_on"], apart["target"]["not_trained_on"]) == (None, 0.1)


percentages = st.one_of(st.none(), st.integers(0, 100))


@settings(max_examples=80, deadline=None)
@given(st.tuples(*[percentages] * 5))
def test_main_gaps_are_those_of_the_definition(values):
    found = diagnose(typed(*values))
    known = {gap.name: gap.value for gap in found.gaps if gap.value is not None}
    top = max(known.values(), default=0)
    assert set(main(found)) == {name for name, value in known.items() if top > 0 and value >= top / 2 and value > 0.005}
    assert [gap.value for gap in found.main] == sorted((gap.value for gap in found.main), reverse=True)
    assert found.verdict.endswith(".")
