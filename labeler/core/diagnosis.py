"""Where is the error? Bias, variance, data mismatch and overfitting to dev (METHOD 11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from labeler.core.diagnosis_table import Table
from labeler.core.diagnosis_words import REMEDIES, verdict
from labeler.core.newcombe import Difference, Rate, difference
from labeler.core.splits import SPLITS

LEVELS = ("human", *SPLITS)
NEIGHBOURS: Mapping[str, tuple[str, str]] = {
    "avoidable_bias": ("human", "train"),
    "variance": ("train", "train-dev"),
    "data_mismatch": ("train-dev", "dev"),
    "overfitting_to_dev": ("dev", "test"),
}

NEGLIGIBLE = 0.005  # half a point: a gap must be above it to be a main one


@dataclass(frozen=True, slots=True)
class Gap:
    """The error at ``above`` less that at ``below``, two of LEVELS; ``difference`` is None where one isn't known."""

    name: str
    below: str
    above: str
    difference: Difference | None

    @property
    def value(self) -> float | None:
        return self.difference.value if self.difference else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return (self.difference.low, self.difference.high) if self.difference else None


@dataclass(frozen=True)
class Diagnosis:
    """Errors by level, the four gaps between them, and what they come to.

    ``humans`` are all human-level errors that were named; the one taken as the proxy is ``errors["human"]``.
    ``selected_on_dev``: the model was chosen by dev, as the best of several.
    """

    errors: Mapping[str, Rate]
    gaps: tuple[Gap, ...]
    table: Table
    humans: tuple[float, ...] = ()
    one_distribution: bool = True
    selected_on_dev: bool = True

    @property
    def largest_first(self) -> tuple[Gap, ...]:
        """The positive gaps; equal ones in the order of the method."""
        positive = [gap for gap in self.gaps if (gap.value or 0) > 0]
        return tuple(sorted(positive, key=lambda gap: -(gap.value or 0)))

    @property
    def main(self) -> tuple[Gap, ...]:
        """Every gap of at least half the largest positive one, and above half a point; largest first."""
        if not self.largest_first:
            return ()
        enough = (self.largest_first[0].value or 0) / 2
        return tuple(gap for gap in self.largest_first if (gap.value or 0) >= enough and (gap.value or 0) > NEGLIGIBLE)

    @property
    def stands_out(self) -> tuple[Gap, ...]:
        """The gaps that chance doesn't explain: positive, with an interval that excludes 0; largest first."""
        return tuple(gap for gap in self.largest_first if gap.difference and gap.difference.positive)

    @property
    def easier(self) -> tuple[Gap, ...]:
        """The negative gaps, where the later set came out easier."""
        return tuple(gap for gap in self.gaps if (gap.value or 0) < 0)

    @property
    def bayes_bound(self) -> float | None:
        """The lowest human-level error: nobody's error is below the Bayes error, so that is at most this."""
        return min(self.humans, default=None)

    @property
    def verdict(self) -> str:
        """What the gaps say and what helps, in whole sentences."""
        return verdict(self)

    def to_dict(self) -> dict[str, Any]:
        """One side, before or after, of the JSON of DESIGN 5."""
        known = {level: self.errors.get(level) for level in LEVELS}
        return {
            "errors": {level: rate.value if rate else None for level, rate in known.items()},
            "examples": {level: rate.size if rate else None for level, rate in known.items()},
            "gaps": {gap.name: gap.value for gap in self.gaps},
            "intervals": {gap.name: list(gap.interval) if gap.interval else None for gap in self.gaps},
            "main": [gap.name for gap in self.main],
            "stands_out": [gap.name for gap in self.stands_out],
            "easier": [gap.name for gap in self.easier],
            "remedies": {gap.name: list(REMEDIES[gap.name]) for gap in self.main},
            "bayes_bound": self.bayes_bound,
            "table": self.table.to_dict(),
            "verdict": self.verdict,
        }


def diagnose(
    errors: Mapping[str, Rate],
    *,
    humans: Sequence[float] = (),
    one_distribution: bool = True,
    selected_on_dev: bool = True,
    target_human: Rate | None = None,
    target_trained: Rate | None = None,
) -> Diagnosis:
    """The gaps between the errors known, by LEVELS.

    Without train-dev the variance is dev − train, unless dev is of another distribution (``one_distribution`` False):
    then variance and mismatch can't be told apart. ``target_human`` and ``target_trained`` fill the table only: the
    human-level error, and the model's on examples it was trained on, in the distribution of dev and test.
    """
    neighbours = dict(NEIGHBOURS)
    if one_distribution and "train-dev" not in errors:
        neighbours["variance"] = ("train", "dev")
    gaps = tuple(_gap(name, below, above, errors) for name, (below, above) in neighbours.items())
    table = Table.of(
        errors, one_distribution=one_distribution, target_human=target_human, target_trained=target_trained
    )
    human = errors.get("human")
    named = dict.fromkeys([*([human.value] if human else []), *humans])
    return Diagnosis(errors, gaps, table, tuple(named), one_distribution, selected_on_dev)


def _gap(name: str, below: str, above: str, errors: Mapping[str, Rate]) -> Gap:
    both = below in errors and above in errors
    return Gap(name, below, above, difference(errors[above], errors[below]) if both else None)
