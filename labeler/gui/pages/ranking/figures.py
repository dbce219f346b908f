"""All that the page shows, computed and kept current; what was last known stays until there is better."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from labeler.core.comparison import SplitRanking
from labeler.gui.figure_job import REST_MS, FigureJob
from labeler.gui.jobs import Jobs, Urgency
from labeler.gui.pages.ranking import computing
from labeler.gui.pages.ranking.computing import AuditSource, Beside, RankingSource
from labeler.gui.pages.ranking.live_figures import LiveFigures
from labeler.gui.pages.ranking.scope import Scope
from labeler.gui.pages.ranking.tables import Estimates
from labeler.session.ranking import with_proposers
from labeler.session.results import Changes
from labeler.session.session import Session

RESAMPLES = 10_000


class RankingFigures(QObject):
    """Values, ranks and tests come first, then the resamples; from there on they and the audit follow decisions.

    Resamples may take minutes: they leave a thread to other work, and are drawn only while somebody looks.

    ``drawing`` carries the share of the resamples drawn, None once none are. ``noise_known`` carries a Noise.
    """

    ranking_changed = Signal()
    audit_changed = Signal()
    drawing = Signal(object)
    noise_known = Signal(object)
    ranking_failed = Signal(object)
    audit_failed = Signal(object)
    noise_failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scope: Scope | None = None
        self.beside: Beside | None = None
        self._session: Session | None = None
        self._values: LiveFigures[RankingSource] = LiveFigures(jobs, self)
        self._drawn: LiveFigures[RankingSource] = LiveFigures(jobs, self, urgency=Urgency.SOON)
        self._seen, self._put_off = True, False
        self._audit: LiveFigures[AuditSource] = LiveFigures(jobs, self)
        self._aside = FigureJob(jobs, self)
        self._noise = FigureJob(jobs, self)
        self._connect()

    # What is known

    @property
    def source(self) -> RankingSource | None:
        """With the resamples where they are drawn; None while a worker has it."""
        return self._drawn.live or self._values.live

    @property
    def audit(self) -> AuditSource | None:
        """None before it is there, while a worker has it, or of labels that no audit speaks of."""
        return self._audit.live

    @property
    def estimates(self) -> Estimates:
        """None while they are being computed."""
        return None if self.beside is None else self.beside.estimates

    @property
    def waits(self) -> bool:
        """For the resamples: they are, or will be, drawn."""
        return not self._drawn.live and (self._drawn.busy() or self._put_off)

    def ranking(self) -> SplitRanking | None:
        """As it stands now, with who proposed the corrections as far as that is known."""
        if self.source is None:
            return None
        return with_proposers(self.source.ranking(), self.beside.proposers if self.beside else ())

    def busy(self) -> bool:
        return any(job.busy() for job in (self._values, self._drawn, self._audit, self._aside, self._noise))

    # What is wanted

    def begin(self, session: Session, scope: Scope) -> None:
        """Everything anew."""
        self.stop()
        self._session, self.scope = session, scope
        self._values.begin(session, computing.ranking_of(scope, resamples=0))
        if scope.audited:
            self._audit.begin(session, computing.audit_of(scope))
        self._ask_beside(rest=0)

    def stop(self) -> None:
        """Nothing is known any more, nor is anything read: the project may be closed."""
        for job in (self._values, self._drawn, self._audit, self._aside, self._noise):
            job.stop()
        self._session = self.scope = self.beside = None
        self._put_off = False
        self.drawing.emit(None)

    def draw(self) -> None:
        """The resamples, after a rest, or when somebody looks."""
        assert self._session is not None
        assert self.scope is not None
        self._put_off = not self._seen
        if self._put_off:
            return
        self._drawn.begin(self._session, computing.ranking_of(self.scope, resamples=RESAMPLES), rest=REST_MS)

    def stop_drawing(self) -> None:
        """The figures of the resamples stay unknown."""
        self._drawn.stop()
        self._put_off = False
        self.drawing.emit(None)
        self.ranking_changed.emit()

    def pause(self) -> None:
        """Nobody looks any more: resamples that are half drawn are given up until ``resume``."""
        self._seen = False
        if self._drawn.making():
            self._drawn.stop()
            self._put_off = True
            self.drawing.emit(None)

    def resume(self) -> None:
        self._seen = True
        if not self._put_off:
            return
        if self._values.live is None and not self._values.busy():
            assert self._session is not None
            assert self.scope is not None
            self.begin(self._session, self.scope)
        else:
            self.draw()

    def tell(self, changes: Changes) -> None:
        """What was decided; ``catch_up`` takes it over."""
        for figures in (self._values, self._drawn, self._audit):
            figures.tell(changes)

    def catch_up(self, *, rest: int = REST_MS) -> None:
        """What costs little now; what takes a look at every decision after a rest."""
        if self._session is None or self.scope is None or not self.scope.follows:
            return
        for figures in (self._values, self._drawn, self._audit):
            figures.catch_up()
        self._audit.begin(self._session, computing.audit_of(self.scope), rest=rest, keep=True)
        self._ask_beside(rest=rest)

    def ask_noise(self, *, rest: int = 0) -> None:
        if self._session is not None and self.scope is not None:
            self._noise.ask(self._session, computing.noise(self.scope), rest=rest)

    def _ask_beside(self, *, rest: int) -> None:
        assert self._session is not None
        assert self.scope is not None
        self._aside.ask(self._session, computing.beside(self.scope), rest=rest)

    # Events

    def _on_values(self) -> None:
        """What needs no resamples is there: draw them."""
        source = self._values.live
        if source is not None and source.ranking().models:
            self.draw()
        self.ranking_changed.emit()

    def _on_drawn(self) -> None:
        self._values.stop()
        self.drawing.emit(None)
        self.ranking_changed.emit()

    def _on_beside(self, found: Beside) -> None:
        self.beside = found
        self.ranking_changed.emit()

    def _on_drawing_failed(self, error: object) -> None:
        self.drawing.emit(None)
        self.ranking_failed.emit(error)

    def _connect(self) -> None:
        values, drawn, audit = self._values.told, self._drawn.told, self._audit.told
        values.made.connect(self._on_values)
        values.moved.connect(self.ranking_changed)
        values.failed.connect(self.ranking_failed)
        drawn.made.connect(self._on_drawn)
        drawn.moved.connect(self.ranking_changed)
        drawn.progressed.connect(self.drawing.emit)
        drawn.failed.connect(self._on_drawing_failed)
        for told in (audit.made, audit.moved):
            told.connect(self.audit_changed)
        audit.failed.connect(self.audit_failed)
        self._aside.done.connect(self._on_beside)
        self._aside.failed.connect(self.ranking_failed)
        self._noise.done.connect(self.noise_known)
        self._noise.failed.connect(self.noise_failed)
