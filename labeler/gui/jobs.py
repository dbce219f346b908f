"""Work that takes longer than a glance, off the GUI thread, with progress and cancel; and its inline twin for tests."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

Report = Callable[[str, float], None]
Work = Callable[[Report], Any]


class Cancelled(Exception):  # noqa: N818 - it is no error
    """Raised inside the work at its next report once nobody wants the result any more."""


class Job(Protocol):
    """A piece of work under way."""

    def cancel(self) -> None: ...


class Jobs(Protocol):
    """Runs work and calls back in the GUI thread: exactly one of ``done`` and ``failed``, none after a cancel."""

    def run(
        self,
        work: Work,
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Report | None = None,
    ) -> Job: ...

    def wait(self) -> None:
        """Cancel everything and come back when nothing runs any more."""


class InlineJobs:
    """Runs the work at once, in the caller's thread."""

    def run(
        self,
        work: Work,
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Report | None = None,
    ) -> Job:
        try:
            result = work(progress or (lambda _message, _fraction: None))
        except Exception as error:  # whatever happened is told, not lost
            failed(error)
        else:
            done(result)
        return _Finished()

    def wait(self) -> None:
        return


class ThreadJobs(QObject):
    """Runs each piece of work in a thread of a pool of its own."""

    def __init__(self, parent: QObject | None = None, *, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._running: set[_Running] = set()

    def run(
        self,
        work: Work,
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Report | None = None,
    ) -> Job:
        running = _Running(done, failed, progress, self._running.discard)
        self._running.add(running)
        self._pool.start(_Task(work, running))
        return running

    def wait(self) -> None:
        for running in list(self._running):
            running.cancel()
        self._pool.waitForDone()


class _Finished:
    def cancel(self) -> None:
        return


class _Running(QObject):
    """Lives in the GUI thread; its signals carry what the worker says across."""

    finished = Signal(object)
    broke = Signal(object)
    reported = Signal(str, float)

    def __init__(
        self,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Report | None,
        forget: Callable[[_Running], None],
    ) -> None:
        super().__init__()
        self._done, self._failed, self._progress, self._forget = done, failed, progress, forget
        self._cancelled = threading.Event()
        self.finished.connect(self._on_finished)
        self.broke.connect(self._on_broke)
        self.reported.connect(self._on_reported)

    def cancel(self) -> None:
        self._cancelled.set()

    def report(self, message: str, fraction: float) -> None:
        """Called in the worker."""
        if self._cancelled.is_set():
            raise Cancelled
        self.reported.emit(message, fraction)

    @Slot(object)
    def _on_finished(self, result: object) -> None:
        self._forget(self)
        if not self._cancelled.is_set():
            self._done(result)

    @Slot(object)
    def _on_broke(self, error: object) -> None:
        self._forget(self)
        if not self._cancelled.is_set() and isinstance(error, Exception):
            self._failed(error)

    @Slot(str, float)
    def _on_reported(self, message: str, fraction: float) -> None:
        if self._progress is not None and not self._cancelled.is_set():
            self._progress(message, fraction)


class _Task(QRunnable):
    def __init__(self, work: Work, running: _Running) -> None:
        super().__init__()
        self._work, self._running = work, running

    def run(self) -> None:
        try:
            result = self._work(self._running.report)
        except Exception as error:  # told in the GUI thread
            self._running.broke.emit(error)
        else:
            self._running.finished.emit(result)
