"""Which given labels don't stand, who said so, and which models agree (METHOD 10; DESIGN 4, Resolution)."""

from __future__ import annotations

import csv

import pytest

from labeler.errors import LabelerError

SETS = "example_id,split,label:cat,label:dog,label:owl\na,dev,1,0,?\nb,test,0,1,0\n"
SET_MODEL = "example_id,cat,dog,owl\na,1,1,0\nb,0,1,0\n"
SPOKEN = "example_id,split,transcript\na,dev,one two\nb,test,three\n"
SPOKEN_MODEL = "example_id,hypothesis\na,won two\nb,three\n"


@pytest.fixture
def decided(session):
    """d0 is corrected, d1 excluded, d2 unsure, d3 in conflict, d4 right; t1 is corrected, by ann and bob alike."""
    session.record("d0", "incorrect", label="dog", reviewer="ann", comment="big ears", categories=["Blurry"])
    session.record("d1", "excluded", reviewer="ann", reason="no animal")
    session.record("d2", "unsure", reviewer="ann")
    session.record("d3", "incorrect", label="cat", reviewer="ann")
    session.record("d3", "correct", reviewer="bob")
    session.record("d4", "correct", reviewer="ann")
    session.record("t1", "incorrect", label="cat", reviewer="ann")
    session.record("t1", "incorrect", label="cat", reviewer="bob", comment="a cat")
    return session


def ids(found):
    return [item.example_id for item in found.items]


def test_only_corrected_labels_are_told_unless_more_is_asked_for(decided):
    assert ids(decided.corrections()) == ["d0", "t1"]
    assert ids(decided.corrections(status="all")) == ["d0", "d1", "d2", "d3", "t1"]


@pytest.mark.parametrize(
    ("status", "there"), [("corrected", ["d0", "t1"]), ("excluded", ["d1"]), ("unsure", ["d2"]), ("conflict", ["d3"])]
)
def test_each_status_is_told_apart(decided, status, there):
    found = decided.corrections(status=status)
    assert ids(found) == there
    assert {item.status for item in found.items} == {status}
    assert found.counts[status] == len(there)


@pytest.mark.parametrize(("split", "there"), [("dev", ["d0"]), ("test", ["t1"]), ("dev+test", ["d0", "t1"])])
def test_a_split_is_told_alone(decided, split, there):
    assert ids(decided.corrections(split=split)) == there


def test_an_example_says_who_said_what_of_it(decided):
    first, second = decided.corrections().items
    assert (first.given, first.corrected, first.split) == ("cat", "dog", "dev")
    assert (first.reviewers, first.comment, first.categories) == (("ann",), "big ears", ("Blurry",))
    assert (second.reviewers, second.comment, second.adjudicated) == (("ann", "bob"), "a cat", False)
    assert second.at == max(decision.at for decision in second.said)


def test_models_are_told_by_which_label_they_predict(decided):
    # By the given labels A and C err on d0, A and B on t1; there are two classes.
    found = decided.corrections()
    assert found.agreeing_with_given(0) == ("B",)
    assert found.agreeing_with_corrected(0) == ("A", "C")
    assert found.agreeing_with_corrected(1) == ("A", "B")
    assert found.says.all()


def test_no_model_agrees_with_a_corrected_label_that_is_not_there(decided):
    found = decided.corrections(status="excluded")
    assert found.agreeing_with_corrected(0) == ()
    assert found.agreeing_with_given(0) == ("A", "C")


def test_an_adjudication_speaks_in_place_of_the_reviewers(decided):
    decided.record_adjudication("d3", "incorrect", label="cat", reviewer="cid")
    item = decided.corrections(status="corrected").items[1]
    assert (item.example_id, item.reviewers, item.adjudicated) == ("d3", ("cid",), True)


def test_nothing_decided_is_an_empty_list(session, tmp_path):
    found = session.corrections(status="all")
    assert (len(found), found.to_dict(), found.with_given.shape) == (0, [], (3, 0))
    found.write(tmp_path / "none.csv")
    assert (tmp_path / "none.csv").read_text(encoding="utf-8").startswith("example_id,split,status,given_label")


