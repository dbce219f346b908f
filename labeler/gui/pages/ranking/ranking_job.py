"""The figures that take longer than a glance, computed in a worker with a connection of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from labeler.core.comparison import SplitRanking
from labeler.gui.jobs import Job, Jobs, Report
from labeler.session.session import Session

_REST_MS = 400
"""How long the decisions must rest before anything is computed anew."""

_AT_ONCE = 2_000_000
"""Predictions that are compared in a moment, by a metric whose tests need no random flips."""


def is_quick(session: Session, metric: str) -> bool:
    """Whether everything but the bootstrap is there at a glance; otherwise the page must wait for all of it."""
    size = len(session.predictions) * len(session.examples)
    return session.examples.metric(metric).zero_one and size <= _AT_ONCE


class RankingJob(QObject):
    """The last one asked for, and no other, ends: ``done`` carries its SplitRanking, ``failed`` the exception."""

    started = Signal()
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._running = False
        self._asked: tuple[Path, str, str] | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._start)

    def ask(self, path: Path, *, metric: str, split: str) -> None:
        self.stop()
        self._asked = path, metric, split
        self._rest.start()

    def stop(self) -> None:
        self._rest.stop()
        self._running = False
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def busy(self) -> bool:
        return self._running or self._rest.isActive()

    def _start(self) -> None:
        assert self._asked is not None
        path, metric, split = self._asked
        self._running = True
        self.started.emit()
        self._job = self._jobs.run(
            lambda report: _ranked(path, metric, split, report), done=self._on_done, failed=self._on_failed
        )

    def _on_done(self, ranking: SplitRanking) -> None:
        self._running = False
        self.done.emit(ranking)

    def _on_failed(self, error: Exception) -> None:
        self._running = False
        self.failed.emit(error)


def _ranked(path: Path, metric: str, split: str, report: Report) -> SplitRanking:
    with Session(path, read_only=True) as session:
        result = session.rank(metric=metric, split=[split], progress=lambda share: report("", share))
        return result.splits[split]
