"""Conditions on examples (METHOD 7, any filter)."""

from __future__ import annotations

import numpy as np
import pytest

from labeler.errors import LabelerError
from labeler.session.filters import All, Some, condition, parsed

EXAMPLES = """example_id,split,label,snr_db,speaker,label note
a,dev,cat,12.5,ann,x
b,dev,cat;dog,3,ann,y
c,dev,dog,-1e1,bo,
d,test,cow, 7 ,Ann,x
e,test,dog,loud,,x=y
"""
PREDICTIONS = {
    "m": "example_id,predicted\na,cat\nb,dog\nc,cat\n",
    "n": "example_id,predicted\na,dog\nb,cow\nc,dog\nd,cat\ne,dog\n",
}


@pytest.fixture
def session(make):
    session = make(examples=EXAMPLES, predictions=PREDICTIONS)
    session.record("a", "correct", reviewer="ann", categories=["Blurry"])
    session.record("b", "unsure", reviewer="bo")
    session.record("c", "incorrect", label="cow", reviewer="ann")
    session.record("c", "correct", reviewer="bo")
    session.record("d", None, comment="later", reviewer="cy")
    return session


def ids(session, *texts, model="m"):
    return "".join(np.array(list(session.examples.ids))[parsed(session, texts).mask(session, model)])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("label=cat", "ab"),
        ("label=dog", "bce"),
        ("label!=dog", "ad"),
        ("LABEL=Cat", "ab"),
        ("predicted=cat", "ac"),
        ("predicted!=cat", "bde"),
        ("wrong=yes", "c"),
        ("wrong=no", "ab"),
        ("status=undecided", "de"),
        ("status=decided", "abc"),
        ("status=right", "a"),
        ("status=unsure", "b"),
        ("status=conflict", "c"),
        ("status=excluded", ""),
        ("category=blurry", "a"),
        ("reviewer=ann", "ac"),
        ("reviewer!=bo", "ade"),
        ("split=validation", "abc"),
        ("id=d", "d"),
        ("id=D", ""),
        ("speaker=ann", "ab"),
        ("speaker=Ann", "d"),
        ("speaker=", "e"),
        ("speaker!=", "abcd"),
        ("snr_db<5", "bc"),
        ("snr_db <= 3", "bc"),
        ("snr_db>7", "a"),
        ("snr_db>=7", "ad"),
        ("snr_db=12.5", "a"),
        ("label note=x", "ad"),
        ("label note=x=y", "e"),
        ("column:label=cat;dog", "b"),
        ("text=ANN", "abd"),
        ("text=x=", "e"),
    ],
)
def test_a_condition_tells_the_examples_that_have_it(session, text, wanted):
    assert ids(session, text) == wanted


def test_looked_at_but_undecided_can_be_asked_for(session, reopened):
    session.keep("ann", [("a", 1.0, ()), ("d", 0.1, ())], None)
    session.keep("bo", [("e", None, ())], None)
    for open_ in (lambda: session, lambda: reopened(session)):
        opened = open_()
        assert (ids(opened, "shown=yes"), ids(opened, "SHOWN=No")) == ("ade", "bc")
        assert ids(opened, "shown=yes", "status=undecided") == "de"
        assert (ids(opened, "shown-by=ANN"), ids(opened, "shown-by!=ann")) == ("ad", "bce")
    with pytest.raises(LabelerError, match="did you mean ann"):
        condition(opened, "shown-by=anm")


def test_several_conditions_must_all_hold_and_none_wants_everything(session):
    assert ids(session, "label=dog", "speaker=ann") == "b"
    assert ids(session) == "abcde"


def test_filters_are_values_that_can_be_put_together(session):
    cat, ann = condition(session, "label=cat"), condition(session, "speaker=ann")
    assert cat & ann == All((cat, ann)) == parsed(session, ["label=cat", "speaker=ann"])
    assert len({cat, condition(session, "label = cat"), ~ann, condition(session, "speaker!=ann")}) == 2
    for filter_, wanted in ((cat & ~ann, []), (~cat | ann, [0, 1, 2, 3, 4]), (Some(), []), (All(), [0, 1, 2, 3, 4])):
        assert np.flatnonzero(filter_.mask(session)).tolist() == wanted


