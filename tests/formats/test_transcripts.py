"""Reference transcripts, one or several an example (DESIGN 4, Examples)."""

from __future__ import annotations

import pytest

from labeler.core.labels import Vocabulary
from labeler.errors import LabelerError
from labeler.formats.combined import combine
from labeler.formats.example_columns import Mapped
from labeler.formats.examples import ExampleSource, read_examples
from labeler.formats.transcripts import LONGEST

NONE = Vocabulary(())


@pytest.fixture
def read(tmp_path):
    def read(text, *, name="x.csv", split="dev", **options):
        path = tmp_path / name
        path.write_text(text)
        return read_examples(ExampleSource(path, split), mapped=Mapped(), **options)

    return read


def references(table):
    truth = table.labels.truth(NONE)
    return [truth.references(ordinal) for ordinal in range(len(truth))]


def test_a_transcript_is_its_cell_and_may_be_empty(read):
    table = read("example_id,transcript\na, NA; one \nb,\nc,'=nine\n")
    assert references(table) == [("NA; one",), ("",), ("=nine",)]
    assert table.labels.vocabulary(NONE) is NONE
    assert table.problems == ()


def test_further_references_are_those_that_are_not_empty(read):
    table = read("example_id,transcript_3,transcript,transcript_2\na,z,x,y\nb,,,\nc,z,x,\n")
    assert references(table) == [("x", "y", "z"), ("",), ("x", "z")]


def test_files_with_different_numbers_of_references_come_together(read):
    first = read("example_id,transcript,transcript_2\na,x,y\n")
    second = read("example_id,transcript\nb,z\n", name="y.csv", split="test")
    assert references(combine([first, second])) == [("x", "y"), ("z",)]
    assert references(combine([second, first])) == [("z",), ("x", "y")]


def test_a_row_left_out_takes_its_references_along(read):
    table = read("example_id,transcript,transcript_2\na,x,1\n,y,2\nc,z,3\n")
    assert references(table) == [("x", "1"), ("z", "3")]


@pytest.mark.parametrize("column", ["transcript", "transcript_2"])
def test_a_text_that_nobody_speaks_is_a_problem(read, column):
    cells = {"transcript": "x", "transcript_2": "y"} | {column: "a" * (LONGEST + 1)}
    table = read(f"example_id,transcript,transcript_2\na,x,y\nb,{cells['transcript']},{cells['transcript_2']}\n")
    (problem,) = table.problems
    assert (problem.row, problem.column) == (3, column)
    assert "100,001 characters" in problem.message
    assert len(problem.message) < 100


def test_control_characters_are_problems_but_tabs_and_line_breaks_are_not(read):
    table = read('example_id,transcript\na,"x\ty"\nb,"x\ny"\nc,"x\x07y"\n')
    assert [(problem.row, problem.column) for problem in table.problems] == [(4, "transcript")]
    assert references(table) == [("x\ty",), ("x\ny",)]


def test_labels_of_two_files_under_two_names_are_refused(read):
    first = read("example_id,transcript\na,x\n")
    second = read("example_id,label\nb,y\n", name="y.csv", task="transcript")
    with pytest.raises(LabelerError) as caught:
        combine([first, second])
    assert "'label'" in caught.value.problems[0].message
