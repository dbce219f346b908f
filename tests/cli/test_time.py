"""`labeler time`, and what `labeler info` tells of what was looked at."""

from __future__ import annotations

import pytest

import labeler


@pytest.fixture
def looked(project):
    """ann took an hour and a bit over two examples and decided one of them; bob switched his time off."""
    with labeler.open(project) as session:
        session.keep("ann", [("dev-0", 3600, ())], None)
        session.keep("ann", [("dev-1", 125.5, ())], None)
        session.keep("bob", [("dev-1", None, ())], None)
        session.record("dev-0", "correct", reviewer="ann")
    return project


def test_time_is_told_by_reviewer(run, looked):
    header, ann, bob = (line.split() for line in run("time", looked).out.splitlines())
    assert header == ["reviewer", "shown", "decided", "undecided", "time", "median", "a", "decided", "one"]
    assert ann == ["ann", "2", "1", "1", "1:02:06", "3600.0", "s"]
    assert bob == ["bob", "1", "0", "1", "–", "–"]


def test_time_is_json_with_a_line_an_example(run, looked):
    document = run("time", looked, "--json").document
    assert [line["reviewer"] for line in document["reviewers"]] == ["ann", "bob"]
    assert document["reviewers"][1]["seconds"] is None
    assert [(line["example_id"], line["reviewer"]) for line in document["examples"]] == [
        ("dev-0", "ann"),
        ("dev-1", "ann"),
        ("dev-1", "bob"),
    ]


def test_the_time_of_each_example_is_written_into_a_table(run, looked, tmp_path):
    assert run("time", looked, "--output", tmp_path / "time.csv").code == 0
    header, first, *_ = (tmp_path / "time.csv").read_text(encoding="utf-8").splitlines()
    assert header == "example_id,split,reviewer,shown,seconds,last_at,decided"
    assert first.startswith("dev-0,dev,ann,1,3600.0,")


def test_where_nobody_looked_at_anything_it_says_so(run, project):
    assert run("time", project).out == "nobody has looked at anything yet\n"
    assert "looked at" not in run("info", project).out


def test_info_tells_what_was_looked_at_and_left_undecided(run, looked):
    assert "2 examples looked at, 1 of them left undecided\n" in run("info", looked).out


def test_a_project_that_is_not_there_is_said(run, tmp_path):
    assert run("time", tmp_path / "none").code == 1
