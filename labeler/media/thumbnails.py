"""Small pictures for strips, grids and sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.media.images import Picture, load_image

if TYPE_CHECKING:
    from pathlib import Path


def thumbnail(path: Path | str, size: int) -> Picture:
    """At most ``size`` pixels wide and high; smaller images are not enlarged. Raises MediaError."""
    return load_image(path, max_size=(size, size))
