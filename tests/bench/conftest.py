"""Measuring for the bars of DESIGN 7: figures are printed as tables, and no wall-clock time is asserted.

Run with ``python -m pytest tests/bench -o python_files='bench_*.py' -s``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

STEPS = Path(__file__).with_name("steps.py")


@dataclass(frozen=True)
class Measured:
    """One step: seconds by part, and the most memory its process had, in MB."""

    seconds: dict[str, float]
    peak: float


Measure = Callable[..., Measured]
Show = Callable[[str, Sequence[tuple[str, str]]], None]


@pytest.fixture(scope="session")
def measure(tmp_path_factory: pytest.TempPathFactory) -> Measure:
    """``measure("rank", project=..., resamples=0)`` runs a step of steps.py in a process of its own."""
    environment = os.environ | {"LABELER_HOME": str(tmp_path_factory.mktemp("home"))}

    def run(step: str, **arguments: Any) -> Measured:
        command = [sys.executable, STEPS, step, json.dumps(arguments, default=str)]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=True)
        return Measured(**json.loads(done.stdout))

    return run


@pytest.fixture(scope="session")
def show() -> Show:
    def table(title: str, rows: Sequence[tuple[str, str]]) -> None:
        width = max(len(name) for name, _ in rows)
        print(f"\n{title}")
        for name, value in rows:
            print(f"  {name.ljust(width)}  {value:>10}")

    return table
