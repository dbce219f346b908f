"""The labels that count once resolutions are taken over: the working labels, or those of a version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labeler.core.dataset import Examples
from labeler.core.decisions import Resolution, Status
from labeler.core.truth import Truth


@dataclass(frozen=True, eq=False)
class Labels:
    """``status`` int8 of shape (N,) holds Status numbers; ``truth`` the label of every example.

    Unsure and conflicting examples keep the given label; excluded ones keep it too and are left out of figures.
    """

    status: NDArray[np.int8]
    truth: Truth

    @classmethod
    def given(cls, examples: Examples) -> Labels:
        return cls(np.zeros(len(examples), np.int8), examples.given)

    @property
    def excluded(self) -> NDArray[np.bool_]:
        mask: NDArray[np.bool_] = self.status == Status.EXCLUDED
        return mask

    def count(self, status: Status) -> int:
        return int((self.status == status).sum())

    def same_as(self, other: Labels) -> bool:
        """Equal in every label and every status."""
        return np.array_equal(self.status, other.status) and self.truth.same_as(other.truth)


def resolved(examples: Examples, resolutions: Mapping[int, Resolution]) -> Labels:
    """The given labels with the resolutions of some ordinals taken over; arrays are copied."""
    status = np.zeros(len(examples), np.int8)
    rows = np.fromiter(resolutions, np.int64, len(resolutions))
    status[rows] = np.fromiter((resolution.status for resolution in resolutions.values()), np.int8, len(resolutions))
    corrected = {row: res.label for row, res in resolutions.items() if res.label is not None}
    return Labels(status, examples.task.corrected(examples.given, corrected, examples.vocabulary))


def patched(examples: Examples, labels: Labels, resolutions: Mapping[int, Resolution]) -> Labels:
    """What ``resolved`` makes once these resolutions have changed, at the cost of them and of a copy."""
    rows, found = np.fromiter(resolutions, np.intp, len(resolutions)), resolutions.values()
    status = labels.status.copy()
    status[rows] = np.fromiter((resolution.status for resolution in found), np.int8, len(rows))
    corrected = {place: resolution.label for place, resolution in enumerate(found) if resolution.label is not None}
    truth = examples.task.corrected(examples.given.taken(rows), corrected, examples.vocabulary)
    return Labels(status, labels.truth.patched(rows, truth))
