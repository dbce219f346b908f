"""A million examples and ten models from CSV: import at most 4 times as long as Arrow reads the tables, in 1.5 GB."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest

pytestmark = pytest.mark.bench

EXAMPLES, MODELS, CLASSES = 1_000_000, 10, 100


@dataclass(frozen=True)
class Million:
    """Where the tables are, and the project to make of them."""

    examples: Path
    predictions: dict[str, Path]
    project: Path

    @property
    def files(self) -> list[Path]:
        return [self.examples, *self.predictions.values()]


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> Million:
    """The same tables every time: ids, files, labels of a hundred classes, models that err on 5 to 14 %."""
    folder = tmp_path_factory.mktemp("million")
    rng = np.random.default_rng(0)
    names = pa.array([f"class {code:02}" for code in range(CLASSES)])
    ids = pa.array([f"e{number:07}" for number in range(EXAMPLES)])
    truth = rng.integers(CLASSES, size=EXAMPLES)
    examples = {
        "example_id": ids,
        "split": pa.array(np.where(rng.random(EXAMPLES) < 0.5, "dev", "test")),
        "file": pa.array([f"images/{number % 1000:03}/e{number:07}.jpg" for number in range(EXAMPLES)]),
        "label": names.take(pa.array(truth)),
    }
    _write(folder / "examples.csv", examples)
    predictions = {}
    for model in range(MODELS):
        wrong = rng.random(EXAMPLES) < 0.05 + 0.01 * model
        predicted = np.where(wrong, rng.integers(CLASSES, size=EXAMPLES), truth)
        columns = {
            "example_id": ids,
            "predicted": names.take(pa.array(predicted)),
            "probability": pa.array(np.round(rng.random(EXAMPLES), 6)),
        }
        predictions[f"model-{model}"] = _write(folder / f"model-{model}.csv", columns)
    return Million(folder / "examples.csv", predictions, folder / "million.labeler")


def _write(path: Path, columns: dict[str, pa.Array]) -> Path:
    """Without the quotes that Arrow puts around every text."""
    plain = pa.csv.WriteOptions(include_header=False, quoting_style="none")
    with path.open("wb") as file:
        file.write((",".join(columns) + "\n").encode())
        pa.csv.write_csv(pa.table(columns), file, plain)
    return path


def test_a_million_examples_with_ten_models(million, measure, show):
    alone = measure("read", files=million.files)
    made = measure("new", project=million.project, examples=million.examples, predictions=million.predictions)
    ratio = made.seconds["new"] / alone.seconds["typed"]
    show(
        "import of 1,000,000 examples × 10 models from CSV (bars: 4 times Arrow alone, 1,500 MB)",
        [
            ("size of the tables", f"{sum(path.stat().st_size for path in million.files) / 1e6:,.0f} MB"),
            ("size of the project", f"{million.project.stat().st_size / 1e6:,.0f} MB"),
            ("Arrow alone, typed", f"{alone.seconds['typed']:.2f} s"),
            ("Arrow alone, as text", f"{alone.seconds['as text']:.2f} s"),
            ("new", f"{made.seconds['new']:.2f} s"),
            ("ratio to Arrow alone, typed", f"{ratio:.1f} ×"),
            ("ratio to Arrow alone, as text", f"{made.seconds['new'] / alone.seconds['as text']:.1f} ×"),
            ("peak memory of Arrow alone", f"{alone.peak:,.0f} MB"),
            ("peak memory of new", f"{made.peak:,.0f} MB"),
        ],
    )
    _show_first_example(million, measure, show)
    _show_work(million, measure, show)


def _show_first_example(million, measure, show) -> None:
    first = measure("first_example", project=million.project)
    rows = [(part, f"{1000 * seconds:,.0f} ms") for part, seconds in first.seconds.items()]
    show("open it and show the first example (bar: 300 ms)", [*rows, ("peak memory", f"{first.peak:,.0f} MB")])


def _show_work(million, measure, show) -> None:
    for step, arguments in (("rank", {"resamples": 0}), ("record", {"decisions": 50}), ("verify", {})):
        done = measure(step, project=million.project, **arguments)
        rows = [(part, f"{1000 * seconds:,.1f} ms") for part, seconds in done.seconds.items()]
        show(f"{step} in it", [*rows, ("peak memory", f"{done.peak:,.0f} MB")])
