"""What stderr says of a file that can't be taken: a line that sums up, a line a problem, fifty of them at most."""

from __future__ import annotations

import csv

import pytest


@pytest.fixture
def bad_decisions(tmp_path):
    """A function that writes decisions of which all rows are wrong, and returns the file."""

    def written(rows: int):
        path = tmp_path / "bad.csv"
        lines = [f"dev-0{number:03},correct" for number in range(rows)]
        path.write_text("\n".join(["example_id,verdict", *lines, ""]))
        return path

    return written


def test_a_problem_names_file_row_and_column_with_the_header_as_row_1(run, project, bad_decisions):
    path = bad_decisions(2)
    said = run("decide", project, path)
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == [
        f"nothing was recorded: 2 problems in {path}",
        f"{path}:2: example_id: 'dev-0000' is not an example of this project; check the id",
        f"{path}:3: example_id: 'dev-0001' is not an example of this project; check the id",
    ]


def test_with_json_the_problems_are_in_the_document_and_still_on_stderr(run, project, bad_decisions):
    path = bad_decisions(1)
    said = run("decide", project, path, "--json")
    assert said.document == {
        "error": {
            "message": f"nothing was recorded: 1 problem in {path}",
            "problems": [
                {
                    "file": str(path),
                    "row": 2,
                    "column": "example_id",
                    "message": "'dev-0000' is not an example of this project",
                    "remedy": "check the id",
                }
            ],
        }
    }
    assert len(said.err.splitlines()) == 2


def test_the_fifty_first_problem_is_only_counted(run, project, bad_decisions):
    lines = run("decide", project, bad_decisions(60)).err.splitlines()
    assert len(lines) == 1 + 50 + 1
    assert lines[-1] == "… and 10 more; --problems FILE.csv lists them all"


def test_all_problems_are_in_the_document_and_in_the_table_asked_for(run, project, bad_decisions, tmp_path):
    path, table = bad_decisions(60), tmp_path / "problems.csv"
    said = run("decide", project, path, "--problems", table, "--json")
    problems = said.document["error"]["problems"]
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(problems) == 60
    assert rows == [{name: str(value) for name, value in problem.items()} for problem in problems]
    assert len(said.err.splitlines()) == 51


def test_a_table_of_problems_that_cannot_be_written_hides_none_of_them(run, project, bad_decisions, tmp_path):
    table = tmp_path / "absent" / "problems.csv"
    said = run("decide", project, bad_decisions(60), "--problems", table, "--json")
    assert said.code == 1
    assert f"{table} can't be written" in said.document["error"]["message"]
    assert len(said.document["error"]["problems"]) == 60
    assert said.err.splitlines()[-1] == "… and 10 more; --problems FILE.csv lists them all"


def test_problems_of_several_files_are_told_together(run, tables, tmp_path):
    tables.examples.write_text(tables.examples.read_text() + "dev-9,nowhere,cat\n")
    tables.bold.write_text(tables.bold.read_text() + "zebra,cat\n")
    said = run("new", tmp_path / "p", *tables.new)
    assert said.code == 1
    assert said.err.splitlines()[0].startswith("nothing was written: 2 problems in ")
    assert f"{tables.examples}:14: split: 'nowhere' is not a split; use train, train-dev, dev (val) or test" in said.err
    assert f"{tables.bold}:14: example_id: 'zebra' is not" in said.err
    assert not (tmp_path / "p.labeler").exists()


def test_skipped_rows_are_left_out_and_recorded(run, tables, tmp_path):
    tables.examples.write_text(tables.examples.read_text() + "dev-9,nowhere,cat\n")
    tables.bold.write_text(tables.bold.read_text() + "zebra,cat\n")
    said = run("new", tmp_path / "p", *tables.new, "--skip-bad-rows", "--json")
    assert said.code == 0
    assert said.document["examples"] == {"dev": 6, "test": 6}
    assert said.document["warnings"] == ["1 bad row of examples was left out"]


def test_skipped_decisions_leave_the_good_ones(run, project, decisions):
    decisions.write_text(decisions.read_text() + "zebra,correct,\n")
    assert run("decide", project, decisions).code == 1
    assert run("info", project, "--json").document["decisions"] == 0
    assert run("decide", project, decisions, "--skip-bad-rows", "--json").document["recorded"] == 6


def test_the_suffix_is_appended_where_it_is_absent_and_only_there(run, tables, tmp_path):
    run("new", tmp_path / "one", *tables.new)
    run("new", tmp_path / "two.labeler", *tables.new)
    run("new", tmp_path / "v1.2", *tables.new)
    assert {path.name for path in tmp_path.glob("*.labeler*")} >= {"one.labeler", "two.labeler", "v1.2.labeler"}
    assert run("info", tmp_path / "one").code == run("info", tmp_path / "one.labeler").code == 0


def test_new_refuses_a_project_that_exists_and_leaves_it_as_it_was(run, project, tables):
    before = project.read_bytes()
    for name in (project, project.with_suffix("")):
        said = run("new", name, *tables.new)
        assert (said.code, said.err) == (
            1,
            f"{project} exists already; choose another name or open it with 'labeler open'\n",
        )
    assert project.read_bytes() == before


def test_a_refused_project_leaves_nothing_behind(run, tables, tmp_path):
    tables.shy.write_text("example_id,predicted\ndev-0,cat\n")
    said = run("new", tmp_path / "p", *tables.new)
    assert said.code == 1
    assert "predict all of dev, or nothing of it" in said.err
    assert not [path for path in tmp_path.iterdir() if "labeler" in path.name]


def test_export_refuses_what_it_must(run, project, decisions, tmp_path):
    assert "no version has been applied yet" in run("export", project, tmp_path / "out").err
    run("decide", project, decisions)
    run("apply", project)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    said = run("export", project, tmp_path / "full")
    assert said.code == 1
    assert "is not empty" in said.err
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["notes.txt"]
    assert run("export", project, tmp_path / "out", "--version", "7").code == 1


def test_changes_only_writes_the_changes_and_the_manifest(run, project, decisions, tmp_path):
    run("decide", project, decisions)
    run("apply", project)
    assert run("export", project, tmp_path / "out", "--changes-only").code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"changes.csv", "manifest.json"}


def test_a_queue_can_be_written_filled_in_and_decided(run, project, tmp_path):
    table = tmp_path / "queue.csv"
    assert run("queue", project, "errors", "--model", "bold", "--output", table).code == 0
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = ["example_id,verdict", *(f"{row['example_id']},correct" for row in rows), ""]
    table.write_text("\n".join(lines))
    assert run("decide", project, table, "--json").document["recorded"] == 4


def test_what_is_printed_for_people_holds_the_verdict_and_every_model(run, project, decisions):
    run("decide", project, decisions)
    document = run("rank", project, "--json").document
    said = run("rank", project)
    assert (said.code, said.err) == (0, "")
    for name, split in document["splits"].items():
        assert f"{name}: {split['verdict']}" in said.out
    assert said.out.count("bold ") >= 3
