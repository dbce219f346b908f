"""What a kind of task must tell: how a label is written, read, compared and counted.

A label travels through the log, the files and the window as its *text* (``cat``, ``cat;dog`` for a set of
acceptable labels), so that decisions stay readable and merge by name; only a task turns it into numbers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from labeler.core.labels import Vocabulary
from labeler.core.metrics.base import Metric, Ratio
from labeler.core.metrics.weighted import Weighted
from labeler.core.predictions import Prediction
from labeler.core.truth import Truth
from labeler.errors import LabelerError


class Task(ABC):
    """What differs between binary, multiclass, multilabel and transcript projects.

    ``metrics`` names what a model can be judged by, the default first; "top-K" and "label:NAME" stand for many.
    ``may_be_empty``: the empty text is a label (no label applies, nothing is said). ``error_title`` names the rate of
    misclassified examples, as ``wrong`` has them.
    """

    name: ClassVar[str]
    metrics: ClassVar[tuple[str, ...]]
    may_be_empty: ClassVar[bool] = False
    error_title: ClassVar[str] = "error"

    @property
    def default_metric(self) -> str:
        return self.metrics[0]

    @property
    @abstractmethod
    def default(self) -> Ratio:
        """The metric of that name."""

    @abstractmethod
    def canonical(self, text: str, vocabulary: Vocabulary) -> str:
        """The label as it is stored; raises LabelerError for a text that is no label of this project."""

    @abstractmethod
    def key(self, label: str) -> Hashable:
        """Equal for labels that say the same, however they are written."""

    @abstractmethod
    def mentioned(self, label: str) -> frozenset[str]:
        """Names of the classes that a label says anything of; none where labels aren't classes."""

    @abstractmethod
    def given(self, truth: Truth, ordinal: int, vocabulary: Vocabulary) -> str:
        """The text of the label an example has in ``truth``."""

    @abstractmethod
    def corrected(self, given: Truth, labels: Mapping[int, str], vocabulary: Vocabulary) -> Truth:
        """``given`` with the labels of some ordinals replaced (METHOD 1 for sets); arrays are copied."""

    def metric(self, name: str) -> Metric:
        """The metric of that name; raises LabelerError with the names there are. ``Examples.metric`` has slices too."""
        found = Weighted(self.default) if name == Weighted.name else self._named(name)
        if found is None:
            known = ", ".join((*self.metrics, "slice:COLUMN"))
            raise LabelerError(f"{name!r} is not a metric of a {self.name} project; choose one of: {known}")
        return found

    @abstractmethod
    def _named(self, name: str) -> Metric | None:
        """Any metric of that name but the weighted error."""

    @abstractmethod
    def wrong(self, prediction: Prediction, truth: Truth) -> NDArray[np.bool_]:
        """Mask of a model's misclassified examples; one it says nothing about isn't among them."""

    @abstractmethod
    def predicted(self, prediction: Prediction, ordinal: int, vocabulary: Vocabulary) -> str | None:
        """The text of the label that a model predicts; None where it says nothing."""

    @abstractmethod
    def label_counts(self, truth: Truth, labels: int) -> NDArray[np.int64]:
        """How many examples have each of the vocabulary's labels, shape (labels,); of a set each."""

    @abstractmethod
    def classes(self, truth: Truth, ordinal: int) -> tuple[int, ...]:
        """Codes of the classes that are right for one example; none where labels aren't classes."""
