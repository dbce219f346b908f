"""Figures that are made by a worker and then kept current, decision by decision, where they are shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from labeler.gui.figure_job import FigureJob
from labeler.gui.jobs import Jobs, Urgency
from labeler.session.results import Changes
from labeler.session.session import Session

AT_ONCE = 12
"""Examples that are taken over in the GUI thread by what is quick; all else goes to the worker."""

AFRESH = 3_000
"""Examples beyond which it is sooner made anew."""


class Live(Protocol):
    """What follows decisions at a cost that depends on the examples touched alone.

    ``quick`` where a few of them take no time, even for who waits: the GUI thread.
    """

    @property
    def quick(self) -> bool: ...

    def adopt(self, session: Session) -> None: ...

    def update(self, changes: Changes) -> None: ...


L = TypeVar("L", bound=Live)
Make = Callable[[Session, Callable[[float], None]], L]


class _Signals(QObject):
    """``made`` anew and ``moved`` by decisions both mean: look at it again."""

    made = Signal()
    moved = Signal()
    progressed = Signal(float)
    failed = Signal(object)


class LiveFigures(Generic[L]):
    """One thing that lives: made in a worker by a reading twin, then handed over to the window's own session.

    Nothing is lost on the way: what is decided meanwhile is taken over afterwards. While a worker has it, ``live`` is
    None and what is shown stays. ``urgency`` is that of making it.
    """

    def __init__(self, jobs: Jobs, parent: QObject, *, urgency: Urgency = Urgency.NOW) -> None:
        self.live: L | None = None
        self._urgency = urgency
        self.told = _Signals(parent)
        self._job = FigureJob(jobs, parent)
        self._session: Session | None = None
        self._make: Make[L] | None = None
        self._anew = False
        self._backlog: dict[str, None] = {}
        self._missed: dict[str, None] = {}
        self._job.started.connect(self._missed.clear)
        self._job.progressed.connect(self.told.progressed)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)

    def begin(self, session: Session, make: Make[L], *, rest: int = 0, keep: bool = False) -> None:
        """Make it in a worker; with ``keep`` the present one is followed until then."""
        self._session, self._make, self._anew = session, make, True
        if not keep:
            self.live = None
            self._backlog.clear()
        self._job.ask(session, make, rest=rest, urgency=self._urgency)

    def stop(self) -> None:
        """Nothing is known any more, nor is anything read."""
        self._job.stop()
        self._session = self._make = self.live = None
        self._backlog.clear()
        self._missed.clear()

    def busy(self) -> bool:
        return self._job.busy()

    def making(self) -> bool:
        """Whether it is made in a worker, or about to be."""
        return self._anew and self._job.busy()

    def tell(self, changes: Changes) -> None:
        """What was decided; ``catch_up`` takes it over."""
        told = dict.fromkeys(changes.examples)
        self._backlog.update(told)
        self._missed.update(told)

    def catch_up(self) -> None:
        """Take over what was told since: at once, in a worker where it is much, or by making it anew."""
        if not self._backlog or self.live is None or self._session is None or self._make is None:
            return
        if self.live.quick and len(self._backlog) <= AT_ONCE:
            self.live.update(self._taken())
            self.told.moved.emit()
        elif len(self._backlog) > AFRESH:
            self.begin(self._session, self._make)
        elif not self._job.busy():
            self._lend(self.live, self._session)

    def _taken(self) -> Changes:
        changes = Changes(tuple(self._backlog))
        self._backlog.clear()
        return changes

    def _lend(self, live: L, session: Session) -> None:
        changes, self.live, self._anew = self._taken(), None, False

        def work(twin: Session, _progress: Callable[[float], None]) -> L:
            live.adopt(twin)
            live.update(changes)
            return live

        self._job.ask(session, work, rest=0)

    def _on_done(self, live: Any) -> None:
        assert self._session is not None
        live.adopt(self._session)
        self.live = live
        if self._anew:
            self._backlog = self._missed.copy()
        if self._backlog and live.quick and len(self._backlog) <= AT_ONCE:
            live.update(self._taken())
        (self.told.made if self._anew else self.told.moved).emit()
        self.catch_up()

    def _on_failed(self, error: object) -> None:
        """What a worker had half updated is lost: it is made anew."""
        if self._anew or self._session is None or self._make is None:
            self.told.failed.emit(error)
        else:
            self.begin(self._session, self._make)
