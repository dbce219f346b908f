"""The four splits, their spellings, and the pooled dev+test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

SPLITS = ("train", "train-dev", "dev", "test")
POOLED = "dev+test"
EVALUATED = ("dev", "test", POOLED)

_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "train": "train",
        "train-dev": "train-dev",
        "traindev": "train-dev",
        "dev": "dev",
        "val": "dev",
        "valid": "dev",
        "validation": "dev",
        "eval": "dev",
        "test": "test",
    }
)


def split_named(text: str) -> str | None:
    """The split that a cell or option means, ignoring case; None for a spelling we don't know."""
    return _SPELLINGS.get(text.strip().lower().replace("_", "-"))


def members(splits: NDArray[np.int8], name: str) -> NDArray[np.bool_]:
    """Mask of the examples of a split or of ``dev+test``; ``splits`` holds indices into SPLITS."""
    found = np.zeros(len(splits), np.bool_)
    for part in name.split("+"):
        found |= splits == SPLITS.index(part)
    return found


def evaluated(present: Iterable[str]) -> tuple[str, ...]:
    """What figures cover unless told otherwise: dev, test and, where both exist, the two pooled."""
    found = set(present)
    chosen = [name for name in ("dev", "test") if name in found]
    return (*chosen, POOLED) if len(chosen) == 2 else tuple(chosen)


def phrase(name: str) -> str:
    """The split inside a sentence: "dev and test together" for the pooled one."""
    return "dev and test together" if name == POOLED else name
