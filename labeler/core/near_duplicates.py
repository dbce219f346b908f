"""Groups of examples whose fingerprints nearly agree, in less than quadratic time (METHOD 8).

A fingerprint is a row of 64-bit words. The first is an index: two that differ in at most d of its bits agree wholly in
at least m − d of any m blocks of it (multi-index hashing; Norouzi, Punjani and Fleet 2012), so that only neighbours in
the order of such blocks are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from math import comb

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Places = NDArray[np.intp]

ALONE = -1
_BITS = 64
# Sorting takes about as long as this many comparisons of each row with one neighbour.
_SORTING = 20


def grouped(fingerprints: Words, *, index_bits: int, bits: int) -> NDArray[np.int32]:
    """The group of every fingerprint, int32 (n,), numbered by first appearance; ALONE where nothing is near.

    ``fingerprints`` is uint64 (n, words). Two are near where they differ in at most ``index_bits`` of the first word
    and ``bits`` of all; a group is what nearness joins, directly or through others.
    """
    order, starts = _runs(fingerprints)
    distinct = fingerprints[order[starts]]
    first, second = _near(distinct, index_bits, bits)
    joined = _components(len(distinct), first, second)
    member = np.empty(len(fingerprints), np.intp)
    member[order] = np.repeat(joined, np.diff(starts, append=len(fingerprints)))
    return _numbered(member)


def differing(one: Words, other: Words) -> NDArray[np.int64]:
    """How many bits differ, summed over the last axis."""
    count: NDArray[np.int64] = _set_bits(one ^ other).sum(axis=-1, dtype=np.int64)
    return count


def _runs(fingerprints: Words) -> tuple[Places, Places]:
    """An order in which equal fingerprints are adjacent, and where each run of them starts."""
    order = np.lexsort(fingerprints.T) if len(fingerprints) else np.zeros(0, np.intp)
    ordered = fingerprints[order]
    fresh = np.ones(len(order), bool)
    fresh[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    return order, np.flatnonzero(fresh)


def _near(distinct: Words, index_bits: int, bits: int) -> tuple[Places, Places]:
    """All pairs of rows that are near, some of them more than once."""
    index = distinct[:, 0].copy()
    firsts, seconds = [np.zeros(0, np.intp)], [np.zeros(0, np.intp)]
    for mask in _masks(len(distinct), index_bits):
        for first, second in _close(index, mask, index_bits):
            near = differing(distinct[first], distinct[second]) <= bits
            firsts.append(first[near])
            seconds.append(second[near])
    return np.concatenate(firsts), np.concatenate(seconds)


def _masks(size: int, distance: int) -> list[np.uint64]:
    """Which bits to agree in: every choice of blocks that ``distance`` differing bits can leave untouched."""
    blocks = min(range(distance + 1, min(distance + 7, _BITS) + 1), key=lambda m: _cost(size, m, distance))
    edges = [round(_BITS * place / blocks) for place in range(blocks + 1)]
    parts = [((1 << high) - 1) ^ ((1 << low) - 1) for low, high in pairwise(edges)]
    return [np.uint64(sum(kept)) for kept in combinations(parts, blocks - distance)]


def _cost(size: int, blocks: int, distance: int) -> float:
    agreeing = _BITS * (blocks - distance) / blocks
    return comb(blocks, distance) * (_SORTING + size / 2**agreeing)


def _close(index: Words, mask: np.uint64, distance: int) -> Iterator[tuple[Places, Places]]:
    """Pairs that agree in the masked bits and differ in few others, by how far apart the order of masks has them."""
    order = np.argsort(index & mask)
    ordered = index[order]
    keys = ordered & mask
    places, step = np.arange(len(index)), 1
    while True:
        places = places[: np.searchsorted(places, len(index) - step)]
        places = places[keys[places] == keys[places + step]]
        if not len(places):
            return
        close = places[_set_bits(ordered[places] ^ ordered[places + step]) <= distance]
        yield order[close], order[close + step]
        step += 1


def _components(size: int, first: Places, second: Places) -> NDArray[np.int32]:
    if not len(first):
        return np.arange(size, dtype=np.int32)
    from scipy.sparse import coo_array  # noqa: PLC0415 - slow to load
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    graph = coo_array((np.ones(len(first), bool), (first, second)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    return np.asarray(labels, np.int32)


def _numbered(member: Places) -> NDArray[np.int32]:
    """Groups of at least two numbered by their first example; the rest ALONE."""
    _, first, inverse, sizes = np.unique(member, return_index=True, return_inverse=True, return_counts=True)
    shared = np.flatnonzero(sizes > 1)
    numbers = np.full(len(sizes), ALONE, np.int32)
    numbers[shared[np.argsort(first[shared])]] = np.arange(len(shared), dtype=np.int32)
    found: NDArray[np.int32] = numbers[inverse]
    return found


def _set_bits(words: Words) -> Words:
    """How many bits of every word are 1, by adding neighbouring fields of growing width."""
    halves = words - ((words >> np.uint64(1)) & np.uint64(0x5555555555555555))
    pairs = np.uint64(0x3333333333333333)
    quarters = (halves & pairs) + ((halves >> np.uint64(2)) & pairs)
    eighths = (quarters + (quarters >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    counts: Words = (eighths * np.uint64(0x0101010101010101)) >> np.uint64(56)
    return counts
