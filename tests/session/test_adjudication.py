"""One person's word in place of the reviewers' (DESIGN 4, Resolution)."""

from __future__ import annotations

import pytest

from labeler.core.decisions import Resolution, Status
from labeler.errors import LabelerError


def status(session, example_id):
    return session.resolution(example_id).status


def ordinal(session, example_id):
    return session.ordinal(example_id)


@pytest.fixture
def split(session):
    """Ann and bob disagree on d0 and d1; d2 is confirmed."""
    for example_id, label in (("d0", "dog"), ("d1", "cat")):
        session.record(example_id, "correct", categories=["Blurry"], reviewer="ann", seen=("label",))
        session.record(example_id, "incorrect", label=label, categories=["Dark"], reviewer="bob", seen=("label",))
    session.record("d2", "correct", reviewer="ann")
    return session


def test_an_adjudication_settles_a_conflict_and_lasts(split, reopened):
    changes = split.record_adjudication("d0", "incorrect", label="dog", comment="a dog", reviewer="cid")
    assert changes.examples == ("d0",)
    for see in (lambda: split, lambda: reopened(split)):
        session = see()
        assert session.resolution("d0") == Resolution(Status.CORRECTED, "dog")
        assert list(session.decisions("d0")) == ["ann", "bob"]
        adjudication = session.review.adjudication(ordinal(session, "d0"))
        assert (adjudication.reviewer, adjudication.comment) == ("cid", "a dog")
        assert session.review.counting(ordinal(session, "d0")) == (adjudication,)
        assert session.verify().ok


def test_an_adjudication_decides_where_reviewers_agree_or_have_said_nothing(split):
    split.record_adjudication("d2", "excluded")
    split.record_adjudication("d5", "correct")
    assert (status(split, "d2"), status(split, "d5")) == (Status.EXCLUDED, Status.CONFIRMED)


def test_later_decisions_of_reviewers_leave_it(split):
    split.record_adjudication("d0", "correct", reviewer="cid")
    split.record("d0", "excluded", reviewer="cid")
    assert status(split, "d0") is Status.CONFIRMED
    assert set(split.decisions("d0")) == {"ann", "bob", "cid"}


def test_a_later_adjudication_replaces_it_whoever_takes_it(split):
    split.record_adjudication("d0", "correct", reviewer="cid")
    assert split.record_adjudication("d0", "correct", reviewer="ann").examples == ()
    split.record_adjudication("d0", "excluded", reviewer="ann")
    assert status(split, "d0") is Status.EXCLUDED


def test_undo_and_redo_reach_it(split):
    split.record_adjudication("d0", "correct", reviewer="ann")
    turned = split.undo(reviewer="ann")
    assert turned.changes.examples == ("d0",)
    assert status(split, "d0") is Status.CONFLICT
    assert set(split.decisions("d0")) == {"ann", "bob"}
    split.redo(reviewer="ann")
    assert status(split, "d0") is Status.CONFIRMED


def test_it_is_no_reviewer_s_decision(split):
    decisions = split.info().decisions
    split.record_adjudication("d0", "correct", reviewer="cid")
    assert split.info().decisions == decisions
    assert [event.kind for event in split.history("d0")] == ["decision", "decision", "adjudication"]


def test_its_categories_replace_those_of_the_reviewers(split):
    review, d0 = split.review, ordinal(split, "d0")
    assert review.ticked(d0) == {"blurry", "dark"}
    split.record_adjudication("d0", "correct", categories=["Dark", "Fog"])
    assert review.ticked(d0) == {"dark", "fog"}
    assert [review.category_count(key) for key in ("blurry", "dark", "fog")] == [1, 2, 1]
    assert review.considered(d0) == {"blurry", "dark", "fog"}
    split.undo()
    assert review.ticked(d0) == {"blurry", "dark"}


