"""What differs between two versions of the labels, and what applying would change (METHOD 4)."""

from __future__ import annotations

import json

import pytest

import labeler
from labeler.core.label_changes import ChangeKind
from labeler.errors import LabelerError

NONE = dict.fromkeys((kind.key for kind in ChangeKind), 0)


@pytest.fixture
def versions(session):
    """Version 1: d0 is a dog, t2 excluded, d1 confirmed, t0 unsure. Working: d0 given back, d2 a dog, t2 counts."""
    session.record("d0", "incorrect", label="dog", reviewer="ann")
    session.record("d0", "incorrect", label="dog", reviewer="bob")
    session.record("d1", "correct", reviewer="ann")
    session.record("t0", "unsure", reviewer="ann")
    session.record("t2", "excluded", reviewer="ann")
    session.apply()
    session.record("d0", "correct", reviewer="bob")
    session.record("d0", "correct", reviewer="ann")
    session.record("d2", "incorrect", label="dog", reviewer="carl")
    session.undo(reviewer="ann")  # bob and ann are in conflict on d0 now
    session.record("t2", "correct", reviewer="ann")
    return session


def rows(changes):
    keys = ("example_id", "kind", "from_label", "from_status", "to_label", "to_status", "decided_by")
    return [tuple(row[key] for key in keys) for row in changes.to_dict()["examples"]]


def test_each_example_that_differs_is_told_with_both_sides_and_who(versions):
    assert rows(versions.version_changes(1, "working")) == [
        ("d0", "taken_back", "dog", "corrected", "cat", "conflict", ["ann", "bob"]),
        ("d2", "newly_corrected", "cat", "given", "dog", "corrected", ["carl"]),
        ("t2", "no_longer_excluded", None, "excluded", "cat", "confirmed", ["ann"]),
    ]


def test_against_the_given_labels_who_decided_then_is_named(versions):
    assert rows(versions.version_changes(0, 1)) == [
        ("d0", "newly_corrected", "cat", "given", "dog", "corrected", ["ann", "bob"]),
        ("d1", "status_only", "dog", "given", "dog", "confirmed", ["ann"]),
        ("t0", "status_only", "cat", "given", "cat", "unsure", ["ann"]),
        ("t2", "newly_excluded", "cat", "given", None, "excluded", ["ann"]),
    ]


def test_of_what_was_taken_back_those_are_named_who_had_said_it(session):
    session.record("d0", "excluded", reviewer="ann")
    session.record("d1", "excluded", reviewer="ann")
    session.apply(override_parity="a test")
    session.undo(reviewer="ann")
    (change,) = rows(session.version_changes(1, "working"))
    assert change == ("d1", "no_longer_excluded", None, "excluded", "dog", "given", ["ann"])


def test_an_adjudication_is_who_decided(session):
    session.record("d0", "incorrect", label="dog", reviewer="ann")
    session.record_adjudication("d0", "excluded", reviewer="lead")
    (change,) = rows(session.version_changes(0, "working"))
    assert change[-1] == ["lead"]


def test_counts_add_up_over_the_splits(versions):
    told = versions.version_changes(0, "working").to_dict()
    assert (told["from"], told["to"]) == (0, "working")
    assert told["splits"] == {
        "dev": NONE | {"newly_corrected": 1, "status_only": 2},
        "test": NONE | {"status_only": 2},
    }
    assert told["counts"] == NONE | {"newly_corrected": 1, "status_only": 4}
    assert sum(told["counts"].values()) == len(told["examples"])


def test_the_way_back_differs_in_the_same_examples(versions):
    there, back = versions.version_changes(1, "working"), versions.version_changes("working", 1)
    assert there.rows.tolist() == back.rows.tolist()
    assert [(row[4], row[5]) for row in rows(there)] == [(row[2], row[3]) for row in rows(back)]


@pytest.mark.parametrize("version", [0, 1, "working"])
def test_a_version_does_not_differ_from_itself(versions, version):
    changes = versions.version_changes(version, version)
    assert len(changes) == 0
    assert changes.sentence.endswith("no label changes.")


def test_the_sentence_counts_what_changes(versions):
    assert versions.version_changes(1, "working").sentence == (
        "From version 1 to the working labels: 1 newly corrected, 1 taken back and 1 no longer excluded."
    )
    assert versions.version_changes(0, 1).sentence == (
        "From the given labels to version 1: 1 newly corrected and 1 newly excluded; 2 more differ in status only."
    )


