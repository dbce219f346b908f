"""Real recordings: training heard four of the six speakers, so train, train-dev, dev and test tell a real story.

What the command line says is compared with the same figures counted anew from the tables.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from statsmodels.stats.proportion import confint_proportions_2indep

SPELLED = {"train": "train", "traindev": "train-dev", "dev": "dev", "test": "test"}
SIZES = {"train": 1120, "train-dev": 280, "dev": 450, "test": 450}
GAPS = {
    "variance": ("train-dev", "train"),
    "data_mismatch": ("dev", "train-dev"),
    "overfitting_to_dev": ("test", "dev"),
}
MODELS = ("svm_rbf_mfcc", "logreg_mel")
HUMAN = 0.5


@dataclass(frozen=True)
class Pack:
    """The data pack as its tables say it."""

    folder: Path

    @cached_property
    def examples(self) -> dict[str, dict[str, str]]:
        return _rows(self.folder / "examples.csv") | _rows(self.folder / "train" / "examples.csv")

    def predicted(self, model: str) -> dict[str, str]:
        rows = _rows(self.folder / "predictions" / f"{model}.csv") | _rows(self.folder / "train" / f"{model}.csv")
        return {example_id: row["predicted"] for example_id, row in rows.items()}

    def errors(self, model: str, labels: dict[str, str]) -> dict[str, int]:
        """Misclassified examples by split; ``labels`` are corrected ones, in place of those given."""
        counts = dict.fromkeys(SIZES, 0)
        predicted = self.predicted(model)
        for example_id, row in self.examples.items():
            counts[SPELLED[row["split"]]] += predicted[example_id] != labels.get(example_id, row["label"])
        return counts

    @property
    def options(self) -> list[object]:
        """Of ``labeler new``: two tables of examples, and two files of predictions for each model."""
        files = [self.folder / "examples.csv", self.folder / "train" / "examples.csv"]
        options: list[object] = ["--media-root", self.folder, "--labels", self.folder / "labels.csv"]
        for file in files:
            options += ["--examples", file]
        for model in MODELS:
            for folder in ("predictions", "train"):
                options += ["--predictions", f"{model}={self.folder / folder / model}.csv"]
        return options


def _rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["example_id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def pack(data: Path) -> Pack:
    folder = data / "spoken_digits"
    if not (folder / "train").is_dir():
        pytest.skip(f"no spoken digits with training predictions in {data}")
    return Pack(folder)


@pytest.fixture(scope="module")
def corrected(pack: Pack) -> dict[str, str]:
    """On dev and test, the predictions of every fourth example that the first model gets wrong."""
    predicted = pack.predicted(MODELS[0])
    wrong = [
        example_id
        for example_id, row in pack.examples.items()
        if row["split"] in ("dev", "test") and predicted[example_id] != row["label"]
    ]
    return {example_id: predicted[example_id] for example_id in wrong[::4]}


@pytest.fixture(scope="module")
def project(pack: Pack, corrected: dict[str, str], labeler: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spoken_digits")
    made = labeler.json("new", folder / "digits", *pack.options)
    assert made["examples"] == SIZES
    table = folder / "decisions.csv"
    rows = [f"{example_id},incorrect,{label}" for example_id, label in corrected.items()]
    table.write_text("\n".join(["example_id,verdict,corrected_label", *rows]) + "\n", encoding="utf-8")
    assert labeler.json("decide", folder / "digits.labeler", table)["recorded"] == len(corrected)
    return folder / "digits.labeler"


@pytest.mark.parametrize("model", MODELS)
def test_errors_gaps_and_intervals_are_those_counted_from_the_tables(pack, corrected, project, labeler, model):
    document = labeler.json("diagnose", project, "--model", model, "--human", HUMAN)
    assert document["model"] == model
    for side, labels in (("before", {}), ("after", corrected)):
        counts = pack.errors(model, labels)
        found = document[side]
        assert found["examples"] == {"human": None, **SIZES}
        assert found["errors"] == {"human": HUMAN / 100, **{split: counts[split] / SIZES[split] for split in SIZES}}
        assert found["gaps"]["avoidable_bias"] == pytest.approx(counts["train"] / SIZES["train"] - HUMAN / 100)
        for gap, (above, below) in GAPS.items():
            assert found["gaps"][gap] == pytest.approx(counts[above] / SIZES[above] - counts[below] / SIZES[below])
            oracle = confint_proportions_2indep(
                counts[above], SIZES[above], counts[below], SIZES[below], method="newcomb", compare="diff"
            )
            assert found["intervals"][gap] == pytest.approx(oracle, abs=1e-9)


def test_speakers_that_training_never_heard_show_as_data_mismatch(project, labeler):
    for model in MODELS:
        document = labeler.json("diagnose", project, "--model", model, "--human", HUMAN)
        for side in ("before", "after"):
            assert document[side]["main"][0] == "data_mismatch"
            assert "data_mismatch" in document[side]["stands_out"]
            assert document[side]["verdict"].startswith("The largest gap is data mismatch")
        assert {warning.rpartition(" is ")[0] for warning in document["warnings"]} <= {
            f"The corrected error on {split}" for split in ("dev", "test")
        }


def test_relabeling_moves_dev_and_test_and_leaves_what_was_trained_on(project, labeler):
    document = labeler.json("diagnose", project, "--model", MODELS[0])
    before, after = document["before"]["errors"], document["after"]["errors"]
    assert after["dev"] < before["dev"]
    assert after["test"] < before["test"]
    assert (after["train"], after["train-dev"]) == (before["train"], before["train-dev"])


def test_speech_mixed_with_noise_has_the_ratio_of_the_manifest(pack, labeler, tmp_path):
    clean = tmp_path / "clean"
    clean.mkdir()
    for path in sorted((pack.folder / "wav").glob("*.wav"))[:100]:
        (clean / path.name).write_bytes(path.read_bytes())
    noise = 0.05 * np.random.default_rng(0).standard_normal((16_000 * 5, 2))
    soundfile.write(tmp_path / "noise.wav", noise, 16_000)
    document = labeler.json("synthesize", clean, tmp_path / "noise.wav", tmp_path / "noisy", "--snr-db", "0:15")
    assert document["files"] == 100
    assert document["noise_seconds"] == 5
    assert "a model can learn it by heart" in document["warnings"][0]
    rows = _rows_of_manifest(tmp_path / "noisy" / "manifest.csv")
    for row in rows:
        speech, _ = soundfile.read(clean / row["clean"])
        mixed, _ = soundfile.read(tmp_path / "noisy" / row["file"])
        scaled = float(row["gain"]) * speech
        ratio = 10 * np.log10((scaled**2).mean() / ((mixed - scaled) ** 2).mean())
        assert ratio == pytest.approx(float(row["snr_db"]), abs=0.1)
    assert len({row["snr_db"] for row in rows}) == 100


def _rows_of_manifest(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
