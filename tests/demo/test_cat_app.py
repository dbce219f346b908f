from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from labeler.demo.cat_app import SEED, CatApp, write_cat_app
from labeler.demo.labeling import CatExample, make_examples
from labeler.demo.reviewers import CATEGORIES
from labeler.demo.scenes import LABELS
from labeler.errors import LabelerError

Row = dict[str, str]
BEFORE, AFTER = "kernel-photos", "kernel-all"


class Given:
    """The written demo, read back, beside the truth that only its maker knows."""

    def __init__(self, app: CatApp, truth: list[CatExample]) -> None:
        self.app = app
        self.examples = {row["example_id"]: row for row in read(app.examples)}
        self.decisions = read(app.decisions)
        self.truth = {example.example_id: example.shot.truth for example in truth}
        self.predicted = {model: predicted_labels(path) for model, path in app.predictions.items()}

    def ids(self, split: str) -> list[str]:
        return [example_id for example_id, row in self.examples.items() if row["split"] == split]

    def errors(self, split: str, labels: dict[str, str | None]) -> dict[str, int]:
        """By model, over the examples of the split whose label is not None."""
        included = [example_id for example_id in self.ids(split) if labels[example_id] is not None]
        return {
            model: sum(predicted[example_id] != labels[example_id] for example_id in included)
            for model, predicted in self.predicted.items()
        }

    def given(self, excluded_as: dict[str, str | None]) -> dict[str, str | None]:
        """The given labels, None where ``excluded_as`` has None: before and after share their examples."""
        return {key: None if excluded_as[key] is None else row["label"] for key, row in self.examples.items()}

    def resolved(self) -> dict[str, str | None]:
        """The labels after review: unsure abstains, reviewers who all agree are followed, conflicts change nothing."""
        said: dict[str, set[str | None]] = {}
        for row in self.decisions:
            if row["verdict"] != "unsure":
                said.setdefault(row["example_id"], set()).add(self._effective(row))
        labels: dict[str, str | None] = {key: row["label"] for key, row in self.examples.items()}
        return labels | {key: next(iter(labels)) for key, labels in said.items() if len(labels) == 1}

    def _effective(self, row: Row) -> str | None:
        if row["verdict"] == "excluded":
            return None
        return row["corrected_label"] or self.examples[row["example_id"]]["label"]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def predicted_labels(path: Path) -> dict[str, str]:
    return {row["example_id"]: max(LABELS, key=lambda label: float(row[f"prob:{label}"])) for row in read(path)}


def margin(errors: dict[str, int], winner: str) -> int:
    """By how many errors ``winner`` leads all others."""
    return min(count for model, count in errors.items() if model != winner) - errors[winner]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Given:
    return Given(write_cat_app(tmp_path_factory.mktemp("demo")), make_examples(Random(SEED)))


def test_the_best_model_on_dev_changes_when_labels_are_right(demo: Given) -> None:
    assert margin(demo.errors("dev", demo.given(demo.truth)), BEFORE) >= 5
    assert margin(demo.errors("dev", demo.truth), AFTER) >= 5


def test_the_reviewers_decisions_alone_change_the_best_model_on_dev(demo: Given) -> None:
    resolved = demo.resolved()
    assert margin(demo.errors("dev", demo.given(resolved)), BEFORE) >= 5
    assert margin(demo.errors("dev", resolved), AFTER) >= 5


def test_dev_and_test_tell_the_same_story(demo: Given) -> None:
    resolved = demo.resolved()
    assert margin(demo.errors("test", demo.given(resolved)), BEFORE) >= 2
    assert margin(demo.errors("test", resolved), AFTER) >= 2


def test_nobody_looks_at_excluded_pictures_and_still_the_given_labels_prefer_the_first_model(demo: Given) -> None:
    everything: dict[str, str | None] = {key: row["label"] for key, row in demo.examples.items()}
    assert margin(demo.errors("dev", everything), BEFORE) >= 5


@pytest.mark.parametrize("split", ["dev", "test"])
def test_about_five_percent_are_incorrectly_labeled_and_one_percent_unusable(demo: Given, split: str) -> None:
    truths = [(demo.truth[example_id], demo.examples[example_id]["label"]) for example_id in demo.ids(split)]
    incorrect = sum(truth is not None and truth != given for truth, given in truths)
    unusable = sum(truth is None for truth, _ in truths)
    assert 0.04 <= incorrect / len(truths) <= 0.06
    assert 0.005 <= unusable / len(truths) <= 0.015


@pytest.mark.parametrize("model", [BEFORE, AFTER])
def test_good_models_leave_errors_to_analyse(demo: Given, model: str) -> None:
    share = {
        split: demo.errors(split, demo.given(demo.truth))[model] / len(demo.ids(split)) for split in ("dev", "test")
    }
    assert all(0.1 <= value <= 0.25 for value in share.values())


def test_examples_are_neutral_and_complete(demo: Given) -> None:
    rows = list(demo.examples.values())
    assert list(rows[0]) == ["example_id", "split", "file", "label", "source", "annotator", "camera"]
    assert Counter(row["split"] for row in rows) == {"train": 1200, "train-dev": 300, "dev": 500, "test": 500}
    assert {row["label"] for row in rows} == set(LABELS)
    assert {(row["split"] in {"dev", "test"}, row["source"]) for row in rows} == {(True, "app"), (False, "web")}
    assert all(re.fullmatch(r"e\d{5}", row["example_id"]) for row in rows)
    ranks = [number for number, row in enumerate(rows) if row["split"] == "dev"]
    assert abs(sum(ranks) / len(ranks) / len(rows) - 0.5) < 0.05


