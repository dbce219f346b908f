"""Peaks of long recordings kept from one day to the next, in a folder that doesn't grow beyond its limit."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

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
    seen = path.stat()
    told = f"{_LAYOUT}|{bucket}|{seen.st_size}|{seen.st_mtime_ns}|{path.absolute()}"
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:32] + ".npz"


def kept(folder: Path, name: str) -> Arrays | None:
    """None where there is nothing, or nothing that can be read."""
    try:
        with (folder / name).open("rb") as file, np.load(file, allow_pickle=False) as found:
            arrays = {key: found[key] for key in found.files}
    except _BROKEN:
        return None
    with suppress(OSError):
        os.utime(folder / name)  # what was used lately is kept longest
    return arrays


def keep(folder: Path, name: str, arrays: Arrays, *, limit: int = LIMIT_BYTES) -> None:
    """Whole or not at all. A folder that can't be written keeps nothing; the oldest make room."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, **arrays)  # type: ignore[arg-type]
            Path(aside).replace(folder / name)
        finally:
            Path(aside).unlink(missing_ok=True)
        _prune(folder, limit)


def _prune(folder: Path, limit: int) -> None:
    used = 0
    for file, seen in sorted(((file, file.stat()) for file in folder.iterdir()), key=lambda found: -found[1].st_mtime):
        used += seen.st_size
        if used > limit and file.suffix in (".npz", ".part"):
            file.unlink(missing_ok=True)
