"""What the columns of a table of examples are, and the task they speak for (DESIGN 4, Examples)."""

from __future__ import annotations

import pytest

from labeler.formats.example_columns import Mapped, layout, task_by_columns
from labeler.formats.findings import Findings
from labeler.formats.tables import read_table


@pytest.fixture
def laid_out(tmp_path):
    """``laid_out(header, …)`` is the layout of a table with that header, and what is wrong with the whole of it."""

    def laid_out(header, *, mapped=(), **options):
        path = tmp_path / "x.csv"
        path.write_text(header + "\n")
        table = read_table(path)
        findings = Findings(table)
        return layout(table, Mapped(dict(mapped)), findings, split_known=True, **options), findings.whole

    return laid_out


@pytest.mark.parametrize(
    ("columns", "mapped", "label_columns", "task"),
    [
        ("label", {}, (), "multiclass"),
        ("x,label:cat", {}, (), "multilabel"),
        ("cat,dog", {}, ("cat",), "multilabel"),
        ("transcript", {}, (), "transcript"),
        ("label,transcript", {}, (), "transcript"),
        ("label,transcript", {"label": "label"}, (), "multiclass"),
        ("klass,transcript", {"label": "klass"}, (), "multiclass"),
        ("transcript", {"label": "transcript"}, (), "transcript"),
        ("said", {"transcript": "said"}, (), "transcript"),
        ("said", {"label": "said"}, (), "multiclass"),
    ],
)
def test_the_columns_speak_for_a_task(columns, mapped, label_columns, task):
    assert task_by_columns(columns.split(","), Mapped(mapped), label_columns) == task


def test_the_task_given_wins_over_the_columns(laid_out):
    found, problems = laid_out("example_id,label,label:cat,transcript", task="multiclass")
    assert (found.task, found.roles["label"], found.label_columns, found.references) == ("multiclass", "label", {}, ())
    assert problems == []


def test_label_columns_name_the_labels_and_nothing_plays_label(laid_out):
    found, problems = laid_out("example_id,label, label: big cat ,label:dog")
    assert dict(found.label_columns) == {"label: big cat": "big cat", "label:dog": "dog"}
    assert "label" not in found.roles
    assert problems == []


def test_bare_columns_are_labels_once_they_are_named(laid_out):
    found, _ = laid_out("example_id,cat,dog,hour", label_columns=("dog", "cat"))
    assert dict(found.label_columns) == {"dog": "dog", "cat": "cat"}


@pytest.mark.parametrize(
    ("header", "named", "column", "said"),
    [
        ("example_id,cat", ("cat", "dgo"), "dgo", "has no column 'dgo'"),
        ("example_id,label:cat,label: cat", (), "label: cat", "two columns of the label 'cat'"),
        ("example_id,label:", (), "label:", "without a label's name"),
        ("example_id,label:?cat", (), "label:?cat", "begins with ?"),
        ("example_id,label:\\?cat", (), "label:\\?cat", "begins with ?"),
        ('example_id,"label:c\tt"', (), "label:c\tt", "control character"),
    ],
)
def test_a_column_that_is_no_label_is_a_problem(laid_out, header, named, column, said):
    _, problems = laid_out(header, label_columns=named)
    assert [problem.column for problem in problems] == [column]
    assert said in problems[0].message
    assert problems[0].remedy


@pytest.mark.parametrize("task", ["multiclass", "multilabel", "transcript"])
def test_without_labels_the_remedy_names_the_option_and_the_columns(laid_out, task):
    _, (problem,) = laid_out("example_id,x", task=task)
    assert problem.column == "label"
    assert "--label-columns" in problem.remedy if task == "multilabel" else "--map label=COLUMN" in problem.remedy
    assert "example_id, x" in problem.remedy


def test_a_transcript_is_found_under_either_name(laid_out):
    assert laid_out("example_id,transcript")[0].roles["label"] == "transcript"
    assert laid_out("example_id,label", task="transcript")[0].roles["label"] == "label"
    assert laid_out("example_id,label,transcript")[0].roles["label"] == "transcript"
    assert laid_out("example_id,label,transcript", task="transcript", mapped={"label": "label"})[0].roles["label"] == (
        "label"
    )


def test_further_references_come_in_the_order_of_their_numbers(laid_out):
    header = "example_id,transcript_10,transcript,transcript_2,transcript_1,transcript_x,transcript_02"
    assert laid_out(header)[0].references == ("transcript_2", "transcript_10")


def test_a_mapping_to_nothing_is_a_problem_for_a_transcript_too(laid_out):
    _, problems = laid_out("example_id,label", mapped={"transcript": "said"}, task="transcript")
    assert "no column 'said' to use as transcript" in problems[0].message
