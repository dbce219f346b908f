"""``labeler suspicious`` for people and for programs."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image


def test_json_holds_every_key_and_nothing_undefined(run, project):
    document = run("suspicious", project, "--json").document
    assert document["models"] == ["bold", "shy"]
    assert document["flagged"] == {"dev": None, "test": None}
    assert (document["near_duplicates"], document["warnings"]) == (None, [])
    first = document["items"][0]
    assert (first["example_id"], first["agreement"], first["suggested_label"]) == ("dev-1", 1.0, "cat")
    assert (first["self_confidence"], first["flagged"], first["reasons"]) == (None, False, [])
    assert [item["split"] for item in document["items"]] == ["dev"] * 6 + ["test"] * 6


def test_people_read_a_table(run, project):
    said = run("suspicious", project, "--size", 1, "--split", "dev")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0] == "the most suspicious labels of each split, by 2 models: a queue to review, not a list of errors"
    assert lines[1].split("  ")[1] == "example_id"
    assert lines[2].split() == ["dev-1", "dev", "dog", "cat", "–", "100.0", "%"]
    assert len(lines) == 3


def test_models_and_splits_are_chosen(run, project):
    document = run("suspicious", project, "--model", "bold", "--split", "test", "--size", 2, "--json").document
    assert document["models"] == ["bold"]
    assert sorted(item["example_id"] for item in document["items"]) == ["test-0", "test-1"]


def test_the_queue_of_that_name_has_the_same_order(run, project):
    listed = [item["example_id"] for item in run("suspicious", project, "--json").document["items"]]
    queue = run("queue", project, "suspicious", "--json").document
    assert queue["queue"] == "suspicious"
    assert [item["example_id"] for item in queue["items"]] == listed


def test_a_table_is_written(run, project, tmp_path):
    path = tmp_path / "found.csv"
    assert run("suspicious", project, "--size", 1, "--output", path).code == 0
    header, first, _ = path.read_text(encoding="utf-8").splitlines()
    assert header.startswith("example_id,split,file,given_label,quality")
    assert first.startswith("dev-1,dev,,dog,")


def test_without_media_near_duplicates_are_refused(run, project):
    said = run("suspicious", project, "--near-duplicates")
    assert (said.code, said.out) == (1, "")
    assert "no media files" in said.err


def test_a_size_of_none_is_wrong_usage(run, project):
    assert run("suspicious", project, "--size", 0).code == 2


@pytest.fixture
def trained_on(run, tmp_path):
    """Two copies of one picture in train, labeled differently and predicted, and one beside them in dev."""
    shades = np.add.outer(np.arange(64) ** 2 % 97, np.arange(64) * 3).astype(np.uint8)
    for name in "abc":
        Image.fromarray(shades).save(tmp_path / f"{name}.png")
    examples, said = tmp_path / "examples.csv", tmp_path / "m.csv"
    examples.write_text("example_id,split,file,label\na,train,a.png,cat\nb,train,b.png,dog\nc,dev,c.png,cat\n")
    said.write_text("example_id,predicted\na,dog\nb,cat\n")
    path = tmp_path / "trained.labeler"
    assert run("new", path, "--examples", examples, "--predictions", f"m={said}").code == 0
    return path


@pytest.mark.parametrize(("verb", "name"), [("suspicious", []), ("queue", ["suspicious"])])
def test_what_models_say_of_train_is_refused_with_a_remedy(run, trained_on, verb, name):
    said = run(verb, trained_on, *name, "--split", "train")
    assert (said.code, said.out) == (1, "")
    assert "what models say of train is not used" in said.err
    assert "as train-dev" in said.err


def test_people_read_near_duplicates_of_train_without_an_empty_table(run, trained_on):
    said = run("suspicious", trained_on, "--split", "train", "--near-duplicates")
    leakage = "1 group of near duplicates has examples in train and dev, which are not independent then: a and b and c."
    assert said.code == 0
    assert said.out.splitlines() == [
        "near duplicates: 1 group",
        "  a (train: cat), b (train: dog), c (dev: cat), labeled differently",
        "warning: What models say of train is not used: they praise the labels that they were trained on.",
        "warning: 1 group of near duplicates has different labels: a and b and c.",
        f"warning: Leakage: {leakage}",
    ]