def test_where_it_is_silent_on_categories_the_reviewers_stand(split):
    split.record_adjudication("d0", "correct")
    assert split.review.ticked(ordinal(split, "d0")) == {"blurry", "dark"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("zz", "correct"), "'zz' is not an example"),
        (("d0", "unsure"), "an adjudication decides"),
        (("d0", None), "an adjudication decides"),
        (("d0", "incorrect"), "needs its corrected label"),
        (("d0", "incorrect", "cat"), "given label already"),
        (("d0", "excluded", "dog"), "only an incorrect label"),
    ],
)
def test_what_decides_nothing_is_refused(split, arguments, said):
    example_id, verdict, label = (*arguments, None)[:3]
    size = split.log().size()
    with pytest.raises(LabelerError, match=said):
        split.record_adjudication(example_id, verdict, label=label)
    assert split.log().size() == size


def test_verdicts_are_blind_if_none_was_taken_with_predictions_in_view(split):
    d0 = ordinal(split, "d0")
    assert split.review.blind(d0)
    assert not split.review.blind(ordinal(split, "d5"))
    split.record("d0", None, comment="hm", reviewer="cid", seen=("predictions",))
    assert split.review.blind(d0)
    split.record_adjudication("d0", "correct", seen=("others", "predictions"))
    assert not split.review.blind(d0)


# Tables

HEADER = "example_id,verdict,corrected_label,categories,comment,reviewer,at"


def test_a_table_is_one_action_and_tells_what_conflicts_remain(split, decisions):
    path = decisions("d0,incorrect,dog,Dark,a dog,cid,2026-03-01T10:00:00Z", header=HEADER)
    result = split.adjudicate(path, reviewer="ann")
    assert result.to_dict() == {"recorded": 1, "unchanged": 0, "conflicts": 1}
    assert result.changes.examples == ("d0",)
    adjudication = split.review.adjudication(ordinal(split, "d0"))
    assert (adjudication.reviewer, adjudication.at) == ("cid", "2026-03-01T10:00:00Z")
    assert split.adjudicate(path, reviewer="ann").to_dict() == {"recorded": 0, "unchanged": 1, "conflicts": 1}
    split.undo(reviewer="ann")
    assert status(split, "d0") is Status.CONFLICT


def test_what_a_table_has_no_column_for_stays_as_adjudicated(split, decisions):
    split.record_adjudication("d0", "correct", categories=["Dark"], comment="sharp")
    split.adjudicate(decisions("d0,excluded", header="example_id,verdict"))
    kept = split.review.adjudication(ordinal(split, "d0"))
    assert (kept.verdict, kept.categories, kept.comment) == ("excluded", ("dark",), "sharp")


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("d1,unsure,,cid", "verdict", "'unsure' is no adjudication; make it correct, incorrect or excluded"),
        ("d0,correct,,dan", "example_id", "d0 was adjudicated in row 2 already; keep one row"),
        ("d1,incorrect,,cid", "corrected_label", "missing"),
        ("zz,correct,,cid", "example_id", "not an example"),
    ],
)
def test_a_bad_row_records_nothing_and_is_named(split, decisions, row, column, said):
    path = decisions("d0,correct,,cid", row, header="example_id,verdict,corrected_label,reviewer")
    size = split.log().size()
    with pytest.raises(LabelerError, match="nothing was recorded: 1 problem") as caught:
        split.adjudicate(path)
    (problem,) = caught.value.problems
    assert (problem.row, problem.column) == (3, column)
    assert said in str(problem)
    assert split.log().size() == size
    assert split.adjudicate(path, skip_bad_rows=True).to_dict() == {"recorded": 1, "unchanged": 0, "conflicts": 1}
    assert list(split.log().events())[size].payload["left_out"] == 1


def test_an_applied_version_takes_adjudications_over(split):
    split.record_adjudication("d0", "incorrect", label="dog")
    applied = split.apply(override_parity="only dev was looked at")
    assert (applied.corrected, applied.conflicts) == (1, 1)
