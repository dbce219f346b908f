"""Figures that take longer than a glance, computed in a worker that reads the project by a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from labeler.gui.jobs import Job, Jobs, Report, Urgency
from labeler.session.session import Session

REST_MS = 400
"""How long the decisions must rest before anything is computed anew."""

Compute = Callable[[Session, Callable[[float], None]], Any]
"""From a session that only reads and a progress to tell, a part of 1; the progress raises once nobody waits."""


class FigureJob(QObject):
    """The last one asked for, and no other, ends: ``done`` carries what was computed, ``failed`` the exception."""

    started = Signal()
    progressed = Signal(float)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._running = False
        self._asked: tuple[Session, Compute, Urgency] | None = None
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._start)

    def ask(self, session: Session, compute: Compute, *, rest: int = REST_MS, urgency: Urgency = Urgency.NOW) -> None:
        """Compute by what is recorded when it begins, ``rest`` milliseconds from now."""
        self.stop()
        self._asked = session, compute, urgency
        self._rest.start(rest)

    def stop(self) -> None:
        self._rest.stop()
        self._asked = None
        self._running = False
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def busy(self) -> bool:
        return self._running or self._rest.isActive()

    def _start(self) -> None:
        assert self._asked is not None
        session, compute, urgency = self._asked
        self._asked = None
        self._running = True
        self.started.emit()

        review = session.review_snapshot()

        def work(report: Report) -> object:
            with Session(session.path, read_only=True, columns=session.columns, review=review) as twin:
                return compute(twin, lambda share: report("", share))

        self._job = self._jobs.run(
            work,
            done=self._on_done,
            failed=self._on_failed,
            progress=lambda _words, share: self.progressed.emit(share),
            urgency=urgency,
        )

    def _on_done(self, figures: object) -> None:
        self._running, self._job = False, None
        self.done.emit(figures)

    def _on_failed(self, error: Exception) -> None:
        self._running, self._job = False, None
        self.failed.emit(error)
