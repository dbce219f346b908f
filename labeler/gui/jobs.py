"""Work that takes longer than a glance, off the GUI thread, with progress and cancel; and its inline twin for tests."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import IntEnum
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, Signal, Slot

Report = Callable[[str, float], None]
Work = Callable[[Report], Any]

_NICE = 5


class Cancelled(Exception):  # noqa: N818 - it is no error
    """Raised inside the work at its next report once nobody wants the result any more."""


class Urgency(IntEnum):
    """The more urgent goes first, then the older. Work that nobody waits for leaves one thread to work that is."""

    NOW = 0
    SOON = 1
    IDLE = 2


class Job(Protocol):
    """A piece of work under way."""

    def cancel(self) -> None:
        """Nothing more is heard of it; it never starts if it hasn't yet."""

    def hurry(self) -> None:
        """Somebody waits for it now."""


class Jobs(Protocol):
    """Runs work and calls back in the GUI thread: exactly one of ``done`` and ``failed``, none after a cancel."""

    def run(
        self,
        work: Work,
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Report | None = None,
        urgency: Urgency = Urgency.NOW,
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
        urgency: Urgency = Urgency.NOW,
    ) -> Job:
        del urgency
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
    """Runs the most urgent work first, each piece in a thread of a pool of its own; all give way to the GUI thread."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None, *, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._pool.setThreadPriority(QThread.Priority.LowPriority)
        self._line = _Line(max(threads - 1, 1))
        self._running: set[_Running] = set()
        self._posted.connect(self._call)

    def run(
        self,
        work: Work,
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Report | None = None,
        urgency: Urgency = Urgency.NOW,
    ) -> Job:
        running = _Running(
            work,
            done,
            failed,
            progress,
            post=self._post,
            forget=self._running.discard,
            hurry=self._hurry,
        )
        self._running.add(running)
        self._enter(running, urgency)
        return running

    def wait(self) -> None:
        for running in list(self._running):
            running.cancel()
        self._pool.waitForDone()

    def _post(self, said: Callable[[], None]) -> None:
        """Called in the worker."""
        with suppress(RuntimeError):  # the window is gone, and nobody listens
            self._posted.emit(said)

    @Slot(object)
    def _call(self, said: Callable[[], None]) -> None:
        """In the GUI thread, whoever posted it."""
        said()

    def _hurry(self, running: _Running) -> None:
        self._enter(running, Urgency.NOW)

    def _enter(self, running: _Running, urgency: Urgency) -> None:
        self._line.enter(running, urgency)
        self._pool.start(_Turn(self._line))


class _Finished:
    def cancel(self) -> None:
        return

    def hurry(self) -> None:
        return


class _Running:
    """No QObject: the worker may be the last that knows it, and would destroy it in the wrong thread."""

    def __init__(
        self,
        work: Work,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Report | None,
        *,
        post: Callable[[Callable[[], None]], None],
        forget: Callable[[_Running], None],
        hurry: Callable[[_Running], None],
    ) -> None:
        self._work = work
        self._done, self._failed, self._progress = done, failed, progress
        self._post, self._forget, self._hurry = post, forget, hurry
        self._cancelled = threading.Event()
        self.started = False

    def cancel(self) -> None:
        self._cancelled.set()

    def hurry(self) -> None:
        if not self.started and not self._cancelled.is_set():
            self._hurry(self)

    def perform(self) -> None:
        """Called in the worker, once."""
        try:
            result = None if self._cancelled.is_set() else self._work(self.report)
        except Exception as error:  # told in the GUI thread
            self._post(partial(self._on_broke, error))
        else:
            self._post(partial(self._on_finished, result))

    def report(self, message: str, fraction: float) -> None:
        """Called in the worker."""
        if self._cancelled.is_set():
            raise Cancelled
        self._post(partial(self._on_reported, message, fraction))

    def _on_finished(self, result: object) -> None:
        done, _ = self._end()
        if not self._cancelled.is_set():
            done(result)

    def _on_broke(self, error: Exception) -> None:
        _, failed = self._end()
        if not self._cancelled.is_set():
            failed(error)

    def _end(self) -> tuple[Callable[[Any], None], Callable[[Exception], None]]:
        """Lets go of all it holds while it is in the GUI thread, where widgets may be destroyed."""
        self._forget(self)
        ending = self._done, self._failed
        self._work, self._done, self._failed, self._progress = _unheard, _unheard, _unheard, None
        return ending

    def _on_reported(self, message: str, fraction: float) -> None:
        if self._progress is not None and not self._cancelled.is_set():
            self._progress(message, fraction)


def _unheard(_said: object) -> None:
    return


class _Line:
    """Work that waits for a thread; at most ``lesser`` pieces that nobody waits for run at once."""

    def __init__(self, lesser: int) -> None:
        self._free = lesser
        self._waiting: list[tuple[Urgency, int, _Running]] = []
        self._number = count()
        self._lock = threading.Lock()

    def enter(self, running: _Running, urgency: Urgency) -> None:
        """Again if it is more urgent than it was: it starts once all the same."""
        with self._lock:
            heappush(self._waiting, (urgency, next(self._number), running))

    def take(self) -> tuple[Urgency, _Running] | None:
        """None where nothing may start: whoever holds a place of the lesser ones looks again after giving it back."""
        with self._lock:
            while self._waiting and (self._free or self._waiting[0][0] is Urgency.NOW):
                urgency, _, running = heappop(self._waiting)
                if running.started:
                    continue
                running.started = True
                self._free -= urgency is not Urgency.NOW
                return urgency, running
        return None

    def give_back(self, urgency: Urgency) -> None:
        with self._lock:
            self._free += urgency is not Urgency.NOW


class _Turn(QRunnable):
    """Does what waits until nothing may start any more."""

    def __init__(self, line: _Line) -> None:
        super().__init__()
        self._line = line

    def run(self) -> None:
        _give_way()
        while (taken := self._line.take()) is not None:
            urgency, running = taken
            running.perform()
            self._line.give_back(urgency)
            del taken, running  # it belongs to the GUI thread, which may be done with it


def _give_way() -> None:
    """By this thread to others of the program: Linux doesn't know the priorities that Qt gives to threads."""
    if sys.platform == "linux":
        with suppress(OSError):
            first = os.getpriority(os.PRIO_PROCESS, os.getpid())  # the thread whose number is the process's
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), first + _NICE)
