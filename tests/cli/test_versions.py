"""Versions on the command line: what changed, what would change, and back again (METHOD 4, DESIGN 5)."""

from __future__ import annotations

import pytest

import labeler

CHANGE = {
    *("example_id", "split", "kind", "from_label", "from_status", "to_label", "to_status", "decided_by"),
}


@pytest.fixture
def project(run, project, decisions):
    """Decided, and applied as version 1."""
    run("decide", project, decisions, "--reviewer", "ann")
    assert run("apply", project).code == 0
    return project


def test_revert_makes_one_more_version_and_says_that_decisions_stand(run, project):
    said = run("revert", project, 0)
    assert said.code == 0
    assert said.out.splitlines() == [
        "version 2 has the given labels again: 0 corrected, 0 excluded",
        "all decisions stand; the next apply would make the working labels a version again",
        "undo doesn't reach versions; 'revert 1' goes back to the labels before",
    ]
    assert [version["reverts_to"] for version in run("versions", project, "--json").document] == [None, 0]
    assert "given" in run("versions", project).out


def test_revert_is_one_document(run, project):
    document = run("revert", project, 0, "--json").document
    assert document == {
        "created": True,
        "version": 2,
        "reverts_to": 0,
        "corrected": 0,
        "excluded": 0,
        "pending": True,
    }
    again = run("revert", project, 0, "--json")
    assert (again.code, again.document["created"], again.document["version"]) == (0, False, 2)
    assert "stand already, as version 2" in run("revert", project, 0).out


def test_a_version_that_is_not_there_is_the_user_s_to_mend(run, project):
    said = run("revert", project, 7, "--json")
    assert said.code == 1
    assert "choose one of 0, 1" in said.document["error"]["message"]


@pytest.mark.parametrize(
    "arguments", [("revert", "one"), ("versions", "--changes", "1"), ("versions", "--changes", "a:b")]
)
def test_wrong_usage_is_told_from_what_is_not_there(run, project, arguments):
    verb, *rest = arguments
    assert run(verb, project, *rest).code == 2


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [("0:1", 0, 1), ("given:1", 0, 1), ("1:working", 1, "working"), ("Working:0", "working", 0), ("1:1", 1, 1)],
)
def test_changes_between_two_versions_are_those_of_the_session(run, project, typed, before, after):
    document = run("versions", project, "--changes", typed, "--json").document
    assert document.keys() == {"from", "to", "counts", "splits", "examples"}
    assert (document["from"], document["to"]) == (before, after)
    assert all(change.keys() == CHANGE for change in document["examples"])
    with labeler.open(project, read_only=True) as session:
        assert session.version_changes(before, after).to_dict() == document


def test_changes_are_listed_for_people(run, project):
    lines = run("versions", project, "--changes", "0:1").out.splitlines()
    assert lines[0].startswith("From the given labels to version 1: 2 newly corrected and 2 newly excluded")
    assert lines[1].split() == ["example", "split", "change", "from", "to", "decided", "by"]
    assert any("dev-0" in line and "ann" in line for line in lines[2:])


def test_a_preview_applies_nothing(run, project):
    run("revert", project, 0)
    document = run("apply", project, "--preview", "--json").document
    assert document.keys() == {"creates", "version", "totals", "changes", "parity", "selection"}
    assert (document["creates"], document["version"]) == (True, 3)
    assert document["totals"]["dev"].keys() == {"corrected", "excluded", "conflict", "unsure"}
    assert len(run("versions", project, "--json").document) == 2
    lines = run("apply", project, "--preview").out.splitlines()
    assert lines[0] == "applying would make version 3"
    assert any(line.startswith("The selected model") for line in lines)


def test_a_preview_of_nothing_new_says_so(run, project):
    said = run("apply", project, "--preview")
    assert said.out.splitlines()[0] == "nothing has changed since version 1; no new version would be made"


def test_a_preview_says_what_stops_applying(run, project, tmp_path):
    with labeler.open(project) as session:
        while session.can_undo("ann"):
            session.undo(reviewer="ann")
        session.record("dev-0", "excluded", reviewer="ann")
    said = run("apply", project, "--preview")
    assert said.code == 0
    assert "apply stops: None of the" in said.out
