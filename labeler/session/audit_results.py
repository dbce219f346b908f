"""What ``labeler audit`` says (DESIGN 5)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from labeler.core.audit_words import EXACTLY
from labeler.core.quality import Quality
from labeler.session.results import NotCompared, frame
from labeler.store.audits import AuditRecord

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class PairFigures:
    """The leader against one rival.

    ``interval`` limits the leader's lead in what the metric counts (examples, edits, weights as the user gave them, …),
    ``difference_interval`` in the metric itself; both at any time, 2.5 % a side. None where the metric has no audit.
    """

    rival: str
    disagreements: int | None
    reviewed: int
    draws: int
    margin: float | None
    measured_risk: float | None
    certified: bool
    settled_exactly: bool
    outcome: str | None
    expected_reviews: int | None
    interval: tuple[float, float] | None
    difference_interval: tuple[float, float] | None
    weak: bool

    def to_dict(self) -> dict[str, Any]:
        limits = {name: value and list(value) for name, value in self._limits().items()}
        return asdict(self) | limits

    def _limits(self) -> dict[str, tuple[float, float] | None]:
        return {"interval": self.interval, "difference_interval": self.difference_interval}


@dataclass(frozen=True)
class AuditEntry:
    """One of the audits that were begun, at its own risk limit, by the decisions so far.

    All but the record is None where it can't be said any more, for predictions were replaced.
    """

    record: AuditRecord
    measured_risk: float | None = None
    certified: bool | None = None
    refuted: bool | None = None

    @property
    def state(self) -> str | None:
        """``certified``, ``open`` or ``refuted``."""
        if self.certified is None:
            return None
        return "certified" if self.certified else "refuted" if self.refuted else "open"

    def to_dict(self) -> dict[str, Any]:
        found = {"measured_risk": self.measured_risk, "certified": self.certified, "state": self.state}
        return asdict(self.record) | {"seed": str(self.record.seed)} | found


@dataclass(frozen=True)
class AuditFigures:
    """An audit that was begun (``number``), or what one begun now would say (None).

    ``round`` is r, the number among the audits of these examples, and ``risk_factor`` what every measured risk was
    multiplied by. ``blind_share`` is of the decisions that count here; None before there is any. ``reviewers`` are
    those whose decisions the quality check compared. Minutes are at the reviewers' pace, None while it isn't known.
    ``notes`` are sentences that belong beside a certificate or beside ``audits``, which are all that were begun.
    """

    split: str
    leader: str
    risk_limit: float
    auditable: bool
    certified: bool
    measured_risk: float | None
    reviewed: int
    remaining_at_most: int
    expected_reviews: int | None
    minutes_at_most: float | None
    minutes_expected: float | None
    pairs: tuple[PairFigures, ...]
    metric: str
    number: int | None
    round: int
    risk_factor: int
    best_by_given: str
    blind_share: float | None
    reviewers: tuple[Quality, ...]
    not_compared: tuple[NotCompared, ...]
    audits: tuple[AuditEntry, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    verdict: str

    @property
    def advises_exact_count(self) -> bool:
        return any(warning.endswith(EXACTLY) for warning in self.warnings)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {
            "pairs": [pair.to_dict() for pair in self.pairs],
            "reviewers": [reviewer.to_dict() for reviewer in self.reviewers],
            "not_compared": [asdict(entry) for entry in self.not_compared],
            "audits": [entry.to_dict() for entry in self.audits],
            "notes": list(self.notes),
            "warnings": list(self.warnings),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a rival."""
        return frame([{"split": self.split, "leader": self.leader} | pair.to_dict() for pair in self.pairs])
