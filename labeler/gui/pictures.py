"""Decoded images of the queue's neighbourhood, read ahead in workers within a budget of memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from labeler.gui.jobs import Job, Jobs, Report
from labeler.gui.widgets.qimage import fitted, to_qimage
from labeler.media.errors import MediaError
from labeler.media.images import load_image
from labeler.media.thumbnails import thumbnail

BUDGET = 384 * 2**20
THUMBNAILS = 2000
AUDIO = frozenset({".wav", ".flac", ".ogg", ".opus", ".mp3", ".m4a"})
_NO_AUDIO = "This version can't play audio yet; listen to it outside and decide here"


@dataclass(frozen=True)
class Loaded:
    """An image ready to paint, or the message why there is none. ``reduced`` is it fitted to the canvas."""

    image: QImage | None
    reduced: QImage | None = None
    message: str = ""
    note: str = ""
    size: tuple[int, int] = (0, 0)

    @property
    def bytes(self) -> int:
        return sum(image.sizeInBytes() for image in (self.image, self.reduced) if image is not None)


class Pictures(QObject):
    """``ready`` names the ordinal that has just been decoded, ``thumbnail_ready`` likewise."""

    ready = Signal(int)
    thumbnail_ready = Signal(int)

    def __init__(self, path_of: Callable[[int], Path | None], jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path_of = path_of
        self._jobs = jobs
        self._loaded: OrderedDict[int, Loaded] = OrderedDict()
        self._loading: dict[int, Job] = {}
        self._thumbnails: OrderedDict[int, QImage | None] = OrderedDict()
        self._thumbnails_loading: set[int] = set()
        self.area = QSize(0, 0)

    def get(self, ordinal: int) -> Loaded | None:
        """What is decoded already; None where it isn't yet."""
        if ordinal in self._loaded:
            self._loaded.move_to_end(ordinal)
        return self._loaded.get(ordinal)

    def want(self, ordinals: Sequence[int]) -> None:
        """Decode these, the most urgent first; what else was under way is given up."""
        for ordinal in [other for other in self._loading if other not in ordinals]:
            self._loading.pop(ordinal).cancel()
        for ordinal in ordinals:
            if ordinal not in self._loaded and ordinal not in self._loading:
                self._start(ordinal)

    def thumbnail(self, ordinal: int, size: int) -> QImage | None:
        """The small picture, if it is there; else it is on its way."""
        if ordinal not in self._thumbnails and ordinal not in self._thumbnails_loading:
            self._thumbnails_loading.add(ordinal)
            path = self._path_of(ordinal)

            def done(image: QImage | None) -> None:
                self._thumbnails_loading.discard(ordinal)
                self._thumbnails[ordinal] = image
                while len(self._thumbnails) > THUMBNAILS:
                    self._thumbnails.popitem(last=False)
                self.thumbnail_ready.emit(ordinal)

            self._jobs.run(lambda _report: _thumbnail(path, size), done=done, failed=lambda _error: done(None))
        return self._thumbnails.get(ordinal)

    def _start(self, ordinal: int) -> None:
        path, area = self._path_of(ordinal), QSize(self.area)

        def done(loaded: Loaded) -> None:
            self._loading.pop(ordinal, None)
            self._loaded[ordinal] = loaded
            self._keep_within_budget()
            self.ready.emit(ordinal)

        def failed(error: Exception) -> None:
            done(Loaded(None, message=f"This example can't be shown: {error}"))

        job = self._jobs.run(lambda report: _load(path, area, report), done=done, failed=failed)
        if ordinal not in self._loaded:
            self._loading[ordinal] = job

    def _keep_within_budget(self) -> None:
        total = sum(loaded.bytes for loaded in self._loaded.values())
        while total > BUDGET and len(self._loaded) > 1:
            _, dropped = self._loaded.popitem(last=False)
            total -= dropped.bytes


def _load(path: Path | None, area: QSize, report: Report) -> Loaded:
    report("", 0.0)  # raises if nobody wants it any more
    if path is None:
        return Loaded(None, message="This example has no file")
    if _is_audio(path) and path.is_file():
        return Loaded(None, message=f"{_NO_AUDIO}: {_breakable(path)}")
    try:
        picture = load_image(path)
    except MediaError as error:
        return Loaded(None, message=error.message)
    image = to_qimage(picture)
    reduced = fitted(image, area) if not area.isEmpty() else None
    return Loaded(image, reduced, note=picture.note or "", size=(picture.width, picture.height))


def _thumbnail(path: Path | None, size: int) -> QImage | None:
    if path is None or _is_audio(path):
        return None
    try:
        return to_qimage(thumbnail(path, size))
    except MediaError:
        return None


def _is_audio(path: Path) -> bool:
    return path.suffix.lower() in AUDIO


def _breakable(path: Path) -> str:
    """The path with places where a line may end, which do not show."""
    return str(path).replace("/", "/\u200b").replace("\\", "\\\u200b")
