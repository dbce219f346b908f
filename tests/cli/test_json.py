"""``--json``: one document on stdout with the keys of DESIGN 5, all of them always, and the same from Python."""

from __future__ import annotations

import pytest

import labeler

INFO = {"project", "task", "examples", "models", "labels", "decisions", "label_version", "seed", "warnings"}
SPLIT = {
    "examples", "compared", "excluded", "corrected", "models", "pairs", "kendall_tau_b", "selected_before",
    "selected_after", "selection_changes", "warnings", "verdict",
}  # fmt: skip
MODEL = {
    "model", "before", "after", "rank_before", "rank_after", "feasible", "given_all", "rank_given_all",
    "rank_interval_before", "rank_interval_after", "interval_after", "share_best_before", "share_best_after",
}  # fmt: skip
PAIR = {
    "a", "b", "difference_before", "difference_after", "flipped", "mcnemar_p_before", "mcnemar_p_after",
    "holm_p_before", "holm_p_after", "sign_flip_p_before", "sign_flip_p_after",
}  # fmt: skip
PARITY = {"applicable", "blocking", "warnings", "distributions"}
STRATUM = {"reviewed", "total", "incorrect", "share", "reviewers"}


@pytest.fixture
def applied(run, project, decisions):
    """The project with three decisions a split, applied as version 1."""
    assert run("decide", project, decisions).code == 0
    assert run("apply", project).code == 0
    return project


def test_new_and_info_tell_what_the_project_holds(run, tables, tmp_path):
    made = run("new", tmp_path / "pets", *tables.new, "--seed", "7", "--json")
    assert (made.code, made.err) == (0, "")
    assert made.document == {
        "project": str(tmp_path / "pets.labeler"),
        "task": "multiclass",
        "examples": {"dev": 6, "test": 6},
        "models": ["bold", "shy"],
        "labels": ["cat", "dog"],
        "decisions": 0,
        "label_version": 0,
        "seed": 7,
        "warnings": [],
    }
    assert run("info", tmp_path / "pets", "--json").document == made.document


def test_add_predictions_answers_as_info_does(run, project, tables):
    said = run("add-predictions", project, f"third={tables.shy}", "--json").document
    assert said.keys() == INFO
    assert said["models"] == ["bold", "shy", "third"]


def test_decide_counts_what_it_recorded(run, project, decisions):
    assert run("decide", project, decisions, "--json").document == {"recorded": 6, "unchanged": 0, "conflicts": 0}
    assert run("decide", project, decisions, "--json").document == {"recorded": 0, "unchanged": 6, "conflicts": 0}


