"""Probabilities of several labels, a column each (DESIGN 4, Predictions)."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from labeler.core.labels import Vocabulary
from labeler.errors import LabelerError
from labeler.formats.label_probabilities import LabelProbabilities
from labeler.formats.predictions import Expected, read_predictions, read_wide

IDS = ("a", "b", "c")
PETS = Vocabulary(("cat", "dog"))


@pytest.fixture
def read(tmp_path):
    def read(text, *, door=read_predictions, **options):
        path = tmp_path / "m.csv"
        path.write_text(text)
        expected = Expected(pa.array(IDS, pa.large_string()), "multilabel", PETS, **options)
        return door(path, expected=expected) if door is read_wide else door(path, "m", expected=expected)

    return read


def columns(*tables):
    return LabelProbabilities.columns(tables, len(IDS), PETS)


def test_yes_from_a_half_on(read):
    found = columns(read("dog,example_id,prob:cat\n0.5,c,0.4999999999\n1,a,0\n1e-3,b,.75\n"))
    assert found["predicted"].tolist() == [[0, 1], [1, 0], [0, 1]]
    assert found["predicted"].dtype == np.int8
    assert found["probabilities"].dtype == np.float32
    assert found["probabilities"][1].tolist() == pytest.approx([0.75, 0.001])


def test_the_threshold_is_another_and_on_record(read):
    table = read("example_id,cat,dog\na,0.7,0.71\nb,0,1\nc,0.69999,0\n", threshold=0.7)
    assert columns(table)["predicted"].tolist() == [[1, 1], [0, 1], [0, 0]]
    assert table.details == {"threshold": 0.7}


def test_a_model_says_nothing_of_what_its_files_leave_out(read):
    found = columns(read("example_id,cat,dog\nc,1,0\n"))
    assert found["predicted"].tolist() == [[-1, -1], [-1, -1], [1, 0]]


@pytest.mark.parametrize("cell", ["", "nan", "inf", "1.1", "-0.1", "yes", "?"])
def test_a_cell_that_is_no_probability_is_located(read, cell):
    table = read(f"example_id,cat,dog\na,0,1\nb,{cell},1\nc,0,0\n")
    assert [(problem.row, problem.column) for problem in table.problems] == [(3, "cat")]
    assert columns(table)["predicted"].tolist() == [[0, 1], [-1, -1], [0, 0]]


@pytest.mark.parametrize(
    ("header", "column", "said"),
    [
        ("example_id,cat", "dog", "has no column of the label 'dog'"),
        ("example_id,cat,dog,yak", "yak", "'yak' is not a label"),
        ("example_id,cat,dog,prob:yak", "prob:yak", "'yak' is not a label"),
        ("example_id,cat,dog,prob:cat", "prob:cat", "the label of the column 'cat' too"),
        ("cat,dog", None, "no column 'example_id'"),
    ],
)
def test_every_label_has_one_column_and_nothing_else_has(read, header, column, said):
    with pytest.raises(LabelerError) as caught:
        read(header + "\n")
    problem = next(problem for problem in caught.value.problems if problem.column == column)
    assert said in problem.message
    assert problem.remedy


def test_one_column_a_model_is_too_little(read):
    with pytest.raises(LabelerError) as caught:
        read("example_id,m\na,cat\n", door=read_wide)
    assert "--predictions MODEL=FILE" in caught.value.problems[0].remedy
