"""Projects as small as they can be, made from tables as a user makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import labeler
from labeler.session.session import Session

Make = Callable[..., Session]

# Six examples a split, cats and dogs in turn. Of dev A errs on d0, B on d1 and d2, C on d0, d3 and d4; of test A on
# t0 and t1, B on t1, C on t2.
GIVEN = {f"{split[0]}{i}": ("cat", "dog")[i % 2] for split in ("dev", "test") for i in range(6)}
WRONG = {"A": ("d0", "t0", "t1"), "B": ("d1", "d2", "t1"), "C": ("d0", "d3", "d4", "t2")}
OTHER = {"cat": "dog", "dog": "cat"}


def table(header: str, rows: Mapping[str, str]) -> str:
    return "\n".join([header, *(f"{key},{cells}" for key, cells in rows.items())]) + "\n"


EXAMPLES = table("example_id,split,label", {i: f"{'dev' if i[0] == 'd' else 'test'},{GIVEN[i]}" for i in GIVEN})


def predicted(wrong: tuple[str, ...]) -> str:
    return table("example_id,predicted", {i: OTHER[label] if i in wrong else label for i, label in GIVEN.items()})


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """``write(name, text)`` is a file in the test's folder."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def make(tmp_path: Path, write: Callable[[str, str], Path]) -> Iterator[Make]:
    """``make(examples=text, predictions={model: text}, …)`` is an open project; by default that of GIVEN and WRONG."""
    opened: list[Session] = []

    def make(
        *, examples: Any = EXAMPLES, predictions: Mapping[str, Any] | None = None, name: str = "p", **options: Any
    ) -> Session:
        texts = {model: predicted(wrong) for model, wrong in WRONG.items()} if predictions is None else predictions
        files = {model: write(f"{model}.csv", text) if isinstance(text, str) else text for model, text in texts.items()}
        source = write("examples.csv", examples) if isinstance(examples, str) else examples
        opened.append(labeler.new(tmp_path / name, examples=source, predictions=files, **options))
        return opened[-1]

    yield make
    for session in opened:
        session.close()


@pytest.fixture
def session(make: Make) -> Session:
    return make()


@pytest.fixture
def reopened() -> Iterator[Callable[[Session], Session]]:
    """``reopened(session)`` closes a session and opens its project again."""
    opened: list[Session] = []

    def reopened(session: Session) -> Session:
        session.close()
        opened.append(labeler.open(session.path))
        return opened[-1]

    yield reopened
    for session in opened:
        session.close()


@pytest.fixture
def decisions(write: Callable[[str, str], Path]) -> Callable[..., Path]:
    """``decisions("d0,correct", …)`` is a table of decisions with the columns of ``header``."""

    def decisions(*rows: str, header: str = "example_id,verdict,corrected_label", name: str = "decisions.csv") -> Path:
        return write(name, "\n".join([header, *rows]) + "\n")

    return decisions
