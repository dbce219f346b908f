"""Files of predictions in every form, and everything that can be wrong with them (DESIGN 4, Predictions)."""

from __future__ import annotations

import gzip

import numpy as np
import pyarrow as pa
import pytest

from labeler.core.dataset import Examples
from labeler.core.labels import Vocabulary
from labeler.core.predictions import Prediction
from labeler.core.sampling import short_tickets
from labeler.core.splits import SPLITS
from labeler.core.tasks import Multiclass
from labeler.core.text import TextColumn
from labeler.core.truth import ClassTruth
from labeler.errors import LabelerError
from labeler.formats.predictions import Expected, labels_in, read_predictions, read_wide, resolve

IDS = ("NA", "None", "007", "d")
SPLIT = ("dev", "dev", "test", "test")
PETS = Vocabulary(("cat", "dog", "cow"))


def examples_of(vocabulary=PETS):
    return Examples(
        ids=TextColumn.of(IDS),
        splits=np.array([SPLITS.index(name) for name in SPLIT], np.int8),
        given=ClassTruth(np.zeros(len(IDS), np.int32)),
        tickets=short_tickets(0, IDS),
        vocabulary=vocabulary,
        task=Multiclass(),
    )


@pytest.fixture
def read(tmp_path):
    """``read(text, …)`` is one file's PredictionTable; rows stand for the IDS unless they bring an id column."""

    def read(text, *, name="m.csv", door=read_predictions, ids=IDS):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        known = pa.array(ids, pa.large_string())
        expected = Expected(known, vocabulary=PETS)
        return door(path, expected=expected) if door is read_wide else door(path, "m", expected=expected)

    return read


def with_ids(header, *rows):
    return "\n".join([f"example_id,{header}", *(f"{i},{row}" for i, row in zip(IDS, rows, strict=True))]) + "\n"


def prediction(*tables, vocabulary=PETS):
    resolved = resolve(tables, vocabulary, examples_of(vocabulary))
    assert resolved.problems == ()
    return Prediction("m", 1, resolved.columns)


def problems(*tables, vocabulary=PETS):
    found = [problem for table in tables for problem in table.problems]
    found += resolve(tables, vocabulary, examples_of(vocabulary)).problems
    assert all(problem.message and problem.remedy and "m" in problem.file for problem in found)
    return found


def test_predicted_labels_are_lined_up_by_id(read):
    table = read("predicted,example_id\ncow,d\ncat,NA\ndog,007\ncat,None\n")
    assert prediction(table).codes.tolist() == [0, 0, 1, 2]
    assert set(prediction(table).columns) == {"predicted"}


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("m.tsv", lambda text: text.replace(",", "\t").encode()),
        ("m.csv", lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()),
        ("m.csv.gz", lambda text: gzip.compress(text.encode())),
        ("m.csv", lambda text: text.replace(",", ";").encode()),
    ],
    ids=["tsv", "bom and crlf", "gzip", "semicolon"],
)
def test_every_kind_of_text_table_reads_alike(read, name, pack):
    table = read(pack(with_ids("predicted,probability", "cat,1", "dog,.5", "dog,0.25", "cow,1e-3")), name=name)
    assert prediction(table).codes.tolist() == [0, 1, 1, 2]
    assert prediction(table).columns["probability"].tolist() == pytest.approx([1, 0.5, 0.25, 0.001])


def test_a_probability_may_be_left_empty(read):
    found = prediction(read(with_ids("predicted,probability", "cat,0.5", "cat,", "cat, ", "cat,1")))
    assert [found.probability(i) for i in range(4)] == [0.5, None, None, 1.0]


def test_probabilities_of_classes_predict_their_first_maximum(read):
    table = read(with_ids("prob:cow,prob:cat", "0.5,0.5", "0.2,0.8", "1,0", "0,0"))
    found = prediction(table)
    assert found.codes.tolist() == [2, 0, 2, 2]
    assert found.columns["probabilities"].tolist() == [
        pytest.approx(row) for row in ([0.5, 0, 0.5], [0.8, 0, 0.2], [0, 0, 1], [0, 0, 0])
    ]
    assert [found.probability(i) for i in range(4)] == pytest.approx([0.5, 0.8, 1, 0])


