"""How sets of labels are written, read, replaced and counted (METHOD 1)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.core.labels import Vocabulary
from labeler.core.metrics.multilabel import Hamming, LabelError, MacroF1, MicroF1, Subset
from labeler.core.metrics.weighted import Weighted
from labeler.core.predictions import Prediction
from labeler.core.tasks import Multilabel
from labeler.core.truth import UNKNOWN, MultilabelTruth
from labeler.errors import LabelerError

ANIMALS = Vocabulary(("fur", "wings", "horns"))
TASK = Multilabel(ANIMALS.names)
NAMES = st.text(st.sampled_from(r"a;?\ "), min_size=1, max_size=5).map(str.strip).filter(bool)


def truth(*rows):
    return MultilabelTruth(np.array(rows, np.int8))


def answers(*rows):
    return Prediction("m", 0, {"predicted": np.array(rows, np.int8)})


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("fur", "fur"),
        ("horns; fur", "fur;horns"),
        ("?wings;fur", "fur;?wings"),
        ("? wings", "?wings"),
        ("fur;fur;?horns;?horns", "fur;?horns"),
        (";fur;", "fur"),
        ("", ""),
        (" ; ", ""),
    ],
)
def test_a_set_is_stored_in_the_order_of_the_vocabulary(text, label):
    assert TASK.canonical(text, ANIMALS) == label


@settings(max_examples=200)
@given(st.lists(NAMES, unique=True, min_size=1, max_size=4), st.data())
def test_whatever_the_names_every_row_is_read_back_as_it_was_written(names, data):
    vocabulary = Vocabulary(tuple(names))
    row = data.draw(st.lists(st.sampled_from((1, 0, UNKNOWN)), min_size=len(names), max_size=len(names)))
    written = TASK.given(truth(row), 0, vocabulary)
    assert TASK.canonical(written, vocabulary) == written
    after = TASK.corrected(truth([0] * len(names)), {0: written}, vocabulary)
    assert after.values.tolist() == [row]
    assert TASK.mentioned(written) == {name for name, value in zip(names, row, strict=True) if value}


@pytest.mark.parametrize(
    ("name", "there", "unknown"),
    [
        ("a;b", r"a\;b", r"?a\;b"),
        ("?a", r"\?a", "??a"),
        (r"\?a", r"\\?a", r"?\?a"),
        ("?", r"\?", "??"),
        ("a?b c", "a?b c", "?a?b c"),
        ("\\", "\\", "?\\"),
    ],
)
def test_names_that_look_like_notation_are_escaped(name, there, unknown):
    vocabulary = Vocabulary((name,))
    assert TASK.given(truth([1]), 0, vocabulary) == there
    assert TASK.given(truth([UNKNOWN]), 0, vocabulary) == unknown


@pytest.mark.parametrize("text", ["fur;?fur", "?fur;fur", "wings;?horns;horns"])
def test_a_label_both_there_and_unknown_is_refused(text):
    with pytest.raises(LabelerError, match=r"said to be there and, as '\?\w+', to be unknown; leave one of them out"):
        TASK.canonical(text, ANIMALS)


@pytest.mark.parametrize(("text", "said"), [("tail", "'tail'"), ("fur;?tail", "'tail'"), ("Fur", "'Fur'"), ("?", "''")])
def test_what_is_no_label_of_the_project_is_refused(text, said):
    with pytest.raises(LabelerError, match=f"{said} is not one of the labels of this project"):
        TASK.canonical(text, ANIMALS)
    with pytest.raises(LabelerError, match=said):
        TASK.corrected(truth([0, 0, 0]), {0: text}, ANIMALS)


def test_the_empty_text_says_that_no_label_applies():
    assert TASK.may_be_empty
    assert TASK.corrected(truth([1, -1, 0]), {0: ""}, ANIMALS).values.tolist() == [[0, 0, 0]]


def test_an_unknown_label_is_not_one_that_is_there():
    assert TASK.key("fur;?horns") == TASK.key("?horns;fur")
    assert len({TASK.key("fur;?horns"), TASK.key("fur;horns"), TASK.key("fur"), TASK.key("")}) == 4


def test_a_corrected_example_has_its_whole_row_replaced_and_others_keep_theirs():
    before = truth([1, -1, 0], [1, 1, 1])
    after = TASK.corrected(before, {0: "wings;?horns"}, ANIMALS)
    assert after.values.tolist() == [[0, 1, -1], [1, 1, 1]]
    assert before.values.tolist() == [[1, -1, 0], [1, 1, 1]]


def test_misclassified_are_examples_with_any_known_label_wrong():
    labels = truth([1, 0, 0], [1, 0, -1], [1, 0, 0], [-1, -1, -1], [1, 0, 0])
    model = answers([1, 0, 0], [1, 0, 1], [1, 0, 1], [1, 1, 1], [-1, -1, -1])
    assert TASK.wrong(model, labels).tolist() == [False, False, True, False, False]


def test_misclassified_are_those_the_subset_error_counts():
    rng = np.random.default_rng(2)
    labels, model = truth(*rng.integers(-1, 2, (30, 3))), answers(*rng.integers(0, 2, (30, 3)))
    assert TASK.wrong(model, labels).tolist() == Subset().counts(labels, [model])[0, 0].tolist()


def test_a_prediction_is_written_as_a_set_and_none_as_nothing():
    model = answers([0, 1, 1], [0, 0, 0], [-1, -1, -1])
    assert [TASK.predicted(model, row, ANIMALS) for row in range(3)] == ["wings;horns", "", None]


def test_a_prediction_from_before_a_label_was_appended_is_written_without_it():
    assert TASK.predicted(answers([1, 0]), 0, ANIMALS) == "fur"
    assert TASK.wrong(answers([1, 0]), truth([1, 0, 0])).tolist() == [False]
    assert TASK.wrong(answers([1, 0]), truth([1, 0, 1])).tolist() == [True]


def test_labels_are_counted_where_they_are_there():
    labels = truth([1, -1, 0], [1, 1, -1])
    assert TASK.label_counts(labels, 3).tolist() == [2, 1, 0]
    assert TASK.label_counts(labels, 4).tolist() == [2, 1, 0, 0]


def test_labels_are_not_classes():
    assert TASK.classes(truth([1, 1, 0]), 0) == ()


def test_metrics_are_found_by_name():
    names = ("hamming", "subset", "micro-f1", "macro-f1", "label:wings", "weighted-error")
    expected = [Hamming, Subset, MicroF1, MacroF1, LabelError, Weighted]
    found = [TASK.metric(name) for name in names]
    assert [type(metric) for metric in found] == expected
    assert [metric.name for metric in found] == list(names)
    assert TASK.metric("macro-f1") == MacroF1(3)
    assert TASK.metric("label:wings") == LabelError("wings", 1)
    assert TASK.default_metric == "hamming"


@pytest.mark.parametrize("name", ["label:a: b", "label:label:x"])
def test_a_label_may_look_like_a_metric(name):
    label = name.removeprefix("label:")
    assert Multilabel((label,)).metric(name).name == name


def test_a_metric_of_a_label_there_is_not_is_told_with_the_labels():
    with pytest.raises(LabelerError, match="'tail' is not one of the labels of this project: fur, wings, horns"):
        TASK.metric("label:tail")


@pytest.mark.parametrize("name", ["error", "top-1", "wer", "label", ""])
def test_an_unknown_metric_is_told_with_those_there_are(name):
    with pytest.raises(LabelerError, match=r"of a multilabel project; choose one of: hamming, .*label:NAME"):
        TASK.metric(name)
