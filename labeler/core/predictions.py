"""What each model says of every example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.text import TextColumn

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Prediction:
    """One model's predictions, immutable. ``columns`` may load lazily and holds, by example ordinal:

    ``predicted`` int32 (N,), −1 where the model says nothing; optional ``probability`` float32 (N,) of the
    predicted label; optional ``ranked`` int32 (N, K), best first, −1 padded, with ``ranked_probability``
    float32 (N, K); optional ``probabilities`` float32 (N, classes).

    Multilabel: ``predicted`` int8 (N, labels), 1 or 0, −1 throughout where the model says nothing, and
    ``probabilities`` float32 (N, labels). Transcript: ``predicted`` int32 (N,) are places in this model's own
    distinct ``texts``, −1 where it says nothing.
    """

    model: str
    revision: int
    columns: Mapping[str, Array]

    @property
    def codes(self) -> NDArray[np.int32]:
        return self.columns["predicted"]

    @property
    def depth(self) -> int:
        """How many ranked labels there are: the largest k of top-k that this model can be asked for."""
        for name in ("ranked", "probabilities"):
            if name in self.columns:
                return int(self.columns[name].shape[1])
        return 1

    def ranked(self, k: int) -> NDArray[np.int32]:
        """The k best labels, int32 of shape (N, k), −1 padded; equal probabilities by label order."""
        if k == 1:
            return self.codes[:, None]
        if "ranked" in self.columns:
            ranked: NDArray[np.int32] = self.columns["ranked"][:, :k]
            return ranked
        order = np.argsort(-self.columns["probabilities"], axis=1, kind="stable")[:, :k].astype(np.int32)
        order[self.codes < 0] = -1
        return order

    def probability(self, ordinal: int) -> float | None:
        """The probability of the predicted label, where it was imported."""
        if "probability" not in self.columns:
            return None
        value = float(self.columns["probability"][ordinal])
        return None if np.isnan(value) else value

    @cached_property
    def texts(self) -> TextColumn:
        """The distinct hypotheses of a transcript model, by ``codes``."""
        if isinstance(self.columns, _Taken):
            return self.columns.whole.texts
        return TextColumn(self.columns["texts/offsets"], self.columns["texts/heap"].tobytes())

    def hypothesis(self, ordinal: int) -> str | None:
        """What a transcript model heard in one example; None where it says nothing."""
        code = int(self.codes[ordinal])
        return None if code < 0 else self.texts[code]

    @cached_property
    def covered(self) -> NDArray[np.bool_]:
        """The examples that this model says something about."""
        predicted = self.columns["predicted"]
        covered: NDArray[np.bool_] = (predicted if predicted.ndim == 1 else predicted.max(axis=1, initial=-1)) >= 0
        return covered

    def taken(self, rows: NDArray[np.intp]) -> Prediction:
        """The predictions of some examples only, in the order of ``rows``; columns still load when asked for."""
        return Prediction(self.model, self.revision, _Taken(self, rows))

    def covers(self, rows: NDArray[np.bool_]) -> bool:
        """Whether the model says something about every example of a mask."""
        return bool((self.covered >= rows).all())


@dataclass(frozen=True, eq=False)
class _Taken(Mapping[str, Array]):
    """Some rows of every column; a model's texts stay whole, since codes point into them."""

    whole: Prediction
    rows: NDArray[np.intp]

    def __getitem__(self, name: str) -> Array:
        column = self.whole.columns[name]
        return column if name.startswith("texts/") else column[self.rows]

    def __contains__(self, name: object) -> bool:
        return name in self.whole.columns

    def __iter__(self) -> Iterator[str]:
        return iter(self.whole.columns)

    def __len__(self) -> int:
        return len(self.whole.columns)
