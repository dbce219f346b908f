"""Confident learning (Northcutt, Jiang and Chuang 2021): which labels a model confidently contradicts (METHOD 8).

An example is flagged where the class it confidently belongs to is not its label: the class whose probability reaches
the mean that its own examples have, the likeliest class of all where several do. A label that is the likeliest class
itself, or within ``NEAR`` of it, is never flagged.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]

NEAR = 1e-6
UNREACHED = 2.0


def thresholds(self_confidence: Floats, codes: Codes, classes: int) -> Floats:
    """Per class the mean probability of it among its own examples, float64 (classes,).

    A class without an example is UNREACHED. Codes below 0 and probabilities that are NaN are left out.
    """
    counted = (codes >= 0) & ~np.isnan(self_confidence)
    sizes = np.bincount(codes[counted], minlength=classes)
    sums = np.bincount(codes[counted], self_confidence[counted], minlength=classes)
    limits: Floats = np.divide(sums, sizes, out=np.full(classes, UNREACHED), where=sizes > 0)
    return np.maximum(limits, 2 * NEAR)


def confident_class(probabilities: Floats, codes: Codes, limits: Floats) -> Codes:
    """The class that contradicts each label confidently, int32 (n,); −1 where the label isn't flagged.

    ``probabilities`` (n, classes); a row of NaN and a code below 0 are never flagged.
    """
    found = np.full(len(codes), -1, np.int32)
    rows = np.arange(len(codes))
    own = probabilities[rows, codes]
    doubtful = np.flatnonzero((probabilities.max(axis=1, initial=-1.0) >= own + NEAR) & (codes >= 0))
    chosen, labels = probabilities[doubtful], codes[doubtful]
    confident = chosen >= limits - NEAR
    likeliest = chosen.argmax(axis=1)
    guess = np.where(confident.sum(axis=1) > 1, likeliest, confident.argmax(axis=1))
    chosen[np.arange(len(doubtful)), labels] += NEAR
    issue = confident.any(axis=1) & (guess != labels) & (chosen.argmax(axis=1) != labels)
    found[doubtful[issue]] = guess[issue]
    return found
