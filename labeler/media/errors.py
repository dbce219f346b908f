"""What is wrong with one image or recording; the others are not touched by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.errors import LabelerError, Problem

if TYPE_CHECKING:
    from pathlib import Path


class MediaError(LabelerError):
    """The file can't be shown. The message names it and ends with the remedy."""

    def __init__(self, path: Path, message: str, remedy: str) -> None:
        super().__init__(f"{path.name} {message}; {remedy}", (Problem(str(path), None, None, message, remedy),))
        self.path = path
        self.remedy = remedy


def missing(path: Path) -> MediaError:
    where = f"is not in {path.parent}" if path.parent.is_dir() else f"is missing, and so is its folder {path.parent}"
    return MediaError(path, where, "if the media were moved, locate the media folder")
