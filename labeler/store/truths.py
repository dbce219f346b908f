"""Labels of every example as columns, one form a kind of truth."""

from __future__ import annotations

import hashlib
from typing import TypeVar

import numpy as np

from labeler.core.labels import Vocabulary
from labeler.core.text import TextColumn
from labeler.core.truth import ClassTruth, MultilabelTruth, TranscriptTruth, Truth
from labeler.store.columns import Columns

T = TypeVar("T")


def truth_column(task: str) -> str:
    """The column, below its truth's name, that has a row an example in a project of this task."""
    return {"multilabel": "values", "transcript": "texts"}.get(task, "codes")


def write_truth(columns: Columns, name: str, truth: Truth) -> None:
    """As columns below ``name``; the few sets and further references are sparse tables beside them."""
    match truth:
        case ClassTruth():
            columns.write(f"{name}/codes", truth.codes)
            if truth.acceptable:
                rows = sorted(truth.acceptable)
                sets = [truth.acceptable[row] for row in rows]
                _write_places(columns, f"{name}/acceptable", rows, [len(codes) for codes in sets])
                columns.write(f"{name}/acceptable/codes", np.concatenate([np.array(codes, np.int32) for codes in sets]))
        case MultilabelTruth():
            columns.write(f"{name}/values", truth.values)
        case TranscriptTruth():
            columns.write_text(f"{name}/texts", truth.texts)
            if truth.others:
                rows = sorted(truth.others)
                sizes = [len(truth.others[row]) for row in rows]
                _write_places(columns, f"{name}/others", rows, sizes, places="starts")
                columns.write_text(f"{name}/others/texts", TextColumn.of(t for row in rows for t in truth.others[row]))
        case _:
            raise TypeError(type(truth).__name__)


def read_truth(columns: Columns, name: str, *, labels: int) -> Truth:
    """What ``write_truth`` wrote; a label that came into the vocabulary later is unknown of every example."""
    if f"{name}/values" in columns:
        values = columns[f"{name}/values"]
        missing = labels - values.shape[1]
        return MultilabelTruth(np.pad(values, ((0, 0), (0, missing)), constant_values=-1) if missing else values)
    if f"{name}/texts/offsets" in columns or f"{name}/texts/codes" in columns:
        texts, others = columns.text(f"{name}/texts"), f"{name}/others"
        if f"{others}/rows" not in columns:
            return TranscriptTruth(texts)
        further = list(columns.text(f"{others}/texts"))
        return TranscriptTruth(texts, _read_sets(columns, others, further, places="starts"))
    sets = f"{name}/acceptable"
    if f"{sets}/rows" not in columns:
        return ClassTruth(columns[f"{name}/codes"])
    return ClassTruth(columns[f"{name}/codes"], _read_sets(columns, sets, columns[f"{sets}/codes"].tolist()))


def add_to_fingerprint(digest: hashlib._Hash, truth: Truth, vocabulary: Vocabulary) -> None:
    """What the labels say, whatever order the classes have."""
    match truth:
        case ClassTruth():
            _add_classes(digest, truth, vocabulary.names)
        case MultilabelTruth():
            order = np.argsort(np.array(vocabulary.names))
            digest.update("\0".join(vocabulary.names[place] for place in order.tolist()).encode())
            digest.update(np.ascontiguousarray(truth.values[:, order]).tobytes())
        case TranscriptTruth():
            for ordinal in range(len(truth)):
                digest.update("\0".join((*truth.references(ordinal), "")).encode())
        case _:
            raise TypeError(type(truth).__name__)


def _add_classes(digest: hashlib._Hash, truth: ClassTruth, names: tuple[str, ...]) -> None:
    used = sorted(names[code] for code in np.unique(truth.codes).tolist() if code >= 0)
    places = {name: place for place, name in enumerate(used)}
    by_code = np.array([*(places.get(name, -1) for name in names), -1], "<i4")  # the last is MISSING's
    digest.update("\0".join(used).encode())
    digest.update(by_code[truth.codes].tobytes())
    for row in sorted(truth.acceptable):
        digest.update("\0".join((str(row), *(names[code] for code in truth.acceptable[row]))).encode())


def _write_places(columns: Columns, name: str, rows: list[int], sizes: list[int], *, places: str = "offsets") -> None:
    """Which ordinals have more, and where each one's begin; not called offsets where texts, which have such, are."""
    columns.write(f"{name}/rows", np.array(rows, np.int64))
    columns.write(f"{name}/{places}", np.cumsum([0, *sizes], dtype=np.int64))


def _read_sets(columns: Columns, name: str, items: list[T], *, places: str = "offsets") -> dict[int, tuple[T, ...]]:
    rows, offsets = columns[f"{name}/rows"].tolist(), columns[f"{name}/{places}"].tolist()
    return {row: tuple(items[offsets[i] : offsets[i + 1]]) for i, row in enumerate(rows)}
