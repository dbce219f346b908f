"""One decision on many examples: one action, one undo (DESIGN 2.4)."""

from __future__ import annotations

from functools import partial

import pytest

import labeler
from labeler.errors import LabelerError

DEV = [f"d{i}" for i in range(6)]


def verdicts(session, reviewer="ann"):
    found = {id_: session.decisions(id_).get(reviewer) for id_ in session.examples.ids}
    return {id_: (said.verdict, said.label) for id_, said in found.items() if said is not None}


def outlook(session, ids, verdict, **said):
    """What it would come to, as the dialog tells before it is recorded."""
    looking = session.bulk(ids, verdict, **said)
    looking.look_at(len(ids))
    return looking.outlook


def test_many_are_decided_in_one_action_and_one_undo_takes_it_back(session, reopened):
    session.record("d0", "unsure", reviewer="ann", comment="hm")
    before = verdicts(session)
    changes = session.record_all(DEV, "correct", reviewer="ann")
    assert set(changes.examples) == set(DEV)
    assert verdicts(session) == dict.fromkeys(DEV, ("correct", None))
    session.undo(reviewer="ann")
    assert verdicts(session) == before
    session.redo(reviewer="ann")
    again = reopened(session)
    assert verdicts(again) == dict.fromkeys(DEV, ("correct", None))
    assert not again.verify().problems


def test_where_the_given_label_is_the_corrected_one_it_is_right(session):
    session.record_all(["d0", "d1", "d2"], "incorrect", label="dog", reviewer="ann")
    assert verdicts(session) == {"d0": ("incorrect", "dog"), "d1": ("correct", None), "d2": ("incorrect", "dog")}
    assert outlook(session, ["d3", "d4"], "incorrect", label="dog").right == 1


def test_comments_and_categories_stay_where_nothing_is_said_of_them(session):
    session.record("d0", "unsure", reviewer="ann", comment="hm", categories=["Blurry"])
    session.record_all(["d0", "d1"], "excluded", reason="broken", reviewer="ann")
    said = session.decisions("d0")["ann"]
    assert (said.verdict, said.comment, said.reason) == ("excluded", "hm", "broken")
    assert [category.name for category in session.categories if category.key in said.categories] == ["Blurry"]
    assert session.decisions("d1")["ann"].categories is None


def test_a_category_is_ticked_and_unticked_and_the_verdict_stays(session):
    session.record("d0", "incorrect", label="dog", reviewer="ann", categories=["Blurry"])
    session.record_all(["d0", "d1"], None, tick=["Dark"], reviewer="ann")
    assert verdicts(session) == {"d0": ("incorrect", "dog"), "d1": (None, None)}
    ticked = {id_: session.review.ticked(session.ordinal(id_)) for id_ in ("d0", "d1")}
    assert ticked == {"d0": {"blurry", "dark"}, "d1": {"dark"}}
    session.record_all(["d0", "d1", "d2"], None, untick=["blurry", "dark"], reviewer="ann")
    assert not any(session.review.ticked(session.ordinal(id_)) for id_ in ("d0", "d1", "d2"))
    assert "ann" not in session.decisions("d2")


def test_of_categories_only_what_was_ticked_is_known_to_be_considered(session):
    session.add_category("Blurry")
    session.record_all(["d0"], None, tick=["Dark"], reviewer="ann")
    assert session.review.considered(session.ordinal("d0")) == {"dark"}


def test_what_stands_already_is_left_alone(session):
    session.record("d0", "correct", reviewer="ann")
    assert outlook(session, ["d0", "d1", "d1"], "correct", reviewer="ann").to_dict() == {
        "examples": 2,
        "recorded": 1,
        "right": 0,
        "replaced": 0,
        "comments": 0,
        "differing": 0,
        "unchanged": 1,
    }
    session.record_all(["d0", "d1"], "correct", reviewer="ann")
    assert not session.record_all(["d0", "d1"], "correct", reviewer="ann").examples


def test_the_outlook_says_what_is_replaced_and_who_differs(session):
    session.record("d0", "unsure", reviewer="ann", comment="mine")
    session.record("d1", "incorrect", label="cat", reviewer="bo", comment="his")
    session.record("d2", "unsure", reviewer="bo")
    told = outlook(session, ["d0", "d1", "d2"], "correct", comment="all", reviewer="ann")
    assert (told.recorded, told.replaced, told.comments, told.differing) == (3, 1, 1, 1)
    session.record_all(["d0", "d1", "d2"], "correct", comment="all", reviewer="ann")
    assert session.resolution("d1").status.name == "CONFLICT"
    assert session.decisions("d1")["bo"].comment == "his"


@pytest.mark.parametrize(
    ("ids", "verdict", "said", "why"),
    [
        (["d0", "nobody"], "correct", {}, "'nobody' is not an example"),
        (["d0"], "incorrect", {}, "needs its corrected label"),
        (["d0"], "incorrect", {"label": "cow"}, "'cow' is not one of the labels"),
        (["d0"], "correct", {"label": "cat"}, "only an incorrect label"),
        (["d0"], "wrong", {}, "is not a verdict"),
    ],
)
def test_what_cannot_be_is_refused_whole(session, ids, verdict, said, why):
    for do in (session.record_all, partial(outlook, session)):
        with pytest.raises(LabelerError, match=why):
            do(ids, verdict, reviewer="ann", **said)
    assert not verdicts(session)


def test_nothing_is_recorded_where_the_project_can_only_be_read(session):
    with (
        labeler.open(session.path, read_only=True) as reading,
        pytest.raises(LabelerError, match="can only be read"),
    ):
        reading.record_all(DEV, "correct")


def test_it_is_not_counted_as_taken_blind(session):
    session.record_all(["d0"], "correct", reviewer="ann")
    assert not session.review.blind(session.ordinal("d0"))
