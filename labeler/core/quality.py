"""How often a reviewer errs, as far as others who looked again at a random share tell (METHOD 7 and 10)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Self

from labeler.core.newcombe import Interval, wilson
from labeler.core.sampling import ticket


def order(seed: int, example_ids: Sequence[str]) -> list[int]:
    """Positions of the ids in the order in which they are checked, whoever's decisions are.

    Ascending SHA-256 of the UTF-8 text ``seed:quality:example_id``, apart from the tickets: so the sample is random
    also among decisions that were themselves drawn by ticket.
    """
    return sorted(range(len(example_ids)), key=lambda i: (ticket(seed, f"quality:{example_ids[i]}"), example_ids[i]))


@dataclass(frozen=True, slots=True)
class Check:
    """What a reviewer said of one example, and what others did: keys of effective labels.

    Among ``others`` None stands for somebody who was unsure; nobody else has decided yet where there are none.
    """

    own: Hashable
    others: tuple[Hashable | None, ...] = ()

    @property
    def compared(self) -> bool:
        return any(other is not None for other in self.others)

    @property
    def differs(self) -> bool:
        """Whether anybody says something else."""
        return any(other not in (None, self.own) for other in self.others)


@dataclass(frozen=True, slots=True)
class Quality:
    """How often others say something else: ``differing`` of ``compared``, None before anything was compared.

    Of ``decisions`` that name a label or exclude, ``checked`` were drawn in order and decided by others too; where
    those were all unsure nothing can be compared. The interval is Wilson's, 95 %. A difference may be the mistake of
    the other: the rate is the reviewer's error rate only where differences were adjudicated, and then the adjudicated
    label alone is compared with.
    """

    reviewer: str
    decisions: int
    checked: int
    compared: int
    differing: int

    @classmethod
    def of(cls, reviewer: str, splits: Iterable[Sequence[Check]]) -> Self:
        """From all decisions of the reviewer, split by split in the order of ``order``; a gap ends a split's sample."""
        parts = list(splits)
        checked = [check for part in parts for check in takewhile(lambda check: check.others, part)]
        compared = [check for check in checked if check.compared]
        differing = sum(check.differs for check in compared)
        return cls(reviewer, sum(map(len, parts)), len(checked), len(compared), differing)

    @property
    def error_rate(self) -> float | None:
        return self.differing / self.compared if self.compared else None

    @property
    def interval(self) -> Interval | None:
        return wilson(self.differing / self.compared, self.compared) if self.compared else None

    def to_dict(self) -> dict[str, Any]:
        return {
            "reviewer": self.reviewer,
            "decisions": self.decisions,
            "checked": self.checked,
            "compared": self.compared,
            "differing": self.differing,
            "error_rate": self.error_rate,
            "interval": None if self.interval is None else list(self.interval),
        }
