"""What workers make of a picture, ready to paint or with the message why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from labeler.gui.widgets.qimage import fitted, to_qimage
from labeler.media.errors import MediaError
from labeler.media.images import Picture, load_within
from labeler.media.kinds import is_audio
from labeler.media.thumbnails import thumbnail

WHOLE_PIXELS = 24_000_000
"""Pictures of more are decoded for the canvas first, and further when somebody looks closer."""

SHARPEST_PIXELS = 80_000_000
"""What is decoded of one picture at most: 320 MB."""

_UNKNOWN_AREA = (2048, 2048)


@dataclass(frozen=True)
class Loaded:
    """``image`` may be a reduction of a picture of ``size``; ``sharpest`` where no better one is to be had.

    ``reduced`` is it fitted to the canvas; ``missing`` where the file isn't there.
    """

    image: QImage | None
    reduced: QImage | None = None
    message: str = ""
    note: str = ""
    size: tuple[int, int] = (0, 0)
    frames: int = 1
    sharpest: bool = True
    missing: bool = False

    @property
    def bytes(self) -> int:
        images = {image.cacheKey(): image.sizeInBytes() for image in (self.image, self.reduced) if image is not None}
        return sum(images.values())


def load(path: Path | None, area: QSize) -> Loaded:
    """The picture in all its pixels, or where it has very many, reduced to the canvas."""
    if path is None:
        return Loaded(None, message="This example has no file")
    try:
        wanted = (area.width(), area.height()) if not area.isEmpty() else _UNKNOWN_AREA
        picture = load_within(path, area=wanted, pixels=WHOLE_PIXELS)
    except MediaError as error:
        return Loaded(None, message=_breakable(error.message), missing=not path.exists())
    loaded = as_loaded(picture, area)
    return replace(loaded, sharpest=_is_whole(picture))


def load_sharper(path: Path, loaded: Loaded) -> Loaded:
    """``loaded`` with all its pixels, or as many as memory allows."""
    try:
        picture = load_within(path, area=None, pixels=SHARPEST_PIXELS)
    except MediaError as error:
        return replace(loaded, sharpest=True, note=_joined(loaded.note, f"no sharper: {error.message}"))
    image = to_qimage(picture)
    note = "" if _is_whole(picture) else f"shown at {image.width():,}×{image.height():,}"
    return replace(loaded, image=image, sharpest=True, note=_joined(loaded.note, note))


def as_loaded(picture: Picture, area: QSize) -> Loaded:
    image, size = to_qimage(picture), (picture.width, picture.height)
    reduced = None if area.isEmpty() else fitted(image, area, whole=QSize(*size))
    return Loaded(image, reduced, note=picture.note or "", size=size, frames=picture.frames)


def refitted(loaded: Loaded, area: QSize) -> Loaded:
    """Reduced to another canvas."""
    if loaded.image is None or area.isEmpty():
        return loaded
    return replace(loaded, reduced=fitted(loaded.image, area, whole=QSize(*loaded.size)))


def load_thumbnail(path: Path | None, size: int) -> QImage | None:
    if path is None:
        return None
    if is_audio(path):
        drawn: QImage | None = import_module("labeler.gui.recordings").sound_thumbnail(path, size)
        return drawn
    try:
        return to_qimage(thumbnail(path, size))
    except MediaError:
        return None


def _is_whole(picture: Picture) -> bool:
    return picture.pixels.shape[:2] == (picture.height, picture.width)


def _joined(*notes: str) -> str:
    return "; ".join(note for note in notes if note)


def _breakable(text: str) -> str:
    """With places where a line may end within a path, which do not show."""
    return text.replace("/", "/\u200b").replace("\\", "\\\u200b")