def test_a_filter_follows_what_is_decided(session):
    unsure = condition(session, "status=unsure")
    session.record("e", "unsure", reviewer="bo")
    assert unsure.mask(session).tolist() == [False, True, False, False, True]


def test_the_selected_model_is_meant_unless_one_is_named(session):
    wrong = condition(session, "wrong=yes")
    assert np.array_equal(wrong.mask(session), wrong.mask(session, session.model().model))
    assert not np.array_equal(wrong.mask(session, "n"), wrong.mask(session, "m"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("label", "is no condition; write it as NAME=VALUE"),
        ("=cat", "is no condition"),
        ("lable=cat", "no condition 'lable', did you mean label"),
        ("colour=red", "columns of the table: example_id, split, label, snr_db, speaker, label note"),
        ("label=cta", "no class 'cta'; did you mean cat"),
        ("label=horse!", "no class 'horse!'; choose one of: "),
        ("predicted=dogg", "did you mean dog"),
        ("wrong=maybe", "write wrong=yes or wrong=no"),
        ("status=unsur", "did you mean unsure"),
        ("category=Blury", "did you mean Blurry"),
        ("reviewer=zed", "choose one of: ann, bo, cy"),
        ("split=tset", "did you mean test"),
        ("label<cat", "label can't be compared by <; write label=cat"),
        ("snr_db<loud", "'loud' is no number"),
        ("snr_db<nan", "'nan' is no number"),
        ("snr_db<inf", "'inf' is no number"),
        ("snr_db>-Infinity", "'-Infinity' is no number"),
        ("snr_db<1_0", "'1_0' is no number"),
        ("snr_db<1e999", "'1e999' is no number"),
        ("snr_db<٣", "'٣' is no number"),
        ("snr_db<", "'' is no number"),
        ("shown=maybe", "write shown=yes or shown=no"),
        ("shown-by=zed", "no reviewer 'zed'; there are none yet"),
    ],
)
def test_what_says_nothing_of_this_project_is_refused_with_a_remedy(session, text, said):
    with pytest.raises(LabelerError, match=said.replace("(", r"\(")):
        condition(session, text)


def test_of_several_labels_an_example_has_those_that_are_there(make):
    session = make(
        examples="example_id,split,label:fur,label:horns\na,dev,1,?\nb,dev,0,1\nc,dev,0,0\n",
        predictions={"m": "example_id,fur,horns\na,1,1\nb,0,0\nc,1,0\n"},
        task="multilabel",
    )
    assert ids(session, "label=horns") == "b"
    assert ids(session, "label!=fur") == "bc"
    assert ids(session, "predicted=fur") == "ac"


def test_text_is_found_in_transcripts_and_in_what_models_heard(make):
    session = make(
        examples="example_id,split,transcript\na,dev,Guten Tag\nb,dev,hello there\nc,dev,\n",
        predictions={"m": "example_id,hypothesis\na,good day\nb,hello there\nc,HELLO\n"},
    )
    assert session.info().task == "transcript"
    assert ids(session, "text=hello") == "bc"
    assert ids(session, "text=TAG") == "a"
    assert ids(session, "label=hello there") == "b"
    assert ids(session, "predicted=HELLO") == "c"
    session.record("c", "incorrect", label="silence of the fridge")
    assert ids(session, "text=fridge") == "c"


def test_a_queue_of_a_filter_goes_by_ticket_and_size_like_any_other(session):
    everything = session.queue_plan("filter", size=None)
    order = session.examples.by_ticket.tolist()
    dev = [ordinal for ordinal in order if ordinal < 3]
    assert everything.ordinals.tolist() == dev + [ordinal for ordinal in order if ordinal >= 3]
    assert everything.model is None
    some = session.queue_plan("filter", where=["label=dog", "split=dev"], size=1)
    assert some.ordinals.tolist() == [ordinal for ordinal in dev if ordinal in (1, 2)][:1]
    assert session.queue_plan("filter", where="wrong=yes", model="m").model == "m"
    assert [item.example_id for item in session.queue("filter", where=["wrong=yes"], model="m").items] == ["c"]


def test_a_condition_that_asks_for_predictions_needs_some(make):
    session = make(examples=EXAMPLES, predictions={})
    assert len(session.queue("filter", where=["label=cat"]).items) == 2
    with pytest.raises(LabelerError):
        session.queue("filter", where=["wrong=yes"])
