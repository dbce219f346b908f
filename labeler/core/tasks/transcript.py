"""What is said in a recording, as text (METHOD 1)."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from labeler.core.labels import Vocabulary
from labeler.core.metrics.base import Metric, Ratio
from labeler.core.metrics.transcripts import CharacterErrorRate, SentenceError, WordErrorRate
from labeler.core.predictions import Prediction
from labeler.core.tasks.base import Task
from labeler.core.truth import TranscriptTruth, Truth
from labeler.errors import LabelerError

_BREAKS = ("Cc", "Cs", "Zl", "Zp")


@dataclass(frozen=True)
class Transcript(Task):
    """A label is its text, character for character; only metrics normalize. The empty text says: silence."""

    name: ClassVar[str] = "transcript"
    metrics: ClassVar[tuple[str, ...]] = ("wer", "cer", "sentence-error", "weighted-error")
    may_be_empty: ClassVar[bool] = True
    error_title: ClassVar[str] = SentenceError.title

    normalization: tuple[str, ...] = ()

    @property
    def default(self) -> Ratio:
        return WordErrorRate(self.normalization)

    def canonical(self, text: str, vocabulary: Vocabulary) -> str:  # noqa: ARG002
        """White space at the ends is stripped; line breaks and tabs are blanks where the normalization says so."""
        stripped = text.strip()
        if "space" in self.normalization:
            stripped = "".join(" " if char.isspace() else char for char in stripped)
        for char in stripped:
            if unicodedata.category(char) in _BREAKS:
                raise LabelerError(f"a transcript is one line of text, this has {char!r} in it; write a blank there")
        return stripped

    def key(self, label: str) -> Hashable:
        return label

    def mentioned(self, label: str) -> frozenset[str]:  # noqa: ARG002
        return frozenset()

    def given(self, truth: Truth, ordinal: int, vocabulary: Vocabulary) -> str:  # noqa: ARG002
        """The first reference."""
        assert isinstance(truth, TranscriptTruth)
        return truth.texts[ordinal]

    def corrected(self, given: Truth, labels: Mapping[int, str], vocabulary: Vocabulary) -> Truth:  # noqa: ARG002
        """A corrected transcript is the only reference its example then has."""
        assert isinstance(given, TranscriptTruth)
        return given.replaced(labels)

    def wrong(self, prediction: Prediction, truth: Truth) -> NDArray[np.bool_]:
        """By the sentence error, after normalization."""
        counts = SentenceError(self.normalization).counts(truth, [prediction])
        wrong: NDArray[np.bool_] = counts[0, 0].view(np.bool_) & prediction.covered
        return wrong

    def predicted(self, prediction: Prediction, ordinal: int, vocabulary: Vocabulary) -> str | None:  # noqa: ARG002
        return prediction.hypothesis(ordinal)

    def label_counts(self, truth: Truth, labels: int) -> NDArray[np.int64]:  # noqa: ARG002
        return np.zeros(labels, np.int64)

    def classes(self, truth: Truth, ordinal: int) -> tuple[int, ...]:  # noqa: ARG002
        return ()

    def _named(self, name: str) -> Metric | None:
        kinds = (WordErrorRate, CharacterErrorRate, SentenceError)
        return next((kind(self.normalization) for kind in kinds if kind.name == name), None)