def test_every_picture_is_there_and_opens(demo: Given) -> None:
    files = {row["file"] for row in demo.examples.values()}
    on_disk = {path.relative_to(demo.app.media_root).as_posix() for path in demo.app.media_root.glob("images/*")}
    assert files == on_disk
    for row in list(demo.examples.values())[:40]:
        with Image.open(demo.app.media_root / row["file"]) as picture:
            assert picture.size == ((192, 192) if row["source"] == "app" else (96, 96))


def test_predictions_are_probabilities_of_all_examples(demo: Given) -> None:
    assert len(demo.app.predictions) >= 5
    assert demo.app.attributes.keys() == demo.app.predictions.keys()
    for path in demo.app.predictions.values():
        rows = read(path)
        assert [row["example_id"] for row in rows] == list(demo.examples)
        assert list(rows[0]) == ["example_id", *(f"prob:{label}" for label in LABELS)]
        assert all(abs(sum(float(row[f"prob:{label}"]) for label in LABELS) - 1) < 3e-4 for row in rows)


def test_decisions_keep_the_rules_of_an_import(demo: Given) -> None:
    assert list(demo.decisions[0]) == [
        "example_id",
        "verdict",
        "corrected_label",
        "categories",
        "comment",
        "reviewer",
        "at",
    ]
    for row in demo.decisions:
        example = demo.examples[row["example_id"]]
        assert example["split"] in {"dev", "test"}
        assert row["verdict"] in {"correct", "incorrect", "excluded", "unsure"}
        assert (row["corrected_label"] in LABELS) == (row["verdict"] == "incorrect")
        assert row["corrected_label"] != example["label"]
        assert set(filter(None, row["categories"].split(";"))) <= set(CATEGORIES)
        assert datetime.fromisoformat(row["at"]).isoformat().startswith("2026-03-")
        assert row["at"].endswith("Z")
    pairs = Counter((row["example_id"], row["reviewer"]) for row in demo.decisions)
    assert max(pairs.values()) == 1


def test_decisions_show_what_reviewing_is_like(demo: Given) -> None:
    assert 900 <= len(demo.decisions) <= 1100
    assert {row["reviewer"] for row in demo.decisions} == {"r1", "r2", "r3"}
    verdicts = Counter(row["verdict"] for row in demo.decisions)
    assert min(verdicts[verdict] for verdict in ("incorrect", "excluded", "unsure")) >= 4
    assert {category for row in demo.decisions for category in row["categories"].split(";")} == {"", *CATEGORIES}
    assert sum(bool(row["comment"]) for row in demo.decisions) >= 50
    twice = [said for said in said_by_example(demo).values() if len(said) > 1]
    agreed = sum(len(set(said)) == 1 for said in twice)
    assert len(twice) - agreed >= 3
    assert agreed > 0.8 * len(twice)


def said_by_example(demo: Given) -> dict[str, list[tuple[str, str]]]:
    said: dict[str, list[tuple[str, str]]] = {}
    for row in demo.decisions:
        if row["verdict"] != "unsure":
            said.setdefault(row["example_id"], []).append((row["verdict"], row["corrected_label"]))
    return said


@pytest.mark.parametrize("right", [True, False])
def test_dev_and_test_are_reviewed_alike(demo: Given, right: bool) -> None:
    reviewed = {row["example_id"] for row in demo.decisions}
    shares = []
    for split in ("dev", "test"):
        stratum = [
            example_id
            for example_id in demo.ids(split)
            if (demo.predicted[BEFORE][example_id] == demo.examples[example_id]["label"]) == right
        ]
        shares.append(len(reviewed.intersection(stratum)) / len(stratum))
    assert min(shares) > 0.1
    assert max(shares) / min(shares) < 1.25


def test_a_second_run_writes_the_same_and_reports_progress(demo: Given, tmp_path: Path) -> None:
    heard: list[tuple[str, float]] = []
    again = write_cat_app(tmp_path, progress=lambda doing, share: heard.append((doing, share)), images=False)
    assert again.decisions.read_bytes() == demo.app.decisions.read_bytes()
    for model, path in again.predictions.items():
        assert path.read_bytes() == demo.app.predictions[model].read_bytes()
    without_files = [{key: cell for key, cell in row.items() if key != "file"} for row in demo.examples.values()]
    assert read(again.examples) == without_files
    assert not (tmp_path / "images").exists()
    shares = [share for _, share in heard]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_folder_in_use_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(LabelerError, match="not empty"):
        write_cat_app(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelerError, match="not a folder"):
        write_cat_app(tmp_path / "absent")


def test_a_cancelled_demo_leaves_the_folder_empty(tmp_path: Path) -> None:
    class CancelledError(Exception):
        pass

    def cancel(_doing: str, share: float) -> None:
        if share > 0:
            raise CancelledError

    with pytest.raises(CancelledError):
        write_cat_app(tmp_path, progress=cancel)
    assert list(tmp_path.iterdir()) == []