def test_the_k_best_labels_are_ranked(read):
    table = read(
        with_ids(
            "label_1,prob_1,label_2,prob_2,label_3", "cat,.6,dog,.3,cow", "dog,.9,,,", "cow,1,cat,0,", "cat,,dog,,"
        )
    )
    found = prediction(table)
    assert found.codes.tolist() == [0, 1, 2, 0]
    assert found.ranked(3).tolist() == [[0, 1, 2], [1, -1, -1], [2, 0, -1], [0, 1, -1]]
    assert found.columns["ranked_probability"][0].tolist() == pytest.approx([0.6, 0.3, np.nan], nan_ok=True)
    assert found.depth == 3


def test_a_wide_file_has_a_column_a_model(read):
    tables = read(with_ids("A,B=2", "cat,dog", "cat,cat", "cow,cow", "dog,cat"), name="models.csv", door=read_wide)
    assert [table.model for table in tables] == ["A", "B=2"]
    assert [prediction(table).codes.tolist() for table in tables] == [[0, 0, 2, 1], [1, 0, 2, 0]]


def test_files_of_one_model_are_put_together(read):
    dev = read("example_id,predicted\nNA,cat\nNone,dog\n")
    test = read("example_id,prob:cow,prob:cat\n007,1,0\nd,0.25,0.75\n", name="m2.csv")
    assert prediction(dev, test).codes.tolist() == [0, 1, 2, 0]
    assert prediction(test, dev).columns["probability"].tolist() == pytest.approx(
        [np.nan, np.nan, 1, 0.75], nan_ok=True
    )
    assert "probabilities" not in prediction(dev, test).columns


def test_a_model_may_predict_one_split_only(read):
    assert prediction(read("example_id,predicted\n007,cat\nd,dog\n")).codes.tolist() == [-1, -1, 0, 1]


def test_integers_that_are_no_labels_index_the_list(read):
    assert prediction(read(with_ids("predicted", "0", "2", "dog", "1"))).codes.tolist() == [0, 2, 1, 1]
    digits = Vocabulary(("1", "0"))
    assert prediction(read(with_ids("predicted", "0", "1", "1", "0")), vocabulary=digits).codes.tolist() == [1, 0, 0, 1]


def test_integers_in_the_names_of_probability_columns_index_the_list(read):
    table = read(with_ids("prob:0,prob:2", "1,0", "0,1", "0.5,0.5", "0,1"))
    assert labels_in([table], PETS) is PETS
    assert prediction(table).codes.tolist() == [0, 2, 0, 2]


def test_a_label_and_the_integer_that_means_it_are_one_class_too_many(read):
    (problem,) = problems(read(with_ids("prob:cat,prob:0", "1,0", "0,1", "0.5,0.5", "0,1")))
    assert (problem.row, problem.column) == (None, "prob:0")


def test_labels_only_models_know_come_last_by_first_appearance(read):
    first = read(with_ids("predicted", "emu", "cat", "yak", "emu"))
    second = read(with_ids("prob:ant,prob:cat", "1,0", "0,1", "0,1", "0,1"), name="m2.csv")
    third = read(with_ids("predicted", "3", "99", "1", "0"), name="m3.csv")
    assert labels_in([first, second], PETS).names == (*PETS.names, "emu", "yak", "ant")
    assert labels_in([third], PETS).names == (*PETS.names, "3", "99")


def test_a_number_of_a_thousand_digits_is_only_a_strange_label(read):
    table = read(with_ids("predicted", "9" * 5000, "cat", "cat", "cat"))
    assert labels_in([table], PETS).names[3:] == ("9" * 5000,)
    assert [(problem.row, problem.column) for problem in problems(table)] == [(2, "predicted")]


@pytest.mark.parametrize(
    ("header", "bad", "column"),
    [
        ("predicted", "", "predicted"),
        ("predicted", "yak", "predicted"),
        ("predicted", "-1", "predicted"),
        ("predicted", "3", "predicted"),
        ("predicted,probability", "cat,2.0", "probability"),
        ("predicted,probability", "cat,-0.1", "probability"),
        ("predicted,probability", "cat,nan", "probability"),
        ("predicted,probability", "cat,inf", "probability"),
        ("predicted,probability", "cat,50%", "probability"),
        ("prob:cat,prob:dog", "0.5,", "prob:dog"),
        ("prob:cat,prob:dog", "NaN,1", "prob:cat"),
        ("prob:cat,prob:dog", "0,1e999", "prob:dog"),
        ("label_1,label_2", ",cat", "label_1"),
        ("label_1,label_2", "cat,cat", "label_2"),
        ("label_1,label_2", "cat,yak", "label_2"),
        ("label_1,prob_1", "cat,1.5", "prob_1"),
    ],
)
def test_a_bad_cell_is_located(read, header, bad, column):
    good = (
        "0.5,0.5"
        if header.startswith("prob:")
        else {"predicted": "cat", "label_1,label_2": "cat,dog"}.get(header, "cat,1")
    )
    found = problems(read(with_ids(header, good, bad, good, good)))
    assert {(problem.row, problem.column) for problem in found if problem.row} >= {(3, column)}
    assert {problem.row for problem in found} <= {3, None}


