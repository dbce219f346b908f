"""Recording decisions and taking them back (DESIGN 3 Storage, 4 Decisions)."""

from __future__ import annotations

import pytest

import labeler
from labeler.core.categories import Category
from labeler.core.decisions import Status, Verdict
from labeler.core.log import Kind
from labeler.errors import LabelerError


def statuses(session):
    found = {session.examples.ids[i]: Status(int(code)) for i, code in enumerate(session.review.labels.status)}
    return {example_id: status for example_id, status in found.items() if status is not Status.GIVEN}


def label_of(session, example_id):
    ordinal = session.ordinal(example_id)
    return session.examples.task.given(session.review.labels.truth, ordinal, session.examples.vocabulary)


def test_a_decision_changes_the_working_label_and_never_the_given_one(session):
    changes = session.record("d0", "incorrect", label="dog", comment="a dog", reason="seen", seen=("label",))
    assert changes.examples == ("d0",)
    assert changes.kinds == {"decisions"}
    assert statuses(session) == {"d0": Status.CORRECTED}
    assert label_of(session, "d0") == "dog"
    assert session.examples.given.codes[session.ordinal("d0")] == session.examples.vocabulary.codes["cat"]
    decision = session.decisions("d0")["reviewer"]
    assert (decision.verdict, decision.label, decision.comment) == (Verdict.INCORRECT, "dog", "a dog")
    assert (decision.reason, decision.seen, decision.categories) == ("seen", ("label",), None)


