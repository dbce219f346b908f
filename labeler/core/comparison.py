"""What a ranking of one split says: models and pairs before and after (JSON of DESIGN 5)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

Limits = tuple[float, float]
Ranks = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What changed, and what that is worth."""

    headline: str
    detail: str = ""

    @property
    def text(self) -> str:
        return f"{self.headline} {self.detail}".rstrip()


NOT_SAID = Verdict("")


@dataclass(frozen=True, slots=True)
class ModelRanking:
    """One model's value and rank; values are proportions, None where undefined or not computed."""

    model: str
    before: float | None
    after: float | None
    rank_before: int
    rank_after: int
    feasible: bool
    given_all: float | None
    rank_given_all: int
    rank_interval_before: Ranks | None
    rank_interval_after: Ranks | None
    interval_after: Limits | None
    share_best_before: float | None
    share_best_after: float | None


@dataclass(frozen=True, slots=True)
class PairComparison:
    """Two models, differences being value a − value b; the test that doesn't apply is None."""

    a: str
    b: str
    difference_before: float | None
    difference_after: float | None
    flipped: bool
    mcnemar_p_before: float | None
    mcnemar_p_after: float | None
    holm_p_before: float | None
    holm_p_after: float | None
    sign_flip_p_before: float | None
    sign_flip_p_after: float | None


@dataclass(frozen=True, slots=True)
class SplitRanking:
    """All that is said of one split; ``models`` by rank before, then name, ``pairs`` all i < j in that order."""

    examples: int
    compared: int
    excluded: int
    corrected: int
    models: tuple[ModelRanking, ...]
    pairs: tuple[PairComparison, ...]
    kendall_tau_b: float | None
    selected_before: str | None
    selected_after: str | None
    selection_changes: bool
    warnings: tuple[str, ...]
    verdict: Verdict

    def to_dict(self) -> dict[str, Any]:
        """The JSON of DESIGN 5, lists for tuples, the verdict as its text."""
        document = {name: _listed(value) for name, value in asdict(self).items()}
        return document | {"verdict": self.verdict.text}


def _listed(value: Any) -> Any:
    """Tuples as lists, as JSON reads back."""
    if isinstance(value, (list, tuple)):
        return [_listed(item) for item in value]
    return {name: _listed(item) for name, item in value.items()} if isinstance(value, dict) else value
