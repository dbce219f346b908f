"""Where an example's media file lies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class Media:
    """Paths of media by example ordinal; the files themselves are never touched."""

    def __init__(self, root: Path, files: Sequence[str] | None) -> None:
        self.root = root
        self._files = files

    def file(self, ordinal: int) -> str | None:
        """The path as it was imported; None where examples have no files."""
        return (self._files[ordinal].strip() or None) if self._files is not None else None

    def path(self, ordinal: int) -> Path | None:
        file = self.file(ordinal)
        return None if file is None else self.root / file
