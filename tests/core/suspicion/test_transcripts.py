"""Suspicious reference transcripts (METHOD 8)."""

from __future__ import annotations

import numpy as np
import pytest

from labeler.core.predictions import Prediction
from labeler.core.suspicion import suspicion
from labeler.core.suspicion.transcripts import doubt
from labeler.core.text import TextColumn
from labeler.core.truth import TranscriptTruth


def model(*hypotheses, name="m"):
    distinct = list(dict.fromkeys(text for text in hypotheses if text is not None))
    texts = TextColumn.of(distinct)
    codes = [-1 if text is None else distinct.index(text) for text in hypotheses]
    heap = np.frombuffer(texts.heap, np.uint8)
    columns = {"predicted": np.array(codes, np.int32), "texts/offsets": texts.offsets, "texts/heap": heap}
    return Prediction(name, 1, columns)


def judged(references, *models, others=None):
    return suspicion(TranscriptTruth(TextColumn.of(references), others or {}), models, [])


def order(found):
    return found.order(np.arange(len(found.quality))).tolist()


def test_the_more_words_the_models_would_edit_the_more_suspicious():
    found = judged(["a b c d"] * 3, model("a b c d", "a x c d", "x y c d"))
    assert order(found) == [2, 1, 0]


def test_edits_are_relative_to_the_words_of_the_reference():
    found = judged(["a b c d e f", "a b"], model("a b c d", "a x"))
    assert order(found) == [1, 0]


def test_models_that_hear_the_same_against_the_reference_agree():
    references = ["one two", "one two"]
    found = judged(references, model("one", "one"), model("one", "two"), model("one two", "one two"))
    assert found.agreement.tolist() == pytest.approx([2 / 3, 1 / 3])
    assert found.suggestion(0) == "one"
    assert order(found) == [0, 1]


def test_blanks_are_no_difference():
    assert judged(["one  two"], model(" one two ")).agreement.tolist() == [0]


def test_any_of_several_references_is_right():
    found = judged(["one two"], model("won two"), others={0: ("won two",)})
    assert (found.agreement.tolist(), found.suggestion(0)) == ([0], None)


def test_edits_are_to_the_nearest_reference_over_the_length_of_the_first():
    assert doubt([("a", "b", "c", "d"), ("a", "x")], ("a", "y"), []) == 0.25
    assert doubt([()], ("a", "b"), []) == 2


def test_disagreement_among_the_models_speaks_for_the_reference():
    alike, near, unlike = ("a", "x"), ("a", "z"), ("y", "z")
    assert doubt([("a", "b")], ("a", "x"), [alike, alike]) == 0.5
    assert doubt([("a", "b")], ("a", "x"), [alike, near]) == 0.25
    assert doubt([("a", "b")], ("a", "x"), [unlike, unlike]) == 0
    # Every model wants one edit of both references, but of the first all want the same one.
    assert order(judged(["a b"] * 2, model("a x", "a x"), model("a x", "a y"), model("a x", "a z"))) == [0, 1]


def test_a_confirmed_reference_is_less_suspicious_than_one_on_which_models_only_differ():
    found = judged(["a b", "a b"], model("a b", "a x"), model("a b", "x y"))
    assert found.quality[0] == found.quality[1]
    assert order(found) == [1, 0]


def test_words_are_compared_as_the_metrics_compare_them():
    truth = TranscriptTruth(TextColumn.of(["One two"]))
    assert suspicion(truth, [model("one two")], []).agreement.tolist() == [1]
    assert suspicion(truth, [model("one two")], [], normalization=["case"]).agreement.tolist() == [0]


def test_no_probability_is_known_of_a_transcript():
    found = judged(["one"], model("two"))
    assert np.isnan(found.self_confidence).all()
    assert not found.flags


def test_an_utterance_that_no_model_heard_is_not_judged():
    found = judged(["one", "two"], model(None, "two"))
    assert order(found) == [1]


def test_nothing_heard_and_nothing_said_are_transcripts_too():
    found = judged(["", "one"], model("", ""))
    assert found.agreement.tolist() == [0, 1]
    assert found.suggestion(1) == ""


def test_no_models_and_no_examples_are_ordinary():
    assert order(judged([])) == order(judged(["one"])) == []
