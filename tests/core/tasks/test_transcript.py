"""How transcripts are written, replaced and judged (METHOD 1)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.core.labels import Vocabulary
from labeler.core.metrics.transcripts import CharacterErrorRate, SentenceError, WordErrorRate
from labeler.core.metrics.weighted import Weighted
from labeler.core.predictions import Prediction
from labeler.core.tasks import Transcript
from labeler.core.text import TextColumn
from labeler.core.truth import TranscriptTruth
from labeler.errors import LabelerError

NONE = Vocabulary(())
TASK = Transcript()
SPACED = Transcript(("space",))


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


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Hello,  you!", "Hello,  you!"),
        ("  hello \n", "hello"),
        ("a;b", "a;b"),
        (r"a\;b?", r"a\;b?"),
        ("naïve 日本 🙂", "naïve 日本 🙂"),
        ("a\u00a0b", "a\u00a0b"),
        ("", ""),
        (" \t ", ""),
    ],
)
def test_a_transcript_is_stored_as_it_is_but_for_white_space_at_the_ends(text, label):
    assert TASK.canonical(text, NONE) == label


@pytest.mark.parametrize("char", ["\n", "\t", "\r", "\x00", "\x1b", "\x85", "\u2028", "\u2029"])
def test_breaks_and_control_characters_are_refused(char):
    with pytest.raises(LabelerError, match="one line of text"):
        TASK.canonical(f"a{char}b", NONE)


@pytest.mark.parametrize("char", ["\n", "\t", "\r", "\x85", "\u2028"])
def test_breaks_are_blanks_where_the_normalization_says_so(char):
    assert SPACED.canonical(f"a{char}b", NONE) == "a b"


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x7f"])
def test_what_is_not_white_space_stays_refused(char):
    with pytest.raises(LabelerError, match="one line of text"):
        SPACED.canonical(f"a{char}b", NONE)


@given(st.text(st.sampled_from("ab;?\\ \t\u2003'") | st.characters(exclude_categories=["Cs"]), max_size=8))
def test_a_stored_transcript_is_stored_the_same_again(text):
    for task in (TASK, SPACED):
        try:
            label = task.canonical(text, NONE)
        except LabelerError:
            continue
        assert task.canonical(label, NONE) == label
        assert task.given(task.corrected(truth("x"), {0: label}, NONE), 0, NONE) == label


def test_silence_is_a_transcript():
    assert TASK.may_be_empty
    assert TASK.given(TASK.corrected(truth("a", "b"), {0: ""}, NONE), 0, NONE) == ""


def test_transcripts_that_differ_in_anything_say_different_things():
    assert len({TASK.key(label) for label in ("a", "A", "a.", "a  b", "a b", "")}) == 6


def test_a_corrected_transcript_is_the_only_reference_left():
    before = truth("a", "b", "c", i0=("x",), i2=("z",))
    after = TASK.corrected(before, {0: "new", 1: "newer"}, NONE)
    assert [after.references(row) for row in range(3)] == [("new",), ("newer",), ("c", "z")]
    assert before.references(0) == ("a", "x")


def test_the_given_transcript_is_the_first_reference():
    assert TASK.given(truth("a", i0=("b",)), 0, NONE) == "a"


def test_misclassified_are_hypotheses_that_are_none_of_the_references():
    labels, model = truth("a", "b", "c", "", i1=("a",)), hears("a", "a", "a", None)
    assert TASK.wrong(model, labels).tolist() == [False, False, True, False]


def test_of_what_normalization_takes_out_nothing_is_misclassified():
    labels, model = truth("Hello, you."), hears("hello  you")
    assert TASK.wrong(model, labels).tolist() == [True]
    assert Transcript(("case", "punctuation", "space")).wrong(model, labels).tolist() == [False]


def test_a_model_that_says_nothing_misclassifies_nothing():
    assert TASK.wrong(hears(None, "b"), truth("a", "a")).tolist() == [False, True]


def test_a_prediction_is_what_was_heard():
    model = hears("a b", "", None)
    assert [TASK.predicted(model, row, NONE) for row in range(3)] == ["a b", "", None]


def test_transcripts_have_no_classes():
    assert TASK.classes(truth("a"), 0) == ()
    assert TASK.mentioned("a") == frozenset()
    assert TASK.label_counts(truth("a"), 0).tolist() == []


def test_metrics_are_found_by_name_and_take_the_recorded_normalization():
    task = Transcript(("case", "space"))
    found = [task.metric(name) for name in task.metrics]
    normalized = [kind(("case", "space")) for kind in (WordErrorRate, CharacterErrorRate, SentenceError)]
    assert found == [*normalized, Weighted(normalized[0])]
    assert [metric.name for metric in found] == list(task.metrics)
    assert task.default_metric == "wer"


@pytest.mark.parametrize("name", ["error", "hamming", "WER", ""])
def test_an_unknown_metric_is_told_with_those_there_are(name):
    with pytest.raises(LabelerError, match="of a transcript project; choose one of: wer, cer, sentence-error"):
        TASK.metric(name)
