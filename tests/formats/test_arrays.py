"""Predictions as NumPy arrays: what they say, and that nothing in them is run (DESIGN 4, Predictions)."""

from __future__ import annotations

import pickle

import numpy as np
import pyarrow as pa
import pytest

from labeler.core.labels import Vocabulary
from labeler.errors import LabelerError
from labeler.formats.predictions import Expected, read_predictions

IDS = ("a", "b", "c")
PETS = Vocabulary(("cat", "dog", "cow"))


@pytest.fixture
def read(tmp_path):
    """``read(array, …)`` is the table of predictions that the array makes with ids in this order."""

    def read(array, ids=("c", "a", "b"), *, task="multiclass", **saving):
        path = tmp_path / "x.npy"
        if isinstance(array, bytes):
            path.write_bytes(array)
        else:
            np.save(path, array, **{"allow_pickle": False} | saving)
        (tmp_path / "x.ids.csv").write_text("\n".join(["example_id", *ids]) + "\n")
        return read_predictions(path, "m", expected=Expected(pa.array(IDS, pa.large_string()), task, PETS))

    return read


@pytest.fixture
def refused(read):
    def refused(*arguments, **options):
        with pytest.raises(LabelerError) as caught:
            read(*arguments, **options)
        assert all(problem.remedy for problem in caught.value.problems)
        return caught.value.problems

    return refused


def columns(table):
    return type(table).columns([table], len(IDS), PETS)


@pytest.mark.parametrize("array", [np.array([2, 0, 1]), np.array([2, 0, 1], ">u2"), np.array(["cow", " cat ", "dog"])])
def test_one_label_an_example_by_place_or_by_name(read, array):
    assert columns(read(array))["predicted"].tolist() == [0, 1, 2]


def test_integers_that_are_labels_are_those(tmp_path):
    np.save(tmp_path / "x.npy", np.array([1, 0]))
    (tmp_path / "x.ids.csv").write_text("example_id\na\nb\n")
    digits = Vocabulary(("1", "0"))
    table = read_predictions(tmp_path / "x.npy", "m", expected=Expected(pa.array(["a", "b"]), vocabulary=digits))
    assert type(table).columns([table], 2, digits)["predicted"].tolist() == [0, 1]


@pytest.mark.parametrize("order", ["C", "F"])
def test_a_probability_for_every_label(read, order):
    matrix = np.array([[0.2, 0.3, 0.5], [0.5, 0.5, 0], [0, 1, 0]], np.float32, order=order)
    found = columns(read(matrix))
    assert found["predicted"].tolist() == [0, 1, 2]
    assert found["probabilities"].tolist() == matrix[[1, 2, 0]].tolist()


def test_several_labels_an_example(read):
    found = columns(read(np.array([[0.2, 0.5, 0.7], [0, 0, 0], [1, 1, 1]]), task="multilabel"))
    assert found["predicted"].tolist() == [[0, 0, 0], [1, 1, 1], [0, 1, 1]]


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1.5, -0.1])
def test_a_number_that_is_no_probability_is_a_row_to_mend(read, bad):
    table = read(np.array([[0.2, 0.3, 0.5], [0, bad, 1], [0, 1, 0]]))
    assert [(problem.file[-5:], problem.row) for problem in table.problems] == [("x.npy", 3)]
    assert columns(table)["predicted"].tolist() == [-1, 1, 2]
    assert table.left_out == 1


def test_a_number_that_is_no_place_is_a_row_to_mend(read):
    table = read(np.array([3, 0, -1]))
    assert [(problem.row, problem.message) for problem in table.problems] == [
        (2, "'3' is neither a label nor the place of one"),
        (4, "'-1' is neither a label nor the place of one"),
    ]
    assert table.extended(PETS) is PETS


def test_ids_are_checked_as_everywhere(read):
    table = read(np.array([0, 1, 2]), ids=("c", "zz", "c"))
    assert [(problem.row, problem.column) for problem in table.problems] == [(3, "example_id"), (4, "example_id")]


@pytest.mark.parametrize(
    ("array", "task"),
    [
        (np.zeros((3, 2)), "multiclass"),
        (np.zeros((3, 3), int), "multiclass"),
        (np.zeros((3, 3, 1)), "multiclass"),
        (np.zeros(3), "multiclass"),
        (np.zeros(3, bool), "multiclass"),
        (np.float64(1), "multiclass"),
        (np.array([0, 1, 2]), "multilabel"),
        (np.zeros((3, 2)), "multilabel"),
        (np.array(["x", "y", "z"]), "transcript"),
        (np.array([b"x", b"y", b"z"]), "multiclass"),
        (np.array([1j, 1, 2]), "multiclass"),
        (np.array([(1, 2)] * 3, "i4,i4"), "multiclass"),
    ],
)
def test_another_shape_or_kind_is_refused(refused, array, task):
    (problem,) = refused(array, task=task)
    assert problem.file.endswith("x.npy") or problem.file.endswith("x.ids.csv")


@pytest.mark.parametrize("ids", [("a", "b"), ("a", "b", "c", "c"), ("a", "b,c", "c")])
def test_ids_of_another_number_or_width_are_refused(refused, ids):
    assert all(problem.file.endswith("x.ids.csv") for problem in refused(np.array([0, 1, 2]), ids))


def test_without_ids_the_file_to_make_is_named(tmp_path):
    np.save(tmp_path / "x.npy", np.array([0]))
    with pytest.raises(LabelerError) as caught:
        read_predictions(tmp_path / "x.npy", "m", expected=Expected(pa.array(["a"]), vocabulary=PETS))
    assert "x.ids.csv" in caught.value.problems[0].remedy


class Boom:
    """Writes a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (open, (self.path, "w"))


def test_objects_are_refused_and_never_run(refused, tmp_path):
    trap = np.array([Boom(str(tmp_path / "boom"))] * 3, object)
    refused(trap, allow_pickle=True)
    refused(pickle.dumps(trap))
    assert not (tmp_path / "boom").exists()


def header(shape, descr="<f8", version=b"\x01\x00"):
    text = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}".ljust(117).encode() + b"\n"
    return b"\x93NUMPY" + version + len(text).to_bytes(2, "little") + text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x93NUMPY",
        b"not an array at all",
        header("(3, 3)"),
        header("(3, 3)") + bytes(71),
        header("(3, 3)") + bytes(73),
        header("(1000000000000, 3)") + bytes(72),
        header("(-3, -3)") + bytes(72),
        header("'x'") + bytes(72),
        header("(3,)", "<i99") + bytes(72),
        header("(3, 3)", version=b"\x09\x00") + bytes(72),
        header("(3, 3)")[:40],
    ],
    ids=["empty", "magic", "text", "bare", "short", "long", "huge", "negative", "no shape", "no type", "future", "cut"],
)
def test_damaged_and_hostile_files_are_refused(refused, data):
    assert len(refused(data)) == 1
