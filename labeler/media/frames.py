"""The frames of an animation or the pages of a file, one after the other."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from labeler.media.images import Picture, decoded, frame_count, within_pixels
from labeler.media.opening import opened, readable

USUAL_SECONDS = 0.1
"""Where a file says nothing, or less than a screen can follow: as browsers show it."""

_SHORTEST_MS = 10


@dataclass(frozen=True, slots=True)
class Frame:
    """``seconds``: how long it stays when the frames are played."""

    picture: Picture
    seconds: float


class FrameReader:
    """Keeps the file open, for most formats decode a frame from the one before; going back starts at the first again.

    For one thread at a time. Frames of more than ``pixels`` are reduced. Raises MediaError throughout.
    """

    def __init__(self, path: Path | str, *, pixels: int) -> None:
        self._path = Path(path)
        self._pixels = pixels
        self._kept_open = ExitStack()
        self._lost = False
        with readable(self._path), ExitStack() as stack:
            self._image = stack.enter_context(opened(self._path))
            self.count = frame_count(self._image)
            self._kept_open = stack.pop_all()

    def read(self, index: int) -> Frame:
        with readable(self._path):
            if self._lost or index < self._image.tell():  # Pillow's own way back loses count in an APNG
                self.close()
                self._image = self._kept_open.enter_context(opened(self._path))
            self._lost = True
            frame = self._read(index)
            self._lost = False
            return frame

    def close(self) -> None:
        self._kept_open.close()

    def _read(self, index: int) -> Frame:
        self._image.seek(index)
        whole = self._image.size
        reduced = within_pixels(whole, self._pixels)
        longest = max(reduced)
        picture = decoded(self._path, self._image, max_size=None if reduced == whole else (longest, longest))
        return Frame(picture, self._seconds())

    def _seconds(self) -> float:
        milliseconds = self._image.info.get("duration")
        if not isinstance(milliseconds, int | float) or not milliseconds > _SHORTEST_MS:
            return USUAL_SECONDS
        return milliseconds / 1000
