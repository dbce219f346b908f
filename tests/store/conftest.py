"""Project files as small as they can be, made through the store alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from labeler.core.dataset import Examples
from labeler.core.labels import Vocabulary
from labeler.core.sampling import short_tickets
from labeler.core.tasks import Multiclass
from labeler.core.text import TextColumn
from labeler.core.truth import ClassTruth
from labeler.store.examples import write_examples
from labeler.store.project_file import connect, creating
from labeler.store.transactions import transaction

IDS = ("first-example", "second-example", "third-example")


def _examples(*, ids=IDS, codes=(0, 1, 0), names=("cat", "dog"), acceptable=None) -> Examples:
    return Examples(
        ids=TextColumn.of(ids),
        splits=np.array([2, 2, 3], np.int8),
        given=ClassTruth(np.array(codes, np.int32), acceptable or {}),
        tickets=short_tickets(0, ids),
        vocabulary=Vocabulary(tuple(names)),
        task=Multiclass(),
    )


@pytest.fixture
def examples_of() -> Callable[..., Examples]:
    """Makes three examples, by default two cats and a dog."""
    return _examples


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project file of three examples, closed."""
    path = tmp_path / "p.labeler"
    with creating(path) as connection, transaction(connection):
        write_examples(connection, _examples(), extras={})
    return path


@pytest.fixture
def connection(project: Path) -> Iterator[sqlite3.Connection]:
    """The same, open for writing."""
    connection = connect(project, read_only=False)
    yield connection
    connection.close()