def test_a_difference_in_status_alone_is_no_change_of_a_label(session):
    session.record("d0", "correct")
    assert session.version_changes(0).sentence == (
        "From the given labels to the working labels no label changes; 1 differs in status only."
    )


def test_a_version_that_is_not_there_is_refused_with_those_that_are(versions):
    with pytest.raises(LabelerError, match="no version 2; choose one of 0, 1, or 'working'"):
        versions.version_changes(0, 2)


def test_the_table_has_a_row_an_example(versions):
    frame = versions.version_changes(1, "working").to_frame()
    assert frame["example_id"].tolist() == ["d0", "d2", "t2"]
    assert frame["decided_by"].tolist() == ["ann, bob", "carl", "ann"]


def test_every_document_is_json(versions):
    for result in (versions.version_changes(0, "working"), versions.apply_preview(), versions.revert(0)):
        document = result.to_dict()
        assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_tables_have_a_row_a_split_or_one(versions):
    assert versions.apply_preview().to_frame()[["split", "corrected", "newly_corrected"]].to_numpy().tolist() == [
        ["dev", 1, 1],
        ["test", 0, 0],
    ]
    assert versions.revert(0).to_frame().shape == (1, 6)


# What applying would do


def test_the_preview_tells_what_applying_then_does(versions):
    preview = versions.apply_preview()
    assert (preview.creates, preview.version) == (True, 2)
    applied = versions.apply(override_parity="as previewed")
    assert applied.version == preview.version
    totals = preview.totals.values()
    assert (sum(t.corrected for t in totals), sum(t.excluded for t in totals)) == (applied.corrected, applied.excluded)
    assert sum(t.conflict for t in totals) == applied.conflicts == 1
    assert preview.parity == applied.parity
    assert versions.version_changes(1, 2).to_dict()["examples"] == preview.changes.to_dict()["examples"]


def test_the_preview_counts_by_split(versions):
    told = versions.apply_preview().to_dict()
    assert told["totals"] == {
        "dev": {"corrected": 1, "excluded": 0, "conflict": 1, "unsure": 0},
        "test": {"corrected": 0, "excluded": 0, "conflict": 0, "unsure": 1},
    }
    assert told["changes"]["splits"]["test"] == NONE | {"no_longer_excluded": 1}


def test_nothing_changed_since_the_last_version_creates_nothing(versions):
    versions.apply(override_parity="a test")
    preview = versions.apply_preview()
    assert (preview.creates, preview.version, len(preview.changes)) == (False, 2, 0)


def test_the_preview_of_an_untouched_project_creates_nothing(session):
    preview = session.apply_preview()
    assert (preview.creates, preview.version) == (False, 0)


def test_the_preview_needs_no_permission_and_writes_nothing(versions):
    with labeler.open(versions.path, read_only=True) as reading:
        assert reading.apply_preview().creates
    assert len(versions.versions().versions) == 1


def test_the_model_selected_before_and_after_is_that_of_the_ranking(session):
    session.record("d1", "incorrect", label="cat", reviewer="ann")  # B was right on d1, A is wrong there now
    session.record("d2", "incorrect", label="dog", reviewer="ann")
    selection = session.apply_preview().selection
    ranked = session.rank(split=["dev"], resamples=0).splits["dev"]
    assert (selection.before, selection.after) == (ranked.selected_before, ranked.selected_after) == ("A", "B")
    assert selection.changes
    assert selection.sentence == (
        "The selected model changes: A before, B after (error on dev: 17 % → 50 % against 33 % → 0 %)."
    )


def test_it_is_said_too_where_the_selected_model_stays(session):
    session.record("d0", "excluded")
    selection = session.apply_preview().selection
    assert (selection.changes, selection.sentence) == (False, "The selected model stays A (error on dev: 0 %).")


def test_without_models_no_model_is_selected(make):
    session = make(predictions={}, name="bare")
    session.record("d0", "excluded")
    assert session.apply_preview().selection is None
    assert session.apply_preview().to_dict()["selection"] is None


def test_the_preview_is_against_the_latest_version_also_after_a_revert(versions):
    versions.apply(override_parity="a test")
    versions.revert(0)
    preview = versions.apply_preview()
    assert (preview.version, preview.changes.before) == (4, 3)
    assert preview.changes.to_dict()["examples"] == versions.version_changes(0, "working").to_dict()["examples"]
