"""What verbs return: typed values whose ``to_dict()`` is the JSON of DESIGN 5 and ``to_frame()`` a table of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, Self

from labeler.core.comparison import SplitRanking
from labeler.core.parity import Parity

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Changes:
    """What one operation touched: ids of examples, and the kinds of thing ("decisions", "categories", …)."""

    examples: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset({"decisions"})


NOTHING = Changes((), frozenset())


def frame(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Rows as a pandas table; pandas is loaded here and not before."""
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame(list(rows))


@dataclass(frozen=True)
class Info:
    """What a project holds. ``decisions`` counts standing decisions, ``label_version`` is 0 where none was applied.

    ``looked_at`` counts the examples that anybody was shown in the window, ``left_undecided`` those of them on which
    nobody gave a verdict; the JSON has neither, that of ``time_spent`` has all there is to them.
    """

    project: str
    task: str
    examples: dict[str, int]
    models: list[str]
    labels: list[str]
    decisions: int
    label_version: int
    seed: int
    warnings: list[str]
    looked_at: int = 0
    left_undecided: int = 0

    def to_dict(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name not in ("looked_at", "left_undecided")}

    def to_frame(self) -> pd.DataFrame:
        return frame([{"split": split, "examples": size} for split, size in self.examples.items()])


@dataclass(frozen=True)
class Recorded:
    """What a bulk import of decisions did; ``conflicts`` counts examples in conflict afterwards."""

    recorded: int
    unchanged: int
    conflicts: int
    changes: Changes = field(default=NOTHING, compare=False)

    def to_dict(self) -> dict[str, Any]:
        return {"recorded": self.recorded, "unchanged": self.unchanged, "conflicts": self.conflicts}

    def to_frame(self) -> pd.DataFrame:
        return frame([self.to_dict()])


@dataclass(frozen=True)
class Turned:
    """One action taken back or brought back, and whose it was."""

    verb: str
    reviewer: str
    changes: Changes

    def to_dict(self) -> dict[str, Any]:
        return {self.verb: True, "reviewer": self.reviewer, "examples": list(self.changes.examples)}

    def to_frame(self) -> pd.DataFrame:
        return frame([{"example_id": example_id} for example_id in self.changes.examples])


@dataclass(frozen=True)
class QueueItem:
    """One example of a queue; ``decided`` tells whether anybody has given a verdict on it.

    ``done`` tells whether nothing is left to do on it in this queue; the JSON doesn't have it.
    """

    example_id: str
    split: str
    file: str | None
    decided: bool
    done: bool

    def to_dict(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "done"}


@dataclass(frozen=True)
class Queue:
    """Examples to review, in the order to review them; ``model`` is the one whose predictions chose them.

    ``word`` says what those are that are done.
    """

    queue: str
    items: tuple[QueueItem, ...]
    model: str | None = None
    word: str = "decided"

    def to_dict(self) -> dict[str, Any]:
        return {"queue": self.queue, "items": [item.to_dict() for item in self.items]}

    def to_frame(self) -> pd.DataFrame:
        return frame([item.to_dict() for item in self.items])


@dataclass(frozen=True)
class NotCompared:
    """A model that is left out of a split's ranking, and why."""

    model: str
    split: str
    reason: str


@dataclass(frozen=True)
class Ranking:
    """Values and ranks before and after, for every split asked for."""

    metric: str
    before: int
    version: int | str
    not_compared: tuple[NotCompared, ...]
    splits: dict[str, SplitRanking]

    def to_dict(self) -> dict[str, Any]:
        return {
            "metric": self.metric,
            "from": self.before,
            "version": self.version,
            "not_compared": [asdict(entry) for entry in self.not_compared],
            "splits": {name: ranking.to_dict() for name, ranking in self.splits.items()},
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a model × split."""
        rows = [{"split": name} | model for name, split in self.splits.items() for model in split.to_dict()["models"]]
        return frame(rows)


@dataclass(frozen=True, slots=True)
class ParityFigures(Parity):
    """Parity as a verb's result (METHOD 4)."""

    @classmethod
    def of(cls, parity: Parity) -> Self:
        return cls(*(getattr(parity, entry.name) for entry in fields(parity)))

    def to_frame(self) -> pd.DataFrame:
        """One row a split × right or wrong."""
        return frame(
            [
                {"split": split, "model": self.model, "side": side}
                | stratum.to_dict()
                | {"reviewers": ", ".join(stratum.reviewers)}
                for split, strata in self.splits.items()
                for side, stratum in strata.items()
            ]
        )


@dataclass(frozen=True)
class Applied:
    """What ``apply`` did; nothing was created where nothing had changed since the last version."""

    created: bool
    version: int
    corrected: int
    excluded: int
    conflicts: int
    parity: Parity
    changes: Changes = field(default=NOTHING, compare=False)

    def to_dict(self) -> dict[str, Any]:
        return {
            "created": self.created,
            "version": self.version,
            "corrected": self.corrected,
            "excluded": self.excluded,
            "conflicts": self.conflicts,
            "parity": self.parity.to_dict(),
        }

    def to_frame(self) -> pd.DataFrame:
        return frame([{key: value for key, value in self.to_dict().items() if key != "parity"}])


@dataclass(frozen=True)
class Version:
    """One line of ``versions``; ``override`` is the reason given to apply in spite of parity.

    ``reverts_to`` is the earlier version whose labels it brought back, 0 for the given ones; None where it applied.
    """

    version: int
    at: str
    by: str
    corrected: int
    excluded: int
    override: str | None
    reverts_to: int | None = None


@dataclass(frozen=True)
class Versions:
    """All applied versions, oldest first."""

    versions: tuple[Version, ...]

    def to_dict(self) -> list[dict[str, Any]]:
        return [asdict(version) for version in self.versions]

    def to_frame(self) -> pd.DataFrame:
        return frame(self.to_dict())


@dataclass(frozen=True)
class Verified:
    """What ``verify`` found; ``ok`` means nothing."""

    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        return {"ok": self.ok, "problems": list(self.problems)}

    def to_frame(self) -> pd.DataFrame:
        return frame([{"problem": problem} for problem in self.problems])


@dataclass(frozen=True)
class Exported:
    """The files that an export wrote, relative to its folder."""

    folder: str
    version: int
    files: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"folder": self.folder, "version": self.version, "files": list(self.files)}

    def to_frame(self) -> pd.DataFrame:
        return frame([{"file": file} for file in self.files])
