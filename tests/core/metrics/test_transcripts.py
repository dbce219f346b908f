"""Metrics of transcript tasks (METHOD 1)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.metrics.base import summed
from labeler.core.metrics.transcripts import CharacterErrorRate, SentenceError, WordErrorRate, heard
from labeler.core.predictions import Prediction
from labeler.core.text import TextColumn
from labeler.core.truth import TranscriptTruth

TEXTS = st.lists(st.sampled_from(["a", "b", "ab", " "]), max_size=5).map(" ".join)


def truth(*texts, **others):
    return TranscriptTruth(TextColumn.of(texts), {int(name[1:]): more for name, more in others.items()})


def hears(*texts):
    """A model's hypotheses; None where it says nothing."""
    distinct = sorted({text for text in texts if text is not None})
    column = TextColumn.of(distinct)
    codes = [-1 if text is None else distinct.index(text) for text in texts]
    heap = np.frombuffer(column.heap, np.uint8)
    return Prediction(
        "m", 0, {"predicted": np.array(codes, np.int32), "texts/offsets": column.offsets, "texts/heap": heap}
    )


def counted(metric, truth, *models):
    """The counts of the first model by example, [edits, length] or [wrong, 1]."""
    return metric.counts(truth, models)[:, 0].T.tolist()


def exact(metric, truth, model):
    return metric.exact(summed(metric.counts(truth, [model]))[:, 0])


def edits(a, b):
    """Wagner and Fischer's table, a row at a time."""
    row = list(range(len(b) + 1))
    for i, ours in enumerate(a, 1):
        above, row = row, [i]
        for j, theirs in enumerate(b, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (ours != theirs)))
    return row[-1]


def test_wer_counts_substitutions_insertions_and_deletions_of_words():
    labels = truth("the cat sat", "the cat", "a b c d")
    model = hears("the hat sat", "the big cat", "b c")
    assert counted(WordErrorRate(), labels, model) == [[1, 3], [1, 2], [2, 4]]
    assert exact(WordErrorRate(), labels, model) == Fraction(4, 9)


def test_wer_can_exceed_1():
    assert exact(WordErrorRate(), truth("a"), hears("b c d")) == 3


def test_cer_counts_characters_and_the_blanks_between_words():
    assert counted(CharacterErrorRate(), truth("a b", "naïve", "日本"), hears("ab", "naive", "日本語")) == [
        [1, 3],
        [1, 5],
        [1, 2],
    ]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.lists(TEXTS, min_size=1, max_size=3), TEXTS), min_size=1, max_size=4))
def test_the_nearest_reference_gives_the_edits_and_the_first_the_length(rows):
    labels = TranscriptTruth(
        TextColumn.of(first for (first, *_), _ in rows),
        {row: tuple(more) for row, ((_, *more), _) in enumerate(rows) if more},
    )
    model = hears(*(said for _, said in rows))
    assert counted(WordErrorRate(), labels, model) == [
        [min(edits(reference.split(), said.split()) for reference in references), len(references[0].split())]
        for references, said in rows
    ]
    assert counted(CharacterErrorRate(), labels, model) == [
        [min(edits(reference, said) for reference in references), len(references[0])] for references, said in rows
    ]
    assert counted(SentenceError(), labels, model) == [[int(said not in references), 1] for references, said in rows]


def test_a_further_reference_lengthens_nothing():
    labels = truth("color", i0=("the colour of it",))
    assert counted(WordErrorRate(), labels, hears("the colour of it")) == [[0, 1]]
    assert counted(WordErrorRate(), labels, hears("colour")) == [[1, 1]]


def test_the_rate_of_no_reference_words_is_undefined_and_their_insertions_still_count_beside_others():
    assert exact(WordErrorRate(), truth(""), hears("")) is None
    assert exact(WordErrorRate(), truth("", "  "), hears("a b", "")) is None
    assert exact(WordErrorRate(), truth("", "a b c"), hears("x", "a b c")) == Fraction(1, 3)
    assert exact(CharacterErrorRate(), truth(""), hears("")) is None
    assert np.isnan(WordErrorRate().values(np.array([[2], [0]]))).all()


def test_silence_heard_as_silence_is_no_sentence_error():
    assert counted(SentenceError(), truth("", "", "a"), hears("", "a", "")) == [[0, 1], [1, 1], [1, 1]]


def test_a_model_that_says_nothing_has_heard_nothing():
    labels = truth("a b", "")
    assert counted(WordErrorRate(), labels, hears(None, None)) == [[2, 2], [0, 0]]
    assert WordErrorRate().bound(hears(None, None), hears("a b", "")).tolist() == [2, 0]


@pytest.mark.parametrize(
    ("options", "wer", "cer", "sentence"),
    [
        ((), 2, 3, 1),
        (("case",), 1, 2, 1),
        (("punctuation",), 1, 2, 1),
        (("case", "punctuation"), 0, 1, 1),
        (("case", "punctuation", "space"), 0, 0, 0),
    ],
)
def test_reference_and_hypothesis_pass_the_recorded_normalization(options, wer, cer, sentence):
    labels, model = truth("Hello  you."), hears("hello you")
    assert counted(WordErrorRate(options), labels, model)[0][0] == wer
    assert counted(CharacterErrorRate(options), labels, model)[0][0] == cer
    assert counted(SentenceError(options), labels, model)[0][0] == sentence


def test_further_references_are_normalized_too():
    labels = truth("nine", i0=("9 !",))
    assert counted(WordErrorRate(("punctuation",)), labels, hears("9")) == [[0, 1]]
    assert counted(SentenceError(("punctuation", "space")), labels, hears("9")) == [[0, 1]]


def test_length_is_that_of_the_normalized_reference():
    assert counted(WordErrorRate(("punctuation",)), truth("well - yes"), hears("well yes")) == [[0, 2]]
    assert counted(CharacterErrorRate(("punctuation", "space")), truth("oh, no!"), hears("oh no")) == [[0, 5]]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_the_bound_is_the_distance_between_the_hypotheses(rows):
    a, b = hears(*(ours for ours, _ in rows)), hears(*(theirs for _, theirs in rows))
    assert WordErrorRate().bound(a, b).tolist() == [edits(ours.split(), theirs.split()) for ours, theirs in rows]
    assert CharacterErrorRate().bound(a, b).tolist() == [edits(ours, theirs) for ours, theirs in rows]
    assert SentenceError().bound(a, b).tolist() == [ours != theirs for ours, theirs in rows]


def test_hypotheses_alike_but_for_what_normalization_takes_out_cannot_part_models():
    a, b = hears("Yes."), hears("yes")
    assert SentenceError().bound(a, b).tolist() == [1]
    assert SentenceError(("case", "punctuation")).bound(a, b).tolist() == [0]
    assert WordErrorRate(("case", "punctuation")).bound(a, b).tolist() == [0]


def test_a_text_heard_often_is_cut_once():
    asked = []
    assert heard(hears("b", "a", "b", None, None), lambda text: asked.append(text) or text) == ["b", "a", "b", "", ""]
    assert sorted(asked) == ["", "a", "b"]


def test_names_and_titles():
    kinds = (WordErrorRate(), CharacterErrorRate(), SentenceError())
    assert [metric.name for metric in kinds] == ["wer", "cer", "sentence-error"]
    assert [metric.title for metric in kinds] == ["WER", "CER", "sentence error"]
    assert not any(metric.higher_is_better for metric in kinds)
