"""What a filter can ask of labels, models and the review, and how it is written (DESIGN 2.4)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labeler.errors import LabelerError
from labeler.session.filter_choices import about, choices, subjects
from labeler.session.filter_subjects import SUBJECTS
from labeler.session.filters import Filter, condition, parsed, read, written
from labeler.session.measures import MEASURES

EXAMPLES = """example_id,split,label,snr_db,tag
a,dev,cat,12.5,x|y
b,dev,cat;dog,3,x
c,dev,dog,-1e1,
d,test,cow,7,y
e,test,dog,loud,x
f,train,dog,1,x
"""
PREDICTIONS = {
    "m": "example_id,predicted,probability\na,cat,0.9\nb,dog,0.6\nc,cat,0.7\n",
    "n": "example_id,predicted,probability\na,dog,0.8\nb,cow,0.9\nc,dog,0.4\nd,cat,0.7\ne,dog,0.3\n",
    "o": "example_id,predicted,probability\na,dog,0.8\nb,dog,0.9\nc,dog,0.4\nd,dog,0.7\ne,cat,0.3\n",
}


@pytest.fixture
def session(make):
    session = make(examples=EXAMPLES, predictions=PREDICTIONS)
    session.record("a", "incorrect", label="cow", reviewer="ann", categories=["Blurry"], comment="A Ghost")
    session.record("b", "unsure", reviewer="bo")
    session.record("c", "incorrect", label="cow", reviewer="ann")
    session.record("c", "correct", reviewer="bo")
    session.record("d", "excluded", reason="two ghosts", reviewer="bo", categories=["Blurry", "Dark"])
    session.record("e", None, comment="later", reviewer="cy")
    return session


def ids(session, *texts, model="m"):
    return "".join(np.array(list(session.examples.ids))[parsed(session, texts).mask(session, model)])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("label=cow|cat", "abd"),
        ("label!=cow|cat", "cef"),
        ("label=cat|CAT", "ab"),
        ("corrected=cow", "a"),
        ("working=cow", "ad"),
        ("working=dog", "bcef"),
        ("wrong=yes", "c"),
        ("still-wrong=yes", "ac"),
        ("still-wrong=no", "b"),
        ("wrong-by=n", "abd"),
        ("right-by=n", "ce"),
        ("right-by=m|n", "abce"),
        ("disagree=yes", "abcde"),
        ("disagree=no", ""),
        ("disagreement>0.4", "de"),
        ("disagreement=0.5", "de"),
        ("models-wrong>=2", "ad"),
        ("models-wrong=1", "bce"),
        ("models-wrong!=1", "adf"),
        ("probability<0.7", "b"),
        ("probability>=0.7", "ac"),
        ("probability=0.9|0.6", "ab"),
        ("categories>0", "ad"),
        ("categories=2", "d"),
        ("reviewers>=2", "c"),
        ("reviewers=0", "ef"),
        ("comment=ghost", "ad"),
        ("comment=", "bcf"),
        ("comment!=", "ade"),
        ("split=dev+test", "abcde"),
        ("split=train|test", "def"),
        (r"tag=x\|y", "a"),
        ("tag=x|", "bcef"),
        ("tag!=x|", "ad"),
        ("snr_db=7|3", "bd"),
        ("unknown=cat", ""),
    ],
)
def test_a_condition_tells_the_examples_that_have_it(session, text, wanted):
    assert ids(session, text) == wanted


def test_wrong_by_one_and_right_by_another_are_put_together(session):
    assert ids(session, "wrong-by=n", "right-by=m") == "ab"


def test_suspicion_is_told_of_what_is_judged_alone(session):
    assert ids(session, "suspicion>=0", model=None) == "abcde"
    (first,) = ids(session, "most-suspicious=1")
    highest = max("abcde", key=lambda each: suspicion(session)[each])
    assert suspicion(session)[first] == suspicion(session)[highest]
    assert set(ids(session, "suspicious=yes")) | set(ids(session, "suspicious=no")) == set("abcde")


def suspicion(session):
    return {item.example_id: 1 - item.quality for item in session.suspicious(size=None).items}


def test_filters_follow_decisions_though_what_was_imported_is_kept(session):
    before = ids(session, "working=cow"), ids(session, "label=cow")
    session.record("e", "incorrect", label="cow", reviewer="ann")
    assert (before[0] + "e", before[1]) == (ids(session, "working=cow"), ids(session, "label=cow"))
    session.undo(reviewer="ann")
    assert ids(session, "working=cow") == before[0]


def test_filters_follow_predictions_that_come_anew(session, write):
    assert ids(session, "wrong-by=m") == "c"
    session.add_predictions(
        ("m", write("again.csv", "example_id,predicted,probability\na,dog,0.1\nb,dog,0.9\nc,dog,0.2\n"))
    )
    assert ids(session, "wrong-by=m") == "a"
    assert ids(session, "probability<0.5") == "ac"


def test_a_name_with_a_bar_in_it_is_meant_as_it_is(make):
    session = make(examples="example_id,split,label\na,dev,on|off\nb,dev,on\nc,dev,off\n", predictions={})
    assert ids(session, "label=on|off", model=None) == "a"
    assert ids(session, "label=on|on", model=None) == "b"
    assert str(read(session, "label=on|off")) == r"label=on\|off"
    assert read(session, r"label=on\|off") == read(session, "label=on|off")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("label=cat|cwo", "no class 'cwo'"),
        ("wrong-by=mm", "no model 'mm'"),
        ("probability=cat", "probability is one; write it like probability<0.5"),
        ("suspicion<", "'' is no number"),
        ("most-suspicious=0", "write how many, like most-suspicious=100"),
        ("most-suspicious=ten", "write how many, like most-suspicious=100"),
        ("disagree=maybe", "write disagree=yes or disagree=no"),
        ("probabilty<0.5", "did you mean probability"),
    ],
)
def test_what_says_nothing_of_this_project_is_refused_with_a_remedy(session, text, said):
    with pytest.raises(LabelerError, match=said):
        condition(session, text)


def test_a_probability_that_a_model_does_not_state_is_refused(make):
    session = make()
    with pytest.raises(LabelerError, match="A states no probability"):
        parsed(session, ["probability<0.5"]).mask(session, "A")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("label=cat", "label is cat"),
        ("label!=cat|dog", "label is not cat or dog"),
        ("wrong=yes", "misclassified"),
        ("wrong=no", "classified right"),
        ("wrong!=no", "misclassified"),
        ("wrong=yes|no", "misclassified or classified right"),
        ("wrong-by=n", "wrong by n"),
        ("probability<=0.5", "probability ≤ 0.5"),
        ("models-wrong=2", "models-wrong is 2"),
        ("status!=unsure", "status is not unsure"),
        ("comment!=", "comment is not empty"),
        ("tag=", "tag is empty"),
        ("snr_db<5", "snr_db < 5"),
    ],
)
def test_a_condition_is_said_in_words_and_read_again_from_its_text(session, text, words):
    told = read(session, text)
    assert told.words() == words
    assert read(session, str(told)) == told


def test_every_subject_offers_values_that_can_be_asked_for(session):
    named = {each.name: each for each in subjects(session)}
    assert set(SUBJECTS) | set(MEASURES) | {"snr_db", "tag"} >= set(named) - {"example_id"}
    for each in named.values():
        assert each == about(session, each.name, column=each.column)
        for choice in choices(session, each, "m"):
            found = parsed(session, [written(each.written, "=", [choice.value])]).mask(session, "m")
            if choice.counted:
                assert f"{found.sum():,}" == choice.counted, (each.name, choice)


def test_without_models_nothing_of_models_is_offered(make):
    session = make(predictions={})
    assert {"wrong", "probability", "suspicion"}.isdisjoint(each.name for each in subjects(session))


def test_whether_a_label_is_known_can_be_asked_of_several(make):
    session = make(
        examples="example_id,split,label:fur,label:horns\na,dev,1,?\nb,dev,0,1\nc,dev,0,0\n",
        predictions={
            "m": "example_id,fur,horns\na,1,1\nb,0,0\nc,0,0\n",
            "n": "example_id,fur,horns\na,1,1\nb,1,0\nc,0,0\n",
        },
        task="multilabel",
    )
    assert ids(session, "unknown=horns") == "a"
    assert ids(session, "disagree=yes") == "b"
    assert ids(session, "disagree=no") == "ac"
    assert ids(session, "working=horns") == "b"


def test_models_that_heard_the_same_after_normalization_agree(make):
    session = make(
        examples="example_id,split,transcript\na,dev,hi\nb,dev,ho\n",
        predictions={"m": "example_id,hypothesis\na,Hi\nb,ho\n", "n": "example_id,hypothesis\na,hi\nb,hum\n"},
        normalize=["case"],
    )
    assert ids(session, "disagree=yes") == "b"
    assert ids(session, "wrong-by=n") == "b"


ATOMS = ("label=cat", "label=dog|cow", "wrong=yes", "wrong-by=n", "status!=decided", "tag=x", "snr_db<5", "split=dev")


def filters() -> st.SearchStrategy[tuple]:
    atoms = st.sampled_from(ATOMS)
    return st.recursive(
        atoms,
        lambda inner: st.tuples(st.sampled_from("&|"), inner, inner) | st.tuples(st.just("~"), inner),
        max_leaves=8,
    )


def built(session, tree) -> Filter:
    match tree:
        case str():
            return condition(session, tree)
        case "~", inner:
            return ~built(session, inner)
        case "&", one, other:
            return built(session, one) & built(session, other)
        case _, one, other:
            return built(session, one) | built(session, other)


def wanted(holds, tree) -> bool:
    match tree:
        case str():
            return holds[tree]
        case "~", inner:
            return not wanted(holds, inner)
        case "&", one, other:
            return wanted(holds, one) and wanted(holds, other)
        case _, one, other:
            return wanted(holds, one) or wanted(holds, other)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=filters())
def test_filters_put_together_are_what_each_example_says(session, tree):
    held = {text: set(ids(session, text)) for text in ATOMS}
    brute = [wanted({text: name in held[text] for text in ATOMS}, tree) for name in "abcdef"]
    assert built(session, tree).mask(session, "m").tolist() == brute
