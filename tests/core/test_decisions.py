"""What reviewers said of an example, made one (DESIGN 4, Resolution)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.core.decisions import UNDECIDED, Decision, Resolution, Status, Verdict, resolve
from labeler.core.tasks import Multiclass

TASK = Multiclass()
CONFIRMED, EXCLUDED, UNSURE, CONFLICT = map(
    Resolution, (Status.CONFIRMED, Status.EXCLUDED, Status.UNSURE, Status.CONFLICT)
)


def said(verdict, label=None, *, reviewer="ann", **details):
    return Decision(
        verdict=verdict and Verdict(verdict), reviewer=reviewer, at="2026-01-01T00:00:00Z", label=label, **details
    )


def corrected(label):
    return Resolution(Status.CORRECTED, label)


RIGHT, OUT, HM, NOTE = said("correct"), said("excluded"), said("unsure"), said(None, comment="dark")
CAT, DOG = said("incorrect", "cat"), said("incorrect", "dog")

TEXTS = st.text(max_size=5)
VERDICTS = st.sampled_from([None, *Verdict])
DECISIONS = st.builds(
    Decision,
    verdict=VERDICTS,
    reviewer=TEXTS,
    at=TEXTS,
    label=st.none() | st.text(min_size=1, max_size=5),
    categories=st.none() | st.lists(TEXTS, unique=True, max_size=3).map(tuple),
    comment=TEXTS,
    reason=TEXTS,
    seen=st.lists(st.sampled_from(("label", "predictions")), unique=True).map(tuple),
)


@pytest.mark.parametrize(
    ("standing", "resolution"),
    [
        ([], UNDECIDED),
        ([NOTE], UNDECIDED),
        ([RIGHT], CONFIRMED),
        ([OUT], EXCLUDED),
        ([CAT], corrected("cat")),
        ([HM], UNSURE),
        ([HM, HM], UNSURE),
        ([HM, NOTE], UNSURE),
        ([RIGHT, RIGHT], CONFIRMED),
        ([OUT, OUT, HM], EXCLUDED),
        ([CAT, HM, CAT, NOTE], corrected("cat")),
        ([CAT, DOG], CONFLICT),
        ([CAT, RIGHT], CONFLICT),
        ([OUT, RIGHT], CONFLICT),
        ([CAT, OUT, HM], CONFLICT),
        ([CAT, CAT, DOG], CONFLICT),
        ([said("incorrect", "cat;dog"), said("incorrect", "dog;cat")], corrected("cat;dog")),
        ([said("incorrect", "cat;dog"), CAT], CONFLICT),
    ],
)
def test_decisions_are_made_one(standing, resolution):
    assert resolve(standing, TASK) == resolution


@given(st.permutations([CAT, DOG, HM, NOTE, RIGHT]), st.integers(0, 5))
def test_status_is_independent_of_the_order_of_reviewers(standing, size):
    some = standing[:size]
    assert resolve(some, TASK) == resolve(some[::-1], TASK)


@pytest.mark.parametrize(
    ("adjudication", "resolution"),
    [(DOG, corrected("dog")), (RIGHT, CONFIRMED), (OUT, EXCLUDED), (HM, UNSURE), (NOTE, CONFLICT), (None, CONFLICT)],
)
def test_an_adjudication_decides_if_it_has_a_verdict(adjudication, resolution):
    assert resolve([CAT, RIGHT], TASK, adjudication=adjudication) == resolution


@pytest.mark.parametrize("categories", [None, (), ("blurry",)])
def test_categories_not_considered_differ_from_none_applying(categories):
    kept = said("correct", categories=categories)
    assert Decision.from_payload(kept.payload(), reviewer="ann", at=kept.at).categories == categories


@given(DECISIONS)
def test_a_payload_comes_back_from_json_as_it_was(decision):
    payload = json.loads(json.dumps(decision.payload()))
    assert Decision.from_payload(payload, reviewer=decision.reviewer, at=decision.at) == decision


def test_a_decision_knows_its_place_in_the_log_without_keeping_it():
    told = Decision.from_payload(RIGHT.payload(), reviewer=RIGHT.reviewer, at=RIGHT.at, lamport=7)
    assert (told.told, RIGHT.told) == (7, None)
    assert told == RIGHT
    assert told.payload() == RIGHT.payload()


def test_a_payload_leaves_out_what_was_not_said():
    assert said("correct").payload() == {"verdict": "correct"}
    assert NOTE.payload() == {"comment": "dark"}


@pytest.mark.parametrize(
    "difference",
    [
        {"verdict": Verdict.UNSURE},
        {"label": "dog"},
        {"label": "cat;dog"},
        {"comment": "x"},
        {"reason": "x"},
        {"categories": ()},
        {"categories": ("blurry",)},
    ],
)
def test_another_verdict_label_comment_reason_or_category_says_something_new(difference):
    assert not replace(CAT, **difference).says_the_same(CAT, TASK)


def test_time_and_what_was_visible_say_nothing_new():
    other = replace(CAT, at="2027-01-01T00:00:00Z", seen=("label", "predictions"))
    assert other.says_the_same(CAT, TASK)
    assert not CAT.says_the_same(None, TASK)


def test_order_within_sets_and_categories_says_nothing_new():
    one = said("incorrect", "cat;dog", categories=("a", "b"))
    other = said("incorrect", "dog;cat", categories=("b", "a"))
    assert one.says_the_same(other, TASK)
