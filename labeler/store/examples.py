"""Examples and predictions in the file: written once by imports, read back as the core's columns."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeler.core.dataset import Examples
from labeler.core.labels import Vocabulary
from labeler.core.predictions import Prediction
from labeler.core.tasks import task_named
from labeler.core.text import Text, TextColumn
from labeler.store.columns import Columns
from labeler.store.settings import Settings
from labeler.store.truths import add_to_fingerprint, read_truth, write_truth

Array = NDArray[Any]


@dataclass(frozen=True)
class NewPrediction:
    """A model's columns as a file gave them (see ``core.predictions.Prediction``), and that file's name."""

    model: str
    columns: Mapping[str, Array]
    source: str


def write_examples(connection: sqlite3.Connection, examples: Examples, *, extras: Mapping[str, Text]) -> None:
    """The first batch of examples, with their labels; the caller has the transaction."""
    columns, settings = Columns(connection), Settings(connection)
    columns.write_text("id", examples.ids)
    columns.write("split", examples.splits)
    columns.write("ticket", examples.tickets)
    columns.write("ticket_order", examples.by_ticket.astype(np.int32))
    write_truth(columns, "given", examples.given)
    if examples.weights is not None:
        columns.write("weight", examples.weights)
    for name, cells in extras.items():
        columns.write_text(f"table/{name}", cells)
    write_vocabulary(connection, examples.vocabulary)
    settings.put("task", examples.task.name)
    settings.put("seed", examples.seed)
    settings.put("fingerprint", fingerprint(examples))


def read_examples(connection: sqlite3.Connection, columns: Columns) -> Examples:
    settings = Settings(connection)
    names = tuple(name for (name,) in connection.execute("SELECT name FROM labels ORDER BY code"))
    vocabulary = Vocabulary(names)
    ids = columns.text("id")
    assert isinstance(ids, TextColumn)
    extras = Extras(columns, settings.get("columns", []))
    group = settings.get("roles", {}).get("group")
    return Examples(
        ids=ids,
        splits=columns["split"],
        given=read_truth(columns, "given", labels=len(vocabulary)),
        tickets=columns["ticket"],
        vocabulary=vocabulary,
        task=task_named(
            settings.get("task"),
            vocabulary=vocabulary,
            positive=settings.get("positive"),
            normalization=settings.get("normalization", ()),
        ),
        seed=settings.get("seed"),
        order=columns["ticket_order"],
        weights=columns.get("weight"),
        groups=extras[group] if group else None,
        extras=extras,
    )


class Extras(Mapping[str, Text]):
    """The imported table's own columns, raw as they were, each read when first asked for."""

    def __init__(self, columns: Columns, names: list[str]) -> None:
        self._columns, self._names = columns, names
        self._loaded: dict[str, Text] = {}

    def __getitem__(self, name: str) -> Text:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._loaded:
            self._loaded[name] = self._columns.text(f"table/{name}")
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def write_vocabulary(connection: sqlite3.Connection, vocabulary: Vocabulary) -> None:
    """Append the classes that are not there yet; codes never change."""
    connection.executemany("INSERT OR IGNORE INTO labels VALUES (?, ?)", enumerate(vocabulary.names))


def write_prediction(connection: sqlite3.Connection, new: NewPrediction, *, at: str) -> int:
    """The next revision of a model; the caller has the transaction. Returns the revision, from 1."""
    query = "SELECT coalesce(max(revision), 0) + 1 FROM predictions WHERE model = ?"
    revision = int(connection.execute(query, (new.model,)).fetchone()[0])
    cursor = connection.execute(
        "INSERT INTO predictions (model, revision, at, source) VALUES (?, ?, ?, ?)",
        (new.model, revision, at, new.source),
    )
    columns = Columns(connection)
    for name, array in new.columns.items():
        columns.write(f"prediction/{cursor.lastrowid}/{name}", array)
    return revision


def read_predictions(connection: sqlite3.Connection, columns: Columns) -> tuple[Prediction, ...]:
    """The latest revision of every model, in the order the models first came."""
    rows = connection.execute(
        "SELECT model, max(revision), max(id) FROM predictions GROUP BY model ORDER BY min(id)"
    ).fetchall()
    return tuple(Prediction(model, revision, columns.below(f"prediction/{id_}")) for model, revision, id_ in rows)


def fingerprint(examples: Examples) -> str:
    """SHA-256 over ids and given labels: what two copies of a project must share, whatever order their classes have."""
    digest = hashlib.sha256()
    digest.update(np.ascontiguousarray(examples.ids.offsets, "<i8").tobytes())
    digest.update(examples.ids.heap)
    add_to_fingerprint(digest, examples.given, examples.vocabulary)
    return digest.hexdigest()
