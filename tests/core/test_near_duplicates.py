"""Near duplicates by their fingerprints, against comparing all pairs (METHOD 8)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.near_duplicates import ALONE, differing, grouped


def flipped(fingerprint, *bits):
    """The fingerprint with some bits turned; bit 0 to 63 are the first word's."""
    turned = fingerprint.copy()
    for bit in bits:
        turned[bit // 64] ^= np.uint64(1 << (bit % 64))
    return turned


def random(rng, size, words=4):
    return rng.integers(0, 2**64, (size, words), dtype=np.uint64)


def by_all_pairs(fingerprints, *, index_bits, bits):
    """Nearness spread over all pairs until nothing changes."""
    words = [[int(word) for word in row] for row in fingerprints]
    groups = list(range(len(words)))
    for i, one in enumerate(words):
        for j, other in enumerate(words[:i]):
            apart = [(a ^ b).bit_count() for a, b in zip(one, other, strict=True)]
            if apart[0] <= index_bits and sum(apart) <= bits:
                groups = [groups[j] if group == groups[i] else group for group in groups]
    numbers = {group: n for n, group in enumerate(dict.fromkeys(g for g in groups if groups.count(g) > 1))}
    return [numbers.get(group, ALONE) for group in groups]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 9999), st.integers(0, 40), st.integers(0, 8), st.integers(1, 3))
def test_groups_are_those_of_comparing_all_pairs(seed, size, index_bits, words):
    rng = np.random.default_rng(seed)
    seeds = random(rng, 6, words)
    made = [
        flipped(seeds[rng.integers(6)], *rng.integers(64 * words, size=rng.integers(12)).tolist()) for _ in range(size)
    ]
    fingerprints = np.array(made, np.uint64).reshape(size, words)
    for bits in (index_bits, index_bits + 5):
        found = grouped(fingerprints, index_bits=index_bits, bits=bits)
        assert found.tolist() == by_all_pairs(fingerprints, index_bits=index_bits, bits=bits)


@pytest.mark.parametrize("size", [50, 5_000, 60_000])
def test_planted_pairs_are_found_and_nothing_else(size):
    """Whatever the number of blocks that suits the size, any six bits of the index may differ."""
    rng = np.random.default_rng(size)
    originals = random(rng, size)
    copies = [flipped(originals[k], *rng.choice(64, 6, replace=False).tolist(), 70, 200) for k in range(20)]
    found = grouped(np.concatenate([originals, copies]), index_bits=6, bits=8)
    assert found[:20].tolist() == found[size:].tolist() == list(range(20))
    assert (found[20:size] == ALONE).all()


def test_one_bit_more_in_the_index_or_in_all_is_too_far():
    one = np.zeros(2, np.uint64)
    within = flipped(one, *range(6), 64, 65)
    assert grouped(np.array([one, within]), index_bits=6, bits=8).tolist() == [0, 0]
    assert grouped(np.array([one, flipped(within, 6)]), index_bits=6, bits=9).tolist() == [ALONE, ALONE]
    assert grouped(np.array([one, flipped(within, 66)]), index_bits=6, bits=8).tolist() == [ALONE, ALONE]


def test_a_chain_of_near_ones_is_one_group():
    one = np.zeros(1, np.uint64)
    chain = np.array([one, flipped(one, 0, 1), flipped(one, 0, 1, 2, 3)])
    assert grouped(chain, index_bits=2, bits=2).tolist() == [0, 0, 0]


def test_many_equal_ones_cost_no_more_than_one():
    """All pairs of them would be five thousand million."""
    same = np.zeros((100_000, 4), np.uint64)
    assert not grouped(same, index_bits=6, bits=40).any()


@pytest.mark.parametrize("size", [0, 1])
def test_few_are_alone(size):
    assert grouped(np.zeros((size, 4), np.uint64), index_bits=6, bits=64).tolist() == [ALONE] * size


def test_differing_bits_are_counted_in_every_word():
    everything = np.full((1, 3), 2**64 - 1, np.uint64)
    assert differing(everything, np.zeros((1, 3), np.uint64)).tolist() == [192]
