"""`labeler adjudicate` (DESIGN 5)."""

from __future__ import annotations

import pytest


@pytest.fixture
def conflicting(run, project, tmp_path):
    table = tmp_path / "decisions.csv"
    table.write_text(
        "example_id,verdict,reviewer\ndev-0,correct,ann\ndev-0,excluded,bob\ndev-1,correct,ann\ndev-1,excluded,bob\n"
    )
    assert run("decide", project, table).code == 0
    return project


def table(tmp_path, *rows):
    path = tmp_path / "adjudications.csv"
    path.write_text("\n".join(["example_id,verdict", *rows]) + "\n")
    return path


def test_adjudications_are_recorded_once(run, conflicting, tmp_path):
    path = table(tmp_path, "dev-0,correct")
    first = run("adjudicate", conflicting, path, "--reviewer", "cid", "--json")
    assert first.document == {"recorded": 1, "unchanged": 0, "conflicts": 1}
    assert run("adjudicate", conflicting, path, "--json").document == {"recorded": 0, "unchanged": 1, "conflicts": 1}
    queue = run("queue", conflicting, "conflicts", "--json").document
    assert [item["example_id"] for item in queue["items"]] == ["dev-1"]


def test_people_are_told_what_is_left(run, conflicting, tmp_path):
    one = run("adjudicate", conflicting, table(tmp_path, "dev-0,correct"))
    assert one.out == "1 adjudication recorded, 0 unchanged\n1 example still in conflict\n"
    assert run("adjudicate", conflicting, table(tmp_path, "dev-1,excluded")).out.endswith("no example is in conflict\n")


def test_unsure_is_a_problem_with_its_row(run, conflicting, tmp_path):
    path = table(tmp_path, "dev-0,correct", "dev-1,unsure")
    said = run("adjudicate", conflicting, path, "--json")
    assert said.code == 1
    (problem,) = said.document["error"]["problems"]
    assert (problem["row"], problem["column"]) == (3, "verdict")
    assert run("adjudicate", conflicting, path, "--skip-bad-rows", "--json").document["recorded"] == 1


def test_undo_takes_it_back(run, conflicting, tmp_path):
    run("adjudicate", conflicting, table(tmp_path, "dev-0,correct"), "--reviewer", "cid")
    assert run("undo", conflicting, "--json").document["reviewer"] == "cid"
    assert len(run("queue", conflicting, "conflicts", "--json").document["items"]) == 2
