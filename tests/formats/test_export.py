"""Corrected splits, excluded examples and changes as tables (DESIGN 4, Export)."""

from __future__ import annotations

import csv
import hashlib
import json

import numpy as np
import pytest

from labeler.core.dataset import Examples
from labeler.core.decisions import Decision, Resolution, Status, Verdict
from labeler.core.labels import Vocabulary
from labeler.core.sampling import short_tickets
from labeler.core.tasks import Multiclass, task_named
from labeler.core.text import TextColumn
from labeler.core.truth import ClassTruth, MultilabelTruth, TranscriptTruth
from labeler.core.working import resolved
from labeler.errors import LabelerError
from labeler.formats import export

IDS = ("z", "a", "=m", "b")
LABELS = (" cat ", "dog", "dog;cat", "=cow")  # given: cat, dog, dog or cat, =cow


@pytest.fixture
def table():
    """The first is corrected to =cow, the second excluded, the third unsure, the fourth corrected to a set."""
    examples = Examples(
        ids=TextColumn.of(IDS),
        splits=np.array([2, 3, 2, 2], np.int8),
        given=ClassTruth(np.array([0, 1, 1, 2], np.int32), {2: (1, 0)}),
        tickets=short_tickets(0, IDS),
        vocabulary=Vocabulary(("cat", "dog", "=cow")),
        task=Multiclass(),
    )
    found = {
        0: Resolution(Status.CORRECTED, "=cow"),
        1: Resolution(Status.EXCLUDED),
        2: Resolution(Status.UNSURE),
        3: Resolution(Status.CORRECTED, "dog;cat"),
    }
    columns = {
        "uid": TextColumn.of(IDS),
        "Klasse": TextColumn.of(LABELS),
        "note": TextColumn.of([' a,"b" ', "", "x\ny", "@me"]),
        "label_version": TextColumn.of(["0"] * 4),
    }
    return export.LabeledTable(
        examples=examples,
        columns=columns,
        id_column="uid",
        label_column="Klasse",
        label_columns={},
        reference_columns=(),
        split_names=["val", "test", "val", "val"],
        split_columns={"val": tuple(columns), "test": tuple(columns)},
        labels=resolved(examples, found),
        version=3,
    )


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_corrected_splits_keep_order_columns_and_text(table, tmp_path):
    assert export.write_corrected(table, tmp_path) == ["corrected/val.csv", "corrected/test.csv", "excluded.csv"]
    header = ["uid", "Klasse", "note", "given_label", "label_status", "label_version"]
    assert rows(tmp_path / "corrected/val.csv") == [
        header,
        ["z", "'=cow", ' a,"b" ', " cat ", "corrected", "3"],
        ["'=m", "dog;cat", "x\ny", "dog;cat", "unsure", "3"],
        ["b", "dog;cat", "'@me", "'=cow", "corrected", "3"],
    ]
    assert rows(tmp_path / "corrected/test.csv") == [header]
    assert rows(tmp_path / "excluded.csv") == [header, ["a", "dog", "", "dog", "excluded", "3"]]


def test_changes_say_who_and_when_and_why(table, tmp_path):
    def said(verdict, reviewer, at, comment=""):
        return Decision(verdict=verdict, reviewer=reviewer, at=at, comment=comment)

    decisions = {
        0: [
            said(Verdict.INCORRECT, "ann", "2026-01-02", "=1"),
            said(Verdict.INCORRECT, "b;b", "2026-01-03", "hm"),
            said(Verdict.UNSURE, "cid", "2026-01-04", "not said"),
        ],
        1: [said(Verdict.EXCLUDED, "ann", "2026-01-05")],
    }
    assert export.write_changes(table, tmp_path, decisions) == "changes.csv"
    assert rows(tmp_path / "changes.csv") == [
        ["example_id", "split", "given_label", "corrected_label", "verdict", "reviewers", "at", "comment"],
        ["z", "val", "cat", "'=cow", "incorrect", r"ann;b\;b", "2026-01-03", "'=1 | hm"],
        ["a", "test", "dog", "", "excluded", "ann", "2026-01-05", ""],
        ["b", "val", "'=cow", "dog;cat", "incorrect", "", "", ""],
    ]


def test_the_manifest_has_the_sha_256_of_every_file(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.csv").write_bytes(b"abc")
    assert export.write_manifest(tmp_path, ["sub/a.csv"], {"version": 1, "by": "猫"}) == "manifest.json"
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest == {"version": 1, "by": "猫", "files": {"sub/a.csv": hashlib.sha256(b"abc").hexdigest()}}


def test_a_copy_in_place_changes_label_cells_only(table, tmp_path):
    original = tmp_path / "original.tsv"
    original.write_text("note\tKlasse\t uid \nq;r\t cat \t z \n\tdog\ta\nlone\tcow\tnobody\n'=x\t'=cow\tb\n")
    before = original.read_bytes()
    export.write_in_place_of(table, original, tmp_path / "copy.tsv")
    assert (tmp_path / "copy.tsv").read_text() == (
        "note\tKlasse\tuid\nq;r\t'=cow\t z \n\tdog\ta\nlone\tcow\tnobody\n'=x\tdog;cat\tb\n"
    )
    assert original.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("example_id,Klasse\nz,cat\n", "'uid'"),
        ("uid,label\nz,cat\n", "'Klasse'"),
        ("uid,Klasse\nz,cat\na\n", "would lose"),
    ],
)
def test_a_table_that_is_not_the_imported_one_is_refused(table, tmp_path, text, said):
    (tmp_path / "original.csv").write_text(text)
    with pytest.raises(LabelerError, match=said):
        export.write_in_place_of(table, tmp_path / "original.csv", tmp_path / "copy.csv")
    assert not (tmp_path / "copy.csv").exists()


