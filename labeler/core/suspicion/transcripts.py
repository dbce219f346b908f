"""Suspicious reference transcripts: those that recognisers contradict more than they contradict each other.

No probability is known of a transcript, so that self-confidence and confident learning have nothing to say. An
utterance that is hard to hear parts every model from the reference, and from every other model as well; a wrong
reference stands apart from models that stand together. So what counts against a reference are a model's edits to it
beyond those that part the model from the others.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from labeler.core import edits
from labeler.core.normalization import normalized
from labeler.core.predictions import Prediction
from labeler.core.suspicion.base import Floats, Suspicion, against, mean_known, standing
from labeler.core.truth import TranscriptTruth

Words = tuple[str, ...]


def of_transcripts(
    truth: TranscriptTruth, predictions: Sequence[Prediction], *, normalization: Collection[str] = ()
) -> Suspicion:
    """Words are compared after the recorded normalization."""
    numbers: dict[Words, int] = {}
    codes = np.full((len(predictions), len(truth)), -1, np.int32)
    agreeing = np.zeros(codes.shape, bool)
    doubts = np.full(codes.shape, np.nan)
    for row in range(len(truth)):
        references = [_words(text, normalization) for text in truth.references(row)]
        heard = [prediction.hypothesis(row) for prediction in predictions]
        said = {model: _words(text, normalization) for model, text in enumerate(heard) if text is not None}
        for model, words in said.items():
            codes[model, row] = numbers.setdefault(words, len(numbers))
            agreeing[model, row] = words in references
            doubts[model, row] = doubt(references, words, [w for other, w in said.items() if other != model])
    spoken = [" ".join(words) for words in numbers]
    agreement, suggested = against(codes, agreeing, spoken)
    views: list[Floats] = [
        standing(-each, right, code >= 0) for each, right, code in zip(doubts, agreeing, codes, strict=True)
    ]
    return Suspicion(
        models=(codes >= 0).sum(axis=0, dtype=np.int32),
        quality=mean_known(views, len(truth)),
        self_confidence=np.full(len(truth), np.nan),
        agreement=agreement,
        flagged=np.zeros(len(truth), bool),
        suggested=suggested,
        words=spoken,
        flags=False,
    )


def doubt(references: Sequence[Words], said: Words, others: Sequence[Words]) -> float:
    """What one model holds against a reference: its edits to the nearest one, less the mean edits to what others said.

    At least 0, over the words of the first reference (at least one); so for a model alone the edit rate.
    """
    between = sum(edits.distance(other, said) for other in others) / max(len(others), 1)
    return max(edits.nearest(references, said) - between, 0) / max(len(references[0]), 1)


def _words(text: str, normalization: Collection[str]) -> Words:
    return tuple(edits.words(normalized(text, normalization)))
