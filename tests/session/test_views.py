"""Views: what they show, in which order, and how they are kept (DESIGN 2.4)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import labeler
from labeler.core.sorting import stable_order
from labeler.errors import LabelerError
from labeler.session.views import View

EXAMPLES = """example_id,split,label,snr_db,speaker,mixed,status
a,dev,cat,12.5,ann,10,
b,dev,dog,3,Bo,9,old
c,dev,cow,-1e1,ann,x,
d,test,dog,,cy,,old
e,test,cat,100,Bo,b,
"""
PREDICTIONS = {
    "m": "example_id,predicted,probability\na,cat,0.9\nb,cow,0.6\nc,cat,0.7\n",
    "n": "example_id,predicted,probability\na,dog,0.8\nb,cow,0.9\nc,dog,0.4\nd,cat,0.7\ne,dog,0.3\n",
}


@pytest.fixture
def session(make):
    return make(examples=EXAMPLES, predictions=PREDICTIONS)


def shown(session, *where, **view):
    found = session.matching(View(where, **view))
    assert found.total == 5
    assert sorted(found.ordinals.tolist()) == np.flatnonzero(found.mask).tolist()
    assert len(found) == found.mask.sum()
    return "".join(session.examples.ids[ordinal] for ordinal in found.ordinals.tolist())


def by_ticket(session, ids):
    order = [session.examples.ids[ordinal] for ordinal in session.examples.by_ticket.tolist()]
    return "".join(sorted(ids, key=order.index))


def test_a_view_shows_what_meets_its_conditions_in_the_order_of_the_table(session):
    assert shown(session) == "abcde"
    assert shown(session, descending=True) == "edcba"
    assert shown(session, "label=dog|cow") == "bcd"
    assert shown(session, "wrong=yes", model="m") == "bc"
    assert shown(session, "label=dog", "label=cat") == ""


@pytest.mark.parametrize(
    ("sort", "ascending", "descending"),
    [
        ("id", "abcde", "edcba"),
        ("snr_db", "cbaed", "eabcd"),
        ("mixed", ("b", "a", "e", "c", "d"), ("c", "e", "a", "b", "d")),
    ],
)
def test_an_order_goes_either_way_and_what_is_not_known_comes_last(session, sort, ascending, descending):
    assert shown(session, sort=sort, model="m") == "".join(ascending)
    assert shown(session, sort=sort, model="m", descending=True) == "".join(descending)


def test_what_a_model_does_not_predict_comes_last(session):
    rest = by_ticket(session, "de")
    assert shown(session, sort="probability", model="m") == "bca" + rest
    assert shown(session, sort="probability", model="m", descending=True) == "acb" + rest
    assert shown(session, sort="predicted", model="m", descending=True)[-2:] == rest


def test_equal_ones_stand_by_ticket_whichever_way(session):
    groups = {"cat": "ae", "dog": "bd", "cow": "c"}
    names = list(session.examples.vocabulary.names)
    for descending in (False, True):
        ordered = names[::-1] if descending else names
        wanted = "".join(by_ticket(session, groups[name]) for name in ordered)
        assert shown(session, sort="label", descending=descending) == wanted
    assert shown(session, sort="speaker") == "".join(by_ticket(session, group) for group in ("ac", "be", "d"))
    assert shown(session, sort="ticket") == by_ticket(session, "abcde")


def test_orders_of_the_review_follow_it(session):
    session.record("d", "correct", reviewer="ann")
    session.record("b", "excluded", reviewer="ann")
    assert shown(session, sort="status")[-2:] == "db"
    assert set(shown(session, sort="decided")[:2]) == set("bd")
    assert shown(session, sort="reviewers", descending=True)[:2] == by_ticket(session, "bd")
    session.record("b", "incorrect", label="cat", reviewer="ann")
    names = list(session.examples.vocabulary.names)
    assert "b" in shown(session, sort="working")[: 3 if names[0] == "cat" else 5]


def test_a_column_named_as_an_order_is_told_apart(session):
    assert "status" in session.orders()
    assert "column:status" in session.orders()
    assert set(shown(session, sort="column:status")[:2]) == set("bd")


def test_every_order_there_is_works(session):
    for sort in session.orders():
        assert set(shown(session, sort=sort, descending=True)) == set("abcde"), sort


def test_without_models_there_are_no_orders_of_models(make):
    session = make(examples=EXAMPLES, predictions={})
    assert {"probability", "predicted", "suspicion"}.isdisjoint(session.orders())
    with pytest.raises(LabelerError, match="no order 'probability'"):
        session.matching(View(sort="probability"))


def test_an_order_that_there_is_not_is_refused_with_those_near_it(session):
    with pytest.raises(LabelerError, match="did you mean probability"):
        session.matching(View(sort="probabilty"))


def test_several_labels_are_sorted_by_the_first_then_the_second(make):
    session = make(
        examples="example_id,split,label:fur,label:horns\na,dev,0,0\nb,dev,0,1\nc,dev,1,1\nd,dev,1,?\n",
        predictions={},
        task="multilabel",
    )
    order = session.matching(View(sort="label")).ordinals.tolist()
    assert "".join(session.examples.ids[ordinal] for ordinal in order) == "cdba"


def test_transcripts_are_sorted_by_letters(make):
    session = make(
        examples="example_id,split,transcript\na,dev,Zebra\nb,dev,apple\nc,dev,\n",
        predictions={"m": "example_id,hypothesis\na,b\nb,A\nc,zz\n"},
    )
    for sort in ("label", "predicted"):
        order = session.matching(View(sort=sort)).ordinals.tolist()
        assert "".join(session.examples.ids[ordinal] for ordinal in order) == "bac"


@settings(max_examples=80, deadline=None)
@given(
    values=st.lists(st.sampled_from([0.0, -0.0, 1.5, -2.0, 1e-30, -1e30, float("nan"), 7.0]), max_size=30),
    descending=st.booleans(),
)
def test_a_stable_order_is_that_of_sorted(values, descending):
    keys = np.array(values, np.float32)
    known = [place for place, value in enumerate(values) if value == value]
    wanted = sorted(known, key=lambda place: -keys[place] if descending else keys[place])
    rest = [place for place, value in enumerate(values) if value != value]
    got = stable_order(keys, among=np.arange(len(keys)), descending=descending)
    assert got.tolist() == wanted + rest


@settings(max_examples=60, deadline=None)
@given(values=st.lists(st.integers(-3, 2**31 - 2), max_size=20), descending=st.booleans())
def test_a_stable_order_of_whole_numbers_is_that_of_sorted(values, descending):
    keys = np.array(values, np.int64)
    got = stable_order(keys, among=np.arange(len(keys)), descending=descending)
    assert got.tolist() == sorted(range(len(values)), key=lambda place: (-1 if descending else 1) * values[place])


# Kept views


def test_a_view_is_kept_in_the_project_under_its_name(session, reopened):
    view = View(("label=cat|dog", "wrong=yes"), "m", "probability", descending=True)
    session.save_view(" Sure errors ", view)
    session.save_view("all", View())
    again = reopened(session)
    assert dict(again.views()) == {"all": View(), "Sure errors": view}
    again.save_view("all", View(sort="id"))
    assert again.views()["all"] == View(sort="id")
    again.remove_view("Sure errors")
    assert list(again.views()) == ["all"]


@pytest.mark.parametrize(
    ("name", "view", "said"),
    [
        ("", View(), "no name for a view"),
        ("two\nlines", View(), "no name for a view"),
        ("x", View(("label=cta",)), "did you mean cat"),
        ("x", View(sort="size"), "no order 'size'"),
        ("x", View(model="zed"), "no model 'zed'"),
    ],
)
def test_what_says_nothing_of_the_project_is_not_kept(session, name, view, said):
    with pytest.raises(LabelerError, match=said):
        session.save_view(name, view)
    assert not session.views()


def test_a_view_that_is_not_kept_cannot_be_removed(session):
    session.save_view("mine", View())
    with pytest.raises(LabelerError, match="did you mean mine"):
        session.remove_view("mien")


def test_a_project_that_can_only_be_read_keeps_nothing(session):
    session.save_view("mine", View())
    with labeler.open(session.path, read_only=True) as reading:
        assert list(reading.views()) == ["mine"]
        with pytest.raises(LabelerError, match="can only be read"):
            reading.save_view("other", View())
        with pytest.raises(LabelerError, match="can only be read"):
            reading.remove_view("mine")


def test_a_view_on_what_is_gone_says_so_among_the_others(session):
    session.add_category("Blurry", reviewer="ann")
    session.save_view("blurry", View(("category=Blurry",)))
    session.undo(reviewer="ann")
    (saved,) = session.saved_views().views
    assert saved.matching is None
    assert "Blurry" in saved.problem


# A queue of what was picked by hand


def test_a_queue_is_drawn_from_the_examples_picked_by_hand(session):
    plan = session.queue_plan("filter", only=["e", "b", "a", "nobody"], size=None)
    ids = [session.examples.ids[ordinal] for ordinal in plan.ordinals.tolist()]
    assert "".join(ids) == by_ticket(session, "ab") + "e"
    assert len(session.queue("filter", only=["e", "b", "a"], where=["label=cat"], size=None).items) == 2
    with pytest.raises(LabelerError, match="doesn't go by examples picked by hand"):
        session.queue("errors", only=["a"])