def table_of(task, given, columns, found, *, vocabulary=(), **layout):
    """A table to export of the examples a, b, c of dev, corrected as ``found`` says."""
    vocabulary = Vocabulary(vocabulary)
    examples = Examples(
        ids=TextColumn.of(columns["example_id"]),
        splits=np.full(3, 2, np.int8),
        given=given,
        tickets=short_tickets(0, columns["example_id"]),
        vocabulary=vocabulary,
        task=task_named(task, vocabulary=vocabulary),
    )
    fixed = {"label_column": None, "label_columns": {}, "reference_columns": ()} | layout
    return export.LabeledTable(
        examples=examples,
        columns={name: TextColumn.of(cells) for name, cells in columns.items()},
        id_column="example_id",
        split_names=["dev"] * 3,
        split_columns={"dev": tuple(columns)},
        labels=resolved(examples, {row: Resolution(Status.CORRECTED, label) for row, label in found.items()}),
        version=1,
        **fixed,
    )


@pytest.fixture
def sets():
    """Of b all labels are taken off, c gets an unknown one; cow came after the import and has no column."""
    return table_of(
        "multilabel",
        MultilabelTruth(np.array([[1, 0, -1], [1, -1, -1], [0, 1, -1]], np.int8)),
        {"example_id": ("a", "b", "c"), "label:cat": (" 1", "1", "0"), "note": ("", "=", "x"), "dog": ("0", "?", "1")},
        {1: "", 2: "cat;?dog"},
        vocabulary=("cat", "dog", "cow"),
        label_columns={"label:cat": "cat", "dog": "dog"},
    )


def test_every_label_column_is_written(sets, tmp_path):
    export.write_corrected(sets, tmp_path)
    assert rows(tmp_path / "corrected/dev.csv") == [
        ["example_id", "label:cat", "note", "dog", "label:cow", "given_label", "label_status", "label_version"],
        ["a", " 1", "", "0", "?", "cat;?cow", "given", "1"],
        ["b", "0", "'=", "0", "0", "cat;?dog;?cow", "corrected", "1"],
        ["c", "1", "x", "?", "0", "dog;?cow", "corrected", "1"],
    ]
    assert export.write_changes(sets, tmp_path, {}) == "changes.csv"
    assert [row[2:4] for row in rows(tmp_path / "changes.csv")[1:]] == [
        ["cat;?dog;?cow", ""],
        ["dog;?cow", "cat;?dog"],
    ]


def test_a_label_without_a_column_cannot_be_written_in_place(sets, tmp_path):
    (tmp_path / "original.csv").write_text("example_id,label:cat,dog\na,1,0\n")
    with pytest.raises(LabelerError, match="no column of the label 'cow'"):
        export.write_in_place_of(sets, tmp_path / "original.csv", tmp_path / "copy.csv")
    assert not (tmp_path / "copy.csv").exists()


def test_label_columns_are_rewritten_in_place(tmp_path):
    sets = table_of(
        "multilabel",
        MultilabelTruth(np.array([[1, 0], [1, -1], [0, 1]], np.int8)),
        {"example_id": ("a", "b", "c"), "cat": ("1", "1", "0"), "dog": ("0", "?", "1")},
        {1: "dog"},
        vocabulary=("cat", "dog"),
        label_columns={"cat": "cat", "dog": "dog"},
    )
    (tmp_path / "original.csv").write_text("dog,example_id,cat\n?,b,1\n 0,a,1\n9,zz,9\n")
    export.write_in_place_of(sets, tmp_path / "original.csv", tmp_path / "copy.csv")
    assert (tmp_path / "copy.csv").read_text() == "dog,example_id,cat\n1,b,0\n 0,a,1\n9,zz,9\n"


def test_a_corrected_transcript_is_its_examples_only_reference(tmp_path):
    spoken = table_of(
        "transcript",
        TranscriptTruth(TextColumn.of(("one", "two", "")), {0: ("won",), 1: ("too", "to")}),
        {
            "example_id": ("a", "b", "c"),
            "said": ("one ", "two", ""),
            "transcript_2": ("won", "too", ""),
            "transcript_3": ("", "to", ""),
        },
        {1: "", 2: "=three"},
        label_column="said",
        reference_columns=("transcript_2", "transcript_3"),
    )
    export.write_corrected(spoken, tmp_path)
    assert [row[:5] for row in rows(tmp_path / "corrected/dev.csv")[1:]] == [
        ["a", "one ", "won", "", "one "],
        ["b", "", "", "", "two"],
        ["c", "'=three", "", "", ""],
    ]
