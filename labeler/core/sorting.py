"""Stable orders of a million keys in a few hundredths of a second."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Order = NDArray[np.signedinteger[Any]]

_LAST = np.uint32(0xFFFFFFFF)


def stable_order(
    keys: NDArray[Any], *, among: Order, descending: bool = False, missing: NDArray[np.bool_] | None = None
) -> Order:
    """``among`` by ascending key, float32 or an integer below 2³¹; equal keys stay in the order they have in ``among``.

    NaN, and what is ``missing``, come last either way.
    """
    bits = _sortable(keys)
    if descending:
        bits = ~bits
    if missing is not None:
        bits = np.where(missing, _LAST, bits)
    if np.issubdtype(keys.dtype, np.floating):
        bits = np.where(np.isnan(keys), _LAST, bits)
    order: Order = among[_by_halves(bits[among])]
    return order


def _sortable(keys: NDArray[Any]) -> NDArray[np.uint32]:
    """Unsigned integers in the order of the keys."""
    if not np.issubdtype(keys.dtype, np.floating):
        return (keys.astype(np.int64) + 2**31).astype(np.uint32)
    bits = (keys.astype(np.float32) + np.float32(0)).view(np.uint32)  # minus zero is zero
    flipped: NDArray[np.uint32] = np.where(bits >> 31, ~bits, bits | np.uint32(0x80000000))
    return flipped


def _by_halves(bits: NDArray[np.uint32]) -> Order:
    """By two passes of 16 bits, which numpy sorts by counting: three times as fast as by comparing."""
    order = np.argsort((bits & 0xFFFF).astype(np.uint16), kind="stable")
    high = (bits >> 16).astype(np.uint16)
    if high.min(initial=0xFFFF) == high.max(initial=0):
        return order
    ordered: Order = order[np.argsort(high[order], kind="stable")]
    return ordered
