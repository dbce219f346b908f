"""A model's corrected error from part of the review (METHOD 6), against a count by hand and simulated reviews."""

from __future__ import annotations

import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.decisions import Status
from labeler.core.estimates import Estimate, estimate
from labeler.core.prior_posterior import limits
from labeler.core.splits import SPLITS

DEV, TEST = SPLITS.index("dev"), SPLITS.index("test")
SETTLED = (Status.CONFIRMED, Status.CORRECTED, Status.EXCLUDED)


def estimated(rows, *, splits=None):
    """From (wrong given, wrong corrected, status) rows in ticket order; the models agree on all."""
    wrong, corrected, status = (np.array(column) for column in zip(*rows, strict=True)) if rows else [np.zeros(0)] * 3
    return estimate(
        splits=np.full(len(rows), DEV, np.int8) if splits is None else np.array(splits, np.int8),
        wrong=wrong.astype(bool),
        wrong_corrected=corrected.astype(bool),
        disagree=np.zeros(len(rows), bool),
        status=status.astype(np.int8),
    )


def undecided(wrong, number):
    return [(wrong, wrong, Status.GIVEN)] * number


def confirmed(wrong, number):
    return [(wrong, wrong, Status.CONFIRMED)] * number


def by_hand(splits, wrong, corrected, disagree, status):
    """The same figures, one example at a time, in fractions."""
    keys = list(zip(splits, wrong, disagree, strict=True))
    strata = {key: [i for i, own in enumerate(keys) if own == key] for key in keys}
    samples = {}
    for key, members in strata.items():
        cut = next((n for n, i in enumerate(members) if status[i] == Status.GIVEN), len(members))
        samples[key] = members[:cut]
    open_size = sum(len(members) for key, members in strata.items() if len(samples[key]) < len(members))

    def sure(i, value):
        return status[i] in (Status.CONFIRMED, Status.CORRECTED) and corrected[i] == value

    def maybe(i):
        return status[i] in (Status.EXCLUDED, Status.UNSURE, Status.CONFLICT)

    low = high = 0
    above = below = Fraction(0)
    for key, members in strata.items():
        drawn, was_wrong = samples[key], key[1]
        size, n = len(members), len(drawn)
        level = 0.025 * size / open_size if n < size else 1.0
        surely = sum(sure(i, not was_wrong) for i in drawn)
        perhaps = surely + sum(maybe(i) for i in drawn)
        least = int(limits(size=size, drawn=n, found=surely, level=level)[0])
        most = int(limits(size=size, drawn=n, found=perhaps, level=level)[1])
        if was_wrong:
            least, most = size - most, size - least
        low += max(least, sum(sure(i, True) for i in members))
        high += min(most, size - sum(sure(i, False) for i in members))
        if n:
            above += Fraction(size, n) * sum(corrected[i] and status[i] != Status.EXCLUDED for i in drawn)
            below += Fraction(size, n) * sum(status[i] != Status.EXCLUDED for i in drawn)
    size = len(wrong)
    included = size - sum(s == Status.EXCLUDED for s in status)
    if not included:
        return None, None, None
    certain = Fraction(sum(sure(i, True) for i in range(size)), included)
    possible = 1 - Fraction(sum(sure(i, False) for i in range(size)), included)
    point = above / below if all(samples.values()) and below else None
    return point, max(Fraction(low, size), certain), min(Fraction(high, size), possible)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_every_figure_is_what_a_count_by_hand_gives(data):
    size = data.draw(st.integers(1, 24))
    decided = data.draw(st.integers(0, size))

    def column(values, number):
        return data.draw(st.lists(st.sampled_from(values), min_size=number, max_size=number))

    splits, wrong, disagree = (column(values, size) for values in ([DEV, TEST], [False, True], [False, True]))
    ahead = column([*SETTLED, *SETTLED, Status.UNSURE, Status.CONFLICT], decided)
    status = ahead + column([Status.GIVEN, Status.GIVEN, Status.CONFIRMED, Status.CORRECTED], size - decided)
    turned = column([False, True], size)
    corrected = [w ^ (s == Status.CORRECTED and t) for w, s, t in zip(wrong, status, turned, strict=True)]
    found = estimate(
        splits=np.array(splits, np.int8),
        wrong=np.array(wrong),
        wrong_corrected=np.array(corrected),
        disagree=np.array(disagree),
        status=np.array(status, np.int8),
    )
    expected = by_hand(splits, wrong, corrected, disagree, status)
    assert [found.estimate, found.low, found.high] == [
        None if value is None else pytest.approx(float(value), abs=1e-12) for value in expected
    ]


