"""The labels of every kind of task in the file, as given and as applied."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest

from labeler.core.labels import Vocabulary
from labeler.core.text import CodedColumn, TextColumn
from labeler.core.truth import ClassTruth, MultilabelTruth, TranscriptTruth
from labeler.store.columns import Columns
from labeler.store.transactions import transaction
from labeler.store.truths import add_to_fingerprint, read_truth, truth_column, write_truth

NAMES = Vocabulary(("cat", "dog"))
SETS = MultilabelTruth(np.array([[1, 0], [-1, 1], [0, 0]], np.int8))
SPOKEN = TranscriptTruth(TextColumn.of(("one", "", "zwölf")), {0: ("won", "wan"), 2: ("12",)})


class Digest:
    """Collects what is hashed."""

    def __init__(self) -> None:
        self.data = b""

    def update(self, data: bytes) -> None:
        self.data += data


def hashed(truth, vocabulary=NAMES):
    digest = Digest()
    add_to_fingerprint(digest, truth, vocabulary)
    return digest.data


def written(connection: sqlite3.Connection, truth, name="other") -> Columns:
    with transaction(connection):
        write_truth(Columns(connection), name, truth)
    return Columns(connection)


@pytest.mark.parametrize(
    ("task", "truth"),
    [
        ("multiclass", ClassTruth(np.array([0, 1, -1], np.int32), {1: (1, 0)})),
        ("multilabel", SETS),
        ("transcript", SPOKEN),
        ("transcript", TranscriptTruth(CodedColumn(np.array([0, 0, 1], np.int32), ("x", "y")))),
    ],
)
def test_every_kind_of_truth_reads_back(connection, task, truth):
    columns = written(connection, truth)
    assert read_truth(columns, "other", labels=2).same_as(truth)
    assert columns.rows(f"other/{truth_column(task)}") == 3
    assert list(columns.problems()) == []


def test_a_label_that_came_later_is_unknown_of_every_example(connection):
    columns = written(connection, SETS)
    assert read_truth(columns, "other", labels=3).values.tolist() == [[1, 0, -1], [-1, 1, -1], [0, 0, -1]]


def test_the_fingerprint_of_sets_follows_the_labels_not_their_order():
    swapped = MultilabelTruth(SETS.values[:, ::-1])
    assert hashed(swapped, Vocabulary(("dog", "cat"))) == hashed(SETS)
    assert hashed(swapped) != hashed(SETS)
    assert hashed(MultilabelTruth(np.where(SETS.values == -1, 0, SETS.values).astype(np.int8))) != hashed(SETS)


def test_the_fingerprint_of_transcripts_is_over_every_reference():
    others = [
        TranscriptTruth(SPOKEN.texts),
        TranscriptTruth(TextColumn.of(("one", "zwölf", "")), SPOKEN.others),
        TranscriptTruth(SPOKEN.texts, {0: ("won wan",), 2: ("12",)}),
    ]
    assert len({hashed(SPOKEN), *map(hashed, others)}) == 4
