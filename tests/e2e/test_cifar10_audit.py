"""The ranking audit on real photos, networks and re-annotation, through the command line alone (METHOD 6)."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PAIRS = {"vgg11_bn": (675, 19), "resnet18": (614, 34), "mobilenet_v2": (624, 104)}
OTHERS = ("vgg19_bn", "resnet50", "densenet121", "densenet161")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def pack(data: Path) -> Path:
    return data / "cifar10"


@pytest.fixture(scope="module")
def verdicts(pack: Path) -> dict[str, tuple[str, str]]:
    """What the re-annotation says at consensus 3; nobody checked the others, their labels are upheld."""
    said = {row["example_id"]: ("correct", "") for row in table(pack / "examples.csv")}
    for row in table(pack / "corrections.csv"):
        if row["outcome_k3"] == "guessed":
            said[row["example_id"]] = ("incorrect", row["guessed_label"])
        elif row["outcome_k3"] != "given":
            said[row["example_id"]] = ("excluded", "")
    return said


@pytest.fixture(scope="module")
def decide(labeler: Any, verdicts: dict[str, tuple[str, str]]) -> Any:
    def decide(project: Path, ids: list[str]) -> None:
        file = project.with_suffix(".decisions.csv")
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["example_id", "verdict", "corrected_label"])
            writer.writerows([example_id, *verdicts[example_id]] for example_id in ids)
        labeler.json("decide", project, file)

    return decide


@pytest.fixture
def project(labeler: Any, pack: Path, tmp_path: Path) -> Iterator[Any]:
    """Makes projects of some models; nothing is decided in them."""

    def made(*models: str) -> Path:
        path = tmp_path / "c.labeler"
        files = [option for m in models for option in ("--predictions", f"{m}={pack / 'predictions' / f'{m}.csv'}")]
        examples = ("--examples", pack / "examples.csv", "--labels", pack / "labels.csv")
        labeler.json("new", path, *examples, *files)
        return path

    yield made
    shutil.rmtree(tmp_path, ignore_errors=True)


def waiting(labeler: Any, project: Path, size: int) -> list[str]:
    """What is to be reviewed next."""
    items = labeler.json("queue", project, "audit", "--size", size)["items"]
    return [item["example_id"] for item in items if not item["decided"]]


@pytest.mark.parametrize("rival", PAIRS)
def test_worked_value_one_rival(labeler, project, decide, rival):
    disagreements, reviews = PAIRS[rival]
    path = project("vgg13_bn", rival)
    queue = waiting(labeler, path, 10_000)
    assert len(queue) == disagreements
    decide(path, queue[: reviews - 1])
    assert not labeler.json("audit", path)["certified"]
    decide(path, queue[reviews - 1 : reviews])
    said = labeler.json("audit", path)
    (pair,) = said["pairs"]
    assert (said["leader"], said["certified"], said["reviewed"]) == ("vgg13_bn", True, reviews)
    assert (pair["draws"], pair["disagreements"], pair["outcome"]) == (reviews, disagreements, "leader")
    assert (pair["settled_exactly"], 0 < pair["measured_risk"] <= 0.05) == (False, True)
    assert (said["remaining_at_most"], waiting(labeler, path, 10_000)) == (0, [])


def test_the_best_of_eight_takes_460_reviews_of_1505(labeler, project, decide):
    path = project("vgg13_bn", *PAIRS, *OTHERS)
    begun = labeler.json("audit", path)
    assert (begun["leader"], begun["remaining_at_most"], begun["expected_reviews"]) == ("vgg13_bn", 1505, 657)
    while not (said := labeler.json("audit", path))["certified"]:
        queue = waiting(labeler, path, 10_000)
        assert len(queue) == said["remaining_at_most"]
        # As many as at most one pair's certificate is surely away; the last ones one by one.
        decide(path, queue[: 50 if said["reviewed"] < 400 else 10 if said["reviewed"] < 450 else 1])
    assert 460 <= said["reviewed"] < 480
    assert max(pair["draws"] for pair in said["pairs"]) >= 329


def test_all_decided_settles_every_pair_exactly(labeler, project, decide, verdicts):
    path = project("vgg13_bn", *PAIRS, *OTHERS)
    decide(path, list(verdicts))
    said = labeler.json("audit", path)
    assert (said["certified"], said["measured_risk"], said["remaining_at_most"]) == (True, 0, 0)
    ranking = labeler.json("rank", path, "--split", "dev+test")["splits"]["dev+test"]
    assert ranking["selected_after"] == said["leader"]
    after = {model["model"]: model["after"] for model in ranking["models"]}
    for pair in said["pairs"]:
        assert pair["settled_exactly"]
        low, high = pair["difference_interval"]
        assert low == high == pytest.approx(after[pair["rival"]] - after["vgg13_bn"], abs=1e-12)