def test_a_whole_review_is_exact_and_leaves_excluded_ones_out():
    rows = [*confirmed(True, 1), (True, False, Status.CORRECTED), (False, False, Status.EXCLUDED), *confirmed(False, 2)]
    found = estimated(rows)
    assert (found.estimate, found.low, found.high) == (0.25, 0.25, 0.25)
    assert found.method == "exact: every example is decided"


def test_an_unreviewed_stratum_gives_bounds_and_no_estimate():
    found = estimated([*confirmed(True, 3), *undecided(False, 97)])
    assert (found.estimate, found.low, found.high) == (None, 0.03, 1.0)
    assert found.method == "bounds only: no random sample of 1 of the 2 strata"


def test_nothing_reviewed_says_so_and_bounds_nothing():
    found = estimated([*undecided(True, 3), *undecided(False, 7)])
    assert (found.estimate, found.low, found.high) == (None, 0.0, 1.0)
    assert found.method == "bounds only: nothing is reviewed yet"


def test_decisions_out_of_order_narrow_the_bounds_but_are_not_extrapolated_from():
    """Sixty right ones, of which the last thirty turned out wrong, look nothing like a sample."""
    drawn = [*confirmed(True, 1), *confirmed(False, 30), *undecided(False, 30)]
    beyond = [*drawn, *[(False, True, Status.CORRECTED)] * 30]
    before, after = estimated([*drawn, *undecided(False, 30)]), estimated(beyond)
    assert before.estimate == after.estimate == pytest.approx(1 / 91)
    assert before.low < 31 / 91 == after.low
    assert [(stratum.sampled, stratum.reviewed) for stratum in after.strata] == [(30, 60), (1, 1)]


def test_unsure_and_conflict_count_against_either_limit_and_keep_the_given_label_in_the_estimate():
    rows = [*confirmed(True, 1), (True, True, Status.UNSURE), (False, False, Status.CONFLICT), *confirmed(False, 7)]
    found = estimated(rows)
    assert (found.estimate, found.low, found.high) == (0.2, 0.1, 0.3)
    assert found.method == "every example is decided, but 2 examples only as unsure or in conflict"


def test_every_example_excluded_or_none_at_all_has_no_estimate():
    excluded = estimated([(True, True, Status.EXCLUDED)] * 2)
    assert (excluded.estimate, excluded.low, excluded.high) == (None, None, None)
    assert excluded.method == "no estimate: every example is excluded"
    assert estimated([]).method == "no estimate: there are no examples"


def test_strata_are_split_by_given_label_and_disagreement_and_named():
    found = estimate(
        splits=np.array([DEV, TEST, TEST, TEST], np.int8),
        wrong=np.array([True, False, False, True]),
        wrong_corrected=np.array([True, False, False, True]),
        disagree=np.array([True, False, True, True]),
        status=np.array([Status.CONFIRMED, Status.CONFIRMED, Status.GIVEN, Status.GIVEN], np.int8),
    )
    document = found.to_dict()
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert [(s["split"], s["given"], s["models"], s["sampled"]) for s in document["strata"]] == [
        ("dev", "wrong", "disagree", 1),
        ("test", "right", "agree", 1),
        ("test", "right", "disagree", 0),
        ("test", "wrong", "disagree", 0),
    ]
    assert (document["examples"], document["sampled"], document["reviewed"]) == (4, 2, 2)


def test_the_share_of_right_ones_mirrors_the_error():
    assert Estimate(0.25, 0.125, 0.5, "m").of_right_ones() == Estimate(0.75, 0.5, 0.875, "m")
    assert Estimate(None, None, None, "m").of_right_ones() == Estimate(None, None, None, "m")


def test_limits_hold_in_at_least_95_percent_of_reviews_looked_at_again_and_again():
    """Rare incorrect labels in the right stratum, many in the wrong one, a few excluded; looks every five reviews."""
    rng = np.random.default_rng(0)
    wrong = np.arange(120) < 20
    true, status = wrong.copy(), np.full(120, Status.CONFIRMED, np.int8)
    true[:6], true[20:22] = False, True
    status[[5, 60]] = Status.EXCLUDED
    error = true[status != Status.EXCLUDED].mean()
    missed = []
    for _ in range(120):
        order = rng.permutation(120)
        found = [_looked_at(wrong[order], true[order], status[order], reviews) for reviews in range(5, 120, 5)]
        missed.append(any(not one.low - 1e-12 <= error <= one.high + 1e-12 for one in found))
    assert np.mean(missed) <= 0.05


def _looked_at(wrong, true, status, reviews):
    seen = np.arange(len(wrong)) < reviews
    return estimate(
        splits=np.full(len(wrong), DEV, np.int8),
        wrong=wrong,
        wrong_corrected=np.where(seen, true, wrong),
        disagree=np.zeros(len(wrong), bool),
        status=np.where(seen, status, Status.GIVEN).astype(np.int8),
    )
