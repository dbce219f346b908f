"""Errors that people type for a project's diagnosis and leave standing in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.errors import LabelerError
from labeler.session.session import Session
from labeler.session.typed_errors import as_typed, percent_in, read

EXAMPLES = "example_id,split,label\na,dev,cat\nb,dev,dog\nc,test,cat\n"
PREDICTIONS = {"m": "example_id,predicted\na,cat\nb,cat\nc,cat\n"}


@pytest.fixture
def session(make):
    return make(examples=EXAMPLES, predictions=PREDICTIONS)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("10", 10.0),
        (" 0.5 % ", 0.5),
        ("8@500", (8.0, 500)),
        ("8 % of 1,500", (8.0, 1500)),
        (".5", 0.5),
        ("0,5", 0.5),
        ("100", 100.0),
    ],
)
def test_an_error_is_read_as_people_write_it(text, meant):
    assert percent_in(text) == meant


@pytest.mark.parametrize("text", ["", "ten", "101", "-1", "5@0", "5@", "1.2.3", "5 of", "nan", "1e2"])
def test_what_is_no_percentage_is_refused_in_words(text):
    with pytest.raises(LabelerError, match="is not a percentage from 0 to 100"):
        percent_in(text)


@given(st.lists(st.one_of(st.integers(0, 100), st.tuples(st.integers(0, 100), st.integers(1, 10**6))), min_size=1))
def test_several_are_read_back_as_they_were_written(told):
    meant = [(float(each[0]), each[1]) if isinstance(each, tuple) else float(each) for each in told]
    assert read("human", as_typed(meant)) == meant


def test_what_was_typed_stands_for_whoever_opens_the_project_next(session):
    session.keep_typed_errors(human=[3.0, (0.5, 200)], train=8.0, one_distribution=False)
    with Session(session.path, read_only=True) as other:
        assert other.typed_errors() == {"human": [3.0, (0.5, 200)], "train": 8.0, "one_distribution": False}
        found = other.diagnose()
    assert found.typed == ("human", "train")
    assert found.before.errors["human"].value == pytest.approx(0.03)
    assert found.before.bayes_bound == pytest.approx(0.005)
    assert found.before.errors["dev"].value == pytest.approx(0.5)


def test_an_error_typed_now_comes_before_the_one_that_stands(session):
    session.keep_typed_errors(human=[3.0], train=8.0)
    found = session.diagnose(train=20.0).after
    assert (found.errors["human"].value, found.errors["train"].value) == pytest.approx((0.03, 0.2))


def test_the_same_again_changes_nothing_and_none_takes_all_away(session):
    assert session.keep_typed_errors(train=8.0).kinds == {"diagnosis"}
    assert not session.keep_typed_errors(train=8.0).kinds
    assert session.keep_typed_errors().kinds == {"diagnosis"}
    assert session.typed_errors() == {}


def test_what_is_no_percentage_leaves_what_stood(session):
    session.keep_typed_errors(train=8.0)
    with pytest.raises(LabelerError, match="not a percentage"):
        session.keep_typed_errors(train=800.0)
    assert session.typed_errors() == {"train": 8.0}


def test_a_project_that_can_only_be_read_keeps_nothing(session):
    with Session(session.path, read_only=True) as other, pytest.raises(LabelerError, match="can only be read"):
        other.keep_typed_errors(train=8.0)
