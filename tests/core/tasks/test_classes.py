"""How labels are written, read, replaced and counted in binary and multiclass projects (METHOD 1)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.core.labels import Vocabulary
from labeler.core.metrics.classes import F1, MacroF1
from labeler.core.predictions import Prediction
from labeler.core.tasks import Binary, Multiclass
from labeler.core.truth import ClassTruth
from labeler.errors import LabelerError

ABC = Vocabulary(("a", "b", "c", "x;y"))
TASK = Multiclass(ABC.names)
NAMES = st.text(st.sampled_from(r"a;?\ "), min_size=1, max_size=4).map(str.strip).filter(bool)


def truth(*codes, **acceptable):
    return ClassTruth(np.array(codes, np.int32), {int(name[1:]): codes for name, codes in acceptable.items()})


def predicts(*codes):
    return Prediction("m", 0, {"predicted": np.array(codes, np.int32)})


@pytest.mark.parametrize(
    ("text", "label"),
    [("a", "a"), (" b ; a ", "b;a"), ("a;a", "a"), (r"x\;y", r"x\;y"), (r"a;x\;y", r"a;x\;y"), (";c;", "c")],
)
def test_a_label_is_stored_in_one_form(text, label):
    assert TASK.canonical(text, ABC) == label


@given(st.lists(NAMES, unique=True, min_size=1, max_size=4), st.data())
def test_any_set_is_read_back_as_it_was_written(names, data):
    vocabulary = Vocabulary(tuple(names))
    codes = tuple(data.draw(st.permutations(range(len(names))))[: data.draw(st.integers(1, len(names)))])
    written = TASK.given(truth(codes[0], i0=codes), 0, vocabulary)
    assert TASK.canonical(written, vocabulary) == written
    after = TASK.corrected(truth(codes[0]), {0: written}, vocabulary)
    assert after.accepted(0) == codes
    assert TASK.mentioned(written) == {names[code] for code in codes}


@pytest.mark.parametrize(
    ("text", "said"), [("", "empty"), (" ; ", "empty"), ("d", "'d'"), ("a;d", "'d'"), ("A", "'A'"), ("x;y", "'x'")]
)
def test_what_is_no_label_is_refused(text, said):
    with pytest.raises(LabelerError, match=said):
        TASK.canonical(text, ABC)
    with pytest.raises(LabelerError, match=said):
        TASK.corrected(truth(0), {0: text}, ABC)


def test_the_empty_text_is_no_label():
    assert not TASK.may_be_empty


def test_the_order_of_a_set_says_nothing():
    assert TASK.key("a;b") == TASK.key("b;a") != TASK.key("a")


def test_the_given_label_is_written_as_a_set_where_it_is_one():
    labels = truth(0, 1, 3, -1, i1=(1, 0))
    assert [TASK.given(labels, row, ABC) for row in range(4)] == ["a", "b;a", r"x\;y", ""]
    assert [TASK.classes(labels, row) for row in range(4)] == [(0,), (1, 0), (3,), ()]


def test_a_set_keeps_the_given_label_if_it_holds_it_and_else_takes_the_first_listed():
    after = TASK.corrected(truth(0, 0, 0, 1, i3=(1, 2)), {0: "c;a", 1: "c;b", 2: "b", 3: "a"}, ABC)
    assert after.codes.tolist() == [0, 2, 1, 0]
    assert dict(after.acceptable) == {0: (2, 0), 1: (2, 1)}


def test_correcting_leaves_the_given_labels_alone():
    before = truth(0, 1, i1=(1, 2))
    TASK.corrected(before, {0: "b", 1: "a"}, ABC)
    assert before.same_as(truth(0, 1, i1=(1, 2)))


def test_nothing_corrected_is_the_given_labels():
    assert TASK.corrected(truth(0, 1, i1=(1, 2)), {}, ABC).same_as(truth(0, 1, i1=(1, 2)))


def test_misclassified_are_predictions_outside_the_acceptable_labels():
    assert TASK.wrong(predicts(0, 2, 0, -1), truth(0, 1, 1, 1, i1=(1, 2))).tolist() == [False, False, True, False]


def test_a_prediction_is_written_as_its_class_and_none_as_nothing():
    assert [TASK.predicted(predicts(1, -1), row, ABC) for row in (0, 1)] == ["b", None]


def test_labels_are_counted_once_an_example_each_of_a_set():
    labels = truth(0, 1, -1, 0, i1=(2, 1), i3=(0,))
    assert TASK.label_counts(labels, 4).tolist() == [2, 1, 1, 0]
    assert TASK.label_counts(truth(), 4).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("name", ["error", "accuracy", "weighted-error", "macro-f1", "top-1", "top-12"])
@pytest.mark.parametrize("task", [TASK, Binary(("yes", "no"))], ids=lambda task: task.name)
def test_metrics_of_every_class_task(task, name):
    assert task.metric(name).name == name


def test_macro_f1_is_of_all_classes_of_the_vocabulary():
    assert TASK.metric("macro-f1") == MacroF1(4)


@pytest.mark.parametrize("name", ["top-0", "top-", "top-K", "Error", "", "wer", "f1", "hamming", "label:a"])
def test_an_unknown_metric_is_told_with_those_there_are(name):
    with pytest.raises(LabelerError, match=r"of a multiclass project; choose one of: error, accuracy, .*slice:COLUMN"):
        TASK.metric(name)


@pytest.mark.parametrize("name", ["precision", "recall", "f1"])
def test_metrics_about_the_positive_label_need_one(name):
    assert Binary(("yes", "no"), positive="no").metric(name).positive == 1
    with pytest.raises(LabelerError, match=f"{name} needs the positive label: name it with --positive"):
        Binary(("yes", "no")).metric(name)


def test_the_positive_label_is_the_one_named():
    metric = Binary(("yes", "no"), positive="no").metric("f1")
    assert metric == F1(1)
    assert metric.counts(truth(1), [predicts(1)]).ravel().tolist() == [1, 0, 0]
