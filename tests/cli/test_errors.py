"""The error-analysis sheet on the command line, as a document and as people read it."""

from __future__ import annotations

import pytest


@pytest.fixture
def reviewed(run, project, tmp_path):
    """Bold's two errors on dev, one of them incorrectly labeled, one dark."""
    path = tmp_path / "sheet.csv"
    rows = ["dev-0,incorrect,dog,dark", "dev-1,correct,,"]
    path.write_text("\n".join(["example_id,verdict,corrected_label,categories", *rows, ""]), encoding="utf-8")
    assert run("decide", project, path).code == 0
    return project


def test_the_document_is_that_of_the_session(run, reviewed):
    document = run("errors", reviewed, "--model", "bold", "--json").document
    assert (document["model"], document["misclassified"], document["reviewed"]) == ("bold", 2, 2)
    assert [entry["category"] for entry in document["categories"]] == ["dark"]
    assert document["incorrectly_labeled"]["share"] == 0.5


def test_people_read_a_table_the_three_numbers_the_flows_and_the_answer(run, reviewed):
    lines = run("errors", reviewed, "--model", "bold").out.splitlines()
    assert lines[0] == "bold on dev: 2 of 6 misclassified, error 33.3 %; 2 of the errors reviewed"
    dark = next(line for line in lines if line.strip().startswith("dark"))
    assert " ".join(dark.split()) == "dark 1 2 50.0 % 50.0 to 50.0 % 16.7 % (16.7 to 16.7 %)"
    assert any("the given label is wrong" in line for line in lines)
    assert any(line.split()[:4] == ["was", "wrong", "1", "(16.7"] for line in lines)
    assert any(line.startswith("Relabeling is worth it: ") for line in lines)
    assert any(line.startswith("warning: The corrected error is a lower bound") for line in lines)


def test_the_largest_share_comes_first(run, project, tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text(
        "example_id,verdict,categories\ndev-0,correct,blurry;dark\ndev-1,correct,blurry\n", encoding="utf-8"
    )
    run("decide", project, path)
    out = run("errors", project, "--model", "bold").out
    assert out.index("blurry") < out.index("dark") < out.index("(incorrectly labeled)")


def test_nothing_reviewed_shows_no_empty_table(run, project):
    out = run("errors", project, "--model", "bold").out
    assert "(incorrectly labeled)" not in out
    assert "no error has been reviewed" in out


def test_no_errors_show_no_shares(run, tables, tmp_path):
    rows = [line.split(",") for line in tables.examples.read_text(encoding="utf-8").splitlines()[1:]]
    perfect = tmp_path / "perfect.csv"
    perfect.write_text(
        "\n".join(["example_id,predicted", *(f"{row[0]},{row[2]}" for row in rows), ""]), encoding="utf-8"
    )
    assert run("new", tmp_path / "p", "--examples", tables.examples, "--predictions", f"perfect={perfect}").code == 0
    said = run("errors", tmp_path / "p.labeler")
    assert said.code == 0
    assert "%" not in said.out.splitlines()[1]
    assert "warning: perfect misclassifies no example of dev: there are no shares to show." in said.out


def test_the_basis_is_all_or_sample(run, reviewed):
    assert run("errors", reviewed, "--basis", "sample", "--json").document["basis"] == "sample"
    assert run("errors", reviewed, "--basis", "some").code == 2


def test_an_unknown_model_or_split_can_be_mended(run, reviewed):
    assert "there is no model 'bald'" in run("errors", reviewed, "--model", "bald").err
    assert "has no train examples" in run("errors", reviewed, "--split", "train").err
    assert run("errors", reviewed, "--split", "train").code == 1


def test_counts_of_none_one_and_more_read_as_sentences(run, reviewed):
    assert (
        "Of 2 errors counted, 1 is incorrectly labeled (the given label is wrong), 1 is not upheld (incorrectly "
        "labeled or excluded), and 1 becomes right under the corrected label."
    ) in run("errors", reviewed, "--model", "bold").out


def test_of_one_error_counted_none_is_incorrect(run, project, tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text("example_id,verdict\ndev-0,correct\n", encoding="utf-8")
    run("decide", project, path)
    assert "Of 1 error counted, none is incorrectly labeled" in run("errors", project, "--model", "bold").out


def test_the_sheet_is_written_as_a_table(run, reviewed, tmp_path):
    file = tmp_path / "rows.csv"
    assert run("errors", reviewed, "--model", "bold", "--output", file, "--json").code == 0
    header, *rows = file.read_text(encoding="utf-8").splitlines()
    assert header == "example_id,part,given,predicted,status,label,incorrectly_labeled,comment,dark"
    assert {row.split(",")[0]: row.split(",")[-1] for row in rows} == {"dev-0": "1", "dev-1": "0"}
    assert run("errors", reviewed, "--output", tmp_path / "none" / "rows.csv").code == 1
