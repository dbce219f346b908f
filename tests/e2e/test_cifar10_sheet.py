"""Error analysis on real networks and re-annotation: the command line against pandas and scipy (METHOD 2-4)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

MODELS = (
    "densenet121", "densenet161", "mobilenet_v2", "resnet18", "resnet50", "vgg11_bn", "vgg13_bn", "vgg19_bn",
)  # fmt: skip
SPLITS = {"dev": ("dev",), "test": ("test",), "dev+test": ("dev", "test")}


def _table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=object, keep_default_na=False).set_index("example_id")


@pytest.fixture(scope="module")
def pack(data: Path) -> Path:
    return data / "cifar10"


@pytest.fixture(scope="module")
def truth(pack: Path) -> pd.DataFrame:
    """Every example: split, given and corrected label at consensus 3, what was decided of it, and predictions."""
    table = _table(pack / "examples.csv")
    corrections = _table(pack / "corrections.csv")
    outcome = corrections["outcome_k3"].map({"guessed": "incorrect", "given": "correct"}).fillna("excluded")
    table["verdict"] = outcome.reindex(table.index).fillna("")
    incorrect = table["verdict"] == "incorrect"
    table["corrected"] = table["label"].where(~incorrect, corrections["guessed_label"].reindex(table.index))
    for model in MODELS:
        table[model] = _table(pack / "predictions" / f"{model}.csv")["predicted"]
    return table


@pytest.fixture(scope="module")
def project(pack: Path, labeler: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sheet") / "cifar.labeler"
    options = [part for model in MODELS for part in ("--predictions", f"{model}={pack / 'predictions' / model}.csv")]
    labeler.json("new", path, "--examples", pack / "examples.csv", "--labels", pack / "labels.csv", *options)
    return path


@pytest.fixture(scope="module")
def reviewed(project: Path, truth: pd.DataFrame, labeler: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the re-annotation of 275 flagged examples."""
    decided = truth[truth["verdict"] != ""]
    label = decided["corrected"].where(decided["verdict"] == "incorrect", "")
    path = tmp_path_factory.mktemp("decisions") / "decisions.csv"
    pd.DataFrame({"verdict": decided["verdict"], "corrected_label": label}).to_csv(path)
    copy = path.with_name("reviewed.labeler")
    copy.write_bytes(project.read_bytes())
    assert labeler.json("decide", copy, path)["recorded"] == 275
    return copy


def test_worked_value_vgg13_on_all_10_000(reviewed: Path, labeler: Any) -> None:
    sheet = labeler.json("errors", reviewed, "--model", "vgg13_bn", "--split", "dev+test")
    assert (sheet["examples"], sheet["misclassified"]) == (10_000, 571)
    labels = sheet["incorrectly_labeled"]
    assert (labels["not_upheld"], labels["count"], labels["becomes_right"]) == (38, 13, 9)


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("model", MODELS)
def test_every_count_is_that_of_pandas(
    model: str, split: str, reviewed: Path, truth: pd.DataFrame, labeler: Any
) -> None:
    sheet = labeler.json("errors", reviewed, "--model", model, "--split", split)
    here = truth[truth["split"].isin(SPLITS[split])]
    before, after = here[model] != here["label"], here[model] != here["corrected"]
    seen, kept = here["verdict"] != "", here["verdict"] != "excluded"
    decided = here["verdict"].isin(["correct", "incorrect", "excluded"])
    wrong = here[before]
    assert sheet["error"] == before.mean()
    assert sheet["reviewed"] == (before & seen).sum()
    labels = sheet["incorrectly_labeled"]
    assert labels["count"] == (wrong["verdict"] == "incorrect").sum()
    assert labels["not_upheld"] == wrong["verdict"].isin(["incorrect", "excluded"]).sum()
    assert labels["becomes_right"] == (before & ~after).sum()
    assert labels["share"] == pytest.approx(labels["count"] / sheet["reviewed"])
    assert labels["error_due"] + sheet["error_other_causes"] == pytest.approx(sheet["error"])
    assert sheet["flows"] == {
        "wrong_to_right": (before & ~after & kept).sum(),
        "wrong_to_wrong": (before & after & kept).sum(),
        "right_to_wrong": (~before & after & kept).sum(),
        "right_to_right": (~before & ~after & kept).sum(),
        "excluded_right": (~before & ~kept).sum(),
        "excluded_wrong": (before & ~kept).sum(),
        "reviewed_right": (~before & seen).sum(),
        "total_right": (~before).sum(),
        "reviewed_wrong": (before & seen).sum(),
        "total_wrong": before.sum(),
        "decided_right": (~before & decided).sum(),
        "decided_wrong": (before & decided).sum(),
    }


@pytest.mark.parametrize("split", SPLITS)
def test_the_gap_is_between_the_two_best_models(split: str, reviewed: Path, truth: pd.DataFrame, labeler: Any) -> None:
    here = truth[truth["split"].isin(SPLITS[split])]
    best, runner_up = sorted((here[model] != here["label"]).sum() for model in MODELS)[:2]
    assert labeler.json("errors", reviewed, "--split", split)["gap_to_runner_up"] == (runner_up - best) / len(here)


def test_the_first_hundred_of_the_queue_have_the_exact_interval(
    project: Path, truth: pd.DataFrame, labeler: Any, tmp_path: Path
) -> None:
    copy = tmp_path / "queue.labeler"
    copy.write_bytes(project.read_bytes())
    items = labeler.json("queue", copy, "errors", "--model", "vgg13_bn", "--split", "dev", "--size", "100")["items"]
    rows = [f"{item['example_id']},excluded,{'blurry' if number < 6 else ''}" for number, item in enumerate(items)]
    table = tmp_path / "decisions.csv"
    table.write_text("\n".join(["example_id,verdict,categories", *rows, ""]), encoding="utf-8")
    labeler.json("decide", copy, table)
    sheet = labeler.json("errors", copy, "--model", "vgg13_bn")
    (blurry,) = sheet["categories"]
    assert (sheet["reviewed"], sheet["random_sample"], blurry["considered"], blurry["share"]) == (100, 100, 100, 0.06)
    errors = sheet["misclassified"]
    law = stats.hypergeom(errors, np.arange(errors + 1), 100)
    possible = np.flatnonzero((law.cdf(6) > 0.025) & (law.sf(5) > 0.025))
    assert blurry["interval"] == pytest.approx([possible[0] / errors, possible[-1] / errors])
    assert blurry["ceiling"] == pytest.approx(sheet["error"] * 0.94)
    assert blurry["ceiling_interval"] == pytest.approx(
        [sheet["error"] * (1 - limit) for limit in blurry["interval"][::-1]]
    )
    assert any("neither bound nor estimate; see the estimate" in sentence for sentence in sheet["warnings"])


def test_parity_compares_the_labels_of_dev_and_test(reviewed: Path, truth: pd.DataFrame, labeler: Any) -> None:
    found = labeler.json("parity", reviewed)["distributions"]
    counts = pd.crosstab(truth["split"], truth["label"]).to_numpy()
    assert found["label"]["p"] == pytest.approx(stats.chi2_contingency(counts).pvalue)
    assert (found["label"]["method"], found["label"]["differing"], found["source"]) == ("chi-square", [], None)


def test_parity_names_the_reviewers(reviewed: Path, labeler: Any) -> None:
    strata = labeler.json("parity", reviewed)["splits"]
    for stratum in (stratum for sides in strata.values() for stratum in sides.values()):
        assert stratum["reviewers"] == {"reviewer": stratum["reviewed"]}
