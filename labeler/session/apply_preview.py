"""What applying the corrections would do now, before anybody does it (METHOD 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from labeler.core.comparison import SplitRanking
from labeler.core.decisions import Status
from labeler.core.parity import Parity
from labeler.core.phrases import percent
from labeler.core.splits import POOLED, members
from labeler.core.working import Labels
from labeler.errors import LabelerError
from labeler.session import figures, ranking, releases
from labeler.session.open_project import OpenProject
from labeler.session.results import frame
from labeler.session.version_changes import WORKING, VersionChanges, version_changes

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class SplitTotals:
    """Of one split as it would be applied; those in conflict and the unsure ones keep the given label."""

    corrected: int
    excluded: int
    conflict: int
    unsure: int

    @classmethod
    def of(cls, labels: Labels, mask: Any) -> SplitTotals:
        status = labels.status[mask]
        counted = (Status.CORRECTED, Status.EXCLUDED, Status.CONFLICT, Status.UNSURE)
        return cls(*(int((status == each).sum()) for each in counted))


@dataclass(frozen=True, slots=True)
class Selection:
    """Which model is selected on a split by the latest version and by the one applying would make (METHOD 1)."""

    metric: str
    split: str
    before: str | None
    after: str | None
    sentence: str

    @property
    def changes(self) -> bool:
        return self.before != self.after

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"changes": self.changes}


@dataclass(frozen=True, eq=False)
class ApplyPreview:
    """``version`` is the number that applying would make; ``creates`` is false where nothing has changed since.

    ``changes`` are against the latest version, or the given labels where there is none. ``selection`` is None where
    no model is selected.
    """

    version: int
    changes: VersionChanges
    totals: Mapping[str, SplitTotals]
    parity: Parity
    selection: Selection | None

    @property
    def creates(self) -> bool:
        return len(self.changes) > 0

    def to_dict(self) -> dict[str, Any]:
        return {
            "creates": self.creates,
            "version": self.version,
            "totals": {split: asdict(totals) for split, totals in self.totals.items()},
            "changes": self.changes.to_dict(),
            "parity": self.parity.to_dict(),
            "selection": self.selection and self.selection.to_dict(),
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a split."""
        counts = self.changes.by_split()
        return frame(
            [
                {"split": split} | asdict(totals) | {kind.key: count for kind, count in counts[split].items()}
                for split, totals in self.totals.items()
            ]
        )


def apply_preview(session: OpenProject) -> ApplyPreview:
    latest, labels = releases.latest(session), session.review.labels
    changes = version_changes(session, latest, WORKING)
    splits = session.examples.splits
    totals = {split: SplitTotals.of(labels, members(splits, split)) for split in session.examples.split_sizes}
    selection = _selection(session, latest)
    return ApplyPreview(latest + bool(len(changes)), changes, totals, figures.parity(session), selection)


def _selection(session: OpenProject, latest: int) -> Selection | None:
    """On dev, or on test where there is no dev."""
    split = next((name for name in POOLED.split("+") if name in session.examples.split_sizes), None)
    if split is None or not session.predictions:
        return None
    try:
        ranked = ranking.rank(
            session, metric=None, split=[split], bounds=None, version=WORKING, before=latest, resamples=0
        )
    except LabelerError:
        return None  # no metric that can judge them: nothing is selected
    found = ranked.splits[split]
    if found.selected_before is None and found.selected_after is None:
        return None
    sentence = _sentence(found, metric=ranked.metric, split=split)
    return Selection(ranked.metric, split, found.selected_before, found.selected_after, sentence)


def _sentence(ranked: SplitRanking, *, metric: str, split: str) -> str:
    before, after = ranked.selected_before, ranked.selected_after
    if before != after and before is not None and after is not None:
        return (
            f"The selected model changes: {before} before, {after} after "
            f"({metric} on {split}: {_course(ranked, before)} against {_course(ranked, after)})."
        )
    if after is None:
        return f"No model would be selected any more; before it is {before}."
    if before is None:
        return f"{after} would be selected ({metric} on {split} {_course(ranked, after)}); before no model is."
    return f"The selected model stays {after} ({metric} on {split}: {_course(ranked, after)})."


def _course(ranked: SplitRanking, model: str) -> str:
    """``5.80 % → 5.62 %``."""
    found = next(each for each in ranked.models if each.model == model)
    values = ["–" if v is None else percent(v, ranked.compared) for v in (found.before, found.after)]
    return " → ".join(dict.fromkeys(values))
