"""``labeler suspicious`` for people and for programs."""

from __future__ import annotations


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
