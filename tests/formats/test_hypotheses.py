"""What recognisers heard (DESIGN 4, Predictions)."""

from __future__ import annotations

import pyarrow as pa
import pytest

from labeler.core.labels import Vocabulary
from labeler.core.predictions import Prediction
from labeler.errors import LabelerError
from labeler.formats.hypotheses import Hypotheses
from labeler.formats.predictions import Expected, read_predictions, read_wide
from labeler.formats.transcripts import LONGEST

IDS = ("a", "b", "c", "d")


@pytest.fixture
def read(tmp_path):
    def read(text, *, door=read_predictions, name="m.csv"):
        path = tmp_path / name
        path.write_text(text)
        expected = Expected(pa.array(IDS, pa.large_string()), "transcript")
        return door(path, expected=expected) if door is read_wide else door(path, "m", expected=expected)

    return read


def heard(*tables):
    prediction = Prediction("m", 1, Hypotheses.columns(tables, len(IDS), Vocabulary(())))
    return [prediction.hypothesis(ordinal) for ordinal in range(len(IDS))]


def test_each_text_is_kept_once_and_silence_is_a_text(read):
    table = read("example_id,hypothesis\nd, one two \nb,\na,one two\n")
    assert heard(table) == ["one two", "", None, "one two"]
    assert len(Prediction("m", 1, Hypotheses.columns([table], len(IDS), Vocabulary(()))).texts) == 2


def test_several_files_of_one_model_share_their_texts(read):
    tables = read("example_id,hypothesis\na,x\nb,é\n"), read("example_id,hypothesis\nc,é\n", name="m2.csv")
    assert heard(*tables) == ["x", "é", "é", None]


def test_a_wide_table_has_a_column_a_model(read):
    tables = read("example_id,A,B\na,x,\nb,y,z\n", door=read_wide)
    assert [(table.model, heard(table)) for table in tables] == [
        ("A", ["x", "y", None, None]),
        ("B", ["", "z", None, None]),
    ]


def test_faults_are_located(read):
    text = f"example_id,hypothesis\na,x\nzz,y\na,z\nb,{'w ' * LONGEST}\n"
    table = read(text)
    assert [(problem.row, problem.column) for problem in table.problems] == [
        (3, "example_id"),
        (4, "example_id"),
        (5, "hypothesis"),
    ]
    assert heard(table) == ["x", None, None, None]


def test_predictions_of_classes_are_no_hypotheses(read):
    with pytest.raises(LabelerError) as caught:
        read("example_id,predicted\na,cat\n")
    (problem,) = caught.value.problems
    assert "no column 'hypothesis'" in problem.message
    assert "example_id, predicted" in problem.remedy
