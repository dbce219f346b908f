"""Which decisions the last change of a rule touches, until somebody looks again (METHOD 7)."""

from __future__ import annotations

import hashlib

import pytest

from labeler.errors import LabelerError


def revisit(session, **options):
    return {item.example_id for item in session.queue("revisit", **options).items}


def to_revisit(session):
    return {line.name: line.to_revisit for line in session.guidelines().guidelines}


def test_a_class_s_new_rule_touches_what_was_decided_on_its_examples_before(session):
    for example_id in ("d0", "d1", "d2", "t0"):
        session.record(example_id, "correct")
    session.record("d3", "incorrect", label="cat")
    session.define("class", "cat", "purrs")
    session.record("d4", "correct")
    assert revisit(session, label="cat") == {"d0", "d2", "t0", "d3"}
    assert revisit(session, label="cat", split=["dev"]) == {"d0", "d2", "d3"}
    assert revisit(session, label="dog") == set()
    assert revisit(session) == {"d0", "d2", "t0", "d3"}
    assert to_revisit(session) == {"cat": 4}


def test_they_come_by_ticket(session):
    for example_id in ("d0", "d2", "d4"):
        session.record(example_id, "correct")
    session.define("class", "cat", "purrs")
    wanted = sorted(("d0", "d2", "d4"), key=lambda i: hashlib.sha256(f"0:{i}".encode()).hexdigest())
    assert [item.example_id for item in session.queue("revisit", label="cat").items] == wanted


def test_saying_the_same_again_counts_as_looked_at_again(session, reopened):
    session.record("d0", "correct")
    assert session.record("d0", "correct").examples == ()
    session.define("class", "cat", "purrs")
    assert session.record("d0", "correct").examples == ("d0",)
    assert session.record("d0", "correct").examples == ()
    assert revisit(session) == set()
    assert to_revisit(session) == {"cat": 0}
    assert revisit(reopened(session), label="cat") == set()


def test_saying_the_same_of_another_class_records_nothing(session):
    session.record("d1", "correct")
    session.define("class", "cat", "purrs")
    assert session.record("d1", "correct").examples == ()


def test_whoever_looks_again_settles_the_example(session):
    session.record("d0", "correct", reviewer="ann")
    session.record("d0", "correct", reviewer="bob")
    session.define("class", "cat", "purrs")
    assert to_revisit(session) == {"cat": 2}
    session.record("d0", "correct", reviewer="cid")
    assert revisit(session) == set()


def test_an_adjudication_said_again_counts_too(session):
    session.record_adjudication("d0", "correct")
    session.define("class", "cat", "purrs")
    assert revisit(session) == {"d0"}
    assert session.record_adjudication("d0", "correct").examples == ("d0",)
    assert revisit(session) == set()


def test_a_comment_is_no_second_look(session):
    session.record("d0", "correct", reviewer="ann")
    session.define("class", "cat", "purrs")
    session.record("d0", None, comment="hm", reviewer="bob")
    assert revisit(session) == {"d0"}


def test_a_note_without_a_verdict_is_no_decision_to_revisit(session):
    session.record("d0", None, comment="hm")
    session.define("class", "cat", "purrs")
    assert revisit(session) == set()
    assert session.record("d0", None, comment="hm").examples == ()


def test_each_further_change_asks_again_also_an_emptied_definition(session):
    for text in ("purrs", "meows", ""):
        session.record("d0", "correct")
        session.define("class", "cat", text)
        assert revisit(session, label="cat") == {"d0"}


def test_choosing_reference_examples_asks_for_nothing(session):
    session.record("d0", "correct")
    session.add_reference("class", "cat", "d2")
    session.remove_reference("class", "cat", "d2")
    assert revisit(session) == set()
    assert session.record("d0", "correct").examples == ()


def test_a_change_taken_back_asks_no_more_until_it_is_brought_back(session):
    session.record("d0", "correct", reviewer="ann")
    session.define("class", "cat", "purrs", reviewer="bob")
    session.undo(reviewer="bob")
    assert revisit(session) == set()
    session.redo(reviewer="bob")
    assert revisit(session) == {"d0"}


def test_a_second_look_taken_back_asks_again(session):
    session.record("d0", "correct", reviewer="ann")
    session.define("class", "cat", "purrs", reviewer="bob")
    session.record("d0", "correct", reviewer="ann")
    session.undo(reviewer="ann")
    assert revisit(session) == {"d0"}


