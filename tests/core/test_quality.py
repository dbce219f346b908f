"""How often a reviewer errs, by those who looked again (METHOD 7 and 10)."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from labeler.core.quality import Check, Quality, order

SAME, OTHER, UNSURE, OPEN = Check("cat", ("cat",)), Check("cat", ("dog",)), Check("cat", (None,)), Check("cat")


@pytest.mark.parametrize("seed", [0, 7, -1])
def test_the_order_is_a_hash_of_its_own(seed):
    ids = [f"example {i}" for i in range(50)]
    wanted = sorted(ids, key=lambda i: hashlib.sha256(f"{seed}:quality:{i}".encode()).hexdigest())
    assert [ids[place] for place in order(seed, ids)] == wanted


def test_differences_are_counted_among_what_was_compared():
    quality = Quality.of("ann", [[SAME, OTHER, UNSURE, SAME], [OTHER, SAME]])
    assert (quality.decisions, quality.checked, quality.compared, quality.differing) == (6, 6, 5, 2)
    assert quality.error_rate == pytest.approx(0.4)
    assert quality.interval == pytest.approx(proportion_confint(2, 5, method="wilson"))


def test_a_split_s_sample_ends_at_what_nobody_has_checked():
    quality = Quality.of("ann", [[SAME, OPEN, OTHER], [OTHER, OPEN], [OPEN, OTHER]])
    assert (quality.decisions, quality.checked, quality.differing) == (7, 2, 1)


@pytest.mark.parametrize("parts", [[], [[]], [[OPEN]], [[UNSURE, UNSURE]]])
def test_nothing_compared_is_no_rate(parts):
    quality = Quality.of("ann", parts)
    assert (quality.error_rate, quality.interval, quality.compared) == (None, None, 0)
    assert quality.to_dict()["error_rate"] is None


def test_anyone_who_says_something_else_makes_a_difference():
    assert Check("cat", ("cat", "dog")).differs
    assert not Check("cat", (None, "cat")).differs
    assert not UNSURE.differs
    assert not OPEN.compared


CHECKS = st.sampled_from((SAME, OTHER, UNSURE, OPEN))


@given(st.lists(st.lists(CHECKS, max_size=8), max_size=3))
def test_counts_never_exceed_what_they_are_of(parts):
    quality = Quality.of("ann", parts)
    assert quality.differing <= quality.compared <= quality.checked <= quality.decisions
    if quality.interval is not None:
        low, high = quality.interval
        assert 0 <= low <= quality.error_rate <= high <= 1
