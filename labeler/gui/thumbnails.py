"""Small pictures of any examples for grids, sheets and lists: asked for while painting, there a moment later."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Container
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from labeler.gui.jobs import Job, Jobs, Report, Urgency
from labeler.gui.project import Project
from labeler.gui.small_pictures import small_picture
from labeler.gui.theme import paint_icon
from labeler.session.installation import home
from labeler.session.results import Changes

BUDGET = 96 * 2**20
WAITING = 512
"""More than any window shows at once; of what was asked for beyond them, the oldest is given up."""

_AT_ONCE = 8
_AFTER_PAINT_MS = 10
_MARK = QColor("#8A93A6")  # legible on the light surface and on the dark one: marks outlive a change of theme


class Thumbnails(QObject):
    """``ready`` names the ordinal whose picture came; ``forgotten``: look at all of them anew, the media have moved.

    Each page has its own; what they keep on disk is shared.
    """

    ready = Signal(int)
    forgotten = Signal()

    def __init__(self, project: Project, jobs: Jobs, parent: QObject | None = None, *, budget: int = BUDGET) -> None:
        super().__init__(parent)
        self._project, self._jobs, self._budget = project, jobs, budget
        self._cache = home() / "cache" / "thumbnails"
        self._made: OrderedDict[int, tuple[int, QImage]] = OrderedDict()
        self._bytes = 0
        self._waiting: OrderedDict[int, int] = OrderedDict()
        self._loading: dict[int, Job | None] = {}
        self._marks: dict[tuple[str, int], QImage] = {}
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_PAINT_MS)
        self._soon.timeout.connect(self._load_more)
        project.changed.connect(self._on_changed)

    def get(self, ordinal: int, side: int) -> QImage | None:
        """With ``side`` device pixels on its longer side; None, or one of another size, while it is on its way.

        A mark stands for what can't be shown.
        """
        size, image = self._made.get(ordinal, (0, None))
        if image is not None:
            self._made.move_to_end(ordinal)
        if size != side and ordinal not in self._loading:
            self._waiting[ordinal] = side
            self._waiting.move_to_end(ordinal)
            self._await_paint()
        return image

    def only(self, wanted: Container[int]) -> None:
        """Give up what was asked for and is none of these: it has scrolled away."""
        for ordinal in [other for other in self._waiting if other not in wanted]:
            del self._waiting[ordinal]
        for ordinal, job in list(self._loading.items()):
            if job is not None and ordinal not in wanted:
                job.cancel()
                del self._loading[ordinal]

    def busy(self) -> bool:
        """Whether anything asked for is still on its way."""
        return bool(self._waiting or self._loading)

    def close(self) -> None:
        """Give up all that is under way; nothing more is heard."""
        self._soon.stop()
        self.only(())

    # Loading

    def _await_paint(self) -> None:
        """Begun a moment later, so that nothing competes with the painting."""
        while len(self._waiting) > WAITING:
            self._waiting.popitem(last=False)
        if not self._soon.isActive():
            self._soon.start()

    def _load_more(self) -> None:
        """In the order they were asked for: that of the page."""
        while self._waiting and len(self._loading) < _AT_ONCE:
            self._load(*self._waiting.popitem(last=False))

    def _load(self, ordinal: int, side: int) -> None:
        path = self._project.session.media.path(ordinal)
        if path is None:
            self._keep(ordinal, side, self._mark("file", side))
            return
        self._loading[ordinal] = None
        done, cache = partial(self._on_loaded, ordinal, side), self._cache
        job = self._jobs.run(
            lambda report: _made(path, side, cache, report),
            done=done,
            failed=lambda _error: done(None),
            urgency=Urgency.SOON,
        )
        if ordinal in self._loading:  # else it was done inline
            self._loading[ordinal] = job

    def _on_loaded(self, ordinal: int, side: int, image: QImage | None) -> None:
        self._loading.pop(ordinal, None)
        self._keep(ordinal, side, image if image is not None else self._mark("image-broken", side))
        if self._waiting:
            self._await_paint()  # not from here: work done inline would come back ever deeper

    def _keep(self, ordinal: int, side: int, image: QImage) -> None:
        self._forget(ordinal)
        self._made[ordinal] = side, image
        self._bytes += self._own_bytes(image)
        while self._bytes > self._budget and len(self._made) > 1:
            self._forget(next(iter(self._made)))
        self.ready.emit(ordinal)

    def _forget(self, ordinal: int) -> None:
        _, image = self._made.pop(ordinal, (0, None))
        self._bytes -= self._own_bytes(image) if image is not None else 0

    def _own_bytes(self, image: QImage) -> int:
        """None of a mark, which is kept in any case."""
        return 0 if any(image is mark for mark in self._marks.values()) else image.sizeInBytes()

    def _mark(self, icon: str, side: int) -> QImage:
        """Shared by all that have none."""
        if (icon, side) not in self._marks:
            self._marks[icon, side] = _painted(icon, side)
        return self._marks[icon, side]

    def _on_changed(self, changes: Changes) -> None:
        if "media" in changes.kinds:
            self.only(())
            self._made.clear()
            self._bytes = 0
            self.forgotten.emit()


def _made(path: Path, side: int, cache: Path, report: Report) -> QImage | None:
    report("", 0.0)  # raises if nobody wants it any more
    return small_picture(path, side, cache)


def _painted(icon: str, side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        third = side / 3
        paint_icon(painter, QRectF(0, 0, side, side).adjusted(third, third, -third, -third), icon, _MARK)
    return image
