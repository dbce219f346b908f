"""Label columns as codes, and the list of labels in a file (DESIGN 4, Examples)."""

from __future__ import annotations

import pyarrow as pa
import pytest

from labeler.core.labels import Vocabulary
from labeler.errors import LabelerError
from labeler.formats.labels import ClassLabels, read_vocabulary


@pytest.fixture
def listed(tmp_path):
    def listed(text):
        path = tmp_path / "labels.csv"
        path.write_text(text)
        return read_vocabulary(path)

    return listed


def labels(*cells):
    return ClassLabels(pa.array(cells, pa.large_string()))


def test_labels_come_by_first_appearance_and_after_those_known():
    given = labels("dog", "cat;cow", "dog", r"a\;b")
    assert given.vocabulary(Vocabulary(())).names == ("dog", "cat", "cow", "a;b")
    assert given.vocabulary(Vocabulary(("cow", "cat"))).names == ("cow", "cat", "dog", "a;b")


def test_a_set_of_labels_is_acceptable_as_a_whole():
    truth = labels("cat", "dog;cat", "dog;dog").truth(Vocabulary(("cat", "dog")))
    assert truth.codes.tolist() == [0, 1, 1]
    assert dict(truth.acceptable) == {1: (1, 0)}


def test_no_labels_have_no_codes():
    assert len(labels().truth(Vocabulary(()))) == 0
    assert labels().vocabulary(Vocabulary(())).names == ()


def test_a_list_of_labels_is_in_its_order(listed):
    assert listed("note,label\n1,dog\n2, NA \n3,cat;cow\n").names == ("dog", "NA", "cat;cow")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("name\ncat\n", [(None, "label")]),
        ("label,note\ncat,\n,x\ncat,\n", [(3, "label"), (4, "label")]),
    ],
)
def test_a_list_that_is_none_is_refused_with_every_place(listed, text, places):
    with pytest.raises(LabelerError) as caught:
        listed(text)
    assert [(problem.row, problem.column) for problem in caught.value.problems] == places
    assert all(problem.remedy for problem in caught.value.problems)
