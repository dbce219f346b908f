"""Peaks of long recordings kept from one day to the next, in a folder that doesn't grow beyond its limit."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from labeler.media import cache_folder

LIMIT_BYTES = 200_000_000

_LAYOUT = 1
# What a file damaged by whatever means makes numpy raise.
_BROKEN = (
    *(OSError, ValueError, TypeError, KeyError, EOFError, MemoryError, NotImplementedError),
    *(zipfile.BadZipFile, zlib.error),
)

Arrays = Mapping[str, NDArray[np.generic]]


def name_for(path: Path, bucket: int) -> str:
    """Another one as soon as the file is another. Raises OSError."""
    return cache_folder.name_for(path, f"{_LAYOUT}|{bucket}", ".npz")


def kept(folder: Path, name: str) -> Arrays | None:
    """None where there is nothing, or nothing that can be read."""
    try:
        with (folder / name).open("rb") as file, np.load(file, allow_pickle=False) as found:
            arrays = {key: found[key] for key in found.files}
    except _BROKEN:
        return None
    cache_folder.used(folder / name)
    return arrays


def keep(folder: Path, name: str, arrays: Arrays, *, limit: int = LIMIT_BYTES) -> None:
    """Whole or not at all. A folder that can't be written keeps nothing; the oldest make room."""
    cache_folder.put(folder, name, lambda file: np.savez(file, **arrays), limit=limit)  # type: ignore[arg-type]
