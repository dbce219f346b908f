"""What right predictions that were not reviewed may add to a corrected error (METHOD 3)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from labeler.core.decisions import Status
from labeler.core.lucky_hits import LuckyHits
from labeler.core.shares import Share

C, X, E, U, O = Status.CONFIRMED, Status.CORRECTED, Status.EXCLUDED, Status.UNSURE, Status.GIVEN  # noqa: E741


def hits(right, *, errors=10, undone=()):
    """Right predictions with these statuses by ticket, corrected ones turning wrong but for ``undone``; then errors."""
    status = np.array([*right, *[O] * errors], np.int8)
    wrong = np.arange(len(status)) >= len(right)
    after = wrong | (status == X)
    after[list(undone)] = False
    return LuckyHits.of(wrong, after, status)


def test_nothing_reviewed_leaves_the_number_open_and_tells_its_scale():
    found = hits([O] * 180, errors=20)
    assert (found.expected, found.limits, found.open) == (None, None, 180)
    assert found.sentence() == (
        "No right prediction was reviewed at random, so how many of the 180 not settled are lucky hits on incorrect "
        "labels is not known. One in 100 would add 0.9 points to the corrected error."
    )
    assert found.sentence(0.06).endswith("incorrect labels among the errors (6.0 %), 5.4 points.")


def test_of_few_each_counts():
    assert hits([O] * 10).sentence(0.5).endswith("Each would add 5 points to the corrected error.")


def test_a_random_sample_tells_how_many_more_to_expect():
    found = hits([X, X, *[C] * 98, *[O] * 900], errors=100)
    assert found.expected == pytest.approx(18)
    low, high = found.limits
    assert (low + 2, high + 2) == found.sample.limits
    assert found.added(18) == 18 / 1100
    assert found.sentence() == (
        f"Of the first 100 right predictions by ticket 2 turn wrong: about 18 more ({low} to {high}) are to be "
        f"expected of the 900 not settled, 1.64 points of error ({100 * low / 1100:.2f} to {100 * high / 1100:.2f})."
    )


def test_a_sample_without_lucky_hits_bounds_them():
    found = hits([*[C] * 100, *[O] * 900])
    assert (found.expected, found.limits[0]) == (0, 0)
    assert f"none turns wrong: at most {found.limits[1]} more of the 900 not settled" in found.sentence()


def test_hand_picked_ones_are_found_but_not_extrapolated_from():
    found = hits([C, O, X, X, X, O, O, O])
    assert (found.sample.considered, found.sample.count, found.found, found.open) == (1, 0, 3, 4)
    assert found.expected == 0
    assert found.limits == (0, 4)


def test_what_is_unsure_may_turn_and_what_is_excluded_does_not():
    found = hits([U, X, C, E], errors=6)
    assert (found.open, found.found, found.sample.examples) == (1, 1, 9)
    assert found.limits == (0, 1)
    assert found.sentence().startswith("Of the first 4 right predictions by ticket 1 turns wrong: at most 1 more")


def test_a_corrected_label_under_which_the_prediction_stays_right_is_no_lucky_hit():
    assert hits([X, C], undone=(0,)).found == 0


def test_where_every_right_prediction_is_settled_nothing_is_hidden():
    assert hits([X, C, E]).sentence() == ""
    assert hits([]).sentence(0.5) == ""
    assert hits([E, E], errors=0).sentence() == ""


@given(st.integers(1, 60), st.data())
def test_the_limits_are_the_hypergeometric_ones_less_what_was_found(right, data):
    sampled = data.draw(st.integers(1, right))
    turned = data.draw(st.integers(0, sampled))
    found = hits([X] * turned + [C] * (sampled - turned) + [O] * (right - sampled))
    marked = np.arange(right + 1)
    law = stats.hypergeom(right, marked, sampled)
    possible = marked[(law.cdf(turned) > 0.025 - 1e-12) & (law.sf(turned - 1) > 0.025 - 1e-12)]
    low, high = found.limits
    assert possible[0] <= low + turned <= possible[0] + 1
    assert possible[-1] - 1 <= high + turned <= possible[-1]
    assert low <= found.expected <= high


def test_the_document_keeps_every_key():
    assert hits([O]).to_dict() == {
        "sampled": 0, "sampled_turned_wrong": 0, "found": 0, "open": 1, "expected": None, "limits": None,
    }  # fmt: skip
    assert LuckyHits(Share(1, 2, 4, 10), 1, 2).to_dict()["expected"] == 1
