"""Which examples go into dev and test when they come from several sources (METHOD 11).

Dev and test aim at what the model is meant for, so they come from the one source that matters; the rest trains it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from labeler.core.phrases import counted, listed
from labeler.errors import LabelerError


@dataclass(frozen=True)
class SplitAdvice:
    """The wrong way, the expected counts of a split shuffled whole, and the right way; counts are by source."""

    matters: str
    dev: int
    test: int
    expected_dev: Mapping[str, float]
    expected_test: Mapping[str, float]
    train: Mapping[str, int]
    warnings: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """Both ways in whole sentences; they are one where there is one source."""
        alone = self.expected_dev[self.matters] == self.dev
        return self._right if alone else f"{self._wrong} {self._right}"

    @property
    def _wrong(self) -> str:
        expected = listed([f"{count:,.0f} of {name}" for name, count in self.expected_dev.items()])
        share = self.expected_dev[self.matters] / self.dev
        return (
            f"Shuffled whole, {counted(self.dev, 'example')} of dev would be {expected}: "
            f"only {100 * share:.1f} % of what you tune on would be what matters."
        )

    @property
    def _right(self) -> str:
        train = listed([f"{count:,} of {name}" for name, count in self.train.items()])
        return f"Take dev ({self.dev:,}) and test ({self.test:,}) from {self.matters} alone, and train on {train}."

    def to_dict(self) -> dict[str, Any]:
        return {
            "matters": self.matters,
            "shuffled_whole": {"dev": dict(self.expected_dev), "test": dict(self.expected_test)},
            "advised": {
                "train": dict(self.train),
                "dev": {self.matters: self.dev},
                "test": {self.matters: self.test},
            },
            "verdict": self.verdict,
            "warnings": list(self.warnings),
        }


def split_advice(sources: Mapping[str, int], *, matters: str, dev: int, test: int) -> SplitAdvice:
    """Raises LabelerError for a source that isn't there, sizes under 1, or too few examples of what matters."""
    _check(sources, matters, dev, test)
    everything = sum(sources.values())
    train = {name: count - (dev + test if name == matters else 0) for name, count in sources.items()}
    return SplitAdvice(
        matters,
        dev,
        test,
        {name: dev * count / everything for name, count in sources.items()},
        {name: test * count / everything for name, count in sources.items()},
        train,
        _warnings(train, matters),
    )


def _check(sources: Mapping[str, int], matters: str, dev: int, test: int) -> None:
    if matters not in sources:
        raise LabelerError(f"{matters!r} is not one of the sources; choose one of: {', '.join(sources)}")
    if min(sources.values()) < 0 or dev < 1 or test < 1:
        raise LabelerError("a source can't have fewer than 0 examples, nor dev or test fewer than 1")
    lacking = dev + test - sources[matters]
    if lacking > 0:
        raise LabelerError(
            f"dev and test need {counted(dev + test, 'example')} of {matters}, and there are {sources[matters]:,}; "
            f"collect {lacking:,} more, or make dev and test smaller"
        )


def _warnings(train: Mapping[str, int], matters: str) -> tuple[str, ...]:
    if not any(train.values()):
        return ("Nothing is left to train on.",)
    if not train[matters]:
        return (f"Nothing of {matters} is left to train on: expect a data mismatch.",)
    if not any(count for name, count in train.items() if name != matters):
        return ()
    apart = "Train and dev are then of different distributions: keep a train-dev set out of train, to tell"
    return (f"{apart} variance from data mismatch.",)
