"""How labels are written, read and replaced in binary and multiclass projects (METHOD 1)."""

from __future__ import annotations

import numpy as np
import pytest

from labeler.core.labels import Vocabulary
from labeler.core.tasks import Binary, Multiclass, task_named
from labeler.core.truth import ClassTruth
from labeler.errors import LabelerError

ABC = Vocabulary(("a", "b", "c", "x;y"))
TASK = Multiclass()


@pytest.mark.parametrize(
    ("text", "label"),
    [("a", "a"), (" b ; a ", "b;a"), ("a;a", "a"), (r"x\;y", r"x\;y"), (r"a;x\;y", r"a;x\;y"), (";c;", "c")],
)
def test_a_label_is_stored_in_one_form(text, label):
    assert TASK.canonical(text, ABC) == label


@pytest.mark.parametrize(
    ("text", "said"), [("", "empty"), (" ; ", "empty"), ("d", "'d'"), ("a;d", "'d'"), ("A", "'A'")]
)
def test_what_is_no_label_is_refused(text, said):
    with pytest.raises(LabelerError, match=said):
        TASK.canonical(text, ABC)


def test_the_order_of_a_set_says_nothing():
    assert TASK.key("a;b") == TASK.key("b;a") != TASK.key("a")


def test_the_given_label_is_written_as_a_set_where_it_is_one():
    truth = ClassTruth(np.array([0, 1, 3, -1], np.int32), {1: (1, 0)})
    assert [TASK.given(truth, i, ABC) for i in range(4)] == ["a", "b;a", r"x\;y", ""]


def test_a_set_keeps_the_given_label_if_it_holds_it_and_else_takes_the_first_listed():
    given = ClassTruth(np.array([0, 0, 0, 1], np.int32), {3: (1, 2)})
    after = TASK.corrected(given, {0: "c;a", 1: "c;b", 2: "b", 3: "a"}, ABC)
    assert after.codes.tolist() == [0, 2, 1, 0]
    assert dict(after.acceptable) == {0: (2, 0), 1: (2, 1)}


def test_correcting_leaves_the_given_labels_alone():
    given = ClassTruth(np.array([0, 1], np.int32), {1: (1, 2)})
    TASK.corrected(given, {0: "b", 1: "a"}, ABC)
    assert given.codes.tolist() == [0, 1]
    assert dict(given.acceptable) == {1: (1, 2)}


def test_a_binary_project_has_two_labels():
    assert isinstance(task_named("binary", vocabulary=Vocabulary(("yes", "no"))), Binary)
    with pytest.raises(LabelerError, match="two labels, this one has 4"):
        task_named("binary", vocabulary=ABC)


def test_the_positive_label_must_be_one_of_them():
    with pytest.raises(LabelerError, match="'maybe'"):
        task_named("binary", vocabulary=Vocabulary(("yes", "no")), positive="maybe")


@pytest.mark.parametrize("name", ["precision", "recall", "f1"])
def test_binary_metrics_need_the_positive_label(name):
    vocabulary = Vocabulary(("yes", "no"))
    assert task_named("binary", vocabulary=vocabulary, positive="no").metric(name).name == name
    with pytest.raises(LabelerError, match="positive"):
        task_named("binary", vocabulary=vocabulary).metric(name)
    with pytest.raises(LabelerError, match="multiclass"):
        TASK.metric(name)


@pytest.mark.parametrize("name", ["error", "accuracy", "weighted-error", "top-1", "top-12"])
def test_metrics_of_every_class_task(name):
    assert TASK.metric(name).name == name


@pytest.mark.parametrize("name", ["top-0", "top-", "top-K", "Error", "", "wer"])
def test_an_unknown_metric_is_told_with_those_there_are(name):
    with pytest.raises(LabelerError, match="choose one of: error, accuracy"):
        TASK.metric(name)


@pytest.mark.parametrize("name", ["Multiclass", ""])
def test_an_unknown_task_is_told_with_those_there_are(name):
    with pytest.raises(LabelerError, match="choose one of: binary, multiclass"):
        task_named(name, vocabulary=ABC)