def test_decide_counts_conflicts_between_reviewers(run, project, decisions, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("example_id,verdict\ndev-0,correct\ndev-1,correct\n")
    run("decide", project, decisions)
    said = run("decide", project, other, "--reviewer", "somebody", "--json").document
    assert said == {"recorded": 2, "unchanged": 0, "conflicts": 1}


def test_rank_has_every_key_and_null_for_what_is_undefined(run, applied):
    said = run("rank", applied, "--json").document
    assert said.keys() == {"metric", "from", "version", "not_compared", "splits"}
    assert (said["metric"], said["from"], said["version"], said["not_compared"]) == ("error", 0, "working", [])
    assert list(said["splits"]) == ["dev", "test", "dev+test"]
    for split in said["splits"].values():
        assert split.keys() == SPLIT
        assert (split["excluded"], split["corrected"]) == (split["examples"] // 6, split["examples"] // 6)
        assert all(model.keys() == MODEL for model in split["models"])
        (pair,) = split["pairs"]
        assert pair.keys() == PAIR
        assert pair["sign_flip_p_before"] is pair["sign_flip_p_after"] is None


def test_a_model_without_a_defined_value_is_ranked_last_with_nulls(run, tables, tmp_path):
    shy = tables.shy.read_text().replace(",dog", ",cat")
    tables.shy.write_text(shy)
    project = tmp_path / "p"
    assert run("new", project, *tables.new, "--task", "binary", "--positive", "dog").code == 0
    bold, undefined = run("rank", project, "--metric", "precision", "--json").document["splits"]["dev"]["models"]
    assert (undefined["model"], undefined["before"], undefined["rank_before"]) == ("shy", None, 2)
    assert undefined["rank_interval_after"] is None
    assert bold["before"] == pytest.approx(2 / 3)


def test_a_metric_that_no_model_knows_compares_nobody_and_says_why(run, project):
    said = run("rank", project, "--metric", "top-5", "--json").document
    assert {entry["model"] for entry in said["not_compared"]} == {"bold", "shy"}
    assert all(entry.keys() == {"model", "split", "reason"} for entry in said["not_compared"])
    dev = said["splits"]["dev"]
    assert dev.keys() == SPLIT
    assert (dev["models"], dev["pairs"], dev["kendall_tau_b"], dev["selected_after"]) == ([], [], None, None)


def test_rank_restricts_itself_to_the_splits_asked_for(run, project):
    said = run("rank", project, "--split", "val", "--split", "dev+test", "--json").document
    assert list(said["splits"]) == ["dev", "dev+test"]


def test_rank_between_versions_names_both(run, applied):
    said = run("rank", applied, "--from", "1", "--version", "1", "--json").document
    assert (said["from"], said["version"]) == (1, 1)
    assert all(model["before"] == model["after"] for model in said["splits"]["dev"]["models"])


def test_bounds_mark_the_models_that_meet_them(run, tables, tmp_path):
    limits = ("--attribute", "bold.ms=80", "--attribute", "shy.ms=1500")
    run("new", tmp_path / "p", *tables.new, *limits)
    dev = run("rank", tmp_path / "p", "--bound", "ms<=100", "--json").document["splits"]["dev"]
    assert {model["model"]: model["feasible"] for model in dev["models"]} == {"bold": True, "shy": False}
    assert dev["selected_before"] == dev["selected_after"] == "bold"


def test_queue_lists_misclassified_examples_in_ticket_order_decided_ones_too(run, project, decisions):
    run("decide", project, decisions)
    said = run("queue", project, "errors", "--model", "bold", "--json").document
    assert said.keys() == {"queue", "items"}
    assert said["queue"] == "errors"
    assert [item["split"] for item in said["items"]] == ["dev", "dev", "test", "test"]
    assert {item["example_id"] for item in said["items"]} == {"dev-0", "dev-1", "test-0", "test-1"}
    for item in said["items"]:
        assert item.keys() == {"example_id", "split", "file", "decided"}
        assert (item["file"], item["decided"]) == (None, True)
    assert len(run("queue", project, "right", "--size", "2", "--json").document["items"]) == 4


def test_parity_tells_every_stratum(run, project, decisions):
    run("decide", project, decisions)
    said = run("parity", project, "--json").document
    assert said.keys() >= PARITY
    assert (said["applicable"], said["blocking"], said["warnings"]) == (True, [], [])
    for split in ("dev", "test"):
        wrong = {"reviewed": 1, "total": 1, "incorrect": 0, "share": 1.0, "reviewers": {"reviewer": 1}}
        assert said["splits"][split]["wrong"] == wrong
        assert said["splits"][split]["right"].keys() == STRATUM


def test_apply_makes_a_version_once(run, project, decisions):
    run("decide", project, decisions)
    first = run("apply", project, "--json").document
    again = run("apply", project, "--json")
    assert first.keys() == {"created", "version", "corrected", "excluded", "conflicts", "parity"}
    assert (first["created"], first["version"]) == (True, 1)
    assert (first["corrected"], first["excluded"], first["conflicts"]) == (2, 2, 0)
    assert first["parity"].keys() >= PARITY
    assert (again.code, again.document["created"], again.document["version"]) == (0, False, 1)


def test_versions_is_a_list(run, applied):
    (version,) = run("versions", applied, "--json").document
    assert version.keys() == {"version", "at", "by", "corrected", "excluded", "override", "reverts_to"}
    assert (version["version"], version["corrected"], version["excluded"], version["override"]) == (1, 2, 2, None)


def test_versions_of_a_project_without_any_is_an_empty_list(run, project):
    assert run("versions", project, "--json").document == []


def test_an_override_of_parity_is_recorded_with_its_reason(run, project, tmp_path):
    one_sided = tmp_path / "one-sided.csv"
    one_sided.write_text("example_id,verdict,corrected_label\ndev-0,incorrect,dog\n")
    run("decide", project, one_sided)
    refused = run("apply", project, "--json")
    assert refused.code == 1
    assert "--override-parity" in refused.document["error"]["message"]
    assert refused.document["error"]["problems"]
    assert run("apply", project, "--override-parity", "dev first", "--json").document["parity"]["blocking"]
    assert run("versions", project, "--json").document[0]["override"] == "dev first"


def test_export_lists_its_files(run, applied, tmp_path):
    said = run("export", applied, tmp_path / "out", "--json").document
    assert (said["folder"], said["version"]) == (str(tmp_path / "out"), 1)
    assert set(said["files"]) == {
        "changes.csv", "excluded.csv", "manifest.json", "corrected/dev.csv", "corrected/test.csv",
    }  # fmt: skip


def test_undo_and_redo_name_the_examples_they_touched(run, project, decisions):
    run("decide", project, decisions)
    undone = run("undo", project, "--json").document
    redone = run("redo", project, "--json").document
    assert (undone["undone"], redone["redone"]) == (True, True)
    assert set(undone["examples"]) == set(redone["examples"]) == {f"{s}-{n}" for s in ("dev", "test") for n in range(3)}


def test_verify_tells_whether_the_file_is_whole(run, applied):
    assert run("verify", applied, "--json").document == {"ok": True, "problems": []}


def test_verify_of_a_damaged_file_exits_1_with_what_is_wrong(run, applied):
    whole = applied.read_bytes()
    applied.write_bytes(whole.replace(b"dev-0dev-1", b"dev-1dev-0"))
    said = run("verify", applied, "--json")
    assert (said.code, said.document["ok"]) == (1, False)
    assert said.document["problems"]


@pytest.mark.parametrize(("share", "what"), [(0, "the file is empty"), (0.5, "database disk image is malformed")])
def test_verify_of_what_cannot_be_opened_does_not_send_to_verify(run, applied, share, what):
    with applied.open("r+b") as file:
        file.truncate(int(applied.stat().st_size * share) // 16384 * 16384)
    said = run("verify", applied, "--json")
    assert said.document["problems"] == [f"{applied} is damaged: {what}; go back to a copy of it"]
    assert run("info", applied).err.startswith(f"{applied} is damaged: {what}; go back to a copy of it")


@pytest.mark.parametrize("name", ["notes", "notes.labeler"])
def test_verify_of_a_file_that_is_no_project_says_so_with_or_without_the_suffix(run, tmp_path, name):
    (tmp_path / "notes.labeler").write_text("not a database")
    said = run("verify", tmp_path / name, "--json")
    assert (said.code, said.document["ok"]) == (1, False)
    assert "is not a labeler project" in said.document["problems"][0]


def test_the_json_is_what_the_python_session_returns(run, applied, tmp_path):
    with labeler.open(applied, read_only=True) as session:
        expected = {
            ("info",): session.info(),
            ("rank",): session.rank(),
            ("rank", "--metric", "accuracy", "--split", "test"): session.rank(metric="accuracy", split=["test"]),
            ("queue", "errors"): session.queue("errors"),
            ("queue", "right", "--model", "shy", "--size", "3"): session.queue("right", model="shy", size=3),
            ("parity",): session.parity(),
            ("versions",): session.versions(),
            ("verify",): session.verify(),
        }
        for (verb, *options), result in expected.items():
            assert run(verb, applied, *options, "--json").document == result.to_dict()


def test_an_error_is_one_document_too(run, tmp_path):
    said = run("info", tmp_path / "absent", "--json")
    assert said.code == 1
    assert said.document == {"error": {"message": said.err.rstrip("\n"), "problems": []}}


def test_decide_from_python_returns_what_the_command_prints(run, project, decisions, tmp_path):
    copy = tmp_path / "copy.labeler"
    copy.write_bytes(project.read_bytes())
    with labeler.open(copy) as session:
        recorded, applied = session.decide(decisions).to_dict(), session.apply().to_dict()
    assert run("decide", project, decisions, "--json").document == recorded
    assert run("apply", project, "--json").document == applied


def test_new_from_python_makes_the_project_the_command_makes(run, project, tables, tmp_path):
    models = {"bold": tables.bold, "shy": tables.shy}
    with labeler.new(tmp_path / "twin", examples=tables.examples, predictions=models) as session:
        told = session.info().to_dict()
    assert told | {"project": str(project)} == run("info", project, "--json").document


def test_every_result_has_a_table(applied):
    with labeler.open(applied, read_only=True) as session:
        ranked = session.rank().to_frame()
        assert len(ranked) == 3 * 2
        assert set(ranked.columns) == {"split"} | MODEL
        assert list(session.queue("errors", model="bold").to_frame()["decided"]) == [True] * 4
