"""Metrics of transcript tasks, after the recorded normalization of reference and hypothesis (METHOD 1)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, TypeVar

import numpy as np
from numpy.typing import NDArray

from labeler.core.edits import distance, nearest, words
from labeler.core.metrics.base import Counts, Loss, Share
from labeler.core.normalization import normalized
from labeler.core.predictions import Prediction
from labeler.core.truth import TranscriptTruth, Truth

Pieces = Sequence[Hashable]
T = TypeVar("T")


@dataclass(frozen=True)
class EditRate(Loss):
    """Edits over the length of the reference; counts (edits, length).

    With several references the nearest gives the edits and the first the length. A model that says nothing of an
    example is taken to have heard nothing.
    """

    normalization: tuple[str, ...] = ()

    @abstractmethod
    def pieces(self, text: str) -> Pieces:
        """What is edited, and counted as length."""

    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> Counts:
        assert isinstance(truth, TranscriptTruth)
        references = [[self._cut(text) for text in truth.references(row)] for row in range(len(truth))]
        counts = np.empty((2, len(predictions), len(truth)), np.int32)
        counts[1] = [len(first) for first, *_ in references]
        for model, prediction in enumerate(predictions):
            counts[0, model] = list(map(nearest, references, heard(prediction, self._cut)))
        return counts

    def _apart(self, a: Prediction, b: Prediction) -> NDArray[np.int64]:
        return np.array(list(map(distance, heard(a, self._cut), heard(b, self._cut))), np.int64)

    def _cut(self, text: str) -> Pieces:
        return self.pieces(normalized(text, self.normalization))


class WordErrorRate(EditRate):
    """Words are parted by white space."""

    name: ClassVar[str] = "wer"
    title: ClassVar[str] = "WER"

    def pieces(self, text: str) -> Pieces:
        return words(text)


class CharacterErrorRate(EditRate):
    """Characters are Unicode code points; blanks between words count."""

    name: ClassVar[str] = "cer"
    title: ClassVar[str] = "CER"

    def pieces(self, text: str) -> Pieces:
        return text


@dataclass(frozen=True)
class SentenceError(Share):
    """Share of examples whose hypothesis is, character for character, none of the references."""

    normalization: tuple[str, ...] = ()

    name: ClassVar[str] = "sentence-error"
    title: ClassVar[str] = "sentence error"

    def differ(self, a: Prediction, b: Prediction) -> NDArray[np.bool_]:
        pairs = zip(heard(a, self._cut), heard(b, self._cut), strict=True)
        return np.array([ours != theirs for ours, theirs in pairs], np.bool_)

    def _counts(self, truth: Truth, predictions: Sequence[Prediction]) -> Counts:
        assert isinstance(truth, TranscriptTruth)
        references = [{self._cut(text) for text in truth.references(row)} for row in range(len(truth))]
        counts = np.ones((2, len(predictions), len(truth)), np.uint8)
        for model, prediction in enumerate(predictions):
            said = heard(prediction, self._cut)
            counts[0, model] = [text not in accepted for text, accepted in zip(said, references, strict=True)]
        return counts

    def _cut(self, text: str) -> str:
        return normalized(text, self.normalization)


def heard(prediction: Prediction, cut: Callable[[str], T]) -> list[T]:
    """What a model heard in every example, each distinct text cut once; nothing where it says nothing."""
    texts = prediction.texts
    once = cache(lambda code: cut("" if code < 0 else texts[code]))
    return [once(code) for code in prediction.codes.tolist()]
