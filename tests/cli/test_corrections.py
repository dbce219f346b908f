"""``labeler corrections``: the contract of its document, and what people read."""

from __future__ import annotations


def test_the_document_is_a_list_of_examples(run, project, decisions):
    assert run("decide", project, decisions).code == 0
    document = run("corrections", project, "--status", "all", "--json").document
    assert {tuple(line) for line in document} == {
        (
            *("example_id", "split", "status", "given_label", "corrected_label", "verdicts", "adjudicated"),
            *("categories", "models_with_given", "models_with_corrected"),
        )
    }
    assert {line["status"] for line in document} == {"corrected", "excluded"}
    corrected = [line for line in document if line["status"] == "corrected"]
    assert {(line["given_label"], line["corrected_label"]) for line in corrected} == {("cat", "dog")}


def test_corrected_labels_alone_are_the_default(run, project, decisions):
    run("decide", project, decisions)
    assert {line["status"] for line in run("corrections", project, "--json").document} == {"corrected"}
    dev = run("corrections", project, "--split", "dev", "--json").document
    assert {line["split"] for line in dev} == {"dev"}


def test_people_read_given_and_corrected(run, project, decisions):
    run("decide", project, decisions)
    said = run("corrections", project)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("2 corrected labels\n")
    assert "cat → dog" in said.out


def test_people_read_what_is_in_conflict(run, project, decisions, tmp_path):
    run("decide", project, decisions, "--reviewer", "ann")
    other = tmp_path / "other.csv"
    other.write_text("example_id,verdict\ndev-0,correct\n", encoding="utf-8")
    run("decide", project, other, "--reviewer", "bob")
    out = run("corrections", project, "--status", "conflict").out
    assert out.startswith("1 conflict\n")
    assert "cat → conflict: ann dog, bob correct" in out


def test_nothing_corrected_is_said(run, project):
    assert run("corrections", project).out == "No label was corrected.\n"
    assert run("corrections", project, "--status", "all").out == "Every label stands as given.\n"


def test_all_of_them_go_into_a_table(run, project, decisions, tmp_path):
    run("decide", project, decisions)
    table = tmp_path / "corrections.csv"
    assert run("corrections", project, "--output", table).code == 0
    lines = table.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("example_id,split,status,given_label,corrected_label,reviewers,at,comment")
    assert len(lines) == 3


def test_a_split_that_is_none_is_the_users_to_fix(run, project):
    said = run("corrections", project, "--split", "nowhere")
    assert (said.code, said.out) == (1, "")
    assert "'nowhere' is not a split" in said.err


def test_a_status_that_is_none_is_wrong_usage(run, project):
    assert run("corrections", project, "--status", "wrong").code == 2
