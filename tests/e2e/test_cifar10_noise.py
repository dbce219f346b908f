"""What the re-annotation of real photos says of label errors (METHOD 5, 6, 9), held against counts in pandas."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

MODELS = (
    "densenet121", "densenet161", "mobilenet_v2", "resnet18", "resnet50", "vgg11_bn", "vgg13_bn", "vgg19_bn",
)  # fmt: skip


def table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=object, keep_default_na=False).set_index("example_id")


@pytest.fixture(scope="module")
def pack(data) -> Path:
    return data / "cifar10"


@pytest.fixture(scope="module")
def decided(pack) -> pd.DataFrame:
    """At a consensus of three of five: guessed is incorrect, given correct, all else excluded."""
    corrections = table(pack / "corrections.csv")
    verdict = corrections["outcome_k3"].map({"guessed": "incorrect", "given": "correct"}).fillna("excluded")
    label = corrections["guessed_label"].where(verdict == "incorrect", "")
    return pd.DataFrame({"verdict": verdict, "corrected_label": label})


@pytest.fixture(scope="module")
def project(pack, decided, labeler, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("noise")
    path = folder / "cifar10.labeler"
    models = [part for model in MODELS for part in ("--predictions", f"{model}={pack / 'predictions' / model}.csv")]
    labeler.json("new", path, "--examples", pack / "examples.csv", "--labels", pack / "labels.csv", *models)
    decided.to_csv(folder / "decisions.csv")
    labeler.json("decide", path, folder / "decisions.csv")
    return path


@pytest.fixture(scope="module")
def noise(project, labeler):
    return labeler.json("noise", project)


@pytest.fixture(scope="module")
def wrong(pack, decided) -> pd.DataFrame:
    """Which included examples each model gets wrong by the corrected labels; ``incorrect`` which labels were."""
    given = table(pack / "examples.csv")["label"]
    verdict = decided["verdict"].reindex(given.index)
    truth = given.where(verdict != "incorrect", decided["corrected_label"].reindex(given.index))
    found = {m: table(pack / "predictions" / f"{m}.csv").loc[given.index, "predicted"] != truth for m in MODELS}
    return pd.DataFrame({**found, "incorrect": verdict == "incorrect"})[verdict != "excluded"]


def crossing(noise, model, passed):
    return next(one for one in noise["crossings"] if (one["model"], one["passes"]) == (model, passed))


def test_worked_value_vgg11_passes_vgg19_at_5_6_percent_from_0_18(noise):
    found = crossing(noise, "vgg11_bn", "vgg19_bn")
    assert round(100 * noise["prevalence"]["share"], 2) == 0.18
    assert round(100 * found["share"], 1) == 5.6
    assert found["share"] == pytest.approx(float(Fraction(297, 5270)), abs=1e-15)


def test_worked_value_removal_orders_reach_from_1_5_to_about_18_percent(noise, wrong):
    """Over all orders the limits are 1.5 and 17.5 %; 18.6 % is what a thousand shuffles may well give for the upper."""
    found = crossing(noise, "vgg11_bn", "vgg19_bn")["removal_orders"]
    assert [round(100 * limit, 1) for limit in found] == [1.5, 17.5]
    passed = _shares_when_passed(wrong, "vgg11_bn", "vgg19_bn", orders=1_000)
    error = 2 * np.sqrt(0.95 * 0.05 / 1_000)
    assert (passed <= found[0]).mean() == pytest.approx(0.05, abs=error)
    for limit in (found[1], 0.186):
        assert (passed <= limit).mean() == pytest.approx(0.95, abs=error)


def _shares_when_passed(wrong, model, other, *, orders):
    """Correctly labeled examples removed one by one at random, until the first model makes fewer errors."""
    lead = wrong[model].to_numpy(int) - wrong[other].to_numpy(int)
    incorrect = wrong["incorrect"].to_numpy()
    rng, correct = np.random.default_rng(0), lead[~incorrect]
    shares = []
    for _ in range(orders):
        left = lead.sum() - rng.permutation(correct).cumsum()
        removed = int(np.argmax(left < 0)) + 1
        shares.append(incorrect.sum() / (len(lead) - removed))
    return np.array(shares)


def test_every_crossing_is_where_the_lines_of_its_models_meet(noise, wrong):
    incorrect = wrong["incorrect"]
    share = Fraction(int(incorrect.sum()), len(incorrect))
    ends = [
        {m: Fraction(int(wrong.loc[mask, m].sum()), int(mask.sum())) for m in MODELS}
        for mask in (~incorrect, incorrect)
    ]
    expected = {}
    for model in MODELS:
        for other in MODELS:
            behind, ahead = (end[model] - end[other] for end in ends)
            if behind > 0 > ahead and behind / (behind - ahead) >= share:
                expected[model, other] = float(behind / (behind - ahead))
    assert {(one["model"], one["passes"]): one["share"] for one in noise["crossings"]} == expected
    for one in noise["crossings"]:
        assert one["removal_orders"][0] < one["share"]
        assert one["interval"][0] < one["share"] < (one["interval"][1] or 1)


def test_the_matrix_is_that_of_the_re_annotation_and_describes_what_was_flagged(noise, pack, decided):
    changed = decided[decided["verdict"] == "incorrect"]
    given = table(pack / "examples.csv").loc[changed.index, "label"]
    counts = pd.crosstab(given, changed["corrected_label"]).stack()
    cells = {(cell["given"], cell["corrected"]): cell["count"] for cell in noise["matrix"]}
    assert cells == counts[counts > 0].to_dict()
    assert (noise["reviewed"], noise["tested"], noise["incorrect"], noise["describes"]) == (275, 239, 18, "queue")
    assert noise["verdict"].startswith("This describes the queue, not the data. ")


def test_flagged_examples_alone_bound_the_error_and_estimate_nothing(project, labeler):
    ranked = labeler.json("rank", project)["splits"]
    for name, split in labeler.json("estimate", project)["splits"].items():
        after = {row["model"]: row["after"] for row in ranked[name]["models"]}
        for model in split["models"]:
            assert model["estimate"] is None
            assert model["low"] <= after[model["model"]] <= model["high"]
            assert "bounds only" in model["method"]


def test_a_random_review_estimates_what_reviewing_everything_gives(pack, decided, labeler, tmp_path):
    """Had the re-annotators' labels been found by 300 reviews a stratum: the limits hold the error of all of them."""
    path = tmp_path / "sampled.labeler"
    models = [p for m in ("vgg13_bn", "resnet18") for p in ("--predictions", f"{m}={pack / 'predictions' / m}.csv")]
    labeler.json("new", path, "--examples", pack / "examples.csv", "--labels", pack / "labels.csv", *models)
    drawn = [
        item["example_id"]
        for model in ("vgg13_bn", "resnet18")
        for queue in ("errors", "right")
        for item in labeler.json("queue", path, queue, "--model", model, "--size", 900)["items"]
    ]
    said = decided.reindex(sorted(set(drawn)))
    said["verdict"] = said["verdict"].fillna("correct")
    said["corrected_label"] = said["corrected_label"].fillna("")
    said.to_csv(tmp_path / "decisions.csv")
    labeler.json("decide", path, tmp_path / "decisions.csv")
    given = table(pack / "examples.csv")
    included = ~given.index.isin(decided.index[decided["verdict"] == "excluded"])
    truth = given["label"].where(~given.index.isin(decided.index[decided["verdict"] == "incorrect"]), None)
    truth = truth.fillna(decided["corrected_label"])
    for name, splits in {"dev": ["dev"], "test": ["test"], "dev+test": ["dev", "test"]}.items():
        here = given["split"].isin(splits) & included
        for row in labeler.json("estimate", path, "--split", name)["splits"][name]["models"]:
            predicted = table(pack / "predictions" / f"{row['model']}.csv").loc[given.index, "predicted"]
            error = (predicted != truth)[here].mean()
            assert row["low"] <= error <= row["high"]
            assert row["estimate"] == pytest.approx(error, abs=0.01)
            assert row["high"] - row["low"] < 0.08
            assert row["method"].startswith("random sample")
