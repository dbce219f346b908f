"""The four flows, and what a one-sided review makes of a corrected error (METHOD 3)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.core.decisions import Status
from labeler.core.flows import Flows, one_sided_review

# status, wrong by the given label, wrong by the corrected one
SEEN = [
    (Status.GIVEN, 0, 0),
    (Status.CONFIRMED, 0, 0),
    (Status.CORRECTED, 0, 1),
    (Status.CORRECTED, 1, 0),
    (Status.CORRECTED, 1, 1),
    (Status.UNSURE, 1, 1),
    (Status.GIVEN, 1, 1),
    (Status.EXCLUDED, 1, 1),
    (Status.EXCLUDED, 0, 0),
    (Status.EXCLUDED, 0, 0),
]


def flows(rows):
    status, before, after = (np.array(column) for column in zip(*rows, strict=True))
    return Flows.of(before.astype(bool), after.astype(bool), status)


def test_every_example_flows_somewhere_or_is_excluded():
    found = flows(SEEN)
    assert (found.wrong_to_right, found.wrong_to_wrong, found.right_to_wrong, found.right_to_right) == (1, 3, 1, 2)
    assert (found.excluded_wrong, found.excluded_right) == (1, 2)
    assert found.included == 7
    assert found.share(found.right_to_wrong) == 1 / 7


def test_reviewed_and_total_count_excluded_examples_by_the_given_labels():
    found = flows(SEEN)
    assert (found.reviewed_wrong, found.total_wrong) == (4, 5)
    assert (found.reviewed_right, found.total_right) == (4, 5)


def test_unsure_and_conflicting_ones_are_reviewed_but_not_settled():
    found = flows([*SEEN, (Status.CONFLICT, 0, 0)])
    assert (found.decided_wrong, found.decided_right) == (3, 4)
    assert (found.reviewed_wrong, found.reviewed_right) == (4, 5)


def test_where_all_is_excluded_or_nothing_there_shares_are_undefined():
    assert flows([(Status.EXCLUDED, 1, 1)]).share(0) is None
    nothing = Flows.of(np.zeros(0, bool), np.zeros(0, bool), np.zeros(0, np.int8))
    assert nothing.share(0) is None
    assert nothing.caveat is None


rows = st.tuples(st.sampled_from(list(Status)), st.integers(0, 1), st.integers(0, 1))


@given(st.lists(rows, min_size=1, max_size=30))
def test_flows_add_up(seen):
    found = flows(seen)
    assert found.wrong_to_right + found.wrong_to_wrong + found.excluded_wrong == found.total_wrong
    assert found.right_to_wrong + found.right_to_right + found.excluded_right == found.total_right
    assert found.total_wrong + found.total_right == len(seen)


@pytest.mark.parametrize(
    ("reviewed_wrong", "reviewed_right", "said"),
    [
        (0, 0, None),
        (1, 0, "neither bound nor estimate; see the estimate"),
        (5, 0, "a lower bound: only errors were reviewed"),
        (5, 1, None),
        (1, 1, None),
        (0, 9, None),
    ],
)
def test_reviewing_errors_alone_is_told_with_every_corrected_figure(reviewed_wrong, reviewed_right, said):
    found = one_sided_review(reviewed_wrong=reviewed_wrong, total_wrong=5, reviewed_right=reviewed_right, total_right=9)
    assert found == said


def test_a_model_that_gets_nothing_right_was_not_reviewed_one_sidedly():
    assert one_sided_review(reviewed_wrong=3, total_wrong=5, reviewed_right=0, total_right=0) is None


def test_reviewing_all_errors_only_is_a_lower_bound_whatever_the_right_ones_are():
    """Correcting errors only can turn them right; the lucky hits left out could only add errors."""
    some = [(Status.CORRECTED, 1, 0), (Status.CONFIRMED, 1, 1), (Status.GIVEN, 0, 0), (Status.GIVEN, 0, 0)]
    lucky = [(Status.CORRECTED, 0, 1) if status == Status.GIVEN else (status, a, b) for status, a, b in some]
    assert flows(some).caveat == "a lower bound: only errors were reviewed"
    after, with_lucky_ones = (found.wrong_to_wrong + found.right_to_wrong for found in (flows(some), flows(lucky)))
    assert after < with_lucky_ones


@pytest.mark.parametrize("status", [Status.UNSURE, Status.CONFLICT])
def test_an_unsettled_error_may_still_turn_right_so_there_is_no_bound(status):
    known = [(Status.CORRECTED, 1, 0), (Status.GIVEN, 0, 0)]
    assert flows([*known, (status, 1, 1)]).caveat == "neither bound nor estimate; see the estimate"
    assert flows([*known, (Status.CONFIRMED, 1, 1)]).caveat == "a lower bound: only errors were reviewed"


def test_unsettled_errors_alone_say_nothing_of_the_corrected_error():
    assert flows([(Status.UNSURE, 1, 1), (Status.GIVEN, 0, 0)]).caveat is None


def test_an_undecided_right_prediction_leaves_the_review_one_sided():
    rows = [(Status.CONFIRMED, 1, 1), (Status.UNSURE, 0, 0)]
    assert flows(rows).caveat == "a lower bound: only errors were reviewed"
