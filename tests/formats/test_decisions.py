"""Tables of decisions, checked against the project they are for (DESIGN 4, Decisions)."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.core.dataset import Examples
from labeler.core.decisions import Decision, Verdict
from labeler.core.labels import Vocabulary
from labeler.core.sampling import short_tickets
from labeler.core.tasks import Multiclass, task_named
from labeler.core.text import TextColumn
from labeler.core.truth import ClassTruth, MultilabelTruth, TranscriptTruth
from labeler.errors import LabelerError
from labeler.formats.decisions import read_decisions, utc

NOW = "2026-05-01T12:00:00.000Z"
IDS = ("a", "NA", "007")  # given: cat, dog, cat or cow


@pytest.fixture
def read(tmp_path):
    examples = Examples(
        ids=TextColumn.of(IDS),
        splits=np.full(3, 2, np.int8),
        given=ClassTruth(np.array([0, 1, 0], np.int32), {2: (0, 2)}),
        tickets=short_tickets(0, IDS),
        vocabulary=Vocabulary(("cat", "dog", "cow", "x;y")),
        task=Multiclass(),
    )

    def read(text, *, name="d.csv"):
        path = tmp_path / name
        path.write_text(text)
        return read_decisions(path, examples, reviewer="ann", now=NOW)

    return read


def decided(**said):
    return Decision(**({"verdict": Verdict.CORRECT, "reviewer": "ann", "at": NOW, "seen": ("unknown",)} | said))


def places(table):
    assert all(problem.message and problem.remedy and problem.file == table.name for problem in table.problems)
    return [(problem.row, problem.column) for problem in table.problems]


def test_two_columns_are_enough(read):
    table = read("verdict,example_id\ncorrect,a\n unsure , NA \nexcluded,007\n")
    assert table.decisions == (
        (0, decided()),
        (1, decided(verdict=Verdict.UNSURE)),
        (2, decided(verdict=Verdict.EXCLUDED)),
    )
    assert (table.problems, table.left_out) == ((), 0)
    assert table.silent == ("categories", "comment", "reason")


def test_every_column_of_the_contract_is_read(read):
    (row,) = read(
        "example_id,verdict,corrected_label,categories,comment,reason,reviewer,at,other\n"
        'NA,incorrect, cow ,Blurry;  dark ;blurry," a, ""b"" ", why ,bob,2026-03-31T14:05:00+02:00,x\n'
    ).decisions
    assert row == (
        1,
        decided(
            verdict=Verdict.INCORRECT,
            label="cow",
            categories=("Blurry", "dark"),
            comment=' a, "b" ',
            reason=" why ",
            reviewer="bob",
            at="2026-03-31T12:05:00Z",
        ),
    )


def test_empty_cells_fall_back_to_who_imports_and_now(read):
    ((_, decision),) = read("example_id,verdict,reviewer,at\na,correct, ,\n").decisions
    assert (decision.reviewer, decision.at) == ("ann", NOW)


def test_an_empty_cell_of_categories_says_none_applies_and_no_column_says_nothing(read):
    assert read("example_id,verdict\na,correct\n").decisions[0][1].categories is None
    assert read("example_id,verdict,categories\na,correct,\n").decisions[0][1].categories == ()


@pytest.mark.parametrize(
    ("example_id", "cell", "label"),
    [
        ("a", "dog", "dog"),
        ("a", "dog; cat", "dog;cat"),
        ("a", r"x\;y", r"x\;y"),
        ("007", "cat", "cat"),
        ("a", "dog;dog", "dog"),
    ],
)
def test_a_corrected_label_is_a_label_or_a_set(read, example_id, cell, label):
    ((_, decision),) = read(f"example_id,verdict,corrected_label\n{example_id},incorrect,{cell}\n").decisions
    assert decision.label == label


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("zz,correct,,,", "example_id", "'zz'"),
        (",correct,,,", "example_id", "''"),
        ("a,right,,,", "verdict", "'right'"),
        ("a,Correct,,,", "verdict", "'Correct'"),
        ("a,,,,", "verdict", "''"),
        ("a,incorrect,,,", "corrected_label", "missing"),
        ("a,incorrect,cat,,", "corrected_label", "given label already"),
        ("007,incorrect,cow;cat,,", "corrected_label", "given label already"),
        ("a,incorrect,yak,,", "corrected_label", "'yak'"),
        ("a,incorrect,dog;yak,,", "corrected_label", "'yak'"),
        ("a,incorrect,;,,", "corrected_label", "empty"),
        ("a,correct,cat,,", "corrected_label", "no corrected label"),
        ("a,excluded,dog,,", "corrected_label", "no corrected label"),
        ("a,unsure,dog,,", "corrected_label", "no corrected label"),
        ("a,correct,,,yesterday", "at", "'yesterday'"),
        ("a,correct,,,2026-02-30", "at", "'2026-02-30'"),
        ("a,correct,,,0001-01-01T00:00:00+10:00", "at", "is not a time"),
        ("a,correct", "corrected_label", "2 cells where the header has 5"),
    ],
)
def test_a_bad_row_is_located_and_left_out(read, row, column, said):
    table = read(f"example_id,verdict,corrected_label,reviewer,at\nNA,correct,,,\n{row}\n")
    assert places(table) == [(3, column)]
    assert said in table.problems[0].message
    assert [ordinal for ordinal, _ in table.decisions] == [1]
    assert table.left_out == 1


def test_an_empty_column_is_not_a_missing_one(read):
    assert read("example_id,verdict,comment\na,correct,\n").silent == ("categories", "reason")


def test_a_reviewer_of_more_than_one_line_is_a_problem(read):
    table = read('example_id,verdict,reviewer\na,correct,"ann\nbob"\nNA,correct,ann\n')
    assert [problem.column for problem in table.problems] == ["reviewer"]
    assert [decision.reviewer for _, decision in table.decisions] == ["ann"]


def test_all_faults_of_all_rows_are_told_together(read):
    table = read("example_id,verdict,corrected_label,at\nzz,right,cat,never\na,incorrect,cat,\nNA\n")
    assert [row for row, _ in places(table)] == [2, 2, 2, 3, 4]
    assert table.left_out == 3


def test_two_rows_for_one_example_and_reviewer_are_a_problem(read):
    table = read("example_id,verdict,reviewer\na,correct,ann\na,unsure,bob\na,excluded,\n")
    assert places(table) == [(4, "example_id")]
    assert "row 2" in table.problems[0].message
    assert [decision.reviewer for _, decision in table.decisions] == ["ann", "bob"]


@pytest.mark.parametrize(
    ("header", "columns"),
    [("id,verdict", ["example_id"]), ("example_id,label", ["verdict"]), ("x,y", ["example_id", "verdict"])],
)
def test_missing_columns_are_told_together(read, header, columns):
    with pytest.raises(LabelerError) as caught:
        read(f"{header}\na,correct\n")
    assert [problem.column for problem in caught.value.problems] == columns


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2026-03-31", "2026-03-31T00:00:00Z"),
        ("2026-03-31T14:05", "2026-03-31T14:05:00Z"),
        ("2026-03-31 14:05:09", "2026-03-31T14:05:09Z"),
        ("2026-03-31T14:05:09Z", "2026-03-31T14:05:09Z"),
        ("2026-03-31T23:30:00-02:00", "2026-04-01T01:30:00Z"),
        ("2026-03-31T14:05:09.1239+00:00", "2026-03-31T14:05:09.123Z"),
    ],
)
def test_times_are_told_in_utc(written, read_as):
    assert utc(written) == read_as


@given(st.datetimes(timezones=st.timezones() | st.none()))
def test_a_time_is_kept_once_it_is_in_utc(moment):
    try:
        told = utc(moment.isoformat())
    except OverflowError:
        return
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z", told)
    assert utc(told) == told


@pytest.fixture
def read_for(tmp_path):
    """``read_for(task, given, text)`` reads a table for a project of that task, whose only examples are a and b."""

    def read_for(task, given, text):
        examples = Examples(
            ids=TextColumn.of(("a", "b")),
            splits=np.full(2, 2, np.int8),
            given=given,
            tickets=short_tickets(0, ("a", "b")),
            vocabulary=Vocabulary(("cat", "dog") if task.name == "multilabel" else ()),
            task=task,
        )
        path = tmp_path / "d.csv"
        path.write_text(text)
        return read_decisions(path, examples, reviewer="ann", now=NOW)

    return read_for


SETS = MultilabelTruth(np.array([[1, 0], [1, -1]], np.int8))
SPOKEN = TranscriptTruth(TextColumn.of(("one two", "")))


def labels_said(table):
    return {ordinal: decision.label for ordinal, decision in table.decisions}


def test_a_set_of_labels_is_told_whole(read_for):
    table = read_for(
        task_named("multilabel", vocabulary=Vocabulary(("cat", "dog"))),
        SETS,
        "example_id,verdict,corrected_label\na,incorrect,\nb,incorrect, ?dog ; ?cat \n",
    )
    assert labels_said(table) == {0: "", 1: "?cat;?dog"}
    assert table.problems == ()


def test_a_transcript_is_the_whole_cell(read_for):
    table = read_for(
        task_named("transcript", vocabulary=Vocabulary(())),
        SPOKEN,
        "example_id,verdict,corrected_label\na,incorrect, one; two \nb,incorrect,'=three\n",
    )
    assert labels_said(table) == {0: "one; two", 1: "=three"}


@pytest.mark.parametrize(
    ("name", "given", "row", "said"),
    [
        ("multilabel", SETS, "a,incorrect,cat", "the given label already"),
        ("multilabel", SETS, "a,incorrect,yak", "'yak'"),
        ("multilabel", SETS, "a,incorrect,dog;?dog", "'dog'"),
        ("multilabel", SETS, "a,correct,dog", "has no corrected label"),
        ("transcript", SPOKEN, "b,incorrect,", "the given label already"),
        ("transcript", SPOKEN, "a,unsure,one", "has no corrected label"),
        ("transcript", SPOKEN, f"a,incorrect,{'x' * 100_001}", "100,001 characters"),
    ],
)
def test_a_set_or_transcript_that_cannot_be_is_located(read_for, name, given, row, said):
    vocabulary = Vocabulary(("cat", "dog") if name == "multilabel" else ())
    table = read_for(task_named(name, vocabulary=vocabulary), given, f"example_id,verdict,corrected_label\n{row}\n")
    assert places(table) == [(2, "corrected_label")]
    assert said in table.problems[0].message
    assert len(table.problems[0].message) < 200


def test_without_a_column_of_corrected_labels_nothing_is_said_to_be_empty(read_for):
    task = task_named("transcript", vocabulary=Vocabulary(()))
    table = read_for(task, SPOKEN, "example_id,verdict\na,incorrect\n")
    assert places(table) == [(2, "corrected_label")]
    assert "missing" in table.problems[0].message
