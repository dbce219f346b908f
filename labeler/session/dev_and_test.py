"""What parity compares besides the strata: who reviewed what, and the mixes of labels and sources (METHOD 4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from labeler.core.dataset import Examples
from labeler.core.distributions import Comparison, compared, compared_labels, table
from labeler.core.parity import Distributions
from labeler.core.splits import POOLED, members
from labeler.core.text import CodedColumn, Text
from labeler.core.truth import UNKNOWN, ClassTruth, MultilabelTruth
from labeler.session.open_project import OpenProject

if TYPE_CHECKING:
    from labeler.session.review import Review

Mask = NDArray[np.bool_]

# They don't change while people review, and a window asks after every decision.
_compared: WeakKeyDictionary[Examples, Distributions] = WeakKeyDictionary()


def reviewers(review: Review) -> Mapping[str, NDArray[np.intp]]:
    """The ordinals that each reviewer's standing verdicts are on; adjudications are nobody's."""
    return {name: np.array(ordinals, np.intp) for name, ordinals in review.spoken().items()}


def distributions(session: OpenProject) -> Distributions:
    """Given labels and sources of dev against test; transcripts have no labels to compare."""
    examples = session.examples
    if examples not in _compared:
        column = session.settings.get("roles", {}).get("source")
        sources = examples.extras.get(column)
        _compared[examples] = _distributions(examples, sources)
    return _compared[examples]


def _distributions(examples: Examples, sources: Text | None) -> Distributions:
    here = examples.members(POOLED)
    in_test = members(examples.splits[here], "test")
    if in_test.all() or not in_test.any():
        return Distributions()
    source = None if sources is None else _sources(sources, here, in_test, examples.seed)
    return Distributions(_labels(examples, here, in_test), source)


def _labels(examples: Examples, here: Mask, in_test: Mask) -> Comparison | None:
    given, names = examples.given, examples.vocabulary.names
    if isinstance(given, ClassTruth):
        return compared(table(given.codes[here], in_test, len(names)), names, seed=examples.seed)
    if isinstance(given, MultilabelTruth):
        return compared_labels(_with_and_without(given.values[here], in_test), names, seed=examples.seed)
    return None


def _with_and_without(values: NDArray[np.int8], in_test: Mask) -> NDArray[np.int64]:
    """Counts (labels, 2, 2): a row for dev and one for test, without and with the label; unknown ones in neither."""
    counts = np.array([[(values[side] == value).sum(axis=0) for value in (0, 1)] for side in (~in_test, in_test)])
    return np.moveaxis(counts, -1, 0)


def _sources(sources: Text, here: Mask, in_test: Mask, seed: int) -> Comparison | None:
    """An example without a source is left out."""
    known: dict[str, int] = {"": UNKNOWN}

    def code(source: str) -> int:
        return known.setdefault(source.strip(), len(known) - 1)

    if isinstance(sources, CodedColumn):
        codes = np.array([code(name) for name in sources.names], np.int64)[sources.codes]
    else:
        codes = np.fromiter(map(code, sources), np.int64, len(sources))
    return compared(table(codes[here], in_test, len(known) - 1), list(known)[1:], seed=seed)
