"""How probable a model holds every class: from all probabilities, the best few, or the best one (METHOD 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.predictions import Prediction
from labeler.core.truth import ClassTruth

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Beliefs:
    """One model's probabilities of ``classes`` classes; an example on which it states none is NaN throughout.

    ``codes`` int (n, k) are the k classes whose probability is known, best first and −1 padded, with ``known``
    float (n, k). ``rest`` float64 (n,) is what each class that isn't among them gets: an equal share of what the
    known ones leave, and never more than the least of them, which it can't exceed. ``codes`` is None where all
    probabilities were imported, in label order; a class that came into the vocabulary later has 0 then.
    """

    classes: int
    codes: NDArray[np.int32] | None
    known: NDArray[Any]
    rest: Floats

    @classmethod
    def of(cls, prediction: Prediction, classes: int) -> Beliefs | None:
        """None where the model came without any probability."""
        columns = prediction.columns
        if "probabilities" in columns:
            matrix = columns["probabilities"]
            return cls(classes, None, matrix, np.where(prediction.covered, 0.0, np.nan))
        if "ranked_probability" in columns:
            return cls._ranked(columns["ranked"], columns["ranked_probability"], classes)
        if "probability" in columns:
            return cls._ranked(columns["predicted"][:, None], columns["probability"][:, None], classes)
        return None

    @classmethod
    def _ranked(cls, codes: NDArray[np.int32], known: NDArray[np.float32], classes: int) -> Beliefs:
        stated = (codes >= 0) & ~np.isnan(known)
        values = np.where(stated, known, 0.0)
        least = np.where(stated, known, np.inf).min(axis=1)
        unknown = classes - stated.sum(axis=1)
        share = (1 - values.sum(axis=1)) / np.maximum(unknown, 1)
        rest = np.where(stated.any(axis=1), np.clip(share, 0, np.maximum(least, 0)), np.nan)
        return cls(classes, np.where(stated, codes, -1).astype(np.int32), values, rest)

    def __len__(self) -> int:
        return len(self.rest)

    def of_labels(self, truth: ClassTruth) -> Floats:
        """The probability of each example's label, float64 (n,); of a set of acceptable ones their sum."""
        found = self._of(np.arange(len(self)), truth.codes)
        for row, accepted in truth.acceptable.items():
            found[row] = sum(self._of(np.full(len(accepted), row), np.array(accepted)).tolist())
        return found

    def _of(self, rows: NDArray[np.intp], codes: NDArray[np.integer[Any]]) -> Floats:
        found = self.rest[rows]
        if self.codes is None:
            inside = (codes >= 0) & (codes < self.known.shape[1]) & ~np.isnan(found)
            found[inside] = self.known[rows[inside], codes[inside]]
            return found
        for place in range(self.codes.shape[1]):
            here = (self.codes[rows, place] == codes) & (codes >= 0)
            found[here] = self.known[rows[here], place]
        return found

    def matrix(self, rows: slice) -> Floats:
        """The probabilities of all classes for a block of examples, float64 (n, classes)."""
        rest = self.rest[rows]
        found = np.repeat(rest[:, None], self.classes, axis=1)
        if self.codes is None:
            found[:, : self.known.shape[1]] += self.known[rows]
            return found
        codes, known = self.codes[rows], self.known[rows]
        for place in range(codes.shape[1]):
            here = np.flatnonzero(codes[:, place] >= 0)
            found[here, codes[here, place]] = known[here, place]
        return found
