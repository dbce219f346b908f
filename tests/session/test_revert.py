"""Going back to an earlier version of the labels: one more version, and nothing taken away (METHOD 4)."""

from __future__ import annotations

import csv
import json

import pytest

import labeler
from labeler.errors import LabelerError


@pytest.fixture
def twice(session):
    """Version 1: d0 is a dog, t2 excluded. Version 2: d0 is a cat after all, d1 a cat, t2 counts again."""
    session.record("d0", "incorrect", label="dog", comment="barks", reviewer="ann")
    session.record("d1", "correct", reviewer="ann")
    session.record("t0", "unsure", reviewer="ann")
    session.record("t2", "excluded", reviewer="ann")
    session.apply(by="ann")
    session.record("d0", "correct", reviewer="ann")
    session.record("d1", "incorrect", label="cat", reviewer="ann")
    session.record("t2", "correct", reviewer="ann")
    session.apply(by="ann")
    return session


def exported(session, folder, **options):
    session.export(folder, **options)
    with (folder / "changes.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file)), json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def test_a_new_version_has_the_labels_of_the_earlier_one(twice):
    done = twice.revert(1, by="lead")
    assert (done.created, done.version, done.reverts_to, done.corrected, done.excluded) == (True, 3, 1, 1, 1)
    assert done.changes.kinds == {"versions"}
    assert len(twice.version_changes(1, 3)) == 0
    first, _, third = twice.versions().versions
    assert (third.by, third.corrected, third.excluded, third.reverts_to) == ("lead", 1, 1, 1)
    assert third.at >= first.at
    assert first.reverts_to is None


def test_decisions_stand_and_the_next_apply_makes_the_working_labels_a_version_again(twice):
    before = twice.info().decisions
    assert twice.revert(1).pending
    assert twice.info().decisions == before
    applied = twice.apply()
    assert (applied.created, applied.version) == (True, 4)
    assert len(twice.version_changes(2, 4)) == 0


def test_going_back_to_the_given_labels_undoes_every_change(twice, tmp_path):
    done = twice.revert(0)
    assert (done.created, done.corrected, done.excluded) == (True, 0, 0)
    assert len(twice.version_changes(0, 3)) == 0
    changes, manifest = exported(twice, tmp_path / "out")
    assert changes == []
    assert (manifest["version"], manifest["reverts_to"], manifest["counts"]["given"]) == (3, 0, 12)
    assert manifest["parity"]["splits"]["dev"]["wrong"]["reviewed"] == 0
    assert manifest["parity"]["blocking"] == []


def test_going_back_to_the_latest_version_creates_nothing(twice):
    again = twice.revert(2)
    assert (again.created, again.version, again.pending) == (False, 2, False)
    assert again.changes.kinds == frozenset()
    assert len(twice.versions().versions) == 2


def test_going_back_a_second_time_creates_nothing(twice):
    twice.revert(1)
    again = twice.revert(1)
    assert (again.created, again.version, again.pending) == (False, 3, True)
    assert len(twice.versions().versions) == 3


def test_without_versions_the_given_labels_stand_already(session):
    session.record("d0", "incorrect", label="dog")
    done = session.revert(0)
    assert (done.created, done.version, done.pending) == (False, 0, True)


@pytest.mark.parametrize("number", [3, -1])
def test_a_version_that_is_not_there_is_refused(twice, number):
    with pytest.raises(LabelerError, match=f"there is no version {number}"):
        twice.revert(number)
    assert len(twice.versions().versions) == 2


def test_the_export_tells_the_decisions_that_stood_then(twice, tmp_path):
    first, _ = exported(twice, tmp_path / "first", version=1)
    twice.record("d3", "excluded", reviewer="bob")
    twice.revert(1)
    again, manifest = exported(twice, tmp_path / "again")
    assert again == first
    assert [(row["example_id"], row["reviewers"], row["comment"]) for row in again] == [
        ("d0", "ann", "barks"),
        ("t2", "ann", ""),
    ]
    assert (manifest["version"], manifest["reverts_to"]) == (3, 1)


def test_parity_and_the_reason_to_override_it_come_back_with_the_labels(session, tmp_path):
    session.record("d0", "incorrect", label="dog")
    session.apply(override_parity="test comes later")
    session.undo()
    session.apply()
    assert [version.override for version in session.versions().versions] == ["test comes later", None]
    session.revert(1)
    assert session.versions().versions[2].override == "test comes later"
    _, manifest = exported(session, tmp_path / "out")
    assert len(manifest["parity"]["blocking"]) == 1


def test_figures_of_a_reverted_version_are_those_of_the_first(twice):
    twice.revert(1)
    first, third = (twice.rank(version=number, resamples=0).to_dict()["splits"] for number in (1, 3))
    assert first == third


def test_a_reverted_version_can_be_gone_back_to(twice):
    twice.revert(1)
    twice.apply()
    assert twice.revert(3).version == 5
    assert [version.reverts_to for version in twice.versions().versions] == [None, None, 1, None, 3]
    assert len(twice.version_changes(1, 5)) == 0


def test_it_lasts_and_the_file_is_sound(twice, reopened):
    twice.revert(1)
    again = reopened(twice)
    assert again.verify().ok
    assert [version.reverts_to for version in again.versions().versions] == [None, None, 1]
    assert again.info().label_version == 3


@pytest.mark.parametrize("claim", [2, 3, 7, -1])
def test_a_version_that_says_what_it_is_not_is_found(twice, claim):
    twice.revert(1)
    twice.connection.execute("UPDATE versions SET reverts_to = ? WHERE number = 3", (claim,))
    (problem,) = twice.verify().problems
    assert problem == f"version 3 is said to have the labels of version {claim}, and hasn't"


def test_a_project_that_is_only_read_is_left_alone(twice):
    with labeler.open(twice.path, read_only=True) as reading, pytest.raises(LabelerError, match="can only be read"):
        reading.revert(1)
    assert len(twice.versions().versions) == 2


@pytest.mark.parametrize("task", ["multilabel", "transcript"])
def test_labels_of_every_task_come_back(make, task):
    if task == "multilabel":
        examples = "example_id,split,label:x,label:y\na,dev,1,0\nb,test,0,?\n"
        said = ("x;y", "y")
    else:
        examples = "example_id,split,transcript\na,dev,one two\nb,test,three\n"
        said = ("one too", "")
    session = make(examples=examples, predictions={}, task=task, name=task)
    for example_id, label in zip("ab", said, strict=True):
        session.record(example_id, "incorrect", label=label)
    session.apply()
    session.record("a", "correct")
    session.record("b", "excluded")
    session.apply()
    session.revert(1)
    assert len(session.version_changes(1, 3)) == 0
    assert [session.version_changes(0, 3).example(place).to_label for place in (0, 1)] == list(said)
    assert session.verify().ok
