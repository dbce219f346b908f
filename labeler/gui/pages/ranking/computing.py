"""What workers compute for the page, by a session that only reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from labeler.core.comparison import SplitRanking
from labeler.core.pairs import OneSided
from labeler.core.parity import Parity
from labeler.errors import LabelerError
from labeler.gui.pages.ranking.live_figures import Make
from labeler.gui.pages.ranking.scope import Scope
from labeler.session.audit_results import AuditFigures
from labeler.session.claims import claim, split_of
from labeler.session.estimates import ModelEstimate
from labeler.session.live_audit import LiveAudit
from labeler.session.noise import Noise
from labeler.session.ranking import LiveRanking, proposers_told
from labeler.session.results import Changes, NotCompared
from labeler.session.session import Session
from labeler.session.unapplied import Unapplied, unapplied

Progress = Callable[[float], None]

_QUICK = 2_000_000
"""So many cells, examples × models, are looked through in the time of a frame or two."""


class RankingSource:
    """A ranking by the working labels, which lives, or one up to a version, which stands still."""

    def __init__(self, session: Session, scope: Scope, *, resamples: int, progress: Progress) -> None:
        self.drawn = resamples > 0
        self._live: LiveRanking | None = None
        if scope.follows:
            self._live = LiveRanking(
                session,
                metric=scope.metric,
                split=scope.split,
                bounds=scope.bounds,
                before=scope.before,
                resamples=resamples,
                progress=progress,
            )
            self._ranking, self.not_compared = self._live.ranking(), self._live.not_compared
            self.quick = self._live.cells <= _QUICK
        else:
            self.quick = True
            self._ranking, self.not_compared = _fixed(session, scope, resamples=resamples, progress=progress)

    def adopt(self, session: Session) -> None:
        if self._live is not None:
            self._live.adopt(session)

    def update(self, changes: Changes) -> None:
        if self._live is not None:
            self._live.update(changes)
            self._ranking = self._live.ranking()

    def ranking(self) -> SplitRanking:
        return self._ranking

    def reviewed(self, a: str, b: str) -> OneSided | None:
        """How a pair was reviewed; None of labels that were applied, whose review may have gone on."""
        return None if self._live is None else self._live.reviewed(a, b)


def _fixed(
    session: Session, scope: Scope, *, resamples: int, progress: Progress
) -> tuple[SplitRanking, tuple[NotCompared, ...]]:
    assert scope.after is not None
    found = session.rank(
        metric=scope.metric,
        split=[scope.split],
        bound=scope.bounds,
        version=scope.after,
        before=scope.before,
        resamples=resamples,
        progress=progress,
    )
    return found.splits[scope.split], found.not_compared


def ranking_of(scope: Scope, *, resamples: int) -> Make[RankingSource]:
    def make(session: Session, progress: Progress) -> RankingSource:
        return RankingSource(session, scope, resamples=resamples, progress=progress)

    return make


class AuditSource:
    """The audit of one split by one metric, or why there can't be one."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self.quick = True
        self.why_not = ""
        self.figures: AuditFigures | None = None
        self._live: LiveAudit | None = None
        try:
            split = split_of(session, [scope.split])
            of = claim(session, split=split, leader=None, metric=scope.metric, risk_limit=None)
            self._live = LiveAudit(session, of)
            self.figures = self._live.figures()
        except LabelerError as error:
            self.why_not = error.message

    def adopt(self, session: Session) -> None:
        if self._live is not None:
            self._live.adopt(session)

    def update(self, changes: Changes) -> None:
        if self._live is not None:
            self._live.update(changes)
            self.figures = self._live.glance()

    def next_reviews(self, size: int) -> int:
        """How many examples a queue of ``size`` a split has."""
        return 0 if self._live is None else self._live.next_reviews(size)


def audit_of(scope: Scope) -> Make[AuditSource]:
    return lambda session, _progress: AuditSource(session, scope)


@dataclass(frozen=True)
class Beside:
    """What stands beside a ranking and takes a look at every decision: estimates by model, parity, who proposed.

    ``unapplied`` is what the next version would bring.
    """

    estimates: Mapping[str, ModelEstimate]
    parity: Parity
    proposers: tuple[str, ...]
    unapplied: Unapplied


def beside(scope: Scope) -> Callable[[Session, Progress], Beside]:
    return partial(_beside, scope)


def _beside(scope: Scope, session: Session, _progress: Progress) -> Beside:
    if not scope.follows:
        return Beside({}, session.parity(), (), unapplied(session))
    found = session.estimate(metric=scope.metric, split=[scope.split]).splits[scope.split]
    told = proposers_told(session, metric=scope.metric, split=scope.split)
    return Beside({one.model: one for one in found}, session.parity(), told, unapplied(session))


def noise(scope: Scope) -> Callable[[Session, Progress], Noise]:
    return lambda session, _progress: session.noise(split=scope.split)
