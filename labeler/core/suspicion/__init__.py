"""Which given labels look incorrect (METHOD 8), for every kind of label."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from labeler.core.predictions import Prediction
from labeler.core.suspicion.base import Suspicion
from labeler.core.suspicion.classes import of_classes
from labeler.core.suspicion.multilabel import of_labels
from labeler.core.suspicion.transcripts import of_transcripts
from labeler.core.truth import ClassTruth, MultilabelTruth, TranscriptTruth, Truth

__all__ = ["Suspicion", "suspicion"]


def suspicion(
    truth: Truth, predictions: Sequence[Prediction], names: Sequence[str], *, normalization: Collection[str] = ()
) -> Suspicion:
    """``names`` is the vocabulary, ``normalization`` that of transcripts.

    Predictions must be out-of-sample: a model praises the labels that it was trained on.
    """
    match truth:
        case ClassTruth():
            return of_classes(truth, predictions, names)
        case MultilabelTruth():
            return of_labels(truth, predictions, names)
        case TranscriptTruth():
            return of_transcripts(truth, predictions, normalization=normalization)
        case _:
            raise TypeError(f"no suspicion of {type(truth).__name__}")
