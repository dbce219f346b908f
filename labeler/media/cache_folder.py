"""A folder of small files that can be made again: kept from one day to the next, none of them ever relied on."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO


def name_for(path: Path, told: str, suffix: str) -> str:
    """Another one as soon as the file is another, or what is ``told`` of the entry. Raises OSError."""
    seen = path.stat()
    whole = f"{told}|{seen.st_size}|{seen.st_mtime_ns}|{path.absolute()}"
    return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:32] + suffix


def used(file: Path) -> None:
    """What was used lately is kept longest."""
    with suppress(OSError):
        os.utime(file)


def put(folder: Path, name: str, write: Callable[[BinaryIO], object], *, limit: int) -> None:
    """Whole or not at all; the oldest of its kind make room within ``limit`` bytes.

    A folder that can't be written keeps nothing.
    """
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                write(file)
            Path(aside).replace(folder / name)
        finally:
            Path(aside).unlink(missing_ok=True)
        _prune(folder, (Path(name).suffix, ".part"), limit)


def _prune(folder: Path, suffixes: Collection[str], limit: int) -> None:
    total = 0
    with os.scandir(folder) as entries:
        seen = [(entry.stat(), entry.path) for entry in entries]
    for stat, path in sorted(seen, key=lambda found: -found[0].st_mtime):
        total += stat.st_size
        if total > limit and Path(path).suffix in suffixes:
            Path(path).unlink(missing_ok=True)
