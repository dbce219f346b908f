"""The frames of one animation or the pages of one file: stepped by hand or played at their own pace."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal

from labeler.gui.jobs import Job, Jobs, Report
from labeler.gui.loading import SHARPEST_PIXELS, Loaded, as_loaded
from labeler.media.errors import MediaError
from labeler.media.frames import FrameReader

BUDGET = 128 * 2**20
_BATCH = 8
_BATCH_BYTES = BUDGET // 8
_LOOK_BACK = 6


@dataclass(frozen=True)
class Shown:
    """One frame; ``seconds`` it stays."""

    loaded: Loaded
    seconds: float


class Animation(QObject):
    """``frame_shown`` comes when ``loaded`` is another frame, ``state_changed`` when it plays, stops or fails.

    Frames are decoded in jobs, a few ahead, and kept within a budget of memory.
    """

    frame_shown = Signal()
    state_changed = Signal()

    def __init__(self, path: Path, count: int, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.count = count
        self.index = 0
        self.playing = False
        self.failure = ""
        self.area = QSize()
        self._target = 0
        self._jobs = jobs
        self._source = _Source(path)
        self._frames: dict[int, Shown] = {}
        self._job: Job | None = None
        self._due = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_due)

    @property
    def loaded(self) -> Loaded | None:
        """The frame of the moment; None until it has been decoded."""
        shown = self._frames.get(self.index)
        return shown.loaded if shown is not None else None

    def held(self) -> int:
        """Bytes of the frames that are kept."""
        return sum(shown.loaded.bytes for shown in self._frames.values())

    def toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """From the frame of the moment, around and around."""
        if not self.playing:
            self.playing = True
            self._due = time.perf_counter()
            self.state_changed.emit()
            self._go(self.index)

    def pause(self) -> None:
        if self.playing:
            self.playing = False
            self._timer.stop()
            self.state_changed.emit()

    def step(self, by: int) -> None:
        """Stops playing; after the last comes the first."""
        self.pause()
        self.failure = ""
        self._go((self._target + by) % self.count)

    def close(self) -> None:
        self.pause()
        if self._job is not None:
            self._job.cancel()
        self._job = None
        self._source.close()

    def _go(self, index: int) -> None:
        self._target = index
        if index in self._frames:
            self._show()
        self._read_on()

    def _show(self) -> None:
        self.index = self._target
        self._trim()
        self.frame_shown.emit()
        if self.playing:
            now = time.perf_counter()
            self._due = max(self._due + self._frames[self.index].seconds, now)  # late frames are not made up for
            self._timer.start(round(1000 * (self._due - now)))

    def _on_due(self) -> None:
        self._go((self._target + 1) % self.count)

    # Decoding

    def _read_on(self) -> None:
        """What is wanted is decoded, or a few frames after it that are not there yet."""
        if self._job is not None or self.failure:
            return
        missing = self._target
        if missing in self._frames:
            if not self.playing:
                return
            missing = self._next_missing()
        if missing not in self._frames:
            self._start(missing)

    def _start(self, wanted: int) -> None:
        start = max(wanted - _LOOK_BACK, 0) if wanted < self.index and not self.playing else wanted
        area, under_way = QSize(self.area), True

        def done(frames: dict[int, Shown]) -> None:
            nonlocal under_way
            under_way, self._job = False, None
            self._on_read(frames)

        def failed(error: Exception) -> None:
            nonlocal under_way
            under_way, self._job = False, None
            self._on_failed(error)

        job = self._jobs.run(
            lambda report: self._source.read(start, wanted, self.count, area, report), done=done, failed=failed
        )
        if under_way:
            self._job = job

    def _on_read(self, frames: dict[int, Shown]) -> None:
        awaited = self._target not in self._frames
        self._frames |= frames
        if awaited and self._target in self._frames:
            self._show()
        self._trim()
        self._read_on()

    def _on_failed(self, error: Exception) -> None:
        self.failure = f"frame {self._target + 1:,} can't be shown: {error}"
        self._target = self.index
        self.playing = False
        self._timer.stop()
        self.state_changed.emit()

    def _next_missing(self) -> int:
        """The first frame ahead that isn't there; the one of the moment where enough is."""
        held = 0
        for by in range(1, min(_BATCH, self.count)):
            index = (self._target + by) % self.count
            if index not in self._frames:
                return index
            held += self._frames[index].loaded.bytes
            if held > BUDGET // 2:
                break
        return self._target

    def _trim(self) -> None:
        """The farthest from the frame of the moment goes first; what comes next counts as nearer."""
        held = self.held()
        farthest = sorted(self._frames, key=self._distance, reverse=True)
        for index in farthest[:-1]:
            if held <= BUDGET:
                return
            held -= self._frames.pop(index).loaded.bytes

    def _distance(self, index: int) -> int:
        ahead = (index - self.index) % self.count
        return min(ahead, 2 * (self.count - ahead))


class _Source:
    """The open file, which one worker at a time reads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader: FrameReader | None = None
        self._closed = False
        self._lock = threading.Lock()

    def read(self, start: int, wanted: int, count: int, area: QSize, report: Report) -> dict[int, Shown]:
        """From ``start`` to ``wanted``, and on while there is time and memory."""
        with self._lock:
            try:
                return self._read(start, wanted, count, area, report)
            finally:
                if self._closed:
                    self._shut()

    def close(self) -> None:
        """At once, or by the worker that is at it."""
        self._closed = True
        if self._lock.acquire(blocking=False):
            try:
                self._shut()
            finally:
                self._lock.release()

    def _read(self, start: int, wanted: int, count: int, area: QSize, report: Report) -> dict[int, Shown]:
        report("", 0.0)  # raises if nobody wants it any more
        reader = self._reader = self._reader or FrameReader(self._path, pixels=SHARPEST_PIXELS)
        frames: dict[int, Shown] = {}
        held = 0
        for index in range(start, min(wanted + _BATCH, count)):
            if index > wanted and held > _BATCH_BYTES:
                break
            try:
                frame = reader.read(index)
            except MediaError:
                if index > wanted:
                    break
                raise
            frames[index] = Shown(as_loaded(frame.picture, area), frame.seconds)
            held += frames[index].loaded.bytes
            report("", 0.0)
        return frames

    def _shut(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = None
