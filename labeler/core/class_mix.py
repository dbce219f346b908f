"""How often each class is in dev and in test, and whether they have one mix (METHOD 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from labeler.core.dataset import Examples
from labeler.core.distributions import CHI_SQUARE, OTHERS, Comparison, table
from labeler.core.pairs import SIGNIFICANT
from labeler.core.phrases import counted, listed, p_value
from labeler.core.truth import ClassTruth, MultilabelTruth, TranscriptTruth

Of = Literal["classes", "labels", "words"]
Counts = NDArray[np.int64]

_SPLITS = ("dev", "test")
_MOST_NAMED = 3
_MOST_BINS = 10
_COMMON = 0.95


@dataclass(frozen=True, slots=True)
class ClassShare:
    """One class: how many of dev and of test have it, and the shares; ``differs`` by more than chance."""

    name: str
    dev: int
    test: int
    dev_share: float | None
    test_share: float | None
    differs: bool = False

    @property
    def gap(self) -> float:
        """How far the shares are apart."""
        return abs((self.dev_share or 0.0) - (self.test_share or 0.0))

    @property
    def common(self) -> float:
        return (self.dev_share or 0.0) + (self.test_share or 0.0)


@dataclass(frozen=True, slots=True)
class ClassMix:
    """``of`` the given classes, of labels that an example may have several of, or of words, where there are no classes.

    ``rows`` begin with the classes that differ, those farthest apart first, then the commonest; numbers of words go
    up. ``sizes`` are those of dev and test with a known label; ``p`` is None where nothing is compared.
    """

    of: Of
    rows: tuple[ClassShare, ...]
    sizes: tuple[int, int]
    p: float | None = None
    method: str | None = None

    @property
    def differs(self) -> bool:
        return self.p is not None and self.p <= SIGNIFICANT

    @property
    def sentence(self) -> str:
        """What the comparison says; of words nothing is compared."""
        if self.of == "words":
            return "Transcripts have no classes: how many words the references have."
        if self.p is None:
            missing = [name for name, size in zip(_SPLITS, self.sizes, strict=True) if not size]
            return f"There is nothing to compare: {listed(missing)} has no known label." if missing else ""
        how = f"{'chi-square' if self.method == CHI_SQUARE else 'simulated chi-square'} p {p_value(self.p)}"
        if not self.differs:
            return f"Dev and test have one mix of {self.of}, as far as can be told ({how})."
        differing = [row.name for row in self.rows if row.differs]
        if not differing:
            return f"Dev and test differ by more than chance ({how}), though in none of the {self.of} by itself."
        more = len(differing) - _MOST_NAMED
        named = [*differing[:_MOST_NAMED], *([f"{more:,} more"] if more > 0 else [])]
        return f"Dev and test differ by more than chance ({how}), above all in {listed(named)}."

    def to_dict(self) -> dict[str, Any]:
        return (
            asdict(self)
            | {"rows": [asdict(row) for row in self.rows], "sizes": list(self.sizes)}
            | {"sentence": self.sentence}
        )


def class_mix(examples: Examples, compared: Comparison | None) -> ClassMix | None:
    """Of the given labels of dev and test; None where there is neither. ``compared`` are these very labels."""
    sides = [examples.members(name) for name in _SPLITS]
    if not any(side.any() for side in sides):
        return None
    given, names = examples.given, examples.vocabulary.names
    if isinstance(given, ClassTruth):
        here = sides[0] | sides[1]
        counts = table(given.codes[here], sides[1][here], len(names))
        return _mix("classes", names, counts, counts.sum(axis=1, keepdims=True), compared)
    if isinstance(given, MultilabelTruth):
        having = np.array([(given.values[side] == 1).sum(axis=0) for side in sides], np.int64)
        known = np.array([given.known[side].sum(axis=0) for side in sides], np.int64)
        return _mix("labels", names, having, known, compared)
    return _words(given, sides) if isinstance(given, TranscriptTruth) else None


def _mix(of: Of, names: Sequence[str], counts: Counts, known: Counts, compared: Comparison | None) -> ClassMix:
    """``counts`` (2, classes) of ``known`` ones, which are the same for all classes or broadcast."""
    differing = {each.name for each in compared.differing} - {OTHERS} if compared else set()
    whole = np.broadcast_to(known, counts.shape)
    rows = [
        _share(name, counts[:, i].tolist(), whole[:, i].tolist(), differs=name in differing)
        for i, name in enumerate(names)
        if counts[:, i].any() or of == "labels"
    ]
    rows.sort(key=lambda row: (not row.differs, -row.gap if row.differs else -row.common, row.name))
    sizes = (int(known[0].max(initial=0)), int(known[1].max(initial=0)))
    return ClassMix(of, tuple(rows), sizes, compared.p if compared else None, compared.method if compared else None)


def _share(name: str, counts: Sequence[int], known: Sequence[int], *, differs: bool = False) -> ClassShare:
    shares = [count / size if size else None for count, size in zip(counts, known, strict=True)]
    return ClassShare(name, counts[0], counts[1], shares[0], shares[1], differs)


def _words(given: TranscriptTruth, sides: Sequence[NDArray[np.bool_]]) -> ClassMix:
    """In about ten bins of one width, the last for all that is longer than most."""
    lengths = [np.array([len(given.texts[row].split()) for row in np.flatnonzero(side).tolist()]) for side in sides]
    together = np.concatenate(lengths).astype(np.int64)
    lowest, most = int(together.min()), int(np.quantile(together, _COMMON))
    width = max(-(-(most - lowest + 1) // _MOST_BINS), 1)
    bins = max(-(-(most - lowest + 1) // width), 1)
    ends = np.minimum((together - lowest) // width, bins)
    counts = table(ends, np.arange(len(ends)) >= len(lengths[0]), bins + 1)
    names = [_span(lowest + i * width, lowest + (i + 1) * width - 1) for i in range(bins)]
    names.append(f"{lowest + bins * width:,} or more words")
    sizes = counts.sum(axis=1).tolist()
    rows = tuple(_share(name, counts[:, i].tolist(), sizes) for i, name in enumerate(names) if counts[:, i].any())
    return ClassMix("words", rows, (sizes[0], sizes[1]))


def _span(low: int, high: int) -> str:
    return counted(low, "word") if low == high else f"{low:,}–{high:,} words"
