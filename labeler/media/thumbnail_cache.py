"""Encoded thumbnails kept from one day to the next, in folders that together don't grow beyond a limit."""

from __future__ import annotations

import hashlib
from pathlib import Path

from labeler.media import cache_folder

LIMIT_BYTES = 300_000_000

_LAYOUT = 1
_FOLDERS = 256
"""Each has its share of the limit: what makes room for a thumbnail looks through some hundred files, not all."""
_SUFFIX = ".thumb"
_DIGEST = 16


def name_for(path: Path, side: int) -> str:
    """Another one as soon as the file is another. Raises OSError."""
    name = cache_folder.name_for(path, f"{_LAYOUT}|{side}", _SUFFIX)
    return f"{name[:2]}/{name[2:]}"


def kept(folder: Path, name: str) -> bytes | None:
    """As it was handed to ``keep``; None where there is nothing, or where it was damaged meanwhile."""
    file = folder / name
    try:
        found = file.read_bytes()
    except OSError:
        return None
    if _digest(found[_DIGEST:]) != found[:_DIGEST]:
        return None
    cache_folder.used(file)
    return found[_DIGEST:]


def keep(folder: Path, name: str, encoded: bytes, *, limit: int = LIMIT_BYTES) -> None:
    """Whole or not at all. A folder that can't be written keeps nothing; the oldest make room."""
    file = folder / name
    whole = _digest(encoded) + encoded
    cache_folder.put(file.parent, file.name, lambda out: out.write(whole), limit=limit // _FOLDERS)


def _digest(encoded: bytes) -> bytes:
    return hashlib.blake2b(encoded, digest_size=_DIGEST).digest()
