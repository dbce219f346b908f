"""The command line in this process, and two small tables to feed it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from labeler.cli.main import main


@dataclass(frozen=True)
class Said:
    """What one command came to."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout; NaN and infinities are no JSON."""
        assert self.out.count("\n") == 1
        return json.loads(self.out, parse_constant=pytest.fail)


Run = Callable[..., Said]


@pytest.fixture
def run() -> Run:
    """``run("rank", project, "--json")``; wrong usage, at which the parser leaves, is exit code 2."""

    def run(*arguments: object) -> Said:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main([str(argument) for argument in arguments])
            except SystemExit as left:
                code = int(left.code or 0)
        return Said(code, out.getvalue(), err.getvalue())

    return run


@dataclass(frozen=True)
class Tables:
    """Twelve examples, six a split; the model bold errs twice a split, shy once, and only bold's rank is known."""

    examples: Path
    bold: Path
    shy: Path

    @property
    def new(self) -> tuple[object, ...]:
        """The options that make a project of them."""
        models = ("--predictions", f"bold={self.bold}", "--predictions", f"shy={self.shy}")
        return ("--examples", self.examples, *models)


GIVEN = ("cat", "dog", "cat", "dog", "cat", "dog")
ERRORS = {"bold": (0, 1), "shy": (1,)}


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    names = [(split, number) for split in ("dev", "test") for number in range(6)]
    lines = [f"{split}-{number},{split},{GIVEN[number]}" for split, number in names]
    examples = _written(tmp_path / "examples.csv", "example_id,split,label", lines)
    files = []
    for model, wrong in ERRORS.items():
        predicted = [_other(GIVEN[number]) if number in wrong else GIVEN[number] for _, number in names]
        lines = [f"{split}-{number},{label}" for (split, number), label in zip(names, predicted, strict=True)]
        files.append(_written(tmp_path / f"{model}.csv", "example_id,predicted", lines))
    return Tables(examples, *files)


@pytest.fixture
def project(run: Run, tables: Tables, tmp_path: Path) -> Path:
    """A project of the two tables in which nothing was decided."""
    path = tmp_path / "pets.labeler"
    assert run("new", path, *tables.new).code == 0
    return path


@pytest.fixture
def decisions(tmp_path: Path) -> Path:
    """Three decisions a split: one label corrected, one upheld, one example excluded."""
    said = {0: "incorrect,dog", 1: "correct,", 2: "excluded,"}
    lines = [f"{split}-{number},{what}" for split in ("dev", "test") for number, what in said.items()]
    return _written(tmp_path / "decisions.csv", "example_id,verdict,corrected_label", lines)


def _written(path: Path, header: str, lines: list[str]) -> Path:
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return path


def _other(label: str) -> str:
    return "dog" if label == "cat" else "cat"