def test_a_project_without_models_has_corrections_too(make):
    session = make(predictions={})
    session.record("d0", "incorrect", label="dog", reviewer="ann")
    found = session.corrections()
    assert (found.models, found.agreeing_with_given(0), found.with_given.shape) == ((), (), (0, 1))


def test_a_document_says_all_of_an_example(decided):
    document = decided.corrections().to_dict()[0]
    verdict = document.pop("verdicts")[0]
    assert document == {
        "example_id": "d0",
        "split": "dev",
        "status": "corrected",
        "given_label": "cat",
        "corrected_label": "dog",
        "adjudicated": False,
        "categories": ["Blurry"],
        "models_with_given": ["B"],
        "models_with_corrected": ["A", "C"],
    }
    assert verdict["at"]
    assert (verdict["reviewer"], verdict["verdict"], verdict["label"]) == ("ann", "incorrect", "dog")


def test_models_with_a_corrected_label_are_null_where_there_is_none(decided):
    assert decided.corrections(status="unsure").to_dict()[0]["models_with_corrected"] is None


def test_all_of_them_are_written_as_a_table(decided, tmp_path):
    decided.corrections(status="all").write(tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["example_id"]: row for row in csv.DictReader(file)}
    assert list(rows) == ["d0", "d1", "d2", "d3", "t1"]
    assert (rows["t1"]["reviewers"], rows["t1"]["models_with_corrected"]) == ("ann;bob", "A;B")
    assert (rows["d1"]["corrected_label"], rows["d1"]["reason"]) == ("", "no animal")


def test_a_frame_has_a_row_an_example(decided):
    assert list(decided.corrections(status="all").to_frame()["example_id"]) == ["d0", "d1", "d2", "d3", "t1"]


@pytest.mark.parametrize(("options", "said"), [({"status": "wrong"}, "'wrong'"), ({"split": "nowhere"}, "'nowhere'")])
def test_what_there_is_not_is_the_users_to_fix(session, options, said):
    with pytest.raises(LabelerError, match=said):
        session.corrections(**options)


def test_acceptable_labels_are_written_as_decisions_carry_them(session):
    session.record("d0", "incorrect", label="dog;cat", reviewer="ann")
    (item,) = session.corrections().items
    assert (item.given, set(item.corrected.split(";"))) == ("cat", {"cat", "dog"})


@pytest.mark.parametrize(
    ("examples", "model", "label", "agrees"),
    [(SETS, SET_MODEL, "cat;dog", ["M"]), (SPOKEN, SPOKEN_MODEL, "won two", ["M"])],
)
def test_models_agree_with_sets_and_transcripts_as_a_whole(make, examples, model, label, agrees):
    session = make(examples=examples, predictions={"M": model})
    session.record("a", "incorrect", label=label, reviewer="ann")
    found = session.corrections().to_dict()[0]
    assert (found["corrected_label"], found["models_with_corrected"]) == (label, agrees)


def test_conflicts_are_what_reviewers_disagree_on_settled_or_not(decided):
    decided.record("d5", "correct", reviewer="ann")
    decided.record("d5", "excluded", reviewer="bob")
    decided.record_adjudication("d5", "correct", reviewer="cid")
    decided.record_adjudication("d4", "excluded", reviewer="cid")  # ann alone said something
    found = {conflict.example_id: conflict for conflict in decided.conflicts()}
    assert set(found) == {"d3", "d5"}
    assert found["d3"].settled is None
    assert [said.reviewer for said in found["d3"].said] == ["ann", "bob"]
    assert (found["d5"].settled.reviewer, found["d5"].settled.verdict) == ("cid", "correct")


def test_conflicts_come_in_ticket_order(decided):
    for number in range(6):
        decided.record(f"t{number}", "correct", reviewer="ann")
        decided.record(f"t{number}", "excluded", reviewer="bob")
    tickets = decided.examples.tickets
    ordinals = [conflict.ordinal for conflict in decided.conflicts()]
    assert len(ordinals) == 7
    assert ordinals == sorted(ordinals, key=lambda ordinal: tickets[ordinal])


def test_a_conflict_taken_back_is_one_no_more(decided):
    decided.undo(reviewer="bob")  # t1
    decided.undo(reviewer="bob")  # d3
    assert decided.conflicts() == ()
