"""Suspicious labels where every example has one class, or a set of acceptable ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from labeler.core import confident
from labeler.core.metrics.classes import right
from labeler.core.predictions import Prediction
from labeler.core.suspicion.base import Codes, Floats, Suspicion, against, mean_known, standing
from labeler.core.suspicion.beliefs import Beliefs
from labeler.core.truth import ClassTruth

_BLOCK_CELLS = 1 << 20


def of_classes(truth: ClassTruth, predictions: Sequence[Prediction], names: Sequence[str]) -> Suspicion:
    """``names`` are the classes by code."""
    classes = len(names)
    beliefs = [Beliefs.of(prediction, classes) for prediction in predictions]
    codes = np.array([prediction.codes for prediction in predictions], np.int32).reshape(len(predictions), len(truth))
    agrees = np.array([right(truth, row) for row in codes], bool).reshape(codes.shape)
    stated = [np.full(len(truth), np.nan) if belief is None else belief.of_labels(truth) for belief in beliefs]
    self_confidence = mean_known(stated, len(truth))
    flags = _confident_classes(truth, [belief for belief in beliefs if belief is not None], self_confidence, classes)
    agreement, suggested = against(codes, agrees, names)
    return Suspicion(
        models=(codes >= 0).sum(axis=0, dtype=np.int32),
        quality=mean_known([standing(*each) for each in zip(stated, agrees, codes >= 0, strict=True)], len(truth)),
        self_confidence=self_confidence,
        agreement=agreement,
        flagged=flags >= 0,
        suggested=suggested,
        words=names,
        flags=any(belief is not None for belief in beliefs),
    )


def _confident_classes(truth: ClassTruth, beliefs: Sequence[Beliefs], self_confidence: Floats, classes: int) -> Codes:
    """Confident learning on the mean probabilities, a block of examples at a time; a class in the set is no issue."""
    found = np.full(len(truth), -1, np.int32)
    if not beliefs:
        return found
    single = self_confidence.copy()
    single[list(truth.acceptable)] = np.nan
    limits = confident.thresholds(single, truth.codes, classes)
    step = max(_BLOCK_CELLS // max(classes, 1), 1)
    for start in range(0, len(truth), step):
        block = slice(start, start + step)
        found[block] = confident.confident_class(_pooled(beliefs, block), truth.codes[block], limits)
    for row, accepted in truth.acceptable.items():
        if found[row] in accepted:
            found[row] = -1
    return found


def _pooled(beliefs: Sequence[Beliefs], block: slice) -> Floats:
    """The mean over models of their probabilities, NaN where none states any."""
    if len(beliefs) == 1:
        return beliefs[0].matrix(block)
    total: Floats | None = None
    known = np.zeros(0)
    for belief in beliefs:
        matrix = belief.matrix(block)
        stated = ~np.isnan(matrix[:, 0])
        matrix[~stated] = 0
        total, known = (matrix, stated.astype(np.float64)) if total is None else (total + matrix, known + stated)
    assert total is not None
    mean: Floats = np.divide(total, known[:, None], out=np.full(total.shape, np.nan), where=known[:, None] > 0)
    return mean
