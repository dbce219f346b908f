"""`labeler view`, `labeler confusion` and the queues of a view or a table of ids (DESIGN 2.4)."""

from __future__ import annotations

import labeler


def listed(said):
    return {view["name"]: view for view in said.document["views"]}


def test_a_view_is_saved_listed_queued_and_removed(run, project):
    saving = ("--where", "split=dev", "--where", "wrong=yes", "--model", "bold", "--sort", "label", "--descending")
    said = listed(run("view", project, "save", "Bold errors", *saving, "--json"))["Bold errors"]
    assert said["where"] == ["split=dev", "wrong=yes"]
    assert (said["model"], said["sort"], said["descending"], said["matching"]) == ("bold", "label", True, 2)
    people = run("view", project, "list").out
    assert "Bold errors: 2 examples" in people
    assert "split is dev, misclassified, by bold, sorted by given label, the last first" in people
    queue = run("queue", project, "filter", "--view", "Bold errors", "--json").document
    assert {item["example_id"] for item in queue["items"]} == {"dev-0", "dev-1"}
    both = run("queue", project, "filter", "--view", "Bold errors", "--where", "id=dev-0", "--json").document
    assert [item["example_id"] for item in both["items"]] == ["dev-0"]
    assert not listed(run("view", project, "remove", "Bold errors", "--json"))
    assert run("view", project, "list").out.strip() == "no views"


def test_views_that_cannot_be_are_refused(run, project):
    assert "did you mean cat" in run("view", project, "save", "x", "--where", "label=cta").err
    assert "no view 'x'" in run("queue", project, "filter", "--view", "x").err
    assert "no view 'x'" in run("view", project, "remove", "x").err
    assert run("queue", project, "errors", "--view", "x").code == 2


def test_a_queue_is_drawn_from_the_ids_in_a_table(run, project, tmp_path):
    ids = tmp_path / "ids.csv"
    ids.write_text("example_id,note\ndev-1,x\ntest-2,y\ndev-1,z\n", encoding="utf-8")
    queue = run("queue", project, "filter", "--ids", ids, "--json").document
    assert [item["example_id"] for item in queue["items"]] == ["dev-1", "test-2"]
    ids.write_text("example_id\ndev-1\nnobody\n", encoding="utf-8")
    refused = run("queue", project, "filter", "--ids", ids, "--json")
    assert refused.code == 1
    assert "row" in refused.document["error"]["problems"][0]
    assert refused.document["error"]["problems"][0]["row"] == 3
    ids.write_text("id\ndev-1\n", encoding="utf-8")
    assert "no column example_id; it has id" in run("queue", project, "filter", "--ids", ids).err


def test_a_confusion_matrix_is_counted_before_and_after(run, project):
    with labeler.open(project) as session:
        session.record("dev-0", "incorrect", label="dog", reviewer="ann")
        session.record("dev-2", "excluded", reviewer="ann")
    found = run("confusion", project, "--model", "bold", "--split", "dev", "--json").document
    labels = found["labels"]
    cat, dog = labels.index("cat"), labels.index("dog")
    assert (found["model"], found["split"], found["examples"], found["excluded"]) == ("bold", "dev", 5, 1)
    assert (found["before"][cat][dog], found["after"][cat][dog]) == (1, 0)
    assert found["after"][dog][dog] == found["before"][dog][dog] + 1
    assert found["before_rates"][cat][dog] == 0.5
    people = run("confusion", project, "--model", "bold", "--split", "dev", "--rates").out
    assert "bold, dev: 5 examples, 1 excluded ones left out" in people
    assert "dog → cat" in people
    assert "50.0 %" in people
    some = run("confusion", project, "--model", "bold", "--where", "label=cat", "--json").document
    assert sum(some["before"][dog]) == 0
