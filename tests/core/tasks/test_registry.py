"""Which kinds of task there are, and what each asks of vocabulary and normalization."""

from __future__ import annotations

import pytest

from labeler.core.labels import Vocabulary
from labeler.core.tasks import TASKS, Binary, Multiclass, Multilabel, Transcript, task_named
from labeler.errors import LabelerError

ABC = Vocabulary(("a", "b", "c"))
YES_NO = Vocabulary(("yes", "no"))


def test_tasks_are_found_by_the_name_they_bear():
    found = {task: task_named(task.name, vocabulary=YES_NO) for task in TASKS}
    assert all(type(task) is kind for kind, task in found.items())
    assert [kind.name for kind in TASKS] == ["binary", "multiclass", "multilabel", "transcript"]


def test_a_task_knows_what_it_was_made_of():
    assert task_named("multiclass", vocabulary=ABC) == Multiclass(("a", "b", "c"))
    assert task_named("multilabel", vocabulary=ABC) == Multilabel(("a", "b", "c"))
    assert task_named("binary", vocabulary=YES_NO, positive="no") == Binary(("yes", "no"), positive="no")
    assert task_named("transcript", vocabulary=Vocabulary(()), normalization=["space", "case"]) == Transcript(
        ("case", "space")
    )


@pytest.mark.parametrize("name", ["Multiclass", "regression", ""])
def test_an_unknown_task_is_told_with_those_there_are(name):
    with pytest.raises(LabelerError, match="choose one of: binary, multiclass, multilabel, transcript"):
        task_named(name, vocabulary=ABC)


def test_a_binary_project_has_two_labels_at_most():
    with pytest.raises(LabelerError, match="two labels, this one has 3: a, b, c; use --task multiclass"):
        task_named("binary", vocabulary=ABC)
    assert task_named("binary", vocabulary=Vocabulary(("yes",))).names == ("yes",)


def test_the_positive_label_must_be_one_of_them():
    with pytest.raises(LabelerError, match="'maybe' is not among the labels yes, no"):
        task_named("binary", vocabulary=YES_NO, positive="maybe")


def test_an_unknown_normalization_is_refused():
    with pytest.raises(LabelerError, match="'stemming' is not a way to normalize transcripts"):
        task_named("transcript", vocabulary=Vocabulary(()), normalization=["stemming"])


@pytest.mark.parametrize("name", ["binary", "multiclass", "multilabel"])
def test_only_transcripts_are_normalized(name):
    with pytest.raises(LabelerError, match=f"only transcripts are normalized, and this is a {name} project"):
        task_named(name, vocabulary=YES_NO, normalization=["case"])


@pytest.mark.parametrize("kind", TASKS)
def test_the_default_metric_is_the_first_named_and_the_one_that_weights_go_into(kind):
    task = task_named(kind.name, vocabulary=YES_NO)
    assert task.default_metric == task.default.name == task.metrics[0]
    assert type(task.metric(task.default_metric)) is type(task.default)
    assert task.metric("weighted-error").title == f"weighted {task.default.title}"
