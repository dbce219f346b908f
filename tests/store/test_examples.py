"""Examples, predictions and the fingerprint in the file."""

from __future__ import annotations

import numpy as np
import pytest

from labeler.core.labels import Vocabulary
from labeler.core.text import TextColumn
from labeler.store.columns import Columns
from labeler.store.examples import (
    NewPrediction,
    fingerprint,
    read_examples,
    read_predictions,
    write_examples,
    write_prediction,
    write_vocabulary,
)
from labeler.store.project_file import creating
from labeler.store.transactions import transaction


def add(connection, model, **columns):
    new = NewPrediction(model, {name: np.array(values) for name, values in columns.items()}, "a.csv")
    with transaction(connection):
        return write_prediction(connection, new, at="2026-01-01T00:00:00Z")


def test_examples_read_back_with_weights_sets_and_their_own_columns(tmp_path, examples_of):
    made = examples_of(acceptable={2: (0, 1)})
    object.__setattr__(made, "weights", np.array([1.0, 0.5, 10.0]))
    extras = {"note": TextColumn.of(["", " x ", "=1"])}
    with creating(tmp_path / "p.labeler") as connection:
        write_examples(connection, made, extras=extras)
        connection.execute("INSERT OR REPLACE INTO settings VALUES ('columns', '[\"note\"]')")
        read = read_examples(connection, Columns(connection))
        assert list(read.ids) == list(made.ids)
        assert read.split_sizes == {"dev": 2, "test": 1}
        assert dict(read.given.acceptable) == {2: (0, 1)}
        assert read.weights.tolist() == [1.0, 0.5, 10.0]
        assert read.tickets.tolist() == made.tickets.tolist()
        assert {name: list(cells) for name, cells in read.extras.items()} == {"note": ["", " x ", "=1"]}
        with pytest.raises(KeyError):
            read.extras["label"]


def test_a_class_is_appended_and_never_renumbered(connection):
    write_vocabulary(connection, Vocabulary(("cat", "dog", "cow")))
    assert read_examples(connection, Columns(connection)).vocabulary.names == ("cat", "dog", "cow")
    write_vocabulary(connection, Vocabulary(("cat", "dog")))
    assert read_examples(connection, Columns(connection)).vocabulary.names == ("cat", "dog", "cow")


def test_replacing_a_model_adds_a_revision_and_keeps_the_order_of_models(connection):
    assert add(connection, "b", predicted=[0, 0, 0]) == 1
    assert add(connection, "a", predicted=[1, 1, 1]) == 1
    assert add(connection, "b", predicted=[1, 0, 1]) == 2
    models = read_predictions(connection, Columns(connection))
    assert [(model.model, model.revision, model.codes.tolist()) for model in models] == [
        ("b", 2, [1, 0, 1]),
        ("a", 1, [1, 1, 1]),
    ]
    assert connection.execute("SELECT count(*) FROM chunks WHERE column LIKE 'prediction/%'").fetchone() == (3,)


def test_the_fingerprint_is_over_ids_and_given_labels(examples_of):
    same = fingerprint(examples_of())
    assert fingerprint(examples_of()) == same
    assert fingerprint(examples_of(ids=("first-example", "second-example", "another"))) != same
    assert fingerprint(examples_of(ids=("first-exampl", "esecond-example", "third-example"))) != same
    assert fingerprint(examples_of(codes=(0, 1, 1))) != same
    assert fingerprint(examples_of(codes=(0, 1, -1))) != same
    assert fingerprint(examples_of(names=("cat", "cow"))) != same
    assert fingerprint(examples_of(acceptable={2: (0, 1)})) != same


def test_the_fingerprint_is_the_same_whatever_order_the_classes_have(examples_of):
    assert fingerprint(examples_of(names=("dog", "cat"), codes=(1, 0, 1))) == fingerprint(examples_of())
    assert fingerprint(examples_of(names=("cat", "cow", "dog"), codes=(0, 2, 0))) == fingerprint(examples_of())
    sets = [{"names": ("cat", "dog"), "acceptable": {2: (0, 1)}}]
    sets.append({"names": ("dog", "cat"), "codes": (1, 0, 1), "acceptable": {2: (1, 0)}})
    assert fingerprint(examples_of(**sets[0])) == fingerprint(examples_of(**sets[1]))
