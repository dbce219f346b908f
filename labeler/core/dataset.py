"""The examples of a project, as columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from labeler.core import sampling, splits
from labeler.core.labels import Vocabulary
from labeler.core.metrics.base import Metric
from labeler.core.metrics.slices import SliceAverage
from labeler.core.tasks.base import Task
from labeler.core.text import Text, TextColumn
from labeler.core.truth import Truth
from labeler.errors import LabelerError

_SLICE = "slice:"


@dataclass(frozen=True, eq=False)
class Examples:
    """The examples of a project, by ordinal. ``splits`` int8 indices into SPLITS; ``tickets`` uint64 (METHOD 7).

    ``order`` is ``by_ticket`` where it is known already. ``groups`` names what belongs together (one speaker, one
    scene). ``extras`` are the imported table's own columns by name, raw as they were, loaded when asked for.
    """

    ids: TextColumn
    splits: NDArray[np.int8]
    given: Truth
    tickets: NDArray[np.uint64]
    vocabulary: Vocabulary
    task: Task
    seed: int = 0
    order: NDArray[np.int32] | None = None
    weights: NDArray[np.float64] | None = None
    groups: Text | None = None
    extras: Mapping[str, Text] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def by_ticket(self) -> sampling.Ordinals:
        """Ordinals in ascending ticket order; equal tickets by example id."""
        if self.order is not None:
            return self.order
        return sampling.ticket_order(self.tickets, self.ids, self.seed)

    @cached_property
    def _sorted_tickets(self) -> NDArray[np.uint64]:
        ordered: NDArray[np.uint64] = self.tickets[self.by_ticket]
        return ordered

    def ordinal(self, example_id: str) -> int | None:
        """Position of an id, or None. Tickets double as a hash index, so a million ids need no dictionary."""
        wanted = np.uint64(sampling.short_ticket(self.seed, example_id))
        place = int(np.searchsorted(self._sorted_tickets, wanted))
        while place < len(self) and self._sorted_tickets[place] == wanted:
            ordinal = int(self.by_ticket[place])
            if self.ids[ordinal] == example_id:
                return ordinal
            place += 1
        return None

    @cached_property
    def split_sizes(self) -> dict[str, int]:
        """Examples by split, only of the splits that exist, in the order of SPLITS."""
        counts = np.bincount(self.splits, minlength=len(splits.SPLITS)).tolist()
        return {name: count for name, count in zip(splits.SPLITS, counts, strict=True) if count}

    def metric(self, name: str) -> Metric:
        """The task's metric of that name, or "slice:COLUMN": the mean of its default metric over a column's values.

        Raises LabelerError with the names there are, or the columns.
        """
        return self._slices(name.removeprefix(_SLICE)) if name.startswith(_SLICE) else self.task.metric(name)

    def _slices(self, column: str) -> SliceAverage:
        if column not in self._sliced:
            if column not in self.extras:
                known = f"the columns are: {', '.join(self.extras)}" if self.extras else "the examples have no columns"
                raise LabelerError(f"there is no column {column!r} to slice by; {known}")
            self._sliced[column] = SliceAverage.by(column, self.extras[column], self.task.default)
        return self._sliced[column]

    @cached_property
    def _sliced(self) -> dict[str, SliceAverage]:
        """Slice averages asked for so far: the cells of a million examples are read once."""
        return {}

    def members(self, split: str) -> NDArray[np.bool_]:
        return splits.members(self.splits, split)