def test_a_rank_after_an_empty_one_is_a_problem(read):
    found = read(with_ids("label_1,label_2,label_3", "cat,,dog", "cat,dog,cow", "cat,,", "cat,dog,")).problems
    assert [(problem.row, problem.column) for problem in found] == [(2, "label_3")]


def test_probabilities_just_above_one_are_rounding(read):
    assert problems(read(with_ids("predicted,probability", "cat,1.0000001", "cat,1", "cat,0", "cat,1"))) == []


def test_unknown_and_repeated_ids_are_problems(read):
    table = read("example_id,predicted\nNA,cat\nzz,cat\nNone,cat\nNA,dog\n,cat\n007,cat\nd,cat\n")
    assert [(problem.row, problem.column) for problem in table.problems] == [(row, "example_id") for row in (3, 5, 6)]
    assert "row 2" in table.problems[1].message
    assert table.left_out == 3
    assert prediction(table).codes.tolist() == [0, 0, 0, 0]


def test_gaps_name_the_split_and_what_is_missing(read):
    (problem,) = problems(read("example_id,predicted\nNA,cat\nd,dog\n007,cat\n"))
    assert (problem.row, problem.column) == (None, "example_id")
    assert "1 of 2 dev examples; missing: None" in problem.message


def test_an_example_in_two_files_of_one_model_is_a_problem_of_the_later(read):
    first = read(with_ids("predicted", "cat", "cat", "cat", "cat"))
    (problem,) = problems(first, read("example_id,predicted\nNone,cat\n", name="m2.csv"))
    assert problem.file.endswith("m2.csv")
    assert (problem.row, problem.column) == (2, "example_id")


def test_a_file_that_predicts_nothing_is_a_problem(read):
    (problem,) = problems(read("example_id,predicted\n"))
    assert "no example" in problem.message


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("id,predicted\nNA,cat\n", [(None, None)]),
        ("example_id,label\nNA,cat\n", [(None, None)]),
        ("id,label\nNA,cat\n", [(None, None), (None, None)]),
        ("example_id,hypothesis\nNA,a cat\n", [(None, None)]),
        ("example_id,label_1,label_3\nNA,cat,dog\n", [(None, None)]),
        ("example_id,label_2\nNA,cat\n", [(None, None)]),
        ("example_id,prob:\nNA,1\n", [(None, None)]),
        ("example_id,prob:cat,prob: cat\nNA,1,0\n", [(None, None)]),
    ],
)
def test_a_file_in_no_form_we_know_is_refused_with_every_reason(read, text, places):
    with pytest.raises(LabelerError) as caught:
        read(text)
    assert [(problem.row, problem.column) for problem in caught.value.problems] == places
    assert all(problem.remedy for problem in caught.value.problems)


@pytest.mark.parametrize("text", ["example_id\nNA\n", "name,A\nNA,cat\n"])
def test_a_wide_file_without_ids_or_models_is_refused(read, text):
    with pytest.raises(LabelerError) as caught:
        read(text, door=read_wide)
    assert len(caught.value.problems) == 1


def test_problems_of_a_wide_file_are_told_once(read):
    tables = read("example_id,A,B\nNA,cat,\nzz,cat,cat\n", door=read_wide)
    assert [len(table.problems) for table in tables] == [2, 0]
    assert [table.left_out for table in tables] == [2, 0]


def test_rows_in_the_order_of_the_examples_need_no_search(read):
    whole = read(with_ids("predicted", "cat", "dog", "cow", "cat"))
    assert whole.ordinals.tolist() == [0, 1, 2, 3]
    assert whole.rows.tolist() == [2, 3, 4, 5]