def test_a_decision_is_there_after_opening_again(session, reopened):
    session.record("d0", "incorrect", label="dog", categories=["Blurry"], comment="猫", reviewer="ann")
    before = session.decisions("d0")
    again = reopened(session)
    assert dict(again.decisions("d0")) == dict(before)
    assert again.categories == (Category("blurry", "Blurry", since=1),)
    assert statuses(again) == {"d0": Status.CORRECTED}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("zz", "correct"), "'zz' is not an example"),
        (("d0", "right"), "'right' is not a verdict"),
        (("d0", "incorrect"), "needs its corrected label"),
        (("d0", "incorrect", "cat"), "given label already"),
        (("d0", "incorrect", "cat;cat"), "given label already"),
        (("d0", "incorrect", "yak"), "'yak'"),
        (("d0", "incorrect", " "), "empty"),
        (("d0", "correct", "dog"), "only an incorrect label"),
        (("d0", None, "dog"), "only an incorrect label"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_recorded(session, arguments, said):
    example_id, verdict, label = (*arguments, None)[:3]
    with pytest.raises(LabelerError, match=said):
        session.record(example_id, verdict, label=label, categories=["new"])
    assert session.log().size() == 0
    assert session.categories == ()


def test_saying_the_same_again_records_nothing(session):
    session.record("d0", "incorrect", label="dog;cat", categories=["Blurry", "dark"])
    before = session.log().size()
    again = session.record("d0", "incorrect", label="cat;dog", categories=["DARK", "blurry", "Blurry"], seen=("label",))
    assert (again.examples, again.kinds) == ((), frozenset())
    assert session.log().size() == before


def test_a_comment_alone_gives_no_verdict(session):
    session.record("d0", None, comment="look again", categories=["Blurry"])
    assert statuses(session) == {}
    assert session.info().decisions == 1
    assert not session.review.decided(session.ordinal("d0"))
    assert session.review.category_count("blurry") == 1


def test_categories_are_made_in_passing_in_order_and_unique_ignoring_case(session):
    changes = session.record("d0", "correct", categories=["Great cat", " Blurry ", "great CAT", "", "ß"])
    assert changes.kinds == {"decisions", "categories"}
    session.record("d1", "correct", categories=["BLURRY", "SS", "new"])
    assert [category.name for category in session.categories] == ["Great cat", "Blurry", "ß", "new"]
    keys = [category.key for category in session.categories]
    assert session.decisions("d0")["reviewer"].categories == (keys[0], keys[1], keys[2])
    assert session.decisions("d1")["reviewer"].categories == (keys[1], keys[2], keys[3])
    assert [session.review.category_count(key) for key in keys] == [1, 2, 2, 1]


def test_undoing_a_decision_takes_the_category_it_made_with_it(session):
    session.record("d0", "correct", categories=["Blurry"])
    assert session.undo().changes.kinds == {"decisions", "categories", "guidelines"}
    assert session.categories == ()
    assert session.review.category_count("blurry") == 0
    session.redo()
    assert [category.name for category in session.categories] == ["Blurry"]
    assert session.review.category_count("blurry") == 1


def test_undo_and_redo_walk_through_the_actions_across_opening_again(session, reopened):
    session.record("d0", "incorrect", label="dog")
    session.record("d0", "excluded")
    turned = session.undo()
    assert (turned.verb, turned.reviewer, turned.changes.examples) == ("undone", "reviewer", ("d0",))
    assert statuses(session) == {"d0": Status.CORRECTED}
    session = reopened(session)
    assert (session.can_undo("reviewer"), session.can_redo("reviewer")) == (True, True)
    session.undo()
    assert statuses(session) == {}
    assert [session.redo().verb, session.redo().verb] == ["redone", "redone"]
    assert statuses(session) == {"d0": Status.EXCLUDED}
    with pytest.raises(LabelerError, match="nothing to redo"):
        session.redo()


def test_there_is_nothing_to_undo_in_a_fresh_project(session):
    with pytest.raises(LabelerError, match="nothing to undo"):
        session.undo()
    session.record("d0", "correct", reviewer="ann")
    with pytest.raises(LabelerError, match="nothing to undo of bob"):
        session.undo(reviewer="bob")
    assert session.undo().reviewer == "ann"


def test_undo_takes_back_the_last_action_of_the_reviewer_named(session):
    session.record("d0", "correct", reviewer="ann")
    session.record("d1", "excluded", reviewer="bob")
    assert session.undo(reviewer="ann").changes.examples == ("d0",)
    assert statuses(session) == {"d1": Status.EXCLUDED}


def test_undo_never_reaches_another_installation(session, monkeypatch, tmp_path):
    session.record("d0", "correct")
    session.close()
    monkeypatch.setenv("LABELER_HOME", str(tmp_path / "elsewhere"))
    with labeler.open(session.path) as elsewhere:
        with pytest.raises(LabelerError, match="nothing to undo"):
            elsewhere.undo()
        assert statuses(elsewhere) == {"d0": Status.CONFIRMED}


def test_history_keeps_what_was_taken_back(session):
    session.record("d0", "correct")
    session.record("d0", "unsure")
    session.undo()
    assert [event.payload["verdict"] for event in session.history("d0")] == ["correct", "unsure"]


def test_reviewers_agree_disagree_and_abstain(session):
    for reviewer, verdict in (("ann", "correct"), ("bob", "unsure")):
        session.record("d0", verdict, reviewer=reviewer)
    session.record("d1", "correct", reviewer="ann")
    session.record("d1", "incorrect", label="cat", reviewer="bob")
    session.record("d2", "unsure", reviewer="ann")
    assert statuses(session) == {"d0": Status.CONFIRMED, "d1": Status.CONFLICT, "d2": Status.UNSURE}
    assert label_of(session, "d1") == "dog"
    session.record("d1", "incorrect", label="cat", reviewer="ann")
    assert (session.resolution("d1").status, label_of(session, "d1")) == (Status.CORRECTED, "cat")


def test_which_of_two_orders_of_a_set_counts_does_not_hang_on_who_was_last(make, reopened):
    rows = "".join(f"{i},dev,{label}\n" for i, label in enumerate(("cat", "dog", "cow")))
    session = make(examples=f"example_id,split,label\n{rows}", predictions={})
    session.record("0", "incorrect", label="dog;cow", reviewer="ann")
    session.record("0", "incorrect", label="cow;dog", reviewer="bob")
    session.record("0", "correct", reviewer="ann")
    session.undo(reviewer="ann")
    before = session.resolution("0"), session.review.labels.truth.codes.tolist()
    session = reopened(session)
    assert (session.resolution("0"), session.review.labels.truth.codes.tolist()) == before


def test_a_blank_reviewer_is_the_default_one(session):
    session.record("d0", "correct", reviewer="  ")
    session.record("d0", "correct", reviewer=" reviewer ")
    assert list(session.decisions("d0")) == ["reviewer"]


def test_a_table_is_recorded_as_one_action_of_the_one_who_ran_it(session, decisions):
    path = decisions("d0,incorrect,dog,bob", "d1,correct,,", header="example_id,verdict,corrected_label,reviewer")
    result = session.decide(path, reviewer="ann")
    assert result.to_dict() == {"recorded": 2, "unchanged": 0, "conflicts": 0}
    assert set(result.changes.examples) == {"d0", "d1"}
    assert {example_id: list(session.decisions(example_id)) for example_id in ("d0", "d1")} == {
        "d0": ["bob"],
        "d1": ["ann"],
    }
    assert [event.kind for event in session.log().events()].count(Kind.BULK) == 1
    assert not session.can_undo("bob")
    session.undo(reviewer="ann")
    assert statuses(session) == {}
    session.redo(reviewer="ann")
    assert statuses(session) == {"d0": Status.CORRECTED, "d1": Status.CONFIRMED}


def test_rows_that_say_nothing_new_are_left_alone(session, decisions):
    path = decisions(
        "d0,incorrect,dog,Blurry;dark", "d1,correct,,", header="example_id,verdict,corrected_label,categories"
    )
    session.decide(path)
    size = session.log().size()
    assert session.decide(path).to_dict() == {"recorded": 0, "unchanged": 2, "conflicts": 0}
    assert session.log().size() == size
    again = decisions(
        "d0,incorrect,dog,DARK;blurry", "d1,unsure,,", header="example_id,verdict,corrected_label,categories"
    )
    assert session.decide(again).to_dict() == {"recorded": 1, "unchanged": 1, "conflicts": 0}


def test_a_table_leaves_alone_what_it_has_no_columns_for(session, decisions):
    session.record("d0", "correct", categories=["Blurry"], comment="sharp?", reason="seen")
    size = session.log().size()
    narrow = decisions("d0,correct", header="example_id,verdict")
    assert session.decide(narrow).to_dict() == {"recorded": 0, "unchanged": 1, "conflicts": 0}
    assert session.log().size() == size
    assert session.decide(decisions("d0,excluded", header="example_id,verdict")).recorded == 1
    kept = session.decisions("d0")["reviewer"]
    assert (kept.verdict, kept.categories, kept.comment, kept.reason) == ("excluded", ("blurry",), "sharp?", "seen")
    assert [category.name for category in session.categories] == ["Blurry"]


def test_an_empty_cell_empties_what_stands(session, decisions):
    session.record("d0", "correct", categories=["Blurry"], comment="sharp?", reason="seen")
    table = decisions("d0,correct,,", header="example_id,verdict,categories,comment")
    assert session.decide(table).recorded == 1
    stands = session.decisions("d0")["reviewer"]
    assert (stands.categories, stands.comment, stands.reason) == ((), "", "seen")


@pytest.mark.parametrize("name", ["a\nb", "a\tb", "a\x1b[31m", "a\u2028b", "a\x00"])
def test_a_reviewer_of_more_than_one_line_is_refused(session, monkeypatch, name):
    with pytest.raises(LabelerError, match="is no reviewer's name"):
        session.record("d0", "correct", reviewer=name)
    if "\0" not in name:
        monkeypatch.setenv("LABELER_REVIEWER", name)
        with pytest.raises(LabelerError, match="is no reviewer's name"):
            session.record("d0", "correct")
    assert session.log().size() == 0


def test_conflicts_are_counted_over_the_whole_project(session, decisions):
    session.record("d5", "correct", reviewer="ann")
    session.record("d5", "excluded", reviewer="bob")
    session.record("d0", "correct", reviewer="bob")
    assert session.decide(decisions("d0,excluded,", "d1,correct,"), reviewer="ann").conflicts == 2


@pytest.mark.parametrize("bad", ["zz,correct,", "d1,incorrect,", "d0,unsure,", "d1"])
def test_a_table_with_one_bad_row_records_nothing(session, decisions, bad):
    path = decisions("d0,correct,", bad, "d2,excluded,")
    with pytest.raises(LabelerError, match="nothing was recorded: 1 problem") as caught:
        session.decide(path)
    assert [(problem.file, problem.row) for problem in caught.value.problems] == [(str(path), 3)]
    assert session.log().size() == 0
    assert statuses(session) == {}


def test_bad_rows_are_left_out_on_request_and_that_is_recorded(session, decisions):
    path = decisions("d0,correct,", "zz,correct,", "d1", "d2,excluded,")
    assert session.decide(path, skip_bad_rows=True).recorded == 2
    assert statuses(session) == {"d0": Status.CONFIRMED, "d2": Status.EXCLUDED}
    (bulk,) = (event for event in session.log().events() if event.kind is Kind.BULK)
    assert (bulk.payload["rows"], bulk.payload["left_out"], bulk.payload["file"]) == (2, 2, str(path))


def test_categories_of_a_table_are_made_once_in_order(session, decisions):
    path = decisions(
        "d0,correct,Zebra;apple", "d1,correct,APPLE; mango", "d2,correct,", header="example_id,verdict,categories"
    )
    session.decide(path)
    assert [category.name for category in session.categories] == ["Zebra", "apple", "mango"]
    assert session.decisions("d2")["reviewer"].categories == ()


def test_a_hostile_comment_is_only_text(session, decisions, reopened):
    hostile = '=HYPERLINK("x")<script>\n\u202e; DROP TABLE events'
    session.record("d0", "correct", comment=hostile)
    assert reopened(session).decisions("d0")["reviewer"].comment == hostile