def test_a_table_that_says_the_same_is_no_second_look(session, decisions):
    session.record("d0", "correct", reviewer="ann")
    session.define("class", "cat", "purrs")
    assert session.decide(decisions("d0,correct,"), reviewer="ann").recorded == 0
    assert revisit(session) == {"d0"}


@pytest.mark.parametrize("label", ["dog;cat", "cat"])
def test_sets_of_labels_hold_each_of_their_classes(make, label):
    rows = "".join(f"{i},dev,{name}\n" for i, name in enumerate(("dog", "cow", "cat")))
    session = make(examples=f"example_id,split,label\n{rows}", predictions={})
    session.record("0", "incorrect", label=label)
    session.record("1", "correct")
    session.define("class", "cat", "purrs")
    assert revisit(session) == {"0"}


def test_of_several_labels_those_there_and_those_not_known_are_held(make):
    rows = "a,dev,1,0\nb,dev,?,1\nc,dev,0,1\n"
    session = make(examples=f"example_id,split,label:cat,label:dog\n{rows}", predictions={}, task="multilabel")
    for example_id in "abc":
        session.record(example_id, "correct")
    session.define("class", "cat", "purrs")
    assert revisit(session, label="cat") == {"a", "b"}


def test_an_unknown_class_is_refused(session):
    with pytest.raises(LabelerError, match="no class 'cats'; did you mean cat"):
        session.queue("revisit", label="cats")


# Categories


@pytest.fixture
def sorted_out(session):
    """Blurry ticked on d0 and considered on d1; d2 has no word on categories."""
    session.add_category("Blurry")
    session.record("d0", "correct", categories=["Blurry"])
    session.record("d1", "correct", categories=[])
    session.record("d2", "correct")
    return session


def test_a_category_s_new_rule_touches_what_considered_it_ticked_or_not(sorted_out):
    assert revisit(sorted_out, category="Blurry") == {"d2"}
    sorted_out.define("category", "Blurry", "no sharp edge")
    assert revisit(sorted_out, category="Blurry") == {"d0", "d1", "d2"}
    assert to_revisit(sorted_out) == {"Blurry": 2}
    sorted_out.record("d0", "correct", categories=["Blurry"])
    sorted_out.record("d1", "correct", categories=["Blurry"])
    assert revisit(sorted_out, category="Blurry") == {"d2"}
    assert to_revisit(sorted_out) == {"Blurry": 0}
    assert sorted_out.record("d0", "correct", categories=["Blurry"]).examples == ()


def test_a_category_described_when_it_was_made_touches_nothing(session):
    session.record("d0", "correct", categories=[])
    session.add_category("Blurry", description="no sharp edge")
    assert to_revisit(session) == {"Blurry": 0}
    assert revisit(session, category="Blurry") == {"d0"}


def test_a_verdict_without_categories_is_no_second_look_at_a_category(sorted_out, decisions):
    sorted_out.define("category", "Blurry", "no sharp edge")
    sorted_out.decide(decisions("d0,excluded", header="example_id,verdict"))
    sorted_out.record("d1", "correct", reviewer="bob")
    assert revisit(sorted_out, category="Blurry") == {"d0", "d1", "d2"}


def test_a_renamed_category_asks_for_nothing_more(sorted_out):
    sorted_out.define("category", "Blurry", "no sharp edge")
    sorted_out.record("d0", "correct", categories=["Blurry"])
    sorted_out.rename_category("Blurry", "Soft")
    assert revisit(sorted_out, category="Soft") == {"d1", "d2"}


def test_ticks_of_a_merged_category_rest_on_the_rule_of_the_one_left(sorted_out):
    sorted_out.add_category("Soft")
    sorted_out.record("d3", "correct", categories=["Soft"])
    sorted_out.define("category", "Soft", "a bit blurry")
    sorted_out.merge_category("Blurry", "Soft")
    assert revisit(sorted_out, category="Soft") == {"d0", "d1", "d2", "d3"}
    assert to_revisit(sorted_out) == {"Soft": 3}


def test_a_class_and_a_category_ask_for_what_either_touches(sorted_out):
    sorted_out.record("t1", "correct", categories=[])
    sorted_out.define("class", "cat", "purrs")
    assert revisit(sorted_out, label="cat", category="Blurry") == {"d0", "d2"}
    sorted_out.define("category", "Blurry", "no sharp edge")
    assert revisit(sorted_out, label="cat") == {"d0", "d2"}
    assert revisit(sorted_out, label="cat", category="Blurry") == {"d0", "d1", "d2", "t1"}
