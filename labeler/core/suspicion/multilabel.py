"""Suspicious labels where every example has several, known or not.

An example is as suspicious as its worst known label: the one whose given value the models believe least. A single
wrong entry is enough to review an example, and a mean would drown it among the right ones (Thyagarajan, Snorrason,
Northcutt and Mueller 2022 compare ways of pooling; the minimum is the extreme of the one they recommend).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from labeler.core import confident
from labeler.core.predictions import Prediction
from labeler.core.suspicion.base import Codes, Floats, Suspicion, mean_known, standing
from labeler.core.truth import MultilabelTruth


def of_labels(truth: MultilabelTruth, predictions: Sequence[Prediction], names: Sequence[str]) -> Suspicion:
    """``names`` are the labels in order. An example of which no label is known is not judged."""
    known = truth.known
    judged = known.any(axis=1)
    covered = [prediction.covered & judged for prediction in predictions]
    agrees = [(prediction.columns["predicted"] == truth.values) | ~known for prediction in predictions]
    stated = [_of_values(truth, prediction) for prediction in predictions]
    models = np.array(covered, np.int32).reshape(len(covered), len(truth)).sum(axis=0, dtype=np.int32)
    views = [
        standing(_least(values), right.all(axis=1), here)
        for values, right, here in zip(stated, agrees, covered, strict=True)
    ]
    believed = _mean_by_label(stated, truth.values.shape)
    agreement, suggested = _against(truth, agrees, covered, models)
    return Suspicion(
        models=models,
        quality=mean_known(views, len(truth)),
        self_confidence=_least(believed),
        agreement=agreement,
        flagged=_flagged(truth, believed),
        suggested=suggested,
        words=[word for name in names for word in (f"not {name}", name)],
        flags=bool((~np.isnan(believed)).any()),
    )


def _of_values(truth: MultilabelTruth, prediction: Prediction) -> Floats:
    """The probability of every given value, (n, labels); NaN where the value or the probability is unknown."""
    values = np.full(truth.values.shape, np.nan)
    if "probabilities" in prediction.columns:
        positive = prediction.columns["probabilities"]
        stated = truth.known & prediction.covered[:, None]
        values[stated] = np.where(truth.values == 1, positive, 1 - positive)[stated]
    return values


def _least(values: Floats) -> Floats:
    """The least of each row, NaN where all are."""
    least = np.where(np.isnan(values), np.inf, values).min(axis=1, initial=np.inf)
    return np.where(np.isinf(least), np.nan, least)


def _mean_by_label(stated: Sequence[Floats], shape: tuple[int, ...]) -> Floats:
    return mean_known([values.ravel() for values in stated], shape[0] * shape[1]).reshape(shape)


def _flagged(truth: MultilabelTruth, believed: Floats) -> NDArray[np.bool_]:
    """Whether confident learning flags any label, each taken as a question of two classes."""
    flagged = np.zeros(len(truth), bool)
    for label in range(truth.values.shape[1]):
        own, codes = believed[:, label], truth.values[:, label].astype(np.int32)
        both = np.stack([np.where(codes == 0, own, 1 - own), np.where(codes == 1, own, 1 - own)], axis=1)
        flagged |= confident.confident_class(both, codes, confident.thresholds(own, codes, 2)) >= 0
    return flagged


def _against(
    truth: MultilabelTruth,
    agrees: Sequence[NDArray[np.bool_]],
    covered: Sequence[NDArray[np.bool_]],
    models: NDArray[np.int32],
) -> tuple[Floats, Codes]:
    """The largest share of models that contradict one and the same label, and twice that label plus its other value."""
    contrary = np.zeros(truth.values.shape, np.int32)
    for right, here in zip(agrees, covered, strict=True):
        contrary += ~right & here[:, None]
    label = contrary.argmax(axis=1) if contrary.size else np.zeros(len(truth), np.intp)
    most = contrary.max(axis=1, initial=0)
    values = truth.values[np.arange(len(truth)), label] if contrary.size else np.zeros(len(truth), np.int8)
    share = np.divide(most, models, out=np.full(len(truth), np.nan), where=models > 0)
    return share, np.where(most > 0, 2 * label + 1 - values, -1).astype(np.int32)
