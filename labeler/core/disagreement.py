"""How far models differ on an example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.normalization import normalized
from labeler.core.predictions import Prediction
from labeler.core.tasks.base import Task
from labeler.core.tasks.transcript import Transcript

Codes = NDArray[np.int64]

NOTHING = -1


def disagreement(predictions: Sequence[Prediction], task: Task, size: int) -> NDArray[np.float32]:
    """By example the share of its models that don't say what most of them say; NaN where fewer than two say anything.

    Of the same for all models 0; where each of k models says something else, 1 − 1/k.
    """
    said = _comparable(predictions, task, size)
    covered = (said != NOTHING).sum(axis=0)
    share = np.where(covered >= 2, np.float32(0), np.float32(np.nan)).astype(np.float32)
    if not len(said):
        return share
    rows = np.flatnonzero((said != said[0]).any(axis=0) & (covered >= 2))
    votes = said[:, rows]
    most = np.zeros(len(rows), np.int16)
    for one in votes:
        same = np.zeros(len(rows), np.int16)
        for other in votes:
            same += one == other
        same[one == NOTHING] = 0
        np.maximum(most, same, out=most)
    share[rows] = 1 - most / covered[rows]
    return share


def _comparable(predictions: Sequence[Prediction], task: Task, size: int) -> NDArray[Any]:
    """What each model says as numbers that are equal where it is the same, (models, n), NOTHING where it says nothing.

    Transcripts are compared after normalization, several labels all together.
    """
    if isinstance(task, Transcript):
        return _heard(predictions, task.normalization, size)
    rows = [each.codes if each.codes.ndim == 1 else _packed(each) for each in predictions]
    return np.array(rows).reshape(len(rows), size)


def _packed(prediction: Prediction) -> Codes:
    """Sets of labels as numbers; of more than 62 labels, as hashes."""
    values = prediction.codes == 1
    if values.shape[1] <= 62:
        codes: Codes = values @ (np.int64(1) << np.arange(values.shape[1], dtype=np.int64))
    else:
        bits = np.packbits(values, axis=1)
        codes = np.array([hash(row.tobytes()) >> 1 for row in bits], np.int64)
    return np.where(prediction.covered, np.abs(codes), NOTHING)


def _heard(predictions: Sequence[Prediction], normalization: Sequence[str], size: int) -> Codes:
    numbers: dict[str, int] = {}
    said = np.full((len(predictions), size), NOTHING, np.int64)
    for row, prediction in zip(said, predictions, strict=True):
        texts = [numbers.setdefault(normalized(text, normalization), len(numbers)) for text in prediction.texts]
        row[:] = np.array([*texts, NOTHING], np.int64)[prediction.codes]
    return said
