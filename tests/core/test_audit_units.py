"""The order in which an audit draws (METHOD 6)."""

from __future__ import annotations

import hashlib
from fractions import Fraction

import numpy as np
import pytest

from labeler.core.audit_units import in_order, later_seed, whole_weights
from labeler.core.sampling import short_tickets

IDS = [f"u{number:03}" for number in range(40)]


def digest(text):
    return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")


def ordered(most, seed=0):
    return in_order(IDS, short_tickets(seed, IDS), np.array(most), seed=seed)


@pytest.mark.parametrize("seed", [0, 7, later_seed(0, 2)])
def test_units_come_by_the_hash_of_seed_example_and_number(seed):
    most = [number % 4 for number in range(40)]
    texts = {(row, 1): f"{seed}:{IDS[row]}" for row in range(40)}
    texts |= {(row, u): f"{seed}:{IDS[row]}\x1f{u}" for row in range(40) for u in (2, 3)}
    expected = sorted((key for key in texts if key[1] <= most[key[0]]), key=lambda key: digest(texts[key]))
    units = ordered(most, seed)
    assert list(zip(units.row.tolist(), units.number.tolist(), strict=True)) == expected


def test_a_pair_draws_as_many_units_of_an_example_as_its_bound():
    units = ordered([3] * 40)
    bound = np.arange(40) % 3
    drawn = units.of(bound)
    np.testing.assert_array_equal(np.bincount(drawn, minlength=40), bound)
    np.testing.assert_array_equal(drawn, ordered(bound).row)


def test_nothing_to_draw_makes_no_units():
    assert len(ordered([0] * 40).row) == 0


def test_the_seed_of_a_later_audit_is_a_hash_of_the_projects():
    assert later_seed(5, 1) == 5
    assert later_seed(5, 2) == digest("5:audit:2")
    assert later_seed(5, 3) != later_seed(5, 2)


@pytest.mark.parametrize(("weights", "whole", "unit"), [
    ([1.0, 10.0, 0.0], [1, 10, 0], 1),
    ([0.1, 0.25, 1.5], [2, 5, 30], Fraction(1, 20)),
    ([2.0, 2.0], [1, 1], 2),
    ([1 / 3, 1.0], [1, 3], Fraction(1, 3)),
    ([0.0, 0.0], [0, 0], 1),
    ([], [], 1),
])  # fmt: skip
def test_weights_become_the_smallest_integers_of_a_known_worth(weights, whole, unit):
    found, worth = whole_weights(np.array(weights))
    assert (found.tolist(), worth) == (whole, unit)
    assert [float(number * worth) for number in found.tolist()] == weights


def test_weights_that_no_moderate_factor_makes_whole_are_told():
    assert whole_weights(np.array([1.0, 2**0.5])) is None
    assert whole_weights(np.array([1.0, 1e-9])) is None
    assert whole_weights(np.array([1e-5, 1e5])) is None
