"""Decoded pictures of the queue's neighbourhood, read ahead in workers within a budget of memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage

from labeler.gui.jobs import Job, Jobs, Report, Urgency
from labeler.gui.loading import Loaded, load, load_sharper, load_thumbnail, refitted
from labeler.gui.widgets.qimage import fit_size

BUDGET = 384 * 2**20
THUMBNAILS = 2000
THUMBNAILS_AWAITED = 96
_AFTER_PAINT_MS = 20


@dataclass(frozen=True, slots=True)
class _Thumbnail:
    """``size`` is what was asked for; no image where there can't be one."""

    size: int
    image: QImage | None


class Pictures(QObject):
    """``ready`` names the ordinal that has been decoded, sharpened or fitted anew, ``thumbnail_ready`` likewise.

    ``area``, in device pixels, is what pictures are fitted to.
    """

    ready = Signal(int)
    thumbnail_ready = Signal(int)

    def __init__(
        self,
        path_of: Callable[[int], Path | None],
        jobs: Jobs,
        parent: QObject | None = None,
        *,
        budget: int = BUDGET,
    ) -> None:
        super().__init__(parent)
        self._path_of = path_of
        self._jobs = jobs
        self._budget = budget
        self._wanted: tuple[int, ...] = ()
        self._loaded: OrderedDict[int, Loaded] = OrderedDict()
        self._loading: dict[int, Job] = {}
        self._coarse: tuple[int, Loaded] | None = None
        self._thumbnails: OrderedDict[int, _Thumbnail] = OrderedDict()
        self._thumbnails_loading: OrderedDict[int, Job | None] = OrderedDict()
        self.area = QSize(0, 0)

    def get(self, ordinal: int) -> Loaded | None:
        """What is decoded already; None where it isn't yet."""
        if ordinal in self._loaded:
            self._loaded.move_to_end(ordinal)
        return self._loaded.get(ordinal)

    def want(self, ordinals: Sequence[int], *, ahead: bool = True) -> None:
        """Decode these, the most urgent first; what else was under way is given up.

        Without ``ahead`` only the first is begun: the others would contend with the paint of it.
        """
        self._wanted = tuple(ordinals)
        for ordinal in [other for other in self._loading if other not in ordinals]:
            self._loading.pop(ordinal).cancel()
        self._forget_sharp(but=self._wanted[:1])
        if ordinals and ordinals[0] in self._loading:
            self._loading[ordinals[0]].hurry()
        for place, ordinal in enumerate(ordinals if ahead else ordinals[:1]):
            self._want(ordinal, Urgency.SOON if place else Urgency.NOW)

    def sharpen(self, ordinal: int) -> None:
        """Decode all the pixels of a picture of very many; they are kept while it is the first of those wanted."""
        loaded, path = self._loaded.get(ordinal), self._path_of(ordinal)
        if loaded is None or path is None or loaded.sharpest or ordinal in self._loading:
            return  # what is under way is shown first, and asks again
        self._forget_sharp(but=(ordinal,))
        self._coarse = (ordinal, loaded)
        self._start(ordinal, lambda _report: load_sharper(path, loaded), Urgency.NOW)

    def is_sharpening(self, ordinal: int) -> bool:
        return ordinal in self._loading and self._coarse is not None and self._coarse[0] == ordinal

    def thumbnail(self, ordinal: int, size: int) -> QImage | None:
        """The small picture, if it is there; else, or while it is smaller than asked for, one is on its way."""
        made = self._thumbnails.get(ordinal)
        if (made is None or made.size < size) and ordinal not in self._thumbnails_loading:
            self._start_thumbnail(ordinal, size)
        return made.image if made is not None else None

    def close(self) -> None:
        """Give up all that is under way; nothing more is heard."""
        for job in (*self._loading.values(), *self._thumbnails_loading.values()):
            if job is not None:
                job.cancel()
        self._thumbnails_loading.clear()

    # Decoding

    def _want(self, ordinal: int, urgency: Urgency) -> None:
        if ordinal in self._loading:
            return
        loaded, area = self._loaded.get(ordinal), QSize(self.area)
        if loaded is None or self._is_too_coarse(loaded):
            path = self._path_of(ordinal)
            self._start(ordinal, lambda _report: load(path, area), urgency)
        elif not self._fits(loaded):
            self._start(ordinal, lambda _report: refitted(loaded, area), urgency)

    def _is_too_coarse(self, loaded: Loaded) -> bool:
        """Whether it was decoded for a smaller canvas."""
        if loaded.image is None or loaded.sharpest or self.area.isEmpty():
            return False
        return fit_size(QSize(*loaded.size), self.area).width() > loaded.image.width()

    def _fits(self, loaded: Loaded) -> bool:
        if loaded.image is None or self.area.isEmpty():
            return True
        size = fit_size(QSize(*loaded.size), self.area)
        larger = size.width() >= loaded.image.width() and size.height() >= loaded.image.height()
        return larger or (loaded.reduced is not None and loaded.reduced.size() == size)

    def _start(self, ordinal: int, work: Callable[[Report], Loaded], urgency: Urgency) -> None:
        under_way = True

        def done(loaded: Loaded) -> None:
            nonlocal under_way
            under_way = False
            self._loading.pop(ordinal, None)
            self._loaded[ordinal] = loaded
            self._keep_within_budget()
            self.ready.emit(ordinal)

        def failed(error: Exception) -> None:
            done(Loaded(None, message=str(error)))

        def awaited(report: Report) -> Loaded:
            report("", 0.0)  # raises if nobody wants it any more
            return work(report)

        job = self._jobs.run(awaited, done=done, failed=failed, urgency=urgency)
        if under_way:
            self._loading[ordinal] = job

    def _forget_sharp(self, *, but: Sequence[int]) -> None:
        """Only of the picture in view are very many pixels kept."""
        if self._coarse is None or self._coarse[0] in but:
            return
        ordinal, loaded = self._coarse
        self._coarse = None
        if ordinal in self._loaded:
            self._loaded[ordinal] = loaded

    def _keep_within_budget(self) -> None:
        """What isn't wanted goes first, then what is wanted last; the one in view stays."""
        total = sum(loaded.bytes for loaded in self._loaded.values())
        unwanted = [ordinal for ordinal in self._loaded if ordinal not in self._wanted]
        for ordinal in [*unwanted, *self._wanted[:0:-1]]:
            if total <= self._budget:
                return
            if ordinal in self._loading:
                self._loading.pop(ordinal).cancel()
            if ordinal in self._loaded:
                total -= self._loaded.pop(ordinal).bytes

    # Thumbnails

    def _start_thumbnail(self, ordinal: int, size: int) -> None:
        """Asked for while the strip is painted: begun a moment later, so that nothing competes with the painting."""
        self._thumbnails_loading[ordinal] = None
        QTimer.singleShot(_AFTER_PAINT_MS, self, partial(self._load_thumbnail, ordinal, size))
        while len(self._thumbnails_loading) > THUMBNAILS_AWAITED:  # long out of sight again
            _, oldest = self._thumbnails_loading.popitem(last=False)
            if oldest is not None:
                oldest.cancel()

    def _load_thumbnail(self, ordinal: int, size: int) -> None:
        if ordinal not in self._thumbnails_loading:
            return
        path = self._path_of(ordinal)
        done = partial(self._on_thumbnail, ordinal, size)
        job = self._jobs.run(
            lambda _report: load_thumbnail(path, size),
            done=done,
            failed=lambda _error: done(None),
            urgency=Urgency.IDLE,
        )
        if ordinal in self._thumbnails_loading:
            self._thumbnails_loading[ordinal] = job

    def _on_thumbnail(self, ordinal: int, size: int, image: QImage | None) -> None:
        self._thumbnails_loading.pop(ordinal, None)
        self._thumbnails[ordinal] = _Thumbnail(size, image)
        while len(self._thumbnails) > THUMBNAILS:
            self._thumbnails.popitem(last=False)
        self.thumbnail_ready.emit(ordinal)
